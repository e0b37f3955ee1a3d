-- A party may be bound to several people: each has a place of its own, in the order in which they are named.
CREATE TABLE people_of_parties (
    tenant INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    party TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place >= 0),
    unit_id BLOB CHECK (length(unit_id) = 16),
    person_id BLOB CHECK (length(person_id) = 16),
    PRIMARY KEY (tenant, case_id, party, place),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
INSERT INTO people_of_parties (tenant, case_id, party, place, unit_id, person_id)
SELECT tenant, case_id, party, 0, unit_id, person_id FROM parties;
DROP TABLE parties;
ALTER TABLE people_of_parties RENAME TO parties;
CREATE INDEX parties_of_unit ON parties (tenant, unit_id, case_id) WHERE unit_id IS NOT NULL;
CREATE INDEX parties_of_person ON parties (tenant, person_id, case_id) WHERE person_id IS NOT NULL;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('parties', 'parties', '400000 400000 4 1 1'),
    ('parties', 'parties_of_unit', '200000 200000 2000 1'),
    ('parties', 'parties_of_person', '200000 200000 5 1');
ANALYZE sqlite_schema;
