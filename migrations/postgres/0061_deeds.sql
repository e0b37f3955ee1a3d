-- What administrators did that no other journal holds: one chain, like that of the access log. A row never changes, and none is
-- taken away.
CREATE TABLE deeds (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    person_id uuid,
    done_by text NOT NULL,
    kind text COLLATE "C" NOT NULL,
    body text NOT NULL,
    chain bytea NOT NULL CHECK (length(chain) = 32),
    PRIMARY KEY (tenant, number)
);
CALL keep_apart('deeds', 'SELECT, INSERT');
