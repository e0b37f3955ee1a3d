-- How people are told beside their inbox, who stands in for whom, and mail on its way. Times of day are minutes after
-- midnight in Copenhagen.
CREATE TABLE reach (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    address text COLLATE "C",
    language text COLLATE "C" NOT NULL CHECK (language IN ('da', 'en')),
    reminders text COLLATE "C" NOT NULL CHECK (reminders IN ('inbox', 'at_once', 'digest')),
    lateness text COLLATE "C" NOT NULL CHECK (lateness IN ('inbox', 'at_once', 'digest')),
    for_unit text COLLATE "C" NOT NULL CHECK (for_unit IN ('inbox', 'at_once', 'digest')),
    meetings text COLLATE "C" NOT NULL CHECK (meetings IN ('inbox', 'at_once', 'digest')),
    digest_at integer NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
    quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until integer CHECK (quiet_until BETWEEN 0 AND 1439),
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
CALL keep_apart('reach', 'SELECT, INSERT, UPDATE');

-- Days in Copenhagen, both of them away.
CREATE TABLE absences (
    tenant integer NOT NULL,
    absence_id uuid NOT NULL,
    person_id uuid NOT NULL,
    deputy_id uuid NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    PRIMARY KEY (tenant, absence_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, deputy_id) REFERENCES people (tenant, person_id),
    CHECK (first_day <= last_day),
    CHECK (person_id <> deputy_id)
);
CREATE INDEX absences_of_person ON absences (tenant, person_id, last_day);
CALL keep_apart('absences', 'SELECT, INSERT, UPDATE, DELETE');

-- The secret address of a person's calendar, kept only as a sum.
CREATE TABLE feeds (
    tenant integer NOT NULL,
    person_id uuid NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CALL keep_apart('feeds', 'SELECT, INSERT, UPDATE, DELETE');

-- For whom the person who is told stands in.
ALTER TABLE inbox ADD COLUMN on_behalf_of uuid;

-- What people are to be told by mail, until a mail is made of it.
CREATE TABLE tellings (
    tenant integer NOT NULL,
    notice_id uuid NOT NULL,
    person_id uuid NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, notice_id, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
);
CREATE INDEX tellings_due ON tellings (due_at, tenant, person_id);
ALTER TABLE tellings SET (autovacuum_vacuum_scale_factor = 0.02);
CALL keep_apart('tellings', 'SELECT, INSERT, DELETE');
CALL let_sweep('tellings', 'SELECT');

-- Mail that has not been sent. `free_at` is when it may be claimed: never once it was given up.
CREATE TABLE mails (
    tenant integer NOT NULL,
    mail_id uuid NOT NULL,
    person_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    things bigint NOT NULL CHECK (things > 0),
    body bytea,
    fence bigint NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed boolean NOT NULL DEFAULT false,
    free_at timestamptz,
    tries bigint NOT NULL DEFAULT 0 CHECK (tries >= 0),
    fault text,
    given_up_at timestamptz,
    PRIMARY KEY (tenant, mail_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    CHECK ((free_at IS NULL) = (given_up_at IS NOT NULL))
);
CREATE INDEX mails_free ON mails (free_at, tenant, made_at, mail_id) WHERE free_at IS NOT NULL;
CREATE INDEX mails_given_up ON mails (tenant, given_up_at, mail_id) WHERE given_up_at IS NOT NULL;
ALTER TABLE mails SET (autovacuum_vacuum_scale_factor = 0.02);
CALL keep_apart('mails', 'SELECT, INSERT, UPDATE, DELETE');
CALL let_sweep('mails', 'SELECT');

CREATE FUNCTION tenants_with_mail(before timestamptz) RETURNS TABLE (tenant integer) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT tellings.tenant FROM tellings WHERE tellings.due_at <= before
    UNION SELECT mails.tenant FROM mails WHERE mails.free_at <= before;
END;
CALL run_as_sweep('tenants_with_mail(timestamptz)');

CREATE FUNCTION next_mail() RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT least((SELECT min(tellings.due_at) FROM tellings),
        (SELECT min(mails.free_at) FROM mails WHERE mails.free_at IS NOT NULL));
END;
CALL run_as_sweep('next_mail()');
