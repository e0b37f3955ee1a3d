-- A case is found by its key, thousands of times a second, by plans that are made once: for the first case of a young
-- database, when every index looks alike and the newest wins. Those of the lists stand aside: they hold every case, but
-- only a query that says so may use them.
DROP INDEX cases_changed, cases_of_flow, cases_with_status;
CREATE INDEX cases_changed ON cases (tenant, changed_at, case_id) WHERE version > 0;
CREATE INDEX cases_of_flow ON cases (tenant, flow, changed_at, case_id) WHERE version > 0;
CREATE INDEX cases_with_status ON cases (tenant, status, changed_at, case_id) WHERE version > 0;

-- Timers of the same moment, of which there may be ten thousand, lie in the order in which they are claimed.
DROP INDEX timers_ready;
CREATE INDEX timers_ready ON timers (ready_at, tenant, case_id) WHERE ready_at IS NOT NULL;

-- What is claimed is found by its key, also where the table grows and empties faster than the planner hears of it.
ALTER FUNCTION claim_timers(timestamptz, timestamptz, bigint)
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
ALTER FUNCTION claim_notices(timestamptz, timestamptz, bigint)
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
