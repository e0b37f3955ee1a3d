-- What administrators have tuned, as a journal; an entry never changes. `counted_at` is when every open case had been
-- counted by it.
CREATE TABLE tunings (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    number bigint NOT NULL CHECK (number > 0),
    deed bytea NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    why text NOT NULL,
    counted_at timestamptz,
    PRIMARY KEY (tenant, number)
);
CALL keep_apart('tunings', 'SELECT, INSERT, UPDATE (counted_at)');
