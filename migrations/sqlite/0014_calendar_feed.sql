-- What calendars need of tasks: how often and when the deadline was counted anew, and when a meeting is to be and who
-- takes part.
ALTER TABLE tasks ADD COLUMN counted INTEGER NOT NULL DEFAULT 0 CHECK (counted >= 0);
ALTER TABLE tasks ADD COLUMN counted_at INTEGER;
ALTER TABLE tasks ADD COLUMN meets TEXT CHECK (json_valid(meets));
CREATE INDEX tasks_that_meet ON tasks (tenant, case_id) WHERE meets IS NOT NULL;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tasks', 'tasks_that_meet', '2000 2000 1');
ANALYZE sqlite_schema;
