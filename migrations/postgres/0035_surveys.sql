-- Surveys: questions in versions, which never change; waves, in which one version is asked; links that are answered once,
-- and answers. Nothing in an answer says whose it is, by which link it came, or when.
CREATE TABLE surveys (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    survey_id uuid NOT NULL,
    title json NOT NULL,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    PRIMARY KEY (tenant, survey_id)
);
CREATE INDEX surveys_newest ON surveys (tenant, made_at, survey_id);
CALL keep_apart('surveys', 'SELECT, INSERT');

CREATE TABLE survey_versions (
    tenant integer NOT NULL,
    survey_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    questions json NOT NULL,
    laid_at timestamptz NOT NULL,
    laid_by text NOT NULL,
    PRIMARY KEY (tenant, survey_id, number),
    FOREIGN KEY (tenant, survey_id) REFERENCES surveys (tenant, survey_id)
);
CALL keep_apart('survey_versions', 'SELECT, INSERT');

-- `broken_because` says why other questions are asked than in the wave before.
CREATE TABLE survey_waves (
    tenant integer NOT NULL,
    survey_id uuid NOT NULL,
    wave bigint NOT NULL CHECK (wave > 0),
    version bigint NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by text NOT NULL,
    broken_because text,
    closed_at timestamptz,
    closed_by text,
    PRIMARY KEY (tenant, survey_id, wave),
    FOREIGN KEY (tenant, survey_id, version) REFERENCES survey_versions (tenant, survey_id, number),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CALL keep_apart('survey_waves', 'SELECT, INSERT, UPDATE (closed_at, closed_by)');

CREATE TABLE survey_links (
    tenant integer NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    survey_id uuid NOT NULL,
    wave bigint NOT NULL,
    respondents text COLLATE "C" NOT NULL CHECK (respondents IN ('citizen', 'relative', 'authority', 'provider')),
    used boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, secret),
    FOREIGN KEY (tenant, survey_id, wave) REFERENCES survey_waves (tenant, survey_id, wave)
);
CREATE INDEX survey_links_of_wave ON survey_links (tenant, survey_id, wave);
CALL keep_apart('survey_links', 'SELECT, INSERT, UPDATE (used)');

CREATE TABLE survey_answers (
    tenant integer NOT NULL,
    survey_id uuid NOT NULL,
    wave bigint NOT NULL,
    answer_id uuid NOT NULL,
    respondents text COLLATE "C" NOT NULL CHECK (respondents IN ('citizen', 'relative', 'authority', 'provider')),
    way text COLLATE "C" NOT NULL CHECK (way IN ('link', 'paper')),
    answers json NOT NULL,
    PRIMARY KEY (tenant, survey_id, wave, answer_id),
    FOREIGN KEY (tenant, survey_id, wave) REFERENCES survey_waves (tenant, survey_id, wave)
);
CALL keep_apart('survey_answers', 'SELECT, INSERT');
