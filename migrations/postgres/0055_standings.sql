-- How often places, and what else says as whom somebody may act, have been changed: a command that was judged by what was before
-- is looked at again when it is written. What is changed counts as one for each statement; that it moves is all that matters.
CREATE TABLE standings (
    tenant integer PRIMARY KEY REFERENCES tenants (tenant),
    changes bigint NOT NULL CHECK (changes > 0)
);
CALL keep_apart('standings', 'SELECT, INSERT, UPDATE');
-- Links go with a case that is discarded.
CALL let_discard('standings', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION move_standings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_tenant() IS NOT NULL THEN
        INSERT INTO standings (tenant, changes) VALUES (current_tenant(), 1)
        ON CONFLICT (tenant) DO UPDATE SET changes = standings.changes + 1;
    END IF;
    RETURN NULL;
END $$;

-- After the rows themselves, which all who change them take first.
CREATE TRIGGER standings_by_people AFTER UPDATE OF active, job_function ON people
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
CREATE TRIGGER standings_by_units AFTER INSERT OR UPDATE OR DELETE ON units
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
CREATE TRIGGER standings_by_places AFTER INSERT OR UPDATE OR DELETE ON places
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
CREATE TRIGGER standings_by_functions AFTER INSERT OR UPDATE OR DELETE ON job_functions
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
CREATE TRIGGER standings_by_services AFTER INSERT OR UPDATE OR DELETE ON services
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
CREATE TRIGGER standings_by_links AFTER DELETE ON links
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
