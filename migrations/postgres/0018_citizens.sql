-- The keys that what is said of a person or in a case is kept under, themselves sealed under a key of the tenant. The
-- holder is a citizen or a case. A key that was destroyed leaves its row without the key, so that nothing makes another.
CREATE TABLE held_keys (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    holder_id uuid NOT NULL,
    sealed bytea,
    sealed_under bigint NOT NULL CHECK (sealed_under > 0),
    destroyed_at timestamptz,
    PRIMARY KEY (tenant, holder_id),
    CHECK ((sealed IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX held_keys_under ON held_keys (tenant, sealed_under, holder_id) WHERE sealed IS NOT NULL;
CALL keep_apart('held_keys', 'SELECT, INSERT, UPDATE');

-- The register of citizens: who they are is sealed under their own key, and their number is found by its keyed sum.
CREATE TABLE citizens (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    number_sum bytea CHECK (length(number_sum) = 32),
    identity bytea,
    protected_since date,
    registered_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    erased_at timestamptz,
    erased_by text,
    erased_why text,
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, number_sum),
    FOREIGN KEY (tenant, person_id) REFERENCES held_keys (tenant, holder_id),
    CHECK ((identity IS NULL) = (erased_at IS NOT NULL)),
    CHECK (identity IS NOT NULL OR number_sum IS NULL),
    CHECK ((erased_at IS NULL) = (erased_by IS NULL) AND (erased_at IS NULL) = (erased_why IS NULL))
);
CALL keep_apart('citizens', 'SELECT, INSERT, UPDATE');
