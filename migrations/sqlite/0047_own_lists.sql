-- Lists that a person has given a name: addresses of pages of this program, with what they are narrowed down to.
CREATE TABLE own_lists (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, person_id, name)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('own_lists', 'own_lists', '2000 2000 4 1');
ANALYZE sqlite_schema;
