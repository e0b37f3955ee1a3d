//! How the server is reached, and what must hold before it is used.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgPool, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::fault::from_migration;
use crate::migrations::OF_POSTGRES as MIGRATIONS;
use crate::{StoreError, Stored};

/// Connections of one node for lists and searches, at most. A server's usual limit of 100 bears several nodes.
const CONNECTIONS: u32 = 10;

/// Connections of one node for what is read by its key, at most: none of it takes long.
const KEYED: u32 = 4;

/// Connections of one node for batches, at most: more wait for each other's flushes and cores.
const WRITERS: u32 = 4;

/// How long a request waits for one of the connections.
const CONNECTION_WAIT: Duration = Duration::from_secs(10);

/// A connection that nobody has used for so long is closed.
const IDLE: Duration = Duration::from_secs(300);

/// A connection that has been quiet for so long is asked whether it still answers before it is used, so that a server
/// that was restarted meanwhile costs no request.
const QUIET: Duration = Duration::from_secs(2);

/// The role that the program works as; the migrations make it.
const ROLE: &str = "samspil_app";

/// What the program asks of every connection: its role, that no statement is compiled (all are short, and compiling one
/// takes longer than running it a hundred times), and that nothing waits or stands open for ever.
const SETTINGS: [(&str, &str); 5] = [
    ("role", ROLE),
    ("jit", "off"),
    ("statement_timeout", "60s"),
    ("lock_timeout", "20s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

/// What connections for batches, and for what is read by its key, ask for beside. Their few statements are planned once
/// for any number of keys, not anew each time, which costs as much as writing ten rows; and they go by keys also while a
/// table is so small, or has grown so fast, that the planner would rather read all of it: what an index leads past is made
/// dear, and a row whose place is known cheap.
const PLANS: [(&str, &str); 6] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("cpu_index_tuple_cost", "10"),
    ("random_page_cost", "0.01"),
];

/// PostgreSQL 15: `security_invoker` views, `public` closed to everyone.
const OLDEST: i64 = 150_000;

/// The address as sqlx reads it.
pub(super) fn parse(url: &str) -> Stored<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)
        // The error is not shown: it may repeat the password.
        .map_err(|_| StoreError::Unreachable("the address cannot be read".to_owned()))?;
    if !is_safe(&options) {
        return Err(StoreError::OpenWay(options.get_host().to_owned()));
    }
    Ok(options.application_name("samspil").disable_statement_logging())
}

/// Whether nobody can read or change what goes to the server and comes back: within the machine, or over TLS with a
/// certificate that names the server and that somebody trusted has issued. Less than that falls back to nothing where
/// whoever stands between says that there is no TLS.
fn is_safe(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let within = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    within || matches!(options.get_ssl_mode(), PgSslMode::VerifyFull)
}

/// Brings the database to the newest migration. The login must be able to make tables and roles, unless there is
/// nothing to be done.
pub(super) async fn migrate(options: &PgConnectOptions) -> Stored<()> {
    let mut connection = options.connect().await?;
    if !up_to_date(&mut connection).await? {
        MIGRATIONS
            .run_direct(None, &mut connection, false)
            .await
            .map_err(|error| from_migration(error, newest_migration()))?;
    }
    connection.close().await?;
    Ok(())
}

/// Whether exactly the program's migrations have run: then there is nothing to do, and no right to do it is needed.
async fn up_to_date(connection: &mut PgConnection) -> Stored<bool> {
    let kept: bool = sqlx::query_scalar("SELECT to_regclass('public._sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !kept {
        return Ok(false);
    }
    let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "SELECT version, checksum FROM public._sqlx_migrations WHERE success ORDER BY version",
    )
    .fetch_all(connection)
    .await?;
    let known = MIGRATIONS
        .iter()
        .map(|migration| (migration.version, migration.checksum.as_ref()));
    Ok(known.eq(applied
        .iter()
        .map(|(version, checksum)| (*version, checksum.as_slice()))))
}

