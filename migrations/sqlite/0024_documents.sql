-- Documents of cases as they were written: the text, sealed by the key of the citizen or the case where there are keys, and
-- the sum of what it says. A row never changes; what has become of a letter stands in the case's history.
CREATE TABLE documents (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    document_id BLOB NOT NULL CHECK (length(document_id) = 16),
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    item TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    name TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    sum BLOB NOT NULL CHECK (length(sum) = 32),
    sealed_by BLOB CHECK (length(sealed_by) = 16),
    body BLOB NOT NULL,
    PRIMARY KEY (tenant, document_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_of_case ON documents (tenant, case_id, written_at);

-- The municipality's own words in letters: letterhead, contact, guidance on appeals for each act. A version never changes.
CREATE TABLE letter_words (
    tenant INTEGER NOT NULL REFERENCES tenants (tenant),
    version INTEGER NOT NULL CHECK (version > 0),
    words BLOB NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (tenant, version)
) STRICT, WITHOUT ROWID;

-- See 0007.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('documents', 'documents', '100000 100000 1'),
    ('documents', 'documents_of_case', '100000 100000 5 1'),
    ('letter_words', 'letter_words', '10 10 1');
ANALYZE sqlite_schema;
