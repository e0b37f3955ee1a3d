-- A party may be bound to several people: each has a place of its own, in the order in which they are named.
ALTER TABLE parties ADD COLUMN place bigint NOT NULL DEFAULT 0 CHECK (place >= 0);
ALTER TABLE parties DROP CONSTRAINT parties_pkey;
ALTER TABLE parties ADD PRIMARY KEY (tenant, case_id, party, place);

CREATE OR REPLACE FUNCTION unbind_parties(of_tenant integer, of_case uuid, but_for text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM parties
    WHERE tenant = of_tenant AND case_id = of_case AND party || ' ' || place <> ALL (but_for);
END $$;
