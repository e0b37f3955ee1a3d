-- Who was erased meanwhile is bound to nothing new.
CREATE TRIGGER nobody_who_was_erased BEFORE INSERT ON case_people
WHEN EXISTS (SELECT 1 FROM citizens WHERE tenant = NEW.tenant AND person_id = NEW.person_id AND erased_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM case_people WHERE tenant = NEW.tenant AND case_id = NEW.case_id AND party = NEW.party
        AND person_id = NEW.person_id)
    -- Another's case that they still take part in goes on, and begins sub-cases with them.
    AND NOT EXISTS (SELECT 1 FROM case_people AS named JOIN cases ON cases.tenant = named.tenant
        AND cases.case_id = named.case_id
        WHERE named.tenant = NEW.tenant AND named.person_id = NEW.person_id AND cases.status <> 'closed')
BEGIN
    SELECT RAISE(ABORT, 'a citizen was erased meanwhile');
END;
