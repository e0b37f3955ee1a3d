-- Whoever is the deputy of somebody who is away acts for them, so an absence says as whom somebody may act: see 0055.
CREATE INDEX absences_of_deputy ON absences (tenant, deputy_id, last_day);

CREATE TRIGGER standings_by_absences_insert AFTER INSERT ON absences BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_absences_update AFTER UPDATE ON absences BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_absences_delete AFTER DELETE ON absences BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('absences', 'absences_of_deputy', '2000 2000 2 1');
ANALYZE sqlite_schema;
