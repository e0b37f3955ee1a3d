-- What cost every commit, and need not.

-- What an event gives to figures lies in its own row from now on: a row of its own beside it cost every commit a tenth.
ALTER TABLE events ADD COLUMN figures text;

-- Up to which of its events what a case gave is spread out, and when the case was changed last by then.
CREATE TABLE figures_counted (
    tenant integer NOT NULL,
    case_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, case_id)
);
CREATE INDEX figures_counted_last ON figures_counted (tenant, changed_at);
CALL keep_apart('figures_counted', 'SELECT, INSERT, UPDATE');
CALL let_discard('figures_counted', 'SELECT, DELETE');
GRANT UPDATE (figures) ON events TO samspil_discard;

-- What waited is spread out once, as it was each night. The owner sees no rows but for this.
ALTER TABLE figures_waiting NO FORCE ROW LEVEL SECURITY;
ALTER TABLE figures NO FORCE ROW LEVEL SECURITY;
INSERT INTO figures (tenant, counted, at, case_id, number, place, flow, flow_version, name, party, other, unit_id,
    since, in_time)
SELECT w.tenant, f.value ->> 'counted', w.at, w.case_id, w.number, f.place - 1, w.flow, w.flow_version, f.value ->> 'name',
    f.value ->> 'party', f.value ->> 'other', (f.value ->> 'unit')::uuid,
    coalesce('epoch'::timestamptz + (f.value ->> 'since')::bigint * interval '1 microsecond',
        CASE f.value ->> 'counted' WHEN 'contact' THEN coalesce(
            lag(w.at) OVER (PARTITION BY w.tenant, w.case_id, f.value ->> 'counted' ORDER BY w.at, w.number, f.place), (
            SELECT max(before.at) FROM figures AS before
            WHERE before.tenant = w.tenant AND before.case_id = w.case_id AND before.counted = 'contact'))
        END), (f.value ->> 'in_time')::boolean
FROM figures_waiting AS w CROSS JOIN json_array_elements(w.body) WITH ORDINALITY AS f (value, place);
ALTER TABLE figures FORCE ROW LEVEL SECURITY;
DROP TABLE figures_waiting;

-- What a case has given goes with it, by whichever statement it is discarded.
CREATE OR REPLACE FUNCTION discard_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM figures WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM figures_counted WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    UPDATE events SET figures = NULL WHERE tenant = NEW.tenant AND case_id = NEW.case_id AND figures IS NOT NULL;
    RETURN NULL;
END $$;

-- The tenant of the transaction is asked for once in a statement, not once for each row of it.
CREATE OR REPLACE PROCEDURE keep_apart(kept regclass, rights text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY own_tenant ON %s TO samspil_app
        USING (tenant = (SELECT current_tenant())) WITH CHECK (tenant = (SELECT current_tenant()))', kept);
    EXECUTE format('GRANT %s ON %s TO samspil_app', rights, kept);
END $$;

DO $$
DECLARE
    kept regclass;
BEGIN
    FOR kept IN SELECT polrelid FROM pg_policy WHERE polname = 'own_tenant' LOOP
        EXECUTE format('ALTER POLICY own_tenant ON %s
            USING (tenant = (SELECT current_tenant())) WITH CHECK (tenant = (SELECT current_tenant()))', kept);
    END LOOP;
END $$;

-- Only the statement that writes a case writes these rows of it, and nobody may remove a case: whether it is there need not
-- be looked for again, row by row. A file of SQLite still looks.
ALTER TABLE events DROP CONSTRAINT events_tenant_case_id_fkey;
ALTER TABLE tasks DROP CONSTRAINT tasks_tenant_case_id_fkey;
ALTER TABLE outgoing DROP CONSTRAINT outgoing_tenant_case_id_fkey;
ALTER TABLE commands DROP CONSTRAINT commands_tenant_case_id_fkey;

-- What a batch removes it finds by its own statement.
DROP FUNCTION remove_task(integer, uuid, text);
