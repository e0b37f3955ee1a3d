-- Work in many steps for an administrator: cases counted anew, a disposal, a file that is taken in. One row for each, under what it
-- is about; it says how far that is and what it fell over, and is written anew where it is begun anew.
CREATE TABLE batches (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('calendar', 'tuning', 'retention', 'import', 'publishing')),
    about text COLLATE "C" NOT NULL,
    began_at timestamptz NOT NULL,
    began_by text NOT NULL,
    tries bigint NOT NULL CHECK (tries > 0),
    done bigint NOT NULL CHECK (done >= 0),
    whole bigint CHECK (whole >= 0),
    moved bigint NOT NULL CHECK (moved >= 0),
    came_at timestamptz NOT NULL,
    ended_at timestamptz,
    fault text,
    PRIMARY KEY (tenant, kind, about)
);
CREATE INDEX batches_by_time ON batches (tenant, began_at);
CALL keep_apart('batches', 'SELECT, INSERT, UPDATE');
