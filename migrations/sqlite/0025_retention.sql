-- Whom a party is or was bound to: what has ended or was replaced stays here, so that a case is found by everyone whom it
-- has been about.
CREATE TABLE case_people (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    party TEXT NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    PRIMARY KEY (tenant, case_id, party, person_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_people_of_person ON case_people (tenant, person_id, case_id);
INSERT INTO case_people (tenant, case_id, party, person_id)
SELECT DISTINCT tenant, case_id, party, person_id FROM parties WHERE person_id IS NOT NULL;

-- A case that was discarded: only that it was is left of it.
ALTER TABLE cases ADD COLUMN erased_at INTEGER;
CREATE INDEX cases_closed ON cases (tenant, flow, closed_at, case_id) WHERE closed_at IS NOT NULL AND erased_at IS NULL;

-- What stops a case, or all cases of a citizen, from being discarded. Days are days in Copenhagen, the last included.
CREATE TABLE legal_holds (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    hold_id BLOB NOT NULL CHECK (length(hold_id) = 16),
    case_id BLOB CHECK (length(case_id) = 16),
    citizen_id BLOB CHECK (length(citizen_id) = 16),
    ground TEXT NOT NULL,
    until TEXT,
    laid_at INTEGER NOT NULL,
    laid_by BLOB NOT NULL CHECK (length(laid_by) = 16),
    laid_name TEXT NOT NULL,
    lifted_at INTEGER,
    lifted_by BLOB CHECK (length(lifted_by) = 16),
    lifted_name TEXT,
    lifted_why TEXT,
    PRIMARY KEY (tenant, hold_id),
    CHECK ((case_id IS NULL) <> (citizen_id IS NULL)),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_name IS NULL)
        AND (lifted_at IS NULL) = (lifted_why IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_holds_newest ON legal_holds (tenant, laid_at, hold_id);
CREATE INDEX legal_holds_of_case ON legal_holds (tenant, case_id) WHERE lifted_at IS NULL AND case_id IS NOT NULL;
CREATE INDEX legal_holds_of_citizen ON legal_holds (tenant, citizen_id)
WHERE lifted_at IS NULL AND citizen_id IS NOT NULL;

-- What is to be discarded together: proposed by one, approved by another, carried out case by case. It stays as the
-- protocol. One is under way at a time.
CREATE TABLE disposals (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    disposal_id BLOB NOT NULL CHECK (length(disposal_id) = 16),
    number INTEGER NOT NULL CHECK (number > 0),
    proposed_at INTEGER NOT NULL,
    proposed_by BLOB NOT NULL CHECK (length(proposed_by) = 16),
    proposed_name TEXT NOT NULL,
    approved_at INTEGER,
    approved_by BLOB CHECK (length(approved_by) = 16),
    approved_name TEXT,
    withdrawn_at INTEGER,
    withdrawn_by BLOB CHECK (length(withdrawn_by) = 16),
    withdrawn_name TEXT,
    finished_at INTEGER,
    PRIMARY KEY (tenant, disposal_id),
    UNIQUE (tenant, number),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL) AND (approved_at IS NULL) = (approved_name IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_name IS NULL)),
    CHECK (approved_by <> proposed_by),
    CHECK (approved_at IS NULL OR withdrawn_at IS NULL),
    CHECK (finished_at IS NULL OR approved_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX disposals_under_way ON disposals (tenant) WHERE finished_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE disposal_cases (
    tenant INTEGER NOT NULL,
    disposal_id BLOB NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    flow TEXT NOT NULL,
    closed_at INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('erase', 'archive')),
    outcome TEXT CHECK (outcome IN ('erased', 'archived', 'kept')),
    why TEXT,
    done_at INTEGER,
    file TEXT,
    file_sum BLOB CHECK (length(file_sum) = 32),
    citizens INTEGER NOT NULL DEFAULT 0 CHECK (citizens >= 0),
    PRIMARY KEY (tenant, disposal_id, place),
    UNIQUE (tenant, disposal_id, case_id),
    FOREIGN KEY (tenant, disposal_id) REFERENCES disposals (tenant, disposal_id),
    CHECK ((outcome IS NULL) = (done_at IS NULL)),
    CHECK ((coalesce(outcome, '') = 'kept') = (why IS NOT NULL)),
    CHECK ((coalesce(outcome, '') = 'archived') = (file IS NOT NULL AND file_sum IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX disposal_cases_waiting ON disposal_cases (tenant, disposal_id, place) WHERE outcome IS NULL;

-- The rows of inboxes that a mail tells of, as a list of ids: whether they are still the reader's is asked when it is sent.
ALTER TABLE mails ADD COLUMN notices BLOB NOT NULL DEFAULT x'';

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('case_people', 'case_people', '200000 200000 2 1 1'),
    ('case_people', 'case_people_of_person', '200000 200000 5 1 1'),
    ('cases', 'cases_closed', '70000 70000 7000 1 1'),
    ('legal_holds', 'legal_holds', '200 200 1'),
    ('legal_holds', 'legal_holds_newest', '200 200 1 1'),
    ('legal_holds', 'legal_holds_of_case', '100 100 1'),
    ('legal_holds', 'legal_holds_of_citizen', '100 100 1'),
    ('disposals', 'disposals', '50 50 1'),
    ('disposals', 'sqlite_autoindex_disposals_2', '50 50 1'),
    ('disposals', 'disposals_under_way', '1 1'),
    ('disposal_cases', 'disposal_cases', '50000 50000 1000 1'),
    ('disposal_cases', 'sqlite_autoindex_disposal_cases_2', '50000 50000 1000 1'),
    ('disposal_cases', 'disposal_cases_waiting', '1000 1000 1000 1');
ANALYZE sqlite_schema;
