-- What people find in the way at a step of a flow, for whoever keeps the flow: words, and nothing of the case that they stood in.
-- One that is settled says how.
CREATE TABLE hassles (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    hassle_id BLOB NOT NULL CHECK (length(hassle_id) = 16),
    flow TEXT NOT NULL,
    version INTEGER NOT NULL,
    step TEXT NOT NULL,
    said TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    noted_by TEXT NOT NULL,
    noter BLOB NOT NULL CHECK (length(noter) = 16),
    settled_at INTEGER,
    settled_by TEXT,
    settled_because TEXT,
    PRIMARY KEY (tenant, hassle_id),
    FOREIGN KEY (tenant, flow, version) REFERENCES flows (tenant, flow, version),
    CHECK ((settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (settled_because IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX hassles_of_flow ON hassles (tenant, flow, noted_at, hassle_id);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('hassles', 'hassles', '5000 5000 1'),
    ('hassles', 'hassles_of_flow', '5000 5000 200 1 1');
ANALYZE sqlite_schema;
