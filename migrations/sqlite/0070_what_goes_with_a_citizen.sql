-- With a citizen goes what is kept of them beside their cases, by whichever statement they are erased: their account is closed
-- and says nothing any more, and how they are told, signed in and let in, and what came for them, is forgotten. Whoever has a
-- role or a place works here: their account is not only the citizen's, and stays.
CREATE TRIGGER account_of_erased AFTER UPDATE OF erased_at ON citizens
WHEN NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM people WHERE tenant = NEW.tenant AND person_id = NEW.person_id AND roles <> '[]')
    AND NOT EXISTS (SELECT 1 FROM places WHERE tenant = NEW.tenant AND person_id = NEW.person_id)
BEGIN
    UPDATE people SET login = 'slettet-' || lower(hex(person_id)), name = '', password = NULL, active = 0,
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
END;

-- What people call a case may name whom it is about. Where that is taken away, what repeats it goes with it.
CREATE TRIGGER title_taken_away AFTER UPDATE OF title ON cases WHEN NEW.title = '' AND OLD.title <> ''
BEGIN
    UPDATE tasks SET case_title = '' WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM tellings WHERE tenant = NEW.tenant AND notice_id IN (
        SELECT notice_id FROM inbox WHERE tenant = NEW.tenant AND case_id = NEW.case_id);
    DELETE FROM inbox WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
END;
