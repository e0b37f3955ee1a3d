-- Copies of the database that were made, or that a program outside told of: when, how large, where to, and when it was seen that it
-- can be read. A row never changes, and none is taken away.
CREATE TABLE backups (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    backup_id BLOB NOT NULL CHECK (length(backup_id) = 16),
    taken_at INTEGER NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('copied', 'reported')),
    place TEXT NOT NULL,
    bytes INTEGER CHECK (bytes >= 0),
    verified_at INTEGER,
    kept_by TEXT NOT NULL,
    manifest TEXT NOT NULL,
    fault TEXT,
    PRIMARY KEY (tenant, backup_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX backups_by_time ON backups (tenant, taken_at);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('backups', 'backups', '2000 2000 1'),
    ('backups', 'backups_by_time', '2000 2000 1');
ANALYZE sqlite_schema;
