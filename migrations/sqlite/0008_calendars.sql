-- Calendars that the municipality has laid down; a version never changes. `counted_at` is when every open case had been
-- counted by it.
CREATE TABLE calendars (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    version INTEGER NOT NULL CHECK (version > 0),
    rules BLOB NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    why TEXT NOT NULL,
    counted_at INTEGER,
    PRIMARY KEY (tenant, version)
) STRICT, WITHOUT ROWID;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('calendars', 'calendars', '20 20 1');
ANALYZE sqlite_schema;
