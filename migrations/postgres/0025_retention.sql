-- Whom a party is or was bound to: what has ended or was replaced stays here, so that a case is found by everyone whom it
-- has been about.
CREATE TABLE case_people (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    party text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (tenant, case_id, party, person_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX case_people_of_person ON case_people (tenant, person_id, case_id);
CALL keep_apart('case_people', 'SELECT, INSERT');
-- The rows of every tenant: whoever migrates owns the table, but is bound by its policy as well.
ALTER TABLE parties NO FORCE ROW LEVEL SECURITY;
ALTER TABLE case_people NO FORCE ROW LEVEL SECURITY;
INSERT INTO case_people (tenant, case_id, party, person_id)
SELECT DISTINCT tenant, case_id, party, person_id FROM parties WHERE person_id IS NOT NULL;
ALTER TABLE parties FORCE ROW LEVEL SECURITY;
ALTER TABLE case_people FORCE ROW LEVEL SECURITY;

-- A case that was discarded: only that it was is left of it.
ALTER TABLE cases ADD COLUMN erased_at timestamptz;
CREATE INDEX cases_closed ON cases (tenant, flow, closed_at, case_id) WHERE closed_at IS NOT NULL AND erased_at IS NULL;

-- What stops a case, or all cases of a citizen, from being discarded. Days are days in Copenhagen, the last included.
CREATE TABLE legal_holds (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    hold_id uuid NOT NULL,
    case_id uuid,
    citizen_id uuid,
    ground text NOT NULL,
    until date,
    laid_at timestamptz NOT NULL,
    laid_by uuid NOT NULL,
    laid_name text NOT NULL,
    lifted_at timestamptz,
    lifted_by uuid,
    lifted_name text,
    lifted_why text,
    PRIMARY KEY (tenant, hold_id),
    CHECK ((case_id IS NULL) <> (citizen_id IS NULL)),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_name IS NULL)
        AND (lifted_at IS NULL) = (lifted_why IS NULL))
);
CREATE INDEX legal_holds_newest ON legal_holds (tenant, laid_at, hold_id);
CREATE INDEX legal_holds_of_case ON legal_holds (tenant, case_id) WHERE lifted_at IS NULL AND case_id IS NOT NULL;
CREATE INDEX legal_holds_of_citizen ON legal_holds (tenant, citizen_id)
WHERE lifted_at IS NULL AND citizen_id IS NOT NULL;
CALL keep_apart('legal_holds', 'SELECT, INSERT, UPDATE (lifted_at, lifted_by, lifted_name, lifted_why)');

-- What is to be discarded together: proposed by one, approved by another, carried out case by case. It stays as the
-- protocol. One is under way at a time.
CREATE TABLE disposals (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    disposal_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    proposed_at timestamptz NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_name text NOT NULL,
    approved_at timestamptz,
    approved_by uuid,
    approved_name text,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdrawn_name text,
    finished_at timestamptz,
    PRIMARY KEY (tenant, disposal_id),
    UNIQUE (tenant, number),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL) AND (approved_at IS NULL) = (approved_name IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_name IS NULL)),
    CHECK (approved_by <> proposed_by),
    CHECK (approved_at IS NULL OR withdrawn_at IS NULL),
    CHECK (finished_at IS NULL OR approved_at IS NOT NULL)
);
CREATE UNIQUE INDEX disposals_under_way ON disposals (tenant) WHERE finished_at IS NULL AND withdrawn_at IS NULL;
CALL keep_apart('disposals', 'SELECT, INSERT, UPDATE (approved_at, approved_by, approved_name, withdrawn_at,
    withdrawn_by, withdrawn_name, finished_at)');

