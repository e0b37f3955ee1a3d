-- What PostgreSQL has to be told about finding rows by their keys SQLite knows by 0007, and its index of timers holds the
-- key after the moment. Nothing to be done here.
SELECT 1;
