-- Copies of the database that were made, or that a program outside told of: when, how large, where to, and when it was seen that it
-- can be read. A row never changes, and none is taken away.
CREATE TABLE backups (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    backup_id uuid NOT NULL,
    taken_at timestamptz NOT NULL,
    way text COLLATE "C" NOT NULL CHECK (way IN ('copied', 'reported')),
    place text NOT NULL,
    bytes bigint CHECK (bytes >= 0),
    verified_at timestamptz,
    kept_by text NOT NULL,
    manifest text NOT NULL,
    fault text,
    PRIMARY KEY (tenant, backup_id)
);
CREATE INDEX backups_by_time ON backups (tenant, taken_at);
CALL keep_apart('backups', 'SELECT, INSERT');