CREATE TABLE disposal_cases (
    tenant integer NOT NULL,
    disposal_id uuid NOT NULL,
    place bigint NOT NULL CHECK (place > 0),
    case_id uuid NOT NULL,
    flow text COLLATE "C" NOT NULL,
    closed_at timestamptz NOT NULL,
    last_day date NOT NULL,
    what text COLLATE "C" NOT NULL CHECK (what IN ('erase', 'archive')),
    outcome text COLLATE "C" CHECK (outcome IN ('erased', 'archived', 'kept')),
    why text COLLATE "C",
    done_at timestamptz,
    file text,
    file_sum bytea CHECK (length(file_sum) = 32),
    citizens bigint NOT NULL DEFAULT 0 CHECK (citizens >= 0),
    PRIMARY KEY (tenant, disposal_id, place),
    UNIQUE (tenant, disposal_id, case_id),
    FOREIGN KEY (tenant, disposal_id) REFERENCES disposals (tenant, disposal_id),
    CHECK ((outcome IS NULL) = (done_at IS NULL)),
    CHECK ((coalesce(outcome, '') = 'kept') = (why IS NOT NULL)),
    CHECK ((coalesce(outcome, '') = 'archived') = (file IS NOT NULL AND file_sum IS NOT NULL))
);
CREATE INDEX disposal_cases_waiting ON disposal_cases (tenant, disposal_id, place) WHERE outcome IS NULL;
CALL keep_apart('disposal_cases', 'SELECT, INSERT, UPDATE (outcome, why, done_at)');

-- The rows of inboxes that a mail tells of, as a list of ids: whether they are still the reader's is asked when it is sent.
ALTER TABLE mails ADD COLUMN notices bytea NOT NULL DEFAULT '';

-- samspil_discard owns the one function that takes away what is said in a case, and can do nothing else. It sees the rows of
-- the transaction's tenant alone.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samspil_discard') THEN
        BEGIN
            CREATE ROLE samspil_discard NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- Another database of the same server made it meanwhile.
        END;
    END IF;
    IF NOT pg_has_role(current_user, 'samspil_discard', 'MEMBER') THEN
        GRANT samspil_discard TO CURRENT_USER;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO samspil_discard;

CREATE PROCEDURE let_discard(kept regclass, rights text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY discarded ON %s TO samspil_discard
        USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant())', kept);
    EXECUTE format('GRANT %s ON %s TO samspil_discard', rights, kept);
END $$;
REVOKE ALL ON PROCEDURE let_discard(regclass, text) FROM PUBLIC;

CALL let_discard('cases', 'SELECT, UPDATE (title, title_folded, stage, snapshot, erased_at)');
CALL let_discard('events', 'SELECT, UPDATE (body)');
CALL let_discard('tasks', 'SELECT, DELETE');
CALL let_discard('timers', 'SELECT, DELETE');
CALL let_discard('parties', 'SELECT, DELETE');
CALL let_discard('case_people', 'SELECT, DELETE');
CALL let_discard('documents', 'SELECT, DELETE');
CALL let_discard('links', 'SELECT, DELETE');
CALL let_discard('outgoing', 'SELECT, DELETE');
CALL let_discard('inbox', 'SELECT, DELETE');
CALL let_discard('tellings', 'SELECT, DELETE');
CALL let_discard('incidents', 'SELECT, DELETE');
CALL let_discard('held_keys', 'SELECT, UPDATE (sealed, destroyed_at)');
CALL let_discard('citizens', 'SELECT, UPDATE (number_sum, identity, changed_at, erased_at, erased_by, erased_why)');
CALL let_discard('legal_holds', 'SELECT');
CALL let_discard('disposals', 'SELECT');
CALL let_discard('disposal_cases', 'SELECT, UPDATE (outcome, done_at, file, file_sum, citizens)');

-- Whether a hold stops a case or a citizen from being discarded on a day.
CREATE FUNCTION is_held(of_case uuid, of_citizen uuid, on_day date) RETURNS boolean LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM legal_holds WHERE tenant = current_tenant() AND lifted_at IS NULL
            AND case_id = of_case AND (until IS NULL OR until >= on_day))
        OR EXISTS (SELECT FROM legal_holds WHERE tenant = current_tenant() AND lifted_at IS NULL
            AND citizen_id = of_citizen AND (until IS NULL OR until >= on_day));
END;

