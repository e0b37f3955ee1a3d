-- Cases, their history, the answers to commands, and what lists and timers read of them.
CREATE TABLE cases (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    case_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    chain bytea NOT NULL CHECK (length(chain) = 32),
    flow text COLLATE "C" NOT NULL,
    flow_version bigint NOT NULL CHECK (flow_version >= 0),
    status text COLLATE "C" NOT NULL CHECK (status IN ('open', 'on_hold', 'closed')),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    changed_at timestamptz NOT NULL,
    title text NOT NULL,
    title_folded text NOT NULL,
    stage json,
    snapshot bytea NOT NULL,
    PRIMARY KEY (tenant, case_id)
);
-- Every commit writes the snapshot anew: packing it would cost more than it saves.
ALTER TABLE cases ALTER COLUMN snapshot SET STORAGE EXTERNAL;
CREATE INDEX cases_changed ON cases (tenant, changed_at, case_id);
CREATE INDEX cases_of_flow ON cases (tenant, flow, changed_at, case_id);
CREATE INDEX cases_with_status ON cases (tenant, status, changed_at, case_id);
CALL keep_apart('cases', 'SELECT, INSERT, UPDATE');

-- `sum` stays where `body` is erased, so that the chain still holds. Events are only ever added.
CREATE TABLE events (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    sum bytea NOT NULL CHECK (length(sum) = 32),
    chain bytea NOT NULL CHECK (length(chain) = 32),
    body bytea,
    PRIMARY KEY (tenant, case_id, number),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CALL keep_apart('events', 'SELECT, INSERT');

-- `case_id` is null where the command was not a case's.
CREATE TABLE commands (
    tenant integer NOT NULL,
    command_id uuid NOT NULL,
    case_id uuid,
    at timestamptz NOT NULL,
    body bytea NOT NULL CHECK (length(body) = 32),
    answer bytea NOT NULL,
    PRIMARY KEY (tenant, command_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CALL keep_apart('commands', 'SELECT, INSERT');

CREATE TABLE parties (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    party text COLLATE "C" NOT NULL,
    unit_id uuid,
    person_id uuid,
    PRIMARY KEY (tenant, case_id, party),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX parties_of_unit ON parties (tenant, unit_id, case_id) WHERE unit_id IS NOT NULL;
CREATE INDEX parties_of_person ON parties (tenant, person_id, case_id) WHERE person_id IS NOT NULL;
CALL keep_apart('parties', 'SELECT, INSERT, UPDATE, DELETE');

-- `place` is 0 for raised tasks, which come first in every list, else 1; `due_order` puts those with no due date last.
CREATE TABLE tasks (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    item text COLLATE "C" NOT NULL,
    round bigint NOT NULL CHECK (round >= 0),
    title json NOT NULL,
    party text COLLATE "C" NOT NULL,
    party_title json NOT NULL,
    unit_id uuid,
    person_id uuid,
    claimed_by uuid,
    opened_at timestamptz NOT NULL,
    due timestamptz,
    plan_by timestamptz,
    owed boolean NOT NULL,
    raised boolean NOT NULL,
    case_title text NOT NULL,
    flow_title json NOT NULL,
    place bigint NOT NULL GENERATED ALWAYS AS (CASE WHEN raised THEN 0 ELSE 1 END) STORED,
    due_order timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(due, 'infinity')) STORED,
    PRIMARY KEY (tenant, case_id, item),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX tasks_of_unit ON tasks (tenant, unit_id, place, due_order, case_id, item) WHERE unit_id IS NOT NULL;
CREATE INDEX tasks_of_person ON tasks (tenant, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX tasks_claimed ON tasks (tenant, claimed_by) WHERE claimed_by IS NOT NULL;
CALL keep_apart('tasks', 'SELECT, INSERT, UPDATE, DELETE');

-- One row for each case. `ready_at` is when the timer may be claimed: never while it rests for an incident.
CREATE TABLE timers (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    wake_at timestamptz,
    fence bigint NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed_until timestamptz,
    resting boolean NOT NULL DEFAULT false,
    ready_at timestamptz GENERATED ALWAYS AS (
        CASE WHEN NOT resting AND wake_at IS NOT NULL THEN greatest(wake_at, claimed_until) END
    ) STORED,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX timers_ready ON timers (ready_at) WHERE ready_at IS NOT NULL;
CALL keep_apart('timers', 'SELECT, INSERT, UPDATE');
CALL let_sweep('timers', 'SELECT, UPDATE');

CREATE FUNCTION claim_timers(before timestamptz, until timestamptz, most bigint)
RETURNS TABLE (tenant integer, case_id uuid, fence bigint) LANGUAGE sql VOLATILE
BEGIN ATOMIC
    WITH due AS (
        SELECT timers.tenant, timers.case_id, timers.ready_at FROM timers
        WHERE timers.ready_at <= before
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

CREATE FUNCTION next_timer() RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT min(timers.ready_at) FROM timers WHERE timers.ready_at IS NOT NULL;
END;
CALL run_as_sweep('next_timer()');

-- Rows that a batch takes away, each found by its whole key: joined to a list, a table that has grown fast would be read
-- from end to end, by a plan made while it was small.
CREATE FUNCTION remove_task(of_tenant integer, of_case uuid, of_item text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tasks WHERE tenant = of_tenant AND case_id = of_case AND item = of_item;
END $$;

CREATE FUNCTION unbind_parties(of_tenant integer, of_case uuid, but_for text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM parties WHERE tenant = of_tenant AND case_id = of_case AND party <> ALL (but_for);
END $$;
