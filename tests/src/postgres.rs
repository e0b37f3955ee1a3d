//! A PostgreSQL for tests: the one that `SAMSPIL_TEST_POSTGRES` names, or one of our own that ends with this process.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::sync::OnceCell;

/// The address of a running server, of a superuser without a password, as `tests/run` makes it.
const GIVEN: &str = "SAMSPIL_TEST_POSTGRES";

/// Where Debian keeps the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// Whom the server runs as where the tests run as root, which it refuses to be.
const USER: &str = "postgres";

/// Settings under which what is acknowledged survives a power cut, and room for many tests at once.
const SETTINGS: &str = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200 \
    -c listen_addresses=127.0.0.1 -c shared_buffers=128MB";

/// The login that owns the databases and that stores are opened with: no superuser, as in production.
const OWNER: &str = "samspil_test_owner";

/// A fresh database with the newest migrations; its address.
///
/// # Panics
/// Where there is no PostgreSQL, since nothing can then be tested.
pub async fn database() -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(async || {
            let url = empty_database().await;
            samspil_store::migrate(&url).await.unwrap();
            options(&url).get_database().unwrap().to_owned()
        })
        .await;
    create(&format!("TEMPLATE {template}")).await
}

/// An empty database; its address.
///
/// # Panics
/// Where there is no PostgreSQL.
pub async fn empty_database() -> String {
    create("TEMPLATE template0 ENCODING 'UTF8'").await
}

/// A connection to a database as superuser, whom no row level security binds.
///
/// # Panics
/// Where the database cannot be reached.
pub async fn superuser(url: &str) -> PgConnection {
    let given = options(server());
    let name = options(url).get_database().unwrap().to_owned();
    given.database(&name).connect().await.unwrap()
}

async fn create(how: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    static MADE_OWNER: OnceCell<()> = OnceCell::const_new();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("samspil_{}_{number}", std::process::id());
    let mut connection = options(server()).connect().await.unwrap();
    MADE_OWNER
        .get_or_init(async || {
            // Fails where an earlier process has made it.
            let make = format!("CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB");
            let _ = sqlx::query(AssertSqlSafe(make)).execute(&mut connection).await;
        })
        .await;
    for statement in [
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name} OWNER {OWNER} {how}"),
    ] {
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    connection.close().await.unwrap();
    options(server())
        .username(OWNER)
        .database(&name)
        .to_url_lossy()
        .to_string()
}

fn options(url: &str) -> PgConnectOptions {
    url.parse::<PgConnectOptions>().unwrap()
}

/// The server's address.
fn server() -> &'static str {
    static OWN: OnceLock<(String, Option<Child>)> = OnceLock::new();
    let (url, _) = OWN.get_or_init(|| match given() {
        Some(url) => (url, None),
        None => {
            let (url, keeper) = start();
            (url, Some(keeper))
        }
    });
    url
}

#[allow(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn given() -> Option<String> {
    std::env::var(GIVEN).ok()
}

/// Starts a server of our own; its address, and what stops it.
fn start() -> (String, Child) {
    let (_, port, keeper) = started("true", "");
    (format!("postgres://postgres@127.0.0.1:{port}/postgres"), keeper)
}

/// A server that speaks TLS, by the name of `localhost`; it ends with this.
pub struct Encrypted {
    /// Where it listens, at 127.0.0.1.
    pub port: u16,
    /// Where the certificates lie: `ca.pem` of the authority that issued its own, `other.pem` of another.
    pub folder: String,
    _keeper: Child,
}

impl Encrypted {
    /// Makes the certificates and starts it.
    ///
    /// # Panics
    /// Where there is no PostgreSQL or no openssl.
    #[must_use]
    pub fn start() -> Self {
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        let authority = |name: &str| {
            format!("openssl req -x509 {key} -days 2 -subj /CN={name} -keyout {name}.key -out {name}.pem")
        };
        let steps = [
            authority("ca"),
            authority("other"),
            format!("openssl req {key} -subj /CN=localhost -keyout own.key -out own.csr"),
            "echo subjectAltName=DNS:localhost >names".to_owned(),
            "openssl x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out own.pem"
                .to_owned(),
            "chmod 600 own.key".to_owned(),
        ];
        let ssl = "-c ssl=on -c ssl_cert_file=../own.pem -c ssl_key_file=../own.key";
        let (folder, port, keeper) = started(&steps.join(" && "), ssl);
        Self {
            port,
            folder,
            _keeper: keeper,
        }
    }
}

/// Starts a server with these settings more, where these steps have been gone in its folder; the folder, the port, and the
/// shell that stops it and removes its folder when its input ends: that is when this process ends, however that happens.
fn started(steps: &str, more: &str) -> (String, u16, Child) {
    let folder = as_user("mktemp -d /tmp/samspil-test-postgres-XXXXXX");
    let folder = folder.trim();
    let port = free_port();
    as_user(&format!("cd {folder} && {steps}"));
    as_user(&format!(
        "{PROGRAMS}/initdb -D {folder}/data -U postgres -A trust -E UTF8 --locale=C --no-sync"
    ));
    as_user(&format!(
        "{PROGRAMS}/pg_ctl start -w -D {folder}/data -l {folder}/log \
         -o '{SETTINGS} {more} -c port={port} -c unix_socket_directories={folder}' >/dev/null"
    ));
    let stop = format!("cat; {PROGRAMS}/pg_ctl stop -m immediate -D {folder}/data; rm -rf {folder}");
    let keeper = shell(&stop)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // In a group of its own, so that it outlives whoever stops the tests with all that they started.
        .process_group(0)
        .spawn()
        .unwrap();
    (folder.to_owned(), port, keeper)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Runs a command to its end as a user that PostgreSQL's programs accept; what it writes.
fn as_user(command: &str) -> String {
    let output = shell(command).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A shell that runs a command as a user that is not root.
fn shell(command: &str) -> Command {
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let mut shell = if root {
        let mut shell = Command::new("runuser");
        shell.args(["-u", USER, "--", "sh", "-c", command]);
        shell
    } else {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]);
        shell
    };
    shell.current_dir("/");
    shell
}
