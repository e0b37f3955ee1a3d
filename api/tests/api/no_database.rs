//! A database that is missing, cannot be written, cannot be read or may not be used: every command says what is wrong and what
//! to do, in both languages, and none ends as if all were well.

use std::fs::{File, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use samspil_core::id::TenantId;
use samspil_store::open;
use samspil_tests::postgres::{database, superuser};
use samspil_tests::program::{KEYS, Program};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use tempfile::TempDir;

use crate::ground::{ELSEWHERE, Ground, HERE, START, token};

/// What every kind of database is asked by, with the exit code where no database can be opened.
const COMMANDS: [&[&str]; 4] = [
    &["serve", "--listen", "127.0.0.1:0"],
    &["verify"],
    &["backup", "--to", "."],
    &["account", "list"],
];

/// What a test makes of a folder with one municipality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// There is no such folder, nor one that it could be made in.
    Missing,
    /// It is a file.
    NoFolder,
    FolderReadOnly,
    FileReadOnly,
    Newer,
    NoDatabase,
    Emptied,
}

/// Each kind: whether nothing at all is opened, and part of the sentence in Danish and English.
const KINDS: [(Kind, bool, [&str; 2]); 7] = [
    (
        Kind::Missing,
        true,
        ["Databasen kan ikke nås", "The database cannot be reached"],
    ),
    (
        Kind::NoFolder,
        true,
        ["Databasen kan ikke nås", "The database cannot be reached"],
    ),
    (
        Kind::FolderReadOnly,
        true,
        ["om programmet må skrive i mappen", "may write in the folder"],
    ),
    (
        Kind::FileReadOnly,
        false,
        ["om programmet må skrive i mappen", "may write in the folder"],
    ),
    (
        Kind::Newer,
        false,
        ["Kør den nyere version", "Run the newer version"],
    ),
    (
        Kind::NoDatabase,
        false,
        ["hent den fra en sikkerhedskopi", "restore it from a backup"],
    ),
    (
        Kind::Emptied,
        false,
        ["eller filen er tømt", "or the file was emptied"],
    ),
];

/// The program as somebody whom files refuse what they do not allow: root is refused nothing, unless it gives that up.
fn samspil() -> Command {
    let binary = env!("CARGO_BIN_EXE_samspil");
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        return Command::new(binary);
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-dac_override,-dac_read_search", binary]);
    command
}

/// Runs a command to its end: its exit code, and all that it says. A server that comes to answer instead is ended, and fails
/// the test.
fn run(database: &str, language: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let beside = tempfile::tempdir().unwrap();
    let errors = beside.path().join("errors");
    let mut running = samspil()
        .args(["--lang", language])
        .args(arguments)
        .env("SAMSPIL_DATABASE_URL", database)
        .env("SAMSPIL_KEYS", KEYS)
        .current_dir(beside.path())
        .stdout(Stdio::piped())
        .stderr(File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(running.stdout.take().unwrap());
    let mut said = String::new();
    told.read_line(&mut said).unwrap();
    if arguments[0] == "serve" && !said.is_empty() {
        running.kill().unwrap();
        running.wait().unwrap();
        panic!("it serves: {said}");
    }
    told.read_to_string(&mut said).unwrap();
    let code = running.wait().unwrap().code();
    said += &std::fs::read_to_string(&errors).unwrap();
    (code, said)
}

/// A folder with so many municipalities, and the file of each.
async fn municipalities(tenants: &[i32]) -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&address(folder.path())).await.unwrap();
    for tenant in tenants {
        let name = format!("Kommune {tenant}");
        store.add_tenant(TenantId(*tenant), &name).await.unwrap();
    }
    store.close().await;
    let file = |tenant: &i32| folder.path().join(format!("{tenant}.sqlite"));
    let files = tenants.iter().map(file).collect();
    (folder, files)
}

/// A folder without municipalities, and where the file of one would lie.
fn never_opened() -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("{HERE}.sqlite"));
    (folder, vec![file])
}

