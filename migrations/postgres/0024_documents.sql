-- Documents of cases as they were written: the text, sealed by the key of the citizen or the case where there are keys, and
-- the sum of what it says. A row never changes; what has become of a letter stands in the case's history.
CREATE TABLE documents (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    document_id uuid NOT NULL,
    case_id uuid NOT NULL,
    item text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    name text NOT NULL,
    written_at timestamptz NOT NULL,
    sum bytea NOT NULL CHECK (length(sum) = 32),
    sealed_by uuid,
    body bytea NOT NULL,
    PRIMARY KEY (tenant, document_id),
    FOREIGN KEY (tenant, case_id) REFERENCES cases (tenant, case_id)
);
CREATE INDEX documents_of_case ON documents (tenant, case_id, written_at);
CALL keep_apart('documents', 'SELECT, INSERT');

-- The municipality's own words in letters: letterhead, contact, guidance on appeals for each act. A version never changes.
CREATE TABLE letter_words (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    version bigint NOT NULL CHECK (version > 0),
    words bytea NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    why text NOT NULL,
    PRIMARY KEY (tenant, version)
);
CALL keep_apart('letter_words', 'SELECT, INSERT');
