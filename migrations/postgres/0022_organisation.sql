-- The organisation: units in a tree, what they are and since when until when; who has a place where, as what, by which
-- job function, from and until which day. Nothing is taken away: it ends.
ALTER TABLE units
    ADD COLUMN parent_id uuid,
    ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'department'
        CHECK (kind IN ('organisation', 'administration', 'centre', 'department', 'team', 'offer')),
    ADD COLUMN cvr integer CHECK (cvr BETWEEN 10000000 AND 99999999),
    ADD COLUMN ownership text COLLATE "C" CHECK (ownership IN ('public', 'private')),
    ADD COLUMN from_day date,
    ADD COLUMN until_day date,
    -- Who says that it is there, and what they call it; none where it was written by hand.
    ADD COLUMN source text COLLATE "C",
    ADD COLUMN external_id text COLLATE "C",
    ADD FOREIGN KEY (tenant, parent_id) REFERENCES units (tenant, unit_id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX units_beneath ON units (tenant, parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX units_external ON units (tenant, external_id) WHERE external_id IS NOT NULL;

ALTER TABLE people
    ADD COLUMN job_function text COLLATE "C",
    ADD COLUMN source text COLLATE "C",
    ADD COLUMN external_id text COLLATE "C";
CREATE UNIQUE INDEX people_external ON people (tenant, external_id) WHERE external_id IS NOT NULL;

-- What somebody with a job function acts as, and whether they lead where they have it.
CREATE TABLE job_functions (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    name text COLLATE "C" NOT NULL,
    acts_as json NOT NULL,
    leads boolean NOT NULL,
    PRIMARY KEY (tenant, name)
);
CALL keep_apart('job_functions', 'SELECT, INSERT, UPDATE');

-- A place without parties of its own has those of its job function.
ALTER TABLE members RENAME TO places;
ALTER TABLE places
    ADD COLUMN place_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ALTER COLUMN acts_as DROP NOT NULL,
    ADD COLUMN job_function text COLLATE "C",
    ADD COLUMN leads boolean NOT NULL DEFAULT false,
    ADD COLUMN stands_in_for uuid,
    ADD COLUMN from_day date,
    ADD COLUMN until_day date,
    ADD COLUMN source text COLLATE "C",
    DROP CONSTRAINT members_pkey,
    ADD PRIMARY KEY (tenant, place_id),
    ADD FOREIGN KEY (tenant, stands_in_for) REFERENCES people (tenant, person_id);
ALTER TABLE places ALTER COLUMN place_id DROP DEFAULT, ALTER COLUMN leads DROP DEFAULT;
DROP INDEX members_of_unit;
CREATE INDEX places_of_person ON places (tenant, person_id);
CREATE INDEX places_of_unit ON places (tenant, unit_id);
GRANT UPDATE ON places TO samspil_app;

-- Every change of the organisation: what is new, changed or ended, by whom and by which way. Its number is the version
-- that whoever changes it next must have seen.
CREATE TABLE organisation_changes (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    number bigint NOT NULL CHECK (number > 0),
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    way text COLLATE "C" NOT NULL CHECK (way IN ('page', 'api', 'import', 'scim', 'sign_in', 'command')),
    counts json NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (tenant, number)
);
CALL keep_apart('organisation_changes', 'SELECT, INSERT');