fn address(folder: &Path) -> String {
    format!("sqlite:{}", folder.display())
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Makes a file one of a newer version.
async fn made_newer(file: &Path) {
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET version = 999 WHERE version = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

/// A database of this kind: its address, and what must live as long.
async fn of_kind(kind: Kind) -> (String, TempDir) {
    let (folder, files) = match kind {
        // No file that was ever open, whose log could lie beside it for a moment more.
        Kind::NoDatabase | Kind::Emptied => never_opened(),
        _ => municipalities(&[HERE]).await,
    };
    let file = files[0].as_path();
    let database = match kind {
        Kind::Missing => address(&folder.path().join("no/such/folder")),
        Kind::NoFolder => address(file),
        _ => address(folder.path()),
    };
    match kind {
        Kind::Missing | Kind::NoFolder => {}
        Kind::FolderReadOnly => allow(folder.path(), 0o555),
        Kind::FileReadOnly => allow(file, 0o444),
        Kind::Newer => made_newer(file).await,
        Kind::NoDatabase => std::fs::write(file, "not a database".repeat(1_000)).unwrap(),
        Kind::Emptied => std::fs::write(file, "").unwrap(),
    }
    (database, folder)
}

#[tokio::test]
async fn every_command_says_what_is_wrong_with_a_folder_of_sqlite_files() {
    for (kind, nothing_opens, sentences) in KINDS {
        for (language, sentence) in ["da", "en"].into_iter().zip(sentences) {
            let (database, folder) = of_kind(kind).await;
            for arguments in COMMANDS {
                let (code, said) = run(&database, language, arguments);
                // What was checked and is not whole is told apart from what could not be asked at all.
                let expected = match arguments[0] {
                    "verify" if !nothing_opens => 1,
                    _ => 2,
                };
                assert_eq!(code, Some(expected), "{kind:?} {arguments:?}: {said}");
                assert!(said.contains(sentence), "{kind:?} {arguments:?}: {said}");
                let named = said.contains(&HERE.to_string());
                assert!(named || nothing_opens, "{kind:?} {arguments:?}: {said}");
            }
            allow(folder.path(), 0o755);
        }
    }
}

#[tokio::test]
async fn one_that_cannot_be_used_is_told_and_the_others_go_on() {
    let (folder, files) = municipalities(&[HERE, ELSEWHERE]).await;
    made_newer(&files[1]).await;
    let database = address(folder.path());
    let there = ELSEWHERE.to_string();
    // Copies of one second lie in one folder: each command has its own.
    let copies = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [first, second] = [0, 1].map(|one: usize| copies[one].path().to_str().unwrap());
    let here = HERE.to_string();
    for (arguments, code, told) in [
        (&["verify"][..], 1, true),
        (&["backup", "--to", first], 2, true),
        (&["backup", "--to", second, "--municipality", &here], 0, false),
        (&["backup", "list", "--municipality", &there], 2, true),
        (&["account", "list"], 2, true),
        (&["account", "--municipality", &there, "list"], 2, true),
        (&["account", "--municipality", &here, "list"], 0, false),
    ] {
        let (found, said) = run(&database, "en", arguments);
        assert_eq!(found, Some(code), "{arguments:?}: {said}");
        assert_eq!(
            said.contains("Run the newer version"),
            told,
            "{arguments:?}: {said}"
        );
        assert_eq!(said.contains(&there), told, "{arguments:?}: {said}");
    }
    for folder in copies {
        let made = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(made, 1, "what can be copied is copied");
    }
}

#[tokio::test]
async fn a_server_that_answers_for_some_alone_is_not_ready_and_says_for_whom_it_cannot() {
    let Ground { program, folder } = Ground::new().await;
    assert!(program.stop().success());
    made_newer(&folder.path().join(format!("{ELSEWHERE}.sqlite"))).await;
    let program = Program::serve(
        env!("CARGO_BIN_EXE_samspil"),
        &address(folder.path()),
        &["--test-clock", START],
    );
    let there = ELSEWHERE.to_string();
    for path in ["/health/ready", "/health/backup"] {
        let asking = program.ask("GET", path).header("accept-language", "en");
        let answer = asking.send().await.is(503).json();
        assert_eq!(answer["code"], "database-unusable", "{path}: {answer}");
        let detail = answer["detail"].as_str().unwrap();
        assert!(
            detail.contains(&there) && !detail.contains(&HERE.to_string()),
            "{detail}"
        );
    }
    program.ask("GET", "/health/live").send().await.is(200);
    let asked = |tenant: i32| program.ask("GET", "/api/v1/flows").by(&token(tenant, "owner"));
    asked(HERE).send().await.is(200);
    let refused = asked(ELSEWHERE).send().await.is(503).json();
    assert_eq!(refused["code"], "database-unusable", "{refused}");
    for (language, sentence) in [
        ("da", "kan ikke bruges lige nu, fordi databasen ikke kan åbnes"),
        ("en", "cannot be used just now, for its database cannot be opened"),
    ] {
        let asking = program.ask("GET", "/sign-in").header("accept-language", language);
        let page = asking.header("accept", "text/html").send().await.is(200).text;
        assert!(page.contains(sentence) && page.contains(&there), "{page}");
    }
    assert!(program.log().contains("the municipality cannot be used"));
}

/// A server that refuses every password: its address.
fn refusing_passwords() -> String {
    /// A message of the server: its letter, and what it says.
    fn message(letter: u8, said: &[u8]) -> Vec<u8> {
        let length = u32::try_from(said.len() + 4).unwrap();
        [&[letter][..], &length.to_be_bytes(), said].concat()
    }
    /// Reads what a client sends after so many bytes before its length.
    fn heard(stream: &mut impl Read, before: usize) -> Option<()> {
        let mut head = vec![0; before + 4];
        stream.read_exact(&mut head).ok()?;
        let length = u32::from_be_bytes(head[before..].try_into().unwrap());
        let mut rest = vec![0; usize::try_from(length).unwrap() - 4];
        stream.read_exact(&mut rest).ok()
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // A password as it is written, please.
            let asks = message(b'R', &3_u32.to_be_bytes());
            let refusal = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"bo\"\0\0";
            if heard(&mut stream, 0).is_some() && stream.write_all(&asks).is_ok() {
                let _ = heard(&mut stream, 1);
                let _ = stream.write_all(&message(b'E', refusal));
            }
        }
    });
    format!("postgres://bo:hemmeligt@127.0.0.1:{port}/x?sslmode=disable")
}

