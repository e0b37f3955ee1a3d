-- While an incident about the clock is open, no timer of its tenant is claimed: what seems due may not be.
CREATE INDEX incidents_clock ON incidents (tenant) WHERE about = 'clock' AND resolved_at IS NULL;
CALL let_sweep('incidents', 'SELECT');

CREATE FUNCTION held_tenants() RETURNS TABLE (tenant integer) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT incidents.tenant FROM incidents
    WHERE incidents.about = 'clock' AND incidents.resolved_at IS NULL ORDER BY incidents.tenant;
END;
CALL run_as_sweep('held_tenants()');

DROP FUNCTION claim_timers(timestamptz, timestamptz, bigint);
CREATE FUNCTION claim_timers(before timestamptz, until timestamptz, most bigint)
RETURNS TABLE (tenant integer, case_id uuid, fence bigint) LANGUAGE sql VOLATILE
BEGIN ATOMIC
    WITH due AS (
        SELECT timers.tenant, timers.case_id, timers.ready_at FROM timers
        WHERE timers.ready_at <= before AND timers.tenant <> ALL (ARRAY(SELECT held.tenant FROM held_tenants() AS held))
        ORDER BY timers.ready_at, timers.tenant, timers.case_id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE timers SET fence = timers.fence + 1, claimed_until = until FROM due
        WHERE timers.tenant = due.tenant AND timers.case_id = due.case_id
        RETURNING timers.tenant, timers.case_id, timers.fence, due.ready_at
    )
    SELECT claimed.tenant, claimed.case_id, claimed.fence FROM claimed
    ORDER BY claimed.ready_at, claimed.tenant, claimed.case_id;
END;
CALL run_as_sweep('claim_timers(timestamptz, timestamptz, bigint)');

DROP FUNCTION next_timer();
CREATE FUNCTION next_timer() RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT min(timers.ready_at) FROM timers
    WHERE timers.ready_at IS NOT NULL
        AND timers.tenant <> ALL (ARRAY(SELECT held.tenant FROM held_tenants() AS held));
END;
CALL run_as_sweep('next_timer()');
