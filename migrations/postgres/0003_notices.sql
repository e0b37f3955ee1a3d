-- What is on its way and what has arrived. `free_at` is when a notice may be claimed: long ago for one that is new.
CREATE TABLE outgoing (
    tenant integer NOT NULL,
    notice_id uuid NOT NULL,
    case_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    fence bigint NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed boolean NOT NULL DEFAULT false,
    free_at timestamptz NOT NULL DEFAULT '-infinity',
    body bytea NOT NULL,
    PRIMARY KEY (tenant, notice_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX outgoing_free ON outgoing (free_at, made_at, notice_id);
CALL keep_apart('outgoing', 'SELECT, INSERT, UPDATE, DELETE');
CALL let_sweep('outgoing', 'SELECT, UPDATE');

CREATE FUNCTION claim_notices(before timestamptz, until timestamptz, most bigint)
RETURNS TABLE (tenant integer, case_id uuid, notice_id uuid, fence bigint, body bytea) LANGUAGE sql VOLATILE
BEGIN ATOMIC
    WITH free AS (
        SELECT outgoing.tenant, outgoing.notice_id, outgoing.free_at, outgoing.made_at FROM outgoing
        WHERE outgoing.free_at <= before
        ORDER BY outgoing.free_at, outgoing.made_at, outgoing.notice_id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE outgoing SET fence = outgoing.fence + 1, claimed = true, free_at = until FROM free
        WHERE outgoing.tenant = free.tenant AND outgoing.notice_id = free.notice_id
        RETURNING outgoing.tenant, outgoing.case_id, outgoing.notice_id, outgoing.fence, outgoing.body,
            free.free_at, free.made_at
    )
    SELECT claimed.tenant, claimed.case_id, claimed.notice_id, claimed.fence, claimed.body FROM claimed
    ORDER BY claimed.free_at, claimed.made_at, claimed.notice_id;
END;
CALL run_as_sweep('claim_notices(timestamptz, timestamptz, bigint)');

-- `number` is the row's place among those of its notice, so that a second delivery of the same adds nothing.
CREATE TABLE inbox (
    tenant integer NOT NULL,
    notice_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number >= 0),
    case_id uuid NOT NULL,
    unit_id uuid,
    person_id uuid,
    at timestamptz NOT NULL,
    read_at timestamptz,
    body bytea NOT NULL,
    PRIMARY KEY (tenant, notice_id, number),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX inbox_of_unit ON inbox (tenant, unit_id, at) WHERE unit_id IS NOT NULL;
CREATE INDEX inbox_of_person ON inbox (tenant, person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX inbox_of_case ON inbox (tenant, case_id, at);
CALL keep_apart('inbox', 'SELECT, INSERT, UPDATE');

CREATE TABLE incidents (
    tenant integer NOT NULL,
    incident_id uuid NOT NULL,
    case_id uuid NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    PRIMARY KEY (tenant, incident_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE UNIQUE INDEX incidents_open ON incidents (tenant, case_id) WHERE resolved_at IS NULL;
CREATE INDEX incidents_newest ON incidents (tenant, at, incident_id);
CALL keep_apart('incidents', 'SELECT, INSERT, UPDATE');
