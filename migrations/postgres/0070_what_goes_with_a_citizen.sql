-- With a citizen goes what is kept of them beside their cases, by whichever statement they are erased: their account is closed
-- and says nothing any more, and how they are told, signed in and let in, and what came for them, is forgotten. Whoever has a
-- role or a place works here: their account is not only the citizen's, and stays.
CALL let_discard('people', 'SELECT, UPDATE (login, name, password, active, job_function, source, external_id)');
CALL let_discard('places', 'SELECT');
CALL let_discard('sessions', 'SELECT, DELETE');
CALL let_discard('tokens', 'SELECT, DELETE');
CALL let_discard('identities', 'SELECT, DELETE');
CALL let_discard('recovery_codes', 'SELECT, DELETE');
CALL let_discard('code_apps', 'SELECT, DELETE');
CALL let_discard('feeds', 'SELECT, DELETE');
CALL let_discard('reach', 'SELECT, DELETE');
CALL let_discard('absences', 'SELECT, DELETE');
CALL let_discard('mails', 'SELECT, DELETE');
CALL let_discard('own_lists', 'SELECT, DELETE');
CALL let_discard('taken_out', 'SELECT, DELETE');
GRANT UPDATE (case_title) ON tasks TO samspil_discard;

CREATE FUNCTION forget_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM people WHERE tenant = NEW.tenant AND person_id = NEW.person_id AND roles::text <> '[]')
        OR EXISTS (SELECT FROM places WHERE tenant = NEW.tenant AND person_id = NEW.person_id) THEN
        RETURN NULL;
    END IF;
    UPDATE people SET login = 'slettet-' || replace(person_id::text, '-', ''), name = '', password = NULL, active = false,
        job_function = NULL, source = NULL, external_id = NULL
    WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM sessions WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM tokens WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM identities WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM recovery_codes WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM code_apps WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM links WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM feeds WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM reach WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM absences WHERE tenant = NEW.tenant AND (person_id = NEW.person_id OR deputy_id = NEW.person_id);
    DELETE FROM tellings WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM mails WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM inbox WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM own_lists WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM task_marks WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    DELETE FROM taken_out WHERE tenant = NEW.tenant AND person_id = NEW.person_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION forget_account() FROM PUBLIC;
CREATE TRIGGER account_of_erased AFTER UPDATE OF erased_at ON citizens
FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION forget_account();

-- What people call a case may name whom it is about. Where that is taken away, what repeats it goes with it.
CREATE FUNCTION forget_title() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tasks SET case_title = '' WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM tellings WHERE tenant = NEW.tenant AND notice_id IN (
        SELECT notice_id FROM inbox WHERE tenant = NEW.tenant AND case_id = NEW.case_id);
    DELETE FROM inbox WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION forget_title() FROM PUBLIC;
CREATE TRIGGER title_taken_away AFTER UPDATE OF title ON cases
FOR EACH ROW WHEN (NEW.title = '' AND OLD.title <> '') EXECUTE FUNCTION forget_title();

GRANT CREATE ON SCHEMA public TO samspil_discard;
ALTER FUNCTION forget_account() OWNER TO samspil_discard;
ALTER FUNCTION forget_title() OWNER TO samspil_discard;
REVOKE CREATE ON SCHEMA public FROM samspil_discard;
