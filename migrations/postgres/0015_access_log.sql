-- Who looked at what, as a chain for each tenant; an entry never changes. `sum` stays where `details` are erased, so that
-- the chain still holds. No foreign key goes to a case or a person: an entry outlives both, and has an end of its own.
CREATE TABLE access_log (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    who text COLLATE "C" NOT NULL CHECK (who IN ('person', 'outside', 'engine')),
    person_id uuid,
    action text COLLATE "C" NOT NULL CHECK (action IN ('read', 'search', 'add', 'change', 'extract', 'delete')),
    object text COLLATE "C" NOT NULL,
    case_id uuid,
    citizen_id uuid,
    sum bytea NOT NULL CHECK (length(sum) = 32),
    chain bytea NOT NULL CHECK (length(chain) = 32),
    details bytea,
    PRIMARY KEY (tenant, number),
    CHECK ((who = 'person') = (person_id IS NOT NULL))
);
CREATE INDEX access_at ON access_log (tenant, at);
CREATE INDEX access_of_case ON access_log (tenant, case_id, number) WHERE case_id IS NOT NULL;
CREATE INDEX access_of_citizen ON access_log (tenant, citizen_id, number) WHERE citizen_id IS NOT NULL;
CREATE INDEX access_of_person ON access_log (tenant, person_id, number) WHERE person_id IS NOT NULL;
CALL keep_apart('access_log', 'SELECT, INSERT');
CALL let_sweep('access_log', 'SELECT, DELETE');

-- The last entry of a tenant that was forgotten: what is left begins after it, and still holds.
CREATE TABLE access_starts (
    tenant integer PRIMARY KEY REFERENCES tenants (tenant),
    number bigint NOT NULL CHECK (number > 0),
    chain bytea NOT NULL CHECK (length(chain) = 32)
);
CALL keep_apart('access_starts', 'SELECT');
CALL let_sweep('access_starts', 'SELECT, INSERT, UPDATE');

-- Forgets the oldest entries of the transaction's tenant that are all from before a moment, at most so many; gives how
-- many. Ninety days are kept by the server's own clock, whoever asks and whatever they ask for.
CREATE FUNCTION forget_access(before timestamptz, most bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    own integer := current_tenant();
    bound timestamptz := least(before, now() - interval '90 days');
    last bigint;
    gone bigint;
BEGIN
    SELECT max(number) INTO last FROM (
        SELECT number, bool_and(at < bound) OVER (ORDER BY number) AS old FROM (
            SELECT number, at FROM access_log WHERE tenant = own ORDER BY number LIMIT most
        ) AS oldest
    ) AS prefix WHERE old;
    IF last IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO access_starts AS start (tenant, number, chain)
    SELECT tenant, number, chain FROM access_log WHERE tenant = own AND number = last
    ON CONFLICT (tenant) DO UPDATE SET number = excluded.number, chain = excluded.chain
    WHERE start.number < excluded.number;
    DELETE FROM access_log WHERE tenant = own AND number <= last;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
CALL run_as_sweep('forget_access(timestamptz, bigint)');

-- Entries that were drawn to be looked at by someone, and what was found of each. They outlive the entries.
CREATE TABLE access_samples (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    sample_id uuid NOT NULL,
    at timestamptz NOT NULL,
    drawn_by uuid NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (tenant, sample_id)
);
CREATE INDEX access_samples_newest ON access_samples (tenant, at, sample_id);
CALL keep_apart('access_samples', 'SELECT, INSERT');

CREATE TABLE access_sampled (
    tenant integer NOT NULL,
    sample_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    verdict text COLLATE "C" CHECK (verdict IN ('in_order', 'unclear', 'wrong')),
    note text,
    noted_at timestamptz,
    noted_by uuid,
    PRIMARY KEY (tenant, sample_id, number),
    FOREIGN KEY (tenant, sample_id) REFERENCES access_samples (tenant, sample_id)
);
CALL keep_apart('access_sampled', 'SELECT, INSERT, UPDATE (verdict, note, noted_at, noted_by)');
