-- What administrators did that no other journal holds: one chain, like that of the access log. A row never changes, and none is
-- taken away.
CREATE TABLE deeds (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    number INTEGER NOT NULL CHECK (number > 0),
    at INTEGER NOT NULL,
    person_id BLOB CHECK (length(person_id) = 16),
    done_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('deeds', 'deeds', '2000 2000 1');
ANALYZE sqlite_schema;
