-- What a person has noted of an open task for themselves: when they will follow up, how much it presses, and words. It goes
-- away with the task.
CREATE TABLE task_marks (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    item text COLLATE "C" NOT NULL,
    round bigint NOT NULL CHECK (round >= 0),
    follow_up date,
    priority text COLLATE "C" CHECK (priority IN ('high', 'low')),
    tags text [] NOT NULL,
    PRIMARY KEY (tenant, person_id, case_id, item),
    FOREIGN KEY (tenant, case_id, item) REFERENCES tasks (tenant, case_id, item) ON DELETE CASCADE
);
CREATE INDEX task_marks_of_task ON task_marks (tenant, case_id, item);
CALL keep_apart('task_marks', 'SELECT, INSERT, UPDATE, DELETE');
