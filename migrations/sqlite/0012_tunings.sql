-- What administrators have tuned, as a journal; an entry never changes. `counted_at` is when every open case had been
-- counted by it.
CREATE TABLE tunings (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    number INTEGER NOT NULL CHECK (number > 0),
    deed BLOB NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    why TEXT NOT NULL,
    counted_at INTEGER,
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tunings', 'tunings', '20 20 1');
ANALYZE sqlite_schema;
