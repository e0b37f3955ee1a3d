-- The keys that what is said of a person or in a case is kept under, themselves sealed under a key of the tenant. The
-- holder is a citizen or a case. A key that was destroyed leaves its row without the key, so that nothing makes another.
CREATE TABLE held_keys (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    holder_id BLOB NOT NULL CHECK (length(holder_id) = 16),
    sealed BLOB,
    sealed_under INTEGER NOT NULL CHECK (sealed_under > 0),
    destroyed_at INTEGER,
    PRIMARY KEY (tenant, holder_id),
    CHECK ((sealed IS NULL) = (destroyed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX held_keys_under ON held_keys (tenant, sealed_under, holder_id) WHERE sealed IS NOT NULL;

-- The register of citizens: who they are is sealed under their own key, and their number is found by its keyed sum.
CREATE TABLE citizens (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    number_sum BLOB CHECK (length(number_sum) = 32),
    identity BLOB,
    protected_since TEXT,
    registered_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    erased_at INTEGER,
    erased_by TEXT,
    erased_why TEXT,
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, number_sum),
    FOREIGN KEY (tenant, person_id) REFERENCES held_keys (tenant, holder_id),
    CHECK ((identity IS NULL) = (erased_at IS NOT NULL)),
    CHECK (identity IS NOT NULL OR number_sum IS NULL),
    CHECK ((erased_at IS NULL) = (erased_by IS NULL) AND (erased_at IS NULL) = (erased_why IS NULL))
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('held_keys', 'held_keys', '20000 20000 1'),
    ('held_keys', 'held_keys_under', '20000 20000 20000 1'),
    ('citizens', 'citizens', '20000 20000 1'),
    ('citizens', 'sqlite_autoindex_citizens_2', '20000 20000 1');
ANALYZE sqlite_schema;
