-- While an incident about the clock is open, no timer of its tenant is claimed: what seems due may not be.
CREATE INDEX incidents_clock ON incidents (tenant) WHERE about = 'clock' AND resolved_at IS NULL;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('incidents', 'incidents_clock', '1 1');
ANALYZE sqlite_schema;
