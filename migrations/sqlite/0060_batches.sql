-- Work in many steps for an administrator: cases counted anew, a disposal, a file that is taken in. One row for each, under what it
-- is about; it says how far that is and what it fell over, and is written anew where it is begun anew.
CREATE TABLE batches (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    kind TEXT NOT NULL CHECK (kind IN ('calendar', 'tuning', 'retention', 'import', 'publishing')),
    about TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    began_by TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries > 0),
    done INTEGER NOT NULL CHECK (done >= 0),
    whole INTEGER CHECK (whole >= 0),
    moved INTEGER NOT NULL CHECK (moved >= 0),
    came_at INTEGER NOT NULL,
    ended_at INTEGER,
    fault TEXT,
    PRIMARY KEY (tenant, kind, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX batches_by_time ON batches (tenant, began_at);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('batches', 'batches', '200 200 50 1'),
    ('batches', 'batches_by_time', '200 200 1');
ANALYZE sqlite_schema;
