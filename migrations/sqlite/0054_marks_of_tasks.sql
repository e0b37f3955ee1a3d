-- What people have noted of a task is not looked for whenever a task is done: it is found by the task's open round alone, and
-- what has no task any more is forgotten each night. What is noted of a discarded case goes with it.
DROP TRIGGER task_marks_go;
CREATE TRIGGER marks_of_discarded AFTER UPDATE OF erased_at ON cases WHEN NEW.erased_at IS NOT NULL
BEGIN
    DELETE FROM task_marks WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
END;