-- Takes away what is said in a case that an approved disposal names, as long as it has closed and is at this version, and
-- no hold stops it; with it the citizens whose last case it was. Gives how many they were, none where nothing was done.
CREATE FUNCTION discard_case(of_disposal uuid, of_case uuid, seen bigint, done timestamptz, on_day date, new_outcome text,
    in_file text, sum_of_file bytea, by_name text, for_why text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    own integer := current_tenant();
    people uuid[];
    gone uuid[];
BEGIN
    PERFORM 1 FROM disposal_cases AS one
    WHERE one.tenant = own AND one.disposal_id = of_disposal AND one.case_id = of_case AND one.outcome IS NULL
        AND EXISTS (SELECT FROM disposals WHERE disposals.tenant = own AND disposals.disposal_id = of_disposal
            AND disposals.approved_at IS NOT NULL)
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM cases WHERE tenant = own AND case_id = of_case AND status = 'closed' AND version = seen
        AND erased_at IS NULL
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    people := ARRAY(SELECT DISTINCT person_id FROM case_people WHERE tenant = own AND case_id = of_case);
    IF is_held(of_case, NULL, on_day) OR EXISTS (SELECT FROM unnest(people) AS one WHERE is_held(NULL, one, on_day)) THEN
        RETURN NULL;
    END IF;
    UPDATE events SET body = NULL WHERE tenant = own AND case_id = of_case AND body IS NOT NULL;
    DELETE FROM tellings WHERE tenant = own AND notice_id IN (
        SELECT notice_id FROM inbox WHERE tenant = own AND case_id = of_case);
    DELETE FROM inbox WHERE tenant = own AND case_id = of_case;
    DELETE FROM outgoing WHERE tenant = own AND case_id = of_case;
    DELETE FROM incidents WHERE tenant = own AND case_id = of_case;
    DELETE FROM documents WHERE tenant = own AND case_id = of_case;
    DELETE FROM links WHERE tenant = own AND case_id = of_case;
    DELETE FROM tasks WHERE tenant = own AND case_id = of_case;
    DELETE FROM timers WHERE tenant = own AND case_id = of_case;
    DELETE FROM parties WHERE tenant = own AND case_id = of_case;
    DELETE FROM case_people WHERE tenant = own AND case_id = of_case;
    UPDATE cases SET title = '', title_folded = '', stage = NULL, snapshot = '', erased_at = done
    WHERE tenant = own AND case_id = of_case;
    UPDATE citizens SET number_sum = NULL, identity = NULL, changed_at = done, erased_at = done, erased_by = by_name,
        erased_why = for_why
    WHERE tenant = own AND person_id = ANY (people) AND erased_at IS NULL AND NOT EXISTS (
        SELECT FROM case_people WHERE case_people.tenant = own AND case_people.person_id = citizens.person_id);
    gone := ARRAY(SELECT person_id FROM citizens WHERE tenant = own AND person_id = ANY (people) AND erased_at = done);
    UPDATE held_keys SET sealed = NULL, destroyed_at = done
    WHERE tenant = own AND holder_id = ANY (gone || of_case) AND sealed IS NOT NULL;
    UPDATE disposal_cases SET outcome = new_outcome, done_at = done, file = in_file, file_sum = sum_of_file,
        citizens = cardinality(gone)
    WHERE tenant = own AND disposal_id = of_disposal AND case_id = of_case;
    RETURN cardinality(gone);
END $$;
REVOKE ALL ON FUNCTION discard_case(uuid, uuid, bigint, timestamptz, date, text, text, bytea, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION discard_case(uuid, uuid, bigint, timestamptz, date, text, text, bytea, text, text)
TO samspil_app;
ALTER FUNCTION discard_case(uuid, uuid, bigint, timestamptz, date, text, text, bytea, text, text)
SECURITY DEFINER SET search_path = public, pg_temp;
GRANT CREATE ON SCHEMA public TO samspil_discard;
ALTER FUNCTION discard_case(uuid, uuid, bigint, timestamptz, date, text, text, bytea, text, text)
OWNER TO samspil_discard;
REVOKE CREATE ON SCHEMA public FROM samspil_discard;
