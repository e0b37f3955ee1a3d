-- What an event gives to figures lies in its own row from now on: a row of its own beside it cost every commit a tenth.
ALTER TABLE events ADD COLUMN figures TEXT;

-- Up to which of its events what a case gave is spread out, and when the case was changed last by then.
CREATE TABLE figures_counted (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_counted_last ON figures_counted (tenant, changed_at);

-- What waited is spread out once, as it was each night.
INSERT INTO figures (tenant, counted, at, case_id, number, place, flow, flow_version, name, party, other, unit_id, since,
    in_time)
SELECT w.tenant, f.value ->> 'counted', w.at, w.case_id, w.number, f.key, w.flow, w.flow_version, f.value ->> 'name',
    f.value ->> 'party', f.value ->> 'other', unhex(f.value ->> 'unit'),
    CASE f.value ->> 'counted' WHEN 'contact' THEN coalesce(f.value ->> 'since',
        lag(w.at) OVER (PARTITION BY w.tenant, w.case_id, f.value ->> 'counted' ORDER BY w.at, w.number, f.key), (
        SELECT max(before.at) FROM figures AS before
        WHERE before.tenant = w.tenant AND before.case_id = w.case_id AND before.counted = 'contact'))
    ELSE f.value ->> 'since' END, f.value ->> 'in_time'
FROM figures_waiting AS w, json_each(w.body) AS f;

DROP TRIGGER figures_of_discarded;
DROP TABLE figures_waiting;

-- What a case has given goes with it, by whichever statement it is discarded.
CREATE TRIGGER figures_of_discarded AFTER UPDATE OF erased_at ON cases WHEN NEW.erased_at IS NOT NULL
BEGIN
    DELETE FROM figures WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM figures_counted WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    UPDATE events SET figures = NULL WHERE tenant = NEW.tenant AND case_id = NEW.case_id AND figures IS NOT NULL;
END;

-- See 0007.
DELETE FROM sqlite_stat1 WHERE tbl = 'figures_waiting';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('figures_counted', 'figures_counted', '100000 100000 1'),
    ('figures_counted', 'figures_counted_last', '100000 100000 1');
ANALYZE sqlite_schema;
