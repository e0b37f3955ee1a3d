-- People, units and their places in them; secrets are kept only as sums.
CREATE TABLE units (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    unit_id uuid NOT NULL,
    name text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL CHECK (side IN ('authority', 'provider', 'citizen', 'relative', 'partner')),
    PRIMARY KEY (tenant, unit_id),
    UNIQUE (tenant, name)
);
CALL keep_apart('units', 'SELECT, INSERT, UPDATE');

CREATE TABLE people (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    person_id uuid NOT NULL,
    login text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    password text,
    roles json NOT NULL,
    active boolean NOT NULL,
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, login)
);
CALL keep_apart('people', 'SELECT, INSERT, UPDATE');

CREATE TABLE members (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    acts_as json NOT NULL,
    PRIMARY KEY (tenant, person_id, unit_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, unit_id) REFERENCES units (tenant, unit_id)
);
CREATE INDEX members_of_unit ON members (tenant, unit_id, person_id);
CALL keep_apart('members', 'SELECT, INSERT, DELETE');

CREATE TABLE sessions (
    tenant integer NOT NULL,
    session_id uuid NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    person_id uuid NOT NULL,
    began_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, session_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CREATE INDEX sessions_of_person ON sessions (tenant, person_id);
CALL keep_apart('sessions', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE tokens (
    tenant integer NOT NULL,
    token_id uuid NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    name text NOT NULL,
    person_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, token_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CREATE INDEX tokens_of_person ON tokens (tenant, person_id, made_at);
CALL keep_apart('tokens', 'SELECT, INSERT, UPDATE, DELETE');
