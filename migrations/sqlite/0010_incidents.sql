-- What an incident is about: a case, or something that all cases share. SQLite loosens no column, so the table is made
-- anew.
CREATE TABLE incidents_of_all (
    tenant INTEGER NOT NULL,
    incident_id BLOB NOT NULL,
    about TEXT NOT NULL,
    case_id BLOB,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    resolved_at INTEGER,
    resolved_by TEXT,
    PRIMARY KEY (tenant, incident_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id),
    CHECK ((about = 'case') = (case_id IS NOT NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO incidents_of_all (tenant, incident_id, about, case_id, at, body, resolved_at, resolved_by)
    SELECT tenant, incident_id, 'case', case_id, at, body, resolved_at, resolved_by FROM incidents;
DROP TABLE incidents;
ALTER TABLE incidents_of_all RENAME TO incidents;
CREATE UNIQUE INDEX incidents_open ON incidents (tenant, about, coalesce(case_id, x'')) WHERE resolved_at IS NULL;
CREATE INDEX incidents_newest ON incidents (tenant, at, incident_id);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('incidents', 'incidents', '1000 1000 1'),
    ('incidents', 'incidents_open', '10 10 10 1'),
    ('incidents', 'incidents_newest', '1000 1000 1 1');
ANALYZE sqlite_schema;
