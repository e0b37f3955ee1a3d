-- What was changed of a setting that opens doors: who, when, what it is by now. A row never changes, and none is taken
-- away.
CREATE TABLE setting_changes (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    name text COLLATE "C" NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    about text NOT NULL,
    done text COLLATE "C" NOT NULL CHECK (done IN ('added', 'changed', 'retired')),
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    proposed_by uuid,
    body json NOT NULL,
    PRIMARY KEY (tenant, name, number)
);
CALL keep_apart('setting_changes', 'SELECT, INSERT');
