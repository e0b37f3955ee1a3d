-- How people are told beside their inbox, who stands in for whom, and mail on its way. Times of day are minutes after
-- midnight in Copenhagen.
CREATE TABLE reach (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    address TEXT,
    language TEXT NOT NULL CHECK (language IN ('da', 'en')),
    reminders TEXT NOT NULL CHECK (reminders IN ('inbox', 'at_once', 'digest')),
    lateness TEXT NOT NULL CHECK (lateness IN ('inbox', 'at_once', 'digest')),
    for_unit TEXT NOT NULL CHECK (for_unit IN ('inbox', 'at_once', 'digest')),
    meetings TEXT NOT NULL CHECK (meetings IN ('inbox', 'at_once', 'digest')),
    digest_at INTEGER NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
    quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until INTEGER CHECK (quiet_until BETWEEN 0 AND 1439),
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
) STRICT, WITHOUT ROWID;

-- Days in Copenhagen, both of them away, as 2026-01-31.
CREATE TABLE absences (
    tenant INTEGER NOT NULL,
    absence_id BLOB NOT NULL CHECK (length(absence_id) = 16),
    person_id BLOB NOT NULL,
    deputy_id BLOB NOT NULL,
    first_day TEXT NOT NULL CHECK (first_day = date(first_day)),
    last_day TEXT NOT NULL CHECK (last_day = date(last_day)),
    PRIMARY KEY (tenant, absence_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    FOREIGN KEY (tenant, deputy_id) REFERENCES people (tenant, person_id),
    CHECK (first_day <= last_day),
    CHECK (person_id <> deputy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absences_of_person ON absences (tenant, person_id, last_day);

-- The secret address of a person's calendar, kept only as a sum.
CREATE TABLE feeds (
    tenant INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, person_id),
    UNIQUE (tenant, secret),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;

-- For whom the person who is told stands in.
ALTER TABLE inbox ADD COLUMN on_behalf_of BLOB CHECK (length(on_behalf_of) = 16);

-- What people are to be told by mail, until a mail is made of it.
CREATE TABLE tellings (
    tenant INTEGER NOT NULL,
    notice_id BLOB NOT NULL CHECK (length(notice_id) = 16),
    person_id BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, notice_id, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tellings_due ON tellings (due_at, tenant, person_id);

-- Mail that has not been sent. `free_at` is when it may be claimed: never once it was given up.
CREATE TABLE mails (
    tenant INTEGER NOT NULL,
    mail_id BLOB NOT NULL CHECK (length(mail_id) = 16),
    person_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    things INTEGER NOT NULL CHECK (things > 0),
    body BLOB,
    fence INTEGER NOT NULL DEFAULT 0 CHECK (fence >= 0),
    claimed INTEGER NOT NULL DEFAULT 0 CHECK (claimed IN (0, 1)),
    free_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    fault TEXT,
    given_up_at INTEGER,
    PRIMARY KEY (tenant, mail_id),
    FOREIGN KEY (tenant, person_id) REFERENCES people (tenant, person_id),
    CHECK ((free_at IS NULL) = (given_up_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_free ON mails (free_at, tenant, made_at, mail_id) WHERE free_at IS NOT NULL;
CREATE INDEX mails_given_up ON mails (tenant, given_up_at, mail_id) WHERE given_up_at IS NOT NULL;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('reach', 'reach', '5000 5000 1'),
    ('absences', 'absences', '2000 2000 1'),
    ('absences', 'absences_of_person', '2000 2000 2 1'),
    ('feeds', 'feeds', '2000 2000 1'),
    ('feeds', 'sqlite_autoindex_feeds_2', '2000 2000 1'),
    ('tellings', 'tellings', '5000 5000 2 1'),
    ('tellings', 'tellings_due', '5000 100 100 1'),
    ('mails', 'mails', '500 500 1'),
    ('mails', 'mails_free', '500 5 5 1 1'),
    ('mails', 'mails_given_up', '50 50 1 1');
ANALYZE sqlite_schema;
