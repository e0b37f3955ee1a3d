-- What was changed of a setting that opens doors: who, when, what it is by now. A row never changes, and none is taken
-- away.
CREATE TABLE setting_changes (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    name TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    about TEXT NOT NULL,
    done TEXT NOT NULL CHECK (done IN ('added', 'changed', 'retired')),
    changed_at INTEGER NOT NULL,
    changed_by BLOB CHECK (length(changed_by) = 16),
    proposed_by BLOB CHECK (length(proposed_by) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (tenant, name, number)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('setting_changes', 'setting_changes', '200 200 50 1');
ANALYZE sqlite_schema;
