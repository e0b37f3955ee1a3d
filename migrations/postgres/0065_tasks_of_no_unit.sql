-- What others owe is found among the tasks of other units where they are fewer than the cases of one's own; those that no unit
-- owns have no index to be found by.
CREATE INDEX tasks_of_no_unit ON tasks (tenant, case_id, item) WHERE unit_id IS NULL;
