-- Trials: a version of a flow for the new cases of some units, between two days, beside the ordinary version. Until it is started
-- it has no version; then its version is marked by this row, and is never the newest of its flow. `text` is the file as it was
-- written. A trial ends with a decision; one that is kept says as which version.
CREATE TABLE flow_trials (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    trial_id uuid NOT NULL,
    flow text COLLATE "C" NOT NULL,
    beside bigint NOT NULL,
    aim text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    survey_id uuid,
    text text NOT NULL,
    scenarios json NOT NULL,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    maker uuid NOT NULL,
    version bigint,
    started_at timestamptz,
    started_by text,
    ended_at timestamptz,
    ended_by text,
    decision text COLLATE "C" CHECK (decision IN ('keep', 'change', 'drop')),
    because text,
    kept_as bigint,
    PRIMARY KEY (tenant, trial_id),
    FOREIGN KEY (tenant, flow, beside) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, flow, version) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, flow, kept_as) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, survey_id) REFERENCES surveys (tenant, survey_id),
    CHECK (first_day <= last_day),
    CHECK ((version IS NULL) = (started_at IS NULL) AND (version IS NULL) = (started_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (decision IS NULL)
        AND (ended_at IS NULL) = (because IS NULL))
);
CREATE UNIQUE INDEX flow_trials_version ON flow_trials (tenant, flow, version);
CREATE INDEX flow_trials_newest ON flow_trials (tenant, made_at, trial_id);
CALL keep_apart('flow_trials', 'SELECT, INSERT,
    UPDATE (version, started_at, started_by, ended_at, ended_by, decision, because, kept_as)');

CREATE TABLE flow_trial_units (
    tenant integer NOT NULL,
    trial_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    PRIMARY KEY (tenant, trial_id, unit_id),
    FOREIGN KEY (tenant, trial_id) REFERENCES flow_trials (tenant, trial_id),
    FOREIGN KEY (tenant, unit_id) REFERENCES units (tenant, unit_id)
);
CALL keep_apart('flow_trial_units', 'SELECT, INSERT');

-- What a trial is to take out of the way.
CREATE TABLE flow_trial_hassles (
    tenant integer NOT NULL,
    trial_id uuid NOT NULL,
    hassle_id uuid NOT NULL,
    PRIMARY KEY (tenant, trial_id, hassle_id),
    FOREIGN KEY (tenant, trial_id) REFERENCES flow_trials (tenant, trial_id),
    FOREIGN KEY (tenant, hassle_id) REFERENCES hassles (tenant, hassle_id)
);
CREATE INDEX flow_trial_hassles_of_hassle ON flow_trial_hassles (tenant, hassle_id);
CALL keep_apart('flow_trial_hassles', 'SELECT, INSERT');
