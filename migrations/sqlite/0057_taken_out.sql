-- How many rows of files a person has taken out on the day that they last took some, and whether more were refused then. The next
-- day begins anew, so that a person has one row. No foreign key goes to a person: a link's reader is none.
CREATE TABLE taken_out (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    day TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken >= 0),
    refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
    PRIMARY KEY (tenant, person_id)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('taken_out', 'taken_out', '2000 2000 1');
ANALYZE sqlite_schema;
