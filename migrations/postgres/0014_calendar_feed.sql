-- What calendars need of tasks: how often and when the deadline was counted anew, and when a meeting is to be and who
-- takes part.
ALTER TABLE tasks ADD COLUMN counted bigint NOT NULL DEFAULT 0 CHECK (counted >= 0);
ALTER TABLE tasks ADD COLUMN counted_at timestamptz;
ALTER TABLE tasks ADD COLUMN meets json;
CREATE INDEX tasks_that_meet ON tasks (tenant, case_id) WHERE meets IS NOT NULL;
