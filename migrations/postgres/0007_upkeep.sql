-- Tables whose rows come and go, or change with every commit, are swept when a fiftieth of them is dead, not a fifth:
-- claims look at their front, and dead rows lie there.
ALTER TABLE timers SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE outgoing SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE tasks SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE cases SET (autovacuum_vacuum_scale_factor = 0.02);
