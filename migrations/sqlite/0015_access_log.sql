-- Who looked at what, as a chain; an entry never changes. `sum` stays where `details` are erased, so that the chain still
-- holds. No foreign key goes to a case or a person: an entry outlives both, and has an end of its own.
CREATE TABLE access_log (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    number INTEGER NOT NULL CHECK (number > 0),
    at INTEGER NOT NULL,
    who TEXT NOT NULL CHECK (who IN ('person', 'outside', 'engine')),
    person_id BLOB CHECK (length(person_id) = 16),
    action TEXT NOT NULL CHECK (action IN ('read', 'search', 'add', 'change', 'extract', 'delete')),
    object TEXT NOT NULL,
    case_id BLOB CHECK (length(case_id) = 16),
    citizen_id BLOB CHECK (length(citizen_id) = 16),
    sum BLOB NOT NULL CHECK (length(sum) = 32),
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    details BLOB,
    PRIMARY KEY (tenant, number),
    CHECK ((who = 'person') = (person_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX access_at ON access_log (tenant, at);
CREATE INDEX access_of_case ON access_log (tenant, case_id, number) WHERE case_id IS NOT NULL;
CREATE INDEX access_of_citizen ON access_log (tenant, citizen_id, number) WHERE citizen_id IS NOT NULL;
CREATE INDEX access_of_person ON access_log (tenant, person_id, number) WHERE person_id IS NOT NULL;

-- The last entry that was forgotten: what is left begins after it, and still holds.
CREATE TABLE access_starts (
    tenant INTEGER PRIMARY KEY REFERENCES tenants (tenant),
    number INTEGER NOT NULL CHECK (number > 0),
    chain BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;

-- Entries that were drawn to be looked at by someone, and what was found of each. They outlive the entries.
CREATE TABLE access_samples (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    sample_id BLOB NOT NULL CHECK (length(sample_id) = 16),
    at INTEGER NOT NULL,
    drawn_by BLOB NOT NULL CHECK (length(drawn_by) = 16),
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (tenant, sample_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_samples_newest ON access_samples (tenant, at, sample_id);

CREATE TABLE access_sampled (
    tenant INTEGER NOT NULL,
    sample_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    verdict TEXT CHECK (verdict IN ('in_order', 'unclear', 'wrong')),
    note TEXT,
    noted_at INTEGER,
    noted_by BLOB CHECK (length(noted_by) = 16),
    PRIMARY KEY (tenant, sample_id, number),
    FOREIGN KEY (tenant, sample_id) REFERENCES access_samples (tenant, sample_id)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('access_log', 'access_log', '5000000 5000000 1'),
    ('access_log', 'access_at', '5000000 5000000 1 1'),
    ('access_log', 'access_of_case', '4000000 4000000 100 1'),
    ('access_log', 'access_of_citizen', '4000000 4000000 200 1'),
    ('access_log', 'access_of_person', '5000000 5000000 5000 1'),
    ('access_samples', 'access_samples', '200 200 1'),
    ('access_samples', 'access_samples_newest', '200 200 1 1'),
    ('access_sampled', 'access_sampled', '10000 10000 50 1');
ANALYZE sqlite_schema;
