-- Drafts of flows: each writing is a row, so that whoever wrote on an older one is told what was written since. The newest
-- one counts; one without text means that the draft is over, and the numbers go on after it.
CREATE TABLE flow_drafts (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    flow text COLLATE "C" NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    text text NOT NULL,
    scenarios json NOT NULL,
    written_at timestamptz NOT NULL,
    written_by text NOT NULL,
    proposed_at timestamptz,
    proposed_by text,
    proposer uuid,
    PRIMARY KEY (tenant, flow, number)
);
CALL keep_apart('flow_drafts', 'SELECT, INSERT, UPDATE, DELETE');

-- The scenarios that a version of a flow was published with.
CREATE TABLE flow_scenarios (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    flow text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    scenarios json NOT NULL,
    PRIMARY KEY (tenant, flow, version)
);
CALL keep_apart('flow_scenarios', 'SELECT, INSERT, UPDATE');

-- How many cases run by each version is counted here, not in rows with snapshots in them.
CREATE INDEX cases_running ON cases (tenant, flow, flow_version) WHERE status <> 'closed';
