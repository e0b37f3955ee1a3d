-- Surveys: questions in versions, which never change; waves, in which one version is asked; links that are answered once,
-- and answers. Nothing in an answer says whose it is, by which link it came, or when.
CREATE TABLE surveys (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    survey_id BLOB NOT NULL CHECK (length(survey_id) = 16),
    title TEXT NOT NULL CHECK (json_valid(title)),
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (tenant, survey_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX surveys_newest ON surveys (tenant, made_at, survey_id);

CREATE TABLE survey_versions (
    tenant INTEGER NOT NULL,
    survey_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    questions TEXT NOT NULL CHECK (json_valid(questions)),
    laid_at INTEGER NOT NULL,
    laid_by TEXT NOT NULL,
    PRIMARY KEY (tenant, survey_id, number),
    FOREIGN KEY (tenant, survey_id) REFERENCES surveys (tenant, survey_id)
) STRICT, WITHOUT ROWID;

-- `broken_because` says why other questions are asked than in the wave before.
CREATE TABLE survey_waves (
    tenant INTEGER NOT NULL,
    survey_id BLOB NOT NULL,
    wave INTEGER NOT NULL CHECK (wave > 0),
    version INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    broken_because TEXT,
    closed_at INTEGER,
    closed_by TEXT,
    PRIMARY KEY (tenant, survey_id, wave),
    FOREIGN KEY (tenant, survey_id, version) REFERENCES survey_versions (tenant, survey_id, number),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_links (
    tenant INTEGER NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    survey_id BLOB NOT NULL,
    wave INTEGER NOT NULL,
    respondents TEXT NOT NULL CHECK (respondents IN ('citizen', 'relative', 'authority', 'provider')),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
    PRIMARY KEY (tenant, secret),
    FOREIGN KEY (tenant, survey_id, wave) REFERENCES survey_waves (tenant, survey_id, wave)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_links_of_wave ON survey_links (tenant, survey_id, wave);

CREATE TABLE survey_answers (
    tenant INTEGER NOT NULL,
    survey_id BLOB NOT NULL,
    wave INTEGER NOT NULL,
    answer_id BLOB NOT NULL CHECK (length(answer_id) = 16),
    respondents TEXT NOT NULL CHECK (respondents IN ('citizen', 'relative', 'authority', 'provider')),
    way TEXT NOT NULL CHECK (way IN ('link', 'paper')),
    answers TEXT NOT NULL CHECK (json_valid(answers)),
    PRIMARY KEY (tenant, survey_id, wave, answer_id),
    FOREIGN KEY (tenant, survey_id, wave) REFERENCES survey_waves (tenant, survey_id, wave)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('surveys', 'surveys', '50 50 1'),
    ('surveys', 'surveys_newest', '50 50 1 1'),
    ('survey_versions', 'survey_versions', '100 100 2 1'),
    ('survey_waves', 'survey_waves', '100 100 2 1'),
    ('survey_links', 'survey_links', '20000 20000 1'),
    ('survey_links', 'survey_links_of_wave', '20000 20000 400 200'),
    ('survey_answers', 'survey_answers', '10000 10000 200 100 1');
ANALYZE sqlite_schema;
