-- What events say for figures over many cases: a row for each thing that is counted, in the order of what and when, as it is
-- read. Names of the flow and times; nothing that anybody wrote, and nobody's name.
CREATE TABLE figures (
    tenant INTEGER NOT NULL,
    counted TEXT NOT NULL CHECK (counted IN ('done', 'waited', 'deadline', 'deviated', 'contact')),
    at INTEGER NOT NULL,
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    number INTEGER NOT NULL CHECK (number > 0),
    place INTEGER NOT NULL CHECK (place >= 0),
    flow TEXT NOT NULL,
    flow_version INTEGER NOT NULL CHECK (flow_version >= 0),
    name TEXT NOT NULL,
    party TEXT NOT NULL,
    other TEXT NOT NULL,
    unit_id BLOB CHECK (length(unit_id) = 16),
    since INTEGER,
    in_time INTEGER CHECK (in_time IN (0, 1)),
    PRIMARY KEY (tenant, counted, at, case_id, number, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_of_case ON figures (tenant, case_id, counted, at);

-- What commits give to figures and nobody has spread out yet: one row for each commit, written with it, so that what is read
-- seldom costs those little who work. `body` is the list of what is counted.
CREATE TABLE figures_waiting (
    tenant INTEGER NOT NULL,
    at INTEGER NOT NULL,
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    number INTEGER NOT NULL CHECK (number > 0),
    flow TEXT NOT NULL,
    flow_version INTEGER NOT NULL CHECK (flow_version >= 0),
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, at, case_id, number)
) STRICT, WITHOUT ROWID;

-- What a case has given goes with it, by whichever statement it is discarded.
CREATE TRIGGER figures_of_discarded AFTER UPDATE OF erased_at ON cases WHEN NEW.erased_at IS NOT NULL
BEGIN
    DELETE FROM figures WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM figures_waiting WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
END;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('figures', 'figures', '4000000 4000000 800000 1 1 1 1'),
    ('figures', 'figures_of_case', '4000000 4000000 40 8 1'),
    ('figures_waiting', 'figures_waiting', '5000 5000 1 1 1');
ANALYZE sqlite_schema;
