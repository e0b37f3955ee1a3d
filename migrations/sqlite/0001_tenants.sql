-- The municipality that the file belongs to, and what holds for all of it. Moments are microseconds since 1970, UTC.
CREATE TABLE tenants (
    tenant INTEGER PRIMARY KEY CHECK (tenant BETWEEN 0 AND 99999999),
    name TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;
