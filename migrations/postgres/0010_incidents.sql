-- What an incident is about: a case, or something that all cases share.
ALTER TABLE incidents ADD COLUMN about text COLLATE "C" NOT NULL DEFAULT 'case';
ALTER TABLE incidents ALTER COLUMN about DROP DEFAULT;
ALTER TABLE incidents ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE incidents ADD CHECK ((about = 'case') = (case_id IS NOT NULL));
DROP INDEX incidents_open;
CREATE UNIQUE INDEX incidents_open ON incidents (tenant, about, case_id) NULLS NOT DISTINCT WHERE resolved_at IS NULL;
