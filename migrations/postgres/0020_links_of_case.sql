-- Which case a link leads into, so that those who made it find it again.
ALTER TABLE links ADD COLUMN case_id uuid;
CREATE INDEX links_of_case ON links (tenant, case_id, made_at);
