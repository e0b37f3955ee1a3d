-- What is on its way and what has arrived. `free_at` is when a notice may be claimed: 0 for one that is new.
CREATE TABLE outgoing (
    tenant INTEGER NOT NULL,
    notice_id BLOB NOT NULL CHECK (length(notice_id) = 16),
    case_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    fence INTEGER NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed INTEGER NOT NULL DEFAULT 0 CHECK (claimed IN (0, 1)),
    free_at INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL,
    PRIMARY KEY (tenant, notice_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_free ON outgoing (free_at, made_at, notice_id);

-- `number` is the row's place among those of its notice, so that a second delivery of the same adds nothing.
CREATE TABLE inbox (
    tenant INTEGER NOT NULL,
    notice_id BLOB NOT NULL CHECK (length(notice_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 0),
    case_id BLOB NOT NULL,
    unit_id BLOB CHECK (length(unit_id) = 16),
    person_id BLOB CHECK (length(person_id) = 16),
    at INTEGER NOT NULL,
    read_at INTEGER,
    body BLOB NOT NULL,
    PRIMARY KEY (tenant, notice_id, number),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_of_unit ON inbox (tenant, unit_id, at) WHERE unit_id IS NOT NULL;
CREATE INDEX inbox_of_person ON inbox (tenant, person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX inbox_of_case ON inbox (tenant, case_id, at);

CREATE TABLE incidents (
    tenant INTEGER NOT NULL,
    incident_id BLOB NOT NULL CHECK (length(incident_id) = 16),
    case_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    resolved_at INTEGER,
    resolved_by TEXT,
    PRIMARY KEY (tenant, incident_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX incidents_open ON incidents (tenant, case_id) WHERE resolved_at IS NULL;
CREATE INDEX incidents_newest ON incidents (tenant, at, incident_id);
