-- Published flows; a version never changes.
CREATE TABLE flows (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    flow text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    title json NOT NULL,
    text text NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    PRIMARY KEY (tenant, flow, version)
);
CALL keep_apart('flows', 'SELECT, INSERT');
