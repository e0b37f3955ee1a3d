-- What is no longer needed can be forgotten; on SQLite nothing has to be allowed.
SELECT 1;
