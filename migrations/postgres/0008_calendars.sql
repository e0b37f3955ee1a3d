-- Calendars that the municipality has laid down; a version never changes. `counted_at` is when every open case had been
-- counted by it.
CREATE TABLE calendars (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    version bigint NOT NULL CHECK (version > 0),
    rules bytea NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    why text NOT NULL,
    counted_at timestamptz,
    PRIMARY KEY (tenant, version)
);
CALL keep_apart('calendars', 'SELECT, INSERT, UPDATE (counted_at)');
