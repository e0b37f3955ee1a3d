-- People, units and their places in them; secrets are kept only as sums.
CREATE TABLE units (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    unit_id BLOB NOT NULL CHECK (length(unit_id) = 16),
    name TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('authority', 'provider', 'citizen', 'relative', 'partner')),
    PRIMARY KEY (tenant, unit_id),
    UNIQUE (tenant, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    password TEXT,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, login)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    acts_as TEXT NOT NULL CHECK (json_valid(acts_as)),
    PRIMARY KEY (tenant, person_id, unit_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, unit_id) REFERENCES units (tenant, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of_unit ON members (tenant, unit_id, person_id);

CREATE TABLE sessions (
    tenant INTEGER NOT NULL,
    session_id BLOB NOT NULL CHECK (length(session_id) = 16),
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    person_id BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_person ON sessions (tenant, person_id);

CREATE TABLE tokens (
    tenant INTEGER NOT NULL,
    token_id BLOB NOT NULL CHECK (length(token_id) = 16),
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    name TEXT NOT NULL,
    person_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, token_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of_person ON tokens (tenant, person_id, made_at);
