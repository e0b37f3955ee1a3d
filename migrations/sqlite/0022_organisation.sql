-- The organisation: units in a tree, what they are and since when until when; who has a place where, as what, by which
-- job function, from and until which day. Nothing is taken away: it ends.
ALTER TABLE units ADD COLUMN parent_id BLOB CHECK (length(parent_id) = 16);
ALTER TABLE units ADD COLUMN kind TEXT NOT NULL DEFAULT 'department'
    CHECK (kind IN ('organisation', 'administration', 'centre', 'department', 'team', 'offer'));
ALTER TABLE units ADD COLUMN cvr INTEGER CHECK (cvr BETWEEN 10000000 AND 99999999);
ALTER TABLE units ADD COLUMN ownership TEXT CHECK (ownership IN ('public', 'private'));
ALTER TABLE units ADD COLUMN from_day TEXT CHECK (from_day = date(from_day));
ALTER TABLE units ADD COLUMN until_day TEXT CHECK (until_day = date(until_day));
-- Who says that it is there, and what they call it; none where it was written by hand.
ALTER TABLE units ADD COLUMN source TEXT;
ALTER TABLE units ADD COLUMN external_id TEXT;
CREATE INDEX units_beneath ON units (tenant, parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX units_external ON units (tenant, external_id) WHERE external_id IS NOT NULL;

ALTER TABLE people ADD COLUMN job_function TEXT;
ALTER TABLE people ADD COLUMN source TEXT;
ALTER TABLE people ADD COLUMN external_id TEXT;
CREATE UNIQUE INDEX people_external ON people (tenant, external_id) WHERE external_id IS NOT NULL;

-- What somebody with a job function acts as, and whether they lead where they have it.
CREATE TABLE job_functions (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    name TEXT NOT NULL,
    acts_as TEXT NOT NULL CHECK (json_valid(acts_as)),
    leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;

-- A place without parties of its own has those of its job function.
CREATE TABLE places (
    tenant INTEGER NOT NULL,
    place_id BLOB NOT NULL CHECK (length(place_id) = 16),
    person_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    acts_as TEXT CHECK (json_valid(acts_as)),
    job_function TEXT,
    leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
    stands_in_for BLOB CHECK (length(stands_in_for) = 16),
    from_day TEXT CHECK (from_day = date(from_day)),
    until_day TEXT CHECK (until_day = date(until_day)),
    source TEXT,
    PRIMARY KEY (tenant, place_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, unit_id) REFERENCES units (tenant, unit_id),
    FOREIGN KEY (tenant, stands_in_for) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_of_person ON places (tenant, person_id);
CREATE INDEX places_of_unit ON places (tenant, unit_id);

INSERT INTO places (tenant, place_id, person_id, unit_id, acts_as, leads)
SELECT tenant, randomblob(16), person_id, unit_id, acts_as, 0 FROM members;
DROP TABLE members;

-- Every change of the organisation: what is new, changed or ended, by whom and by which way. Its number is the version
-- that whoever changes it next must have seen.
CREATE TABLE organisation_changes (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    number INTEGER NOT NULL CHECK (number > 0),
    changed_at INTEGER NOT NULL,
    changed_by BLOB CHECK (length(changed_by) = 16),
    way TEXT NOT NULL CHECK (way IN ('page', 'api', 'import', 'scim', 'sign_in', 'command')),
    counts TEXT NOT NULL CHECK (json_valid(counts)),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;

-- See 0007.
DELETE FROM sqlite_stat1 WHERE tbl = 'members';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('units', 'units_beneath', '180 180 6'),
    ('units', 'units_external', '150 150 1'),
    ('people', 'people_external', '4000 4000 1'),
    ('job_functions', 'job_functions', '50 50 1'),
    ('places', 'places', '9000 9000 1'),
    ('places', 'places_of_person', '9000 9000 2'),
    ('places', 'places_of_unit', '9000 9000 45'),
    ('organisation_changes', 'organisation_changes', '5000 5000 1');
ANALYZE sqlite_schema;
