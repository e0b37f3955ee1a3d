-- Lists that a person has given a name: addresses of pages of this program, with what they are narrowed down to.
CREATE TABLE own_lists (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    person_id uuid NOT NULL,
    name text COLLATE "C" NOT NULL,
    address text NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, person_id, name)
);
CALL keep_apart('own_lists', 'SELECT, INSERT, UPDATE, DELETE');
