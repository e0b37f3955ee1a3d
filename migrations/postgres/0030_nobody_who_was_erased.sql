-- A case may be opened for a citizen while they are erased, or their last other case is discarded. Whoever comes first is
-- waited for: what is bound then keeps the citizen, and who was erased is bound to nothing new.
CREATE FUNCTION nobody_who_was_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erased timestamptz;
BEGIN
    SELECT erased_at INTO erased FROM citizens
    WHERE tenant = NEW.tenant AND person_id = NEW.person_id
    FOR SHARE;
    IF erased IS NOT NULL AND NOT EXISTS (SELECT FROM case_people WHERE tenant = NEW.tenant AND case_id = NEW.case_id
            AND party = NEW.party AND person_id = NEW.person_id)
        -- Another's case that they still take part in goes on, and begins sub-cases with them.
        AND NOT EXISTS (SELECT FROM case_people AS named JOIN cases ON cases.tenant = named.tenant
                AND cases.case_id = named.case_id
            WHERE named.tenant = NEW.tenant AND named.person_id = NEW.person_id AND cases.status <> 'closed') THEN
        RAISE EXCEPTION 'a citizen was erased meanwhile' USING ERRCODE = 'SA001';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION nobody_who_was_erased() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION nobody_who_was_erased() TO samspil_app;
CREATE TRIGGER nobody_who_was_erased BEFORE INSERT ON case_people
FOR EACH ROW EXECUTE FUNCTION nobody_who_was_erased();

-- As before, but the citizens are taken hold of before it is asked whether it was their last case.
GRANT CREATE ON SCHEMA public TO samspil_discard;
CREATE OR REPLACE FUNCTION discard_case(of_disposal uuid, of_case uuid, seen bigint, done timestamptz, on_day date,
    new_outcome text, in_file text, sum_of_file bytea, by_name text, for_why text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    PERFORM 1 FROM citizens WHERE tenant = own AND person_id = ANY (people) ORDER BY person_id FOR UPDATE;
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
REVOKE CREATE ON SCHEMA public FROM samspil_discard;
