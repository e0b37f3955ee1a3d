-- What people have noted of a task is not looked for whenever a task is done: it is found by the task's open round alone, and
-- what has no task any more is forgotten each night. What is noted of a discarded case goes with it.
ALTER TABLE task_marks DROP CONSTRAINT task_marks_tenant_case_id_item_fkey;
CALL let_discard('task_marks', 'SELECT, DELETE');
CREATE FUNCTION discard_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM task_marks WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER marks_of_discarded AFTER UPDATE OF erased_at ON cases
FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION discard_marks();
