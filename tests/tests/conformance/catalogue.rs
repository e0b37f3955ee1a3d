//! What PostgreSQL itself says of each relation: that it is kept apart by exactly the policies that are meant, and who may do what.

use samspil_tests::postgres::superuser;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::ground::Ground;

/// Relations that hold nobody's rows, each with why.
const OF_NOBODY: [(&str, &str); 1] = [(
    "_sqlx_migrations",
    "which migrations have run, which is the same for all tenants",
)];

/// The text of a policy as the catalogue writes it: of the transaction's tenant alone, asked for once in a statement or for each
/// row.
const OWN: &str = "(tenant = ( SELECT current_tenant() AS current_tenant))";
const OWN_ROW_BY_ROW: &str = "(tenant = current_tenant())";

/// Who may do what with which table, a line for each role and table.
const GRANTS: &str = include_str!("postgres_grants.txt");

/// A policy on one line, with all that it says.
fn policy(name: &str, role: &str, (using, check): (&str, &str)) -> String {
    format!("{name} PERMISSIVE ALL {{{role}}} USING {using} WITH CHECK {check}")
}

/// Whether a role is to reach a table.
fn reaches(role: &str, table: &str) -> bool {
    let begins = format!("{role} {table}: ");
    GRANTS.lines().any(|line| line.starts_with(&begins))
}

/// The policies that a table must have, and no others.
fn meant(table: &str) -> Vec<String> {
    let mut meant = vec![policy("own_tenant", "samspil_app", (OWN, OWN))];
    if reaches("samspil_sweep", table) {
        meant.push(policy("all_tenants", "samspil_sweep", ("true", "true")));
    }
    if reaches("samspil_discard", table) {
        let own = (OWN_ROW_BY_ROW, OWN_ROW_BY_ROW);
        meant.push(policy("discarded", "samspil_discard", own));
    }
    meant.sort();
    meant
}

/// A relation as the catalogue tells it: its name, and whether it is a table, has a tenant, binds its owner, too, and is owned by whom
/// it is to be kept from.
type Relation = (String, bool, bool, bool, bool);

async fn relations(connection: &mut PgConnection) -> Vec<Relation> {
    let found = sqlx::query_as(
        "SELECT relname::text, relkind = 'r',
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant' AND attnotnull
                AND atttypid = 'integer'::regtype),
            relrowsecurity AND relforcerowsecurity,
            pg_get_userbyid(relowner) IN ('samspil_app', 'samspil_sweep', 'samspil_discard')
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('i', 'I')
         ORDER BY relname",
    );
    found.fetch_all(connection).await.unwrap()
}

async fn policies(connection: &mut PgConnection, table: &str) -> Vec<String> {
    let found = sqlx::query_scalar(
        "SELECT format('%s %s %s {%s} USING %s WITH CHECK %s', policyname, permissive, cmd,
            array_to_string(roles, ','), coalesce(qual, '-'), coalesce(with_check, '-'))
         FROM pg_policies WHERE schemaname = 'public' AND tablename = $1",
    );
    let mut found: Vec<String> = found.bind(table).fetch_all(connection).await.unwrap();
    found.sort();
    found
}

/// All that is otherwise than it is meant to be.
async fn faults(connection: &mut PgConnection) -> Vec<String> {
    let mut faults = Vec::new();
    for (table, is_table, has_tenant, is_forced, is_of_a_role) in relations(connection).await {
        if OF_NOBODY.iter().any(|(name, _)| *name == table) {
            continue;
        }
        let mut must = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{table}: {what}"));
            }
        };
        must(is_table, "no table");
        must(has_tenant, "no tenant");
        must(is_forced, "not kept apart from its owner, too");
        must(!is_of_a_role, "owned by whom it is to be kept from");
        let (found, meant) = (policies(connection, &table).await, meant(&table));
        must(found == meant, &format!("{found:?} and not {meant:?}"));
    }
    let unbound: Vec<String> = sqlx::query_scalar(
        "SELECT rolname::text FROM pg_roles WHERE rolname IN ('samspil_app', 'samspil_sweep', 'samspil_discard')
            AND (rolsuper OR rolbypassrls OR rolcanlogin)",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    faults.extend(
        unbound
            .into_iter()
            .map(|role| format!("{role}: bound by no policy")),
    );
    let handed_out: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_default_acl")
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    if handed_out > 0 {
        faults.push("rights to tables that are not there yet".to_owned());
    }
    let granted = grants(connection).await;
    let meant: Vec<&str> = GRANTS.lines().collect();
    let new = granted.iter().filter(|line| !meant.contains(&line.as_str()));
    let missing = meant
        .iter()
        .filter(|line| !granted.iter().any(|one| one == *line));
    faults.extend(new.map(|line| format!("granted: {line}")));
    faults.extend(missing.map(|line| format!("not granted: {line}")));
    faults
}

