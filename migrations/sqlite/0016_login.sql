-- How people and programs sign in. Secrets of any kind are kept only as sums, the secret of a code app sealed.

-- A session: when it was last prolonged, by what it was begun (password, provider, link), on what device, and whether a
-- step is still missing.
ALTER TABLE sessions ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN provider TEXT;
ALTER TABLE sessions ADD COLUMN link_id BLOB CHECK (length(link_id) = 16);
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN step TEXT NOT NULL DEFAULT 'signed_in'
    CHECK (step IN ('signed_in', 'code', 'enrol'));
UPDATE sessions SET seen_at = began_at;

-- A token: what may be done with it, and about when it was last used. Those that are there keep what they had.
ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL
    DEFAULT '["read","tasks","publish","administer","account"]' CHECK (json_valid(scopes));
ALTER TABLE tokens ADD COLUMN used_at INTEGER;

-- People that are programs: no login of their own, and someone who answers for them.
CREATE TABLE services (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    owner_id BLOB NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, owner_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;

-- Who a person is at an OpenID provider.
CREATE TABLE identities (
    tenant INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id BLOB NOT NULL,
    provider TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, issuer, subject),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_of_person ON identities (tenant, person_id);

-- Sign-ins that are under way at a provider: each answer is taken once, and from the browser that asked.
CREATE TABLE begun_sign_ins (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    state BLOB NOT NULL CHECK (length(state) = 32),
    browser BLOB NOT NULL CHECK (length(browser) = 32),
    provider TEXT NOT NULL,
    next TEXT NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, state)
) STRICT, WITHOUT ROWID;

-- Code apps: the sealed secret, since when it counts, and the last step of time whose code was taken.
CREATE TABLE code_apps (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;

-- Codes for who has lost their code app; each is gone when it has been used.
CREATE TABLE recovery_codes (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    code BLOB NOT NULL CHECK (length(code) = 32),
    PRIMARY KEY (tenant, person_id, code),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;

-- Links that are opened once: the first administrator's, and those into one case as one party.
CREATE TABLE links (
    tenant INTEGER NOT NULL,
    link_id BLOB NOT NULL CHECK (length(link_id) = 16),
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    person_id BLOB NOT NULL,
    opens TEXT NOT NULL CHECK (json_valid(opens)),
    made_by BLOB,
    made_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (tenant, link_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of_person ON links (tenant, person_id, made_at);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('services', 'services', '20 20 1'),
    ('identities', 'identities', '5000 5000 2500 1'),
    ('identities', 'identities_of_person', '5000 5000 1'),
    ('begun_sign_ins', 'begun_sign_ins', '100 100 1'),
    ('code_apps', 'code_apps', '5000 5000 1'),
    ('recovery_codes', 'recovery_codes', '50000 50000 10 1'),
    ('links', 'links', '2000 2000 1'),
    ('links', 'sqlite_autoindex_links_2', '2000 2000 1'),
    ('links', 'links_of_person', '2000 2000 2 1');
ANALYZE sqlite_schema;
