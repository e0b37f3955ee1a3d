-- What people find in the way at a step of a flow, for whoever keeps the flow: words, and nothing of the case that they stood in.
-- One that is settled says how.
CREATE TABLE hassles (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    hassle_id uuid NOT NULL,
    flow text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    step text COLLATE "C" NOT NULL,
    said text NOT NULL,
    noted_at timestamptz NOT NULL,
    noted_by text NOT NULL,
    noter uuid NOT NULL,
    settled_at timestamptz,
    settled_by text,
    settled_because text,
    PRIMARY KEY (tenant, hassle_id),
    FOREIGN KEY (tenant, flow, version) REFERENCES flows (tenant, flow, version),
    CHECK ((settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (settled_because IS NULL))
);
CREATE INDEX hassles_of_flow ON hassles (tenant, flow, noted_at, hassle_id);
CALL keep_apart('hassles', 'SELECT, INSERT, UPDATE (settled_at, settled_by, settled_because)');
