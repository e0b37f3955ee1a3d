-- Cases, their history, the answers to commands, and what lists and timers read of them.
CREATE TABLE cases (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    flow TEXT NOT NULL,
    flow_version INTEGER NOT NULL CHECK (flow_version >= 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'on_hold', 'closed')),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    changed_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    stage TEXT CHECK (stage IS NULL OR json_valid(stage)),
    snapshot BLOB NOT NULL,
    PRIMARY KEY (tenant, case_id)
) STRICT;
CREATE INDEX cases_changed ON cases (tenant, changed_at, case_id);
CREATE INDEX cases_of_flow ON cases (tenant, flow, changed_at, case_id);
CREATE INDEX cases_with_status ON cases (tenant, status, changed_at, case_id);

-- `sum` stays where `body` is erased, so that the chain still holds.
CREATE TABLE events (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    at INTEGER NOT NULL,
    sum BLOB NOT NULL CHECK (length(sum) = 32),
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    body BLOB,
    PRIMARY KEY (tenant, case_id, number),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;

-- `case_id` is null where the command was not a case's.
CREATE TABLE commands (
    tenant INTEGER NOT NULL,
    command_id BLOB NOT NULL CHECK (length(command_id) = 16),
    case_id BLOB,
    at INTEGER NOT NULL,
    body BLOB NOT NULL CHECK (length(body) = 32),
    answer BLOB NOT NULL,
    PRIMARY KEY (tenant, command_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE parties (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    party TEXT NOT NULL,
    unit_id BLOB CHECK (length(unit_id) = 16),
    person_id BLOB CHECK (length(person_id) = 16),
    PRIMARY KEY (tenant, case_id, party),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_of_unit ON parties (tenant, unit_id, case_id) WHERE unit_id IS NOT NULL;
CREATE INDEX parties_of_person ON parties (tenant, person_id, case_id) WHERE person_id IS NOT NULL;

-- `place` is 0 for raised tasks, which come first in every list, else 1; `due_order` puts those with no due date last.
CREATE TABLE tasks (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    item TEXT NOT NULL,
    round INTEGER NOT NULL CHECK (round >= 0),
    title TEXT NOT NULL CHECK (json_valid(title)),
    party TEXT NOT NULL,
    party_title TEXT NOT NULL CHECK (json_valid(party_title)),
    unit_id BLOB CHECK (length(unit_id) = 16),
    person_id BLOB CHECK (length(person_id) = 16),
    claimed_by BLOB CHECK (length(claimed_by) = 16),
    opened_at INTEGER NOT NULL,
    due INTEGER,
    plan_by INTEGER,
    owed INTEGER NOT NULL CHECK (owed IN (0, 1)),
    raised INTEGER NOT NULL CHECK (raised IN (0, 1)),
    case_title TEXT NOT NULL,
    flow_title TEXT NOT NULL CHECK (json_valid(flow_title)),
    place INTEGER NOT NULL GENERATED ALWAYS AS (1 - raised) VIRTUAL,
    due_order INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(due, 9223372036854775807)) VIRTUAL,
    PRIMARY KEY (tenant, case_id, item),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_of_unit ON tasks (tenant, unit_id, place, due_order, case_id, item) WHERE unit_id IS NOT NULL;
CREATE INDEX tasks_of_person ON tasks (tenant, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX tasks_claimed ON tasks (tenant, claimed_by) WHERE claimed_by IS NOT NULL;

-- One row for each case. `ready_at` is when the timer may be claimed: never while it rests for an incident.
CREATE TABLE timers (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    wake_at INTEGER,
    fence INTEGER NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed_until INTEGER,
    resting INTEGER NOT NULL DEFAULT 0 CHECK (resting IN (0, 1)),
    ready_at INTEGER GENERATED ALWAYS AS (
        CASE WHEN resting = 0 THEN max(wake_at, coalesce(claimed_until, wake_at)) END
    ) VIRTUAL,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_ready ON timers (ready_at) WHERE ready_at IS NOT NULL;
