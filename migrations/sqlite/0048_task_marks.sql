-- What a person has noted of an open task for themselves: when they will follow up, how much it presses, and words. It goes
-- away with the task, by a trigger: a foreign key would take it where the task is written anew.
CREATE TABLE task_marks (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    item TEXT NOT NULL,
    round INTEGER NOT NULL CHECK (round >= 0),
    follow_up TEXT,
    priority TEXT CHECK (priority IN ('high', 'low')),
    tags TEXT NOT NULL CHECK (json_valid(tags)),
    PRIMARY KEY (tenant, person_id, case_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_marks_of_task ON task_marks (tenant, case_id, item);
CREATE TRIGGER task_marks_go AFTER DELETE ON tasks BEGIN
    DELETE FROM task_marks WHERE tenant = old.tenant AND case_id = old.case_id AND item = old.item;
END;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('task_marks', 'task_marks', '10000 10000 20 2 1'),
    ('task_marks', 'task_marks_of_task', '10000 10000 2 1');
ANALYZE sqlite_schema;