/// What each role but the owner may do with each table, and with single columns of it.
async fn grants(connection: &mut PgConnection) -> Vec<String> {
    let found = sqlx::query_scalar(
        r#"SELECT format('%s %s: %s', coalesce(rolname::text, 'PUBLIC'), relname, string_agg(what, ', ' ORDER BY what COLLATE "C"))
         FROM (
            SELECT relname, acl.grantee,
                acl.privilege_type || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS what
            FROM pg_class CROSS JOIN LATERAL aclexplode(relacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND acl.grantee <> relowner
            UNION ALL
            SELECT relname, acl.grantee,
                format('%s (%s)', acl.privilege_type, string_agg(attname::text, ', ' ORDER BY attname COLLATE "C"))
            FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            CROSS JOIN LATERAL aclexplode(attacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND acl.grantee <> relowner
            GROUP BY relname, acl.grantee, acl.privilege_type
         ) AS granted
         LEFT JOIN pg_roles ON pg_roles.oid = grantee
         GROUP BY rolname, relname"#,
    );
    let mut found: Vec<String> = found.fetch_all(connection).await.unwrap();
    found.sort();
    found
}

#[tokio::test]
async fn every_relation_is_kept_apart_by_the_policies_that_are_meant_and_no_others() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    let there = relations(&mut connection).await;
    assert!(there.len() > 60, "{}", there.len());
    for (table, why) in OF_NOBODY {
        assert!(
            there.iter().any(|(name, ..)| name == table),
            "{table} is not there: {why}"
        );
    }
    assert_eq!(faults(&mut connection).await, Vec::<String>::new());
}

/// How a table is spoilt, and what is said of it.
const SPOILT: [(&str, &str); 17] = [
    ("CREATE POLICY more ON cases USING (true)", "cases: "),
    (
        "CREATE POLICY more ON cases FOR SELECT TO samspil_app USING (true)",
        "cases: ",
    ),
    (
        "ALTER POLICY own_tenant ON cases USING (tenant = (SELECT current_tenant()) OR true)",
        "cases: ",
    ),
    ("ALTER POLICY own_tenant ON cases WITH CHECK (true)", "cases: "),
    ("ALTER POLICY own_tenant ON cases TO PUBLIC", "cases: "),
    ("ALTER POLICY discarded ON links USING (true)", "links: "),
    ("DROP POLICY own_tenant ON deeds", "deeds: "),
    ("CALL let_sweep('deeds', 'SELECT')", "deeds: "),
    (
        "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY",
        "cases: not kept apart",
    ),
    (
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "cases: not kept apart",
    ),
    ("ALTER TABLE cases OWNER TO samspil_app", "cases: owned"),
    ("CREATE TABLE spoilt (x integer)", "spoilt: no tenant"),
    ("CREATE VIEW spoilt AS SELECT * FROM cases", "spoilt: no table"),
    (
        "GRANT DELETE ON deeds TO samspil_app",
        "granted: samspil_app deeds: DELETE",
    ),
    (
        "GRANT UPDATE (body) ON events TO samspil_app",
        "granted: samspil_app events: INSERT, SELECT, UPDATE (body)",
    ),
    (
        "GRANT SELECT ON held_keys TO PUBLIC",
        "granted: PUBLIC held_keys: SELECT",
    ),
    (
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
        "rights to tables",
    ),
];

#[tokio::test]
async fn each_way_to_spoil_a_table_is_found() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    for (statement, expected) in SPOILT {
        let mut spoiling = connection.begin().await.unwrap();
        spoiling
            .execute(sqlx::raw_sql(AssertSqlSafe(statement.to_owned())))
            .await
            .unwrap();
        let found = faults(&mut spoiling).await;
        assert!(
            found.iter().any(|fault| fault.starts_with(expected)),
            "{statement}: {found:?}"
        );
        spoiling.rollback().await.unwrap();
    }
    assert_eq!(faults(&mut connection).await, Vec::<String>::new(), "as it was");
}
