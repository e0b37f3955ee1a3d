-- Whoever is the deputy of somebody who is away acts for them, so an absence says as whom somebody may act: see 0055.
CREATE INDEX absences_of_deputy ON absences (tenant, deputy_id, last_day);

CREATE TRIGGER standings_by_absences AFTER INSERT OR UPDATE OR DELETE ON absences
FOR EACH STATEMENT EXECUTE FUNCTION move_standings();
