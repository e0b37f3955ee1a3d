-- Published flows; a version never changes.
CREATE TABLE flows (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    flow TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    title TEXT NOT NULL CHECK (json_valid(title)),
    text TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    published_by TEXT NOT NULL,
    PRIMARY KEY (tenant, flow, version)
) STRICT, WITHOUT ROWID;
