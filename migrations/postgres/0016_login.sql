-- How people and programs sign in. Secrets of any kind are kept only as sums, the secret of a code app sealed.

-- A session: when it was last prolonged, by what it was begun (password, provider, link), on what device, and whether a
-- step is still missing.
ALTER TABLE sessions
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN provider text COLLATE "C",
    ADD COLUMN link_id uuid,
    ADD COLUMN device text NOT NULL DEFAULT '',
    ADD COLUMN step text COLLATE "C" NOT NULL DEFAULT 'signed_in' CHECK (step IN ('signed_in', 'code', 'enrol'));

-- A token: what may be done with it, and about when it was last used. Those that are there keep what they had.
ALTER TABLE tokens
    ADD COLUMN scopes json NOT NULL DEFAULT '["read","tasks","publish","administer","account"]',
    ADD COLUMN used_at timestamptz;

-- People that are programs: no login of their own, and someone who answers for them.
CREATE TABLE services (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, owner_id) REFERENCES people (tenant, person_id)
);
CALL keep_apart('services', 'SELECT, INSERT, UPDATE');

-- Who a person is at an OpenID provider.
CREATE TABLE identities (
    tenant integer NOT NULL,
    issuer text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    provider text COLLATE "C" NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, issuer, subject),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CREATE INDEX identities_of_person ON identities (tenant, person_id);
CALL keep_apart('identities', 'SELECT, INSERT, UPDATE, DELETE');

-- Sign-ins that are under way at a provider: each answer is taken once, and from the browser that asked.
CREATE TABLE begun_sign_ins (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    state bytea NOT NULL CHECK (length(state) = 32),
    browser bytea NOT NULL CHECK (length(browser) = 32),
    provider text COLLATE "C" NOT NULL,
    next text NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, state)
);
CALL keep_apart('begun_sign_ins', 'SELECT, INSERT, DELETE');

-- Code apps: the sealed secret, since when it counts, and the last step of time whose code was taken.
CREATE TABLE code_apps (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    sealed bytea NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CALL keep_apart('code_apps', 'SELECT, INSERT, UPDATE, DELETE');

-- Codes for who has lost their code app; each is gone when it has been used.
CREATE TABLE recovery_codes (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    code bytea NOT NULL CHECK (length(code) = 32),
    PRIMARY KEY (tenant, person_id, code),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CALL keep_apart('recovery_codes', 'SELECT, INSERT, DELETE');

-- Links that are opened once: the first administrator's, and those into one case as one party.
CREATE TABLE links (
    tenant integer NOT NULL,
    link_id uuid NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    person_id uuid NOT NULL,
    opens json NOT NULL,
    made_by uuid,
    made_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant, link_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CREATE INDEX links_of_person ON links (tenant, person_id, made_at);
CALL keep_apart('links', 'SELECT, INSERT, UPDATE, DELETE');
