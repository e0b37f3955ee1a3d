-- How often places, and what else says as whom somebody may act, have been changed: a command that was judged by what was before
-- is looked at again when it is written. What is changed counts as one for each row; that it moves is all that matters.
CREATE TABLE standings (
    tenant INTEGER PRIMARY KEY REFERENCES tenants (tenant),
    changes INTEGER NOT NULL CHECK (changes > 0)
) STRICT;

CREATE TRIGGER standings_by_people_update AFTER UPDATE OF active, job_function ON people BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_units_insert AFTER INSERT ON units BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_units_update AFTER UPDATE ON units BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_units_delete AFTER DELETE ON units BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_places_insert AFTER INSERT ON places BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_places_update AFTER UPDATE ON places BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_places_delete AFTER DELETE ON places BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_functions_insert AFTER INSERT ON job_functions BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_functions_update AFTER UPDATE ON job_functions BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_functions_delete AFTER DELETE ON job_functions BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_services_insert AFTER INSERT ON services BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_services_update AFTER UPDATE ON services BEGIN
    INSERT INTO standings (tenant, changes) VALUES (new.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_services_delete AFTER DELETE ON services BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER standings_by_links_delete AFTER DELETE ON links BEGIN
    INSERT INTO standings (tenant, changes) VALUES (old.tenant, 1)
    ON CONFLICT (tenant) DO UPDATE SET changes = changes + 1;
END;