fn newest_migration() -> i64 {
    MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// The connections that the program works with.
pub(super) fn pool(options: PgConnectOptions) -> PgPool {
    lazily(options, CONNECTIONS)
}

/// The connections that read by keys alone.
pub(super) fn keyed(options: PgConnectOptions) -> PgPool {
    lazily(options.options(PLANS), KEYED)
}

/// The connections that write batches.
pub(super) fn writers(options: PgConnectOptions) -> PgPool {
    lazily(options.options(PLANS), WRITERS)
}

fn lazily(options: PgConnectOptions, most: u32) -> PgPool {
    PoolOptions::new()
        .max_connections(most)
        .acquire_timeout(CONNECTION_WAIT)
        .idle_timeout(IDLE)
        .test_before_acquire(false)
        .before_acquire(|connection: &mut PgConnection, meta| {
            Box::pin(async move {
                if meta.idle_for > QUIET {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options.options(SETTINGS))
}

/// Settings that must hold, one by one: what is asked, and which answers are safe.
const SAFE: [(&str, &[&str], &str); 4] = [
    (
        "synchronous_commit",
        &["on", "remote_apply"],
        "SHOW synchronous_commit",
    ),
    ("fsync", &["on"], "SHOW fsync"),
    ("full_page_writes", &["on"], "SHOW full_page_writes"),
    ("server_encoding", &["UTF8"], "SHOW server_encoding"),
];

/// Whether a setting is one of the safe ones.
fn judge(name: &str, safe: &[&str], found: &str) -> Stored<()> {
    if safe.contains(&found) {
        return Ok(());
    }
    let safe = safe.join(", ");
    Err(StoreError::Unsafe(format!("{name} = {found}; needed is {safe}")))
}

/// An acknowledged commit survives a power cut, and tenants are kept apart, only with these.
pub(super) async fn check(connection: &mut PgConnection) -> Stored<()> {
    let version: i64 = sqlx::query_scalar("SELECT current_setting('server_version_num')::bigint")
        .fetch_one(&mut *connection)
        .await?;
    if version < OLDEST {
        return Err(StoreError::Unsafe(format!(
            "server_version_num = {version}; PostgreSQL 15 or newer is needed"
        )));
    }
    for (name, safe, ask) in SAFE {
        let found: String = sqlx::query_scalar(ask).fetch_one(&mut *connection).await?;
        judge(name, safe, &found)?;
    }
    let replica: bool = sqlx::query_scalar("SELECT pg_is_in_recovery()")
        .fetch_one(&mut *connection)
        .await?;
    if replica {
        return Err(StoreError::NotWritable("the server is a replica".to_owned()));
    }
    let (role, apart): (String, bool) = sqlx::query_as(
        "SELECT current_user::text, NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user",
    )
    .fetch_one(connection)
    .await?;
    if role != ROLE || !apart {
        return Err(StoreError::Unsafe(format!(
            "current_user = {role}; needed is {ROLE}, without SUPERUSER and BYPASSRLS"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_machine_goes_over_tls_that_is_checked() {
        for (address, safe) in [
            ("postgres://postgres@127.0.0.1:5432/x", true),
            ("postgres://postgres@localhost/x", true),
            ("postgres://postgres@[::1]/x", true),
            ("postgres:///x?host=/run/postgresql", true),
            ("postgres://%2Frun%2Fpostgresql/x", true),
            ("postgres://samspil:hemmelig@db1.example/x", false),
            ("postgres://samspil@10.0.0.4/x", false),
            ("postgres://samspil@localhost.example/x", false),
            ("postgres://samspil@db1.example/x?sslmode=disable", false),
            ("postgres://samspil@db1.example/x?sslmode=prefer", false),
            ("postgres://samspil@db1.example/x?sslmode=require", false),
            ("postgres://samspil@db1.example/x?sslmode=verify-ca", false),
            ("postgres://samspil@db1.example/x?sslmode=verify-full", true),
            (
                "postgres://samspil@db1.example/x?sslmode=verify-full&sslrootcert=ca.pem",
                true,
            ),
        ] {
            match parse(address) {
                Ok(_) => assert!(safe, "{address}"),
                Err(StoreError::OpenWay(host)) => {
                    assert!(!safe, "{address}");
                    assert!(!host.contains("hemmelig"), "{host}");
                }
                Err(other) => panic!("{address}: {other:?}"),
            }
        }
    }

    #[test]
    fn settings_that_lose_what_was_acknowledged_are_refused() {
        for (name, found, fits) in [
            ("synchronous_commit", "on", true),
            ("synchronous_commit", "remote_apply", true),
            ("synchronous_commit", "local", false),
            ("synchronous_commit", "off", false),
            ("fsync", "on", true),
            ("fsync", "off", false),
            ("full_page_writes", "on", true),
            ("full_page_writes", "off", false),
            ("server_encoding", "UTF8", true),
            ("server_encoding", "LATIN1", false),
        ] {
            let (_, safe, ask) = SAFE.iter().find(|(known, ..)| *known == name).unwrap();
            assert_eq!(*ask, format!("SHOW {name}"), "what is judged is what was asked");
            match judge(name, safe, found) {
                Ok(()) => assert!(fits, "{name} = {found}"),
                Err(StoreError::Unsafe(detail)) => {
                    assert!(
                        !fits && detail.starts_with(&format!("{name} = {found};")),
                        "{detail}"
                    );
                }
                Err(other) => panic!("{name}: {other:?}"),
            }
        }
    }
}
