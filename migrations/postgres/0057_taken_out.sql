-- How many rows of files a person has taken out on the day that they last took some, and whether more were refused then. The next
-- day begins anew, so that a person has one row. No foreign key goes to a person: a link's reader is none.
CREATE TABLE taken_out (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    person_id uuid NOT NULL,
    day date NOT NULL,
    taken bigint NOT NULL CHECK (taken >= 0),
    refused boolean NOT NULL,
    PRIMARY KEY (tenant, person_id)
);
CALL keep_apart('taken_out', 'SELECT, INSERT, UPDATE, DELETE');
