-- Which case a link leads into, so that those who made it find it again.
ALTER TABLE links ADD COLUMN case_id BLOB CHECK (length(case_id) = 16);
CREATE INDEX links_of_case ON links (tenant, case_id, made_at);

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('links', 'links_of_case', '2000 2000 2 1');
ANALYZE sqlite_schema;