/// Runs a statement on a PostgreSQL database as its superuser.
async fn altered(url: &str, statement: &str) {
    let mut connection = superuser(url).await;
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_says_what_is_wrong_with_a_postgresql_database() {
    let newer = database().await;
    let statement = "UPDATE _sqlx_migrations SET version = 999 WHERE version = 1";
    altered(&newer, statement).await;
    let unsafe_one = database().await;
    let (_, name) = unsafe_one.split('?').next().unwrap().rsplit_once('/').unwrap();
    let statement = format!("ALTER DATABASE {name} SET synchronous_commit = 'off'");
    altered(&unsafe_one, &statement).await;
    let reached = ["Databasen kan ikke nås", "The database cannot be reached"];
    for (database, sentences) in [
        ("postgres://bo:hemmeligt@127.0.0.1:1/x".to_owned(), reached),
        (refusing_passwords(), reached),
        (newer, ["Kør den nyere version", "Run the newer version"]),
        (
            unsafe_one,
            [
                "Ret indstillingen, og start igen",
                "Correct the setting and start again",
            ],
        ),
    ] {
        for (language, sentence) in ["da", "en"].into_iter().zip(sentences) {
            for arguments in COMMANDS {
                let (code, said) = run(&database, language, arguments);
                assert_eq!(code, Some(2), "{database} {arguments:?}: {said}");
                assert!(said.contains(sentence), "{database} {arguments:?}: {said}");
                assert!(!said.contains("hemmeligt"), "{said}");
            }
        }
    }
}
