-- Trials: a version of a flow for the new cases of some units, between two days, beside the ordinary version. Until it is started
-- it has no version; then its version is marked by this row, and is never the newest of its flow. `text` is the file as it was
-- written. A trial ends with a decision; one that is kept says as which version.
CREATE TABLE flow_trials (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    trial_id BLOB NOT NULL CHECK (length(trial_id) = 16),
    flow TEXT NOT NULL,
    beside INTEGER NOT NULL,
    aim TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (first_day = date(first_day)),
    last_day TEXT NOT NULL CHECK (last_day = date(last_day)),
    survey_id BLOB,
    text TEXT NOT NULL,
    scenarios TEXT NOT NULL CHECK (json_valid(scenarios)),
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    maker BLOB NOT NULL CHECK (length(maker) = 16),
    version INTEGER,
    started_at INTEGER,
    started_by TEXT,
    ended_at INTEGER,
    ended_by TEXT,
    decision TEXT CHECK (decision IN ('keep', 'change', 'drop')),
    because TEXT,
    kept_as INTEGER,
    PRIMARY KEY (tenant, trial_id),
    FOREIGN KEY (tenant, flow, beside) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, flow, version) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, flow, kept_as) REFERENCES flows (tenant, flow, version),
    FOREIGN KEY (tenant, survey_id) REFERENCES surveys (tenant, survey_id),
    CHECK (first_day <= last_day),
    CHECK ((version IS NULL) = (started_at IS NULL) AND (version IS NULL) = (started_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (decision IS NULL)
        AND (ended_at IS NULL) = (because IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX flow_trials_version ON flow_trials (tenant, flow, version);
CREATE INDEX flow_trials_newest ON flow_trials (tenant, made_at, trial_id);

CREATE TABLE flow_trial_units (
    tenant INTEGER NOT NULL,
    trial_id BLOB NOT NULL,
    unit_id BLOB NOT NULL CHECK (length(unit_id) = 16),
    PRIMARY KEY (tenant, trial_id, unit_id),
    FOREIGN KEY (tenant, trial_id) REFERENCES flow_trials (tenant, trial_id),
    FOREIGN KEY (tenant, unit_id) REFERENCES units (tenant, unit_id)
) STRICT, WITHOUT ROWID;

-- What a trial is to take out of the way.
CREATE TABLE flow_trial_hassles (
    tenant INTEGER NOT NULL,
    trial_id BLOB NOT NULL,
    hassle_id BLOB NOT NULL,
    PRIMARY KEY (tenant, trial_id, hassle_id),
    FOREIGN KEY (tenant, trial_id) REFERENCES flow_trials (tenant, trial_id),
    FOREIGN KEY (tenant, hassle_id) REFERENCES hassles (tenant, hassle_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_trial_hassles_of_hassle ON flow_trial_hassles (tenant, hassle_id);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('flow_trials', 'flow_trials', '100 100 1'),
    ('flow_trials', 'flow_trials_version', '100 100 5 1'),
    ('flow_trials', 'flow_trials_newest', '100 100 1 1'),
    ('flow_trial_units', 'flow_trial_units', '300 300 3 1'),
    ('flow_trial_hassles', 'flow_trial_hassles', '500 500 5 1'),
    ('flow_trial_hassles', 'flow_trial_hassles_of_hassle', '500 500 1 1');
ANALYZE sqlite_schema;
