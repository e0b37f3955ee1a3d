-- The municipalities, and what holds for all of one. Who may do what is laid down here once:
--   samspil_app    is whom the program works as. It owns nothing, and sees the rows of one tenant at a time.
--   samspil_sweep  owns the few functions that look over all tenants, and can do nothing else.
-- Whoever may not make roles asks an administrator to make both and to grant them to the login that migrates.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['samspil_app', 'samspil_sweep'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- Another database of the same server made it meanwhile.
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO samspil_app, samspil_sweep;

-- The tenant of the transaction; none where nothing was set, and then no row is seen.
CREATE FUNCTION current_tenant() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant', true), '')::integer;

-- Gives a table its policy, also against its owner, and samspil_app what it may do.
CREATE PROCEDURE keep_apart(kept regclass, rights text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY own_tenant ON %s TO samspil_app
        USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant())', kept);
    EXECUTE format('GRANT %s ON %s TO samspil_app', rights, kept);
END $$;

-- Lets samspil_sweep reach the rows of all tenants in a table.
CREATE PROCEDURE let_sweep(kept regclass, rights text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY all_tenants ON %s TO samspil_sweep USING (true) WITH CHECK (true)', kept);
    EXECUTE format('GRANT %s ON %s TO samspil_sweep', rights, kept);
END $$;

-- Makes a function run as samspil_sweep, for samspil_app alone.
CREATE PROCEDURE run_as_sweep(swept regprocedure) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', swept);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samspil_app', swept);
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', swept);
    -- An owner must be able to create in the schema, for as long as it takes to become one.
    GRANT CREATE ON SCHEMA public TO samspil_sweep;
    EXECUTE format('ALTER FUNCTION %s OWNER TO samspil_sweep', swept);
    REVOKE CREATE ON SCHEMA public FROM samspil_sweep;
END $$;

REVOKE ALL ON PROCEDURE keep_apart(regclass, text), let_sweep(regclass, text), run_as_sweep(regprocedure) FROM PUBLIC;
GRANT SELECT ON _sqlx_migrations TO samspil_app;

CREATE TABLE tenants (
    tenant integer PRIMARY KEY CHECK (tenant BETWEEN 0 AND 99999999),
    name text NOT NULL
);
CALL keep_apart('tenants', 'SELECT, INSERT');
CALL let_sweep('tenants', 'SELECT');

CREATE FUNCTION all_tenants() RETURNS TABLE (tenant integer, name text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT tenants.tenant, tenants.name FROM tenants ORDER BY tenants.tenant;
END;
CALL run_as_sweep('all_tenants()');

CREATE TABLE settings (
    tenant integer NOT NULL REFERENCES tenants (tenant),
    name text COLLATE "C" NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (tenant, name)
);
CALL keep_apart('settings', 'SELECT, INSERT, UPDATE');
