-- Drafts of flows: each writing is a row, so that whoever wrote on an older one is told what was written since. The newest
-- one counts; one without text means that the draft is over, and the numbers go on after it.
CREATE TABLE flow_drafts (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    flow TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    text TEXT NOT NULL,
    scenarios TEXT NOT NULL CHECK (json_valid(scenarios)),
    written_at INTEGER NOT NULL,
    written_by TEXT NOT NULL,
    proposed_at INTEGER,
    proposed_by TEXT,
    proposer BLOB CHECK (length(proposer) = 16),
    PRIMARY KEY (tenant, flow, number)
) STRICT, WITHOUT ROWID;

-- The scenarios that a version of a flow was published with.
CREATE TABLE flow_scenarios (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    flow TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    scenarios TEXT NOT NULL CHECK (json_valid(scenarios)),
    PRIMARY KEY (tenant, flow, version)
) STRICT, WITHOUT ROWID;

-- How many cases run by each version is counted here, not in rows with snapshots in them.
CREATE INDEX cases_running ON cases (tenant, flow, flow_version) WHERE status <> 'closed';

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('cases', 'cases_running', '30000 30000 3000 1500'),
    ('flow_drafts', 'flow_drafts', '200 200 10 1'),
    ('flow_scenarios', 'flow_scenarios', '100 100 5 1');
ANALYZE sqlite_schema;
