//! `samspil serve` is killed in the middle of work, again and again, and asked over HTTP; what it acknowledged is kept, nothing
//! is done twice, and each key has one answer however often it is sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod check;
mod clients;
mod drive;
mod kept;
mod ledger;
mod spoilt;
mod town;
mod work;

#[path = "../../../tests/tests/crash/chance.rs"]
mod chance;
#[path = "../../../tests/tests/crash/settings.rs"]
mod settings;

use std::process::Command;

use samspil_tests::log_scan::CANARY;
use samspil_tests::postgres;
use samspil_tests::program::KEYS;
use serde_json::Value;
use tempfile::TempDir;

use drive::{Run, run};

/// The address of a store of files.
fn on_sqlite(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().display())
}

/// Runs to the end on this store, and holds the program to all that was asked.
async fn holds(database: &str) {
    let kills = settings::kills();
    let Run { ledger, kept } = run(database, kills, settings::seed()).await;
    let complaints = check::check(&kept, &ledger);
    assert!(complaints.is_empty(), "{}", shown(&complaints));
    let kills = usize::try_from(kills).unwrap();
    let (cut_off, all) = (ledger.cut_off, ledger.entries.len());
    assert!(
        cut_off >= kills,
        "{kills} kills cut off {cut_off} of {all} commands"
    );
    verified(database);
}

/// `samspil verify --replay` finds nothing wrong.
fn verified(database: &str) {
    let done = Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--lang", "en", "--format", "json", "verify", "--replay"])
        .env("SAMSPIL_DATABASE_URL", database)
        .env("SAMSPIL_KEYS", KEYS)
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said} {told}");
    assert_eq!(said["whole"], true, "{said}");
    assert_eq!(said["checked"]["not_replayed"], 0, "{said}");
}

/// As many complaints as a person reads.
fn shown(complaints: &[String]) -> String {
    const MOST: usize = 20;
    let first: Vec<&str> = complaints.iter().take(MOST).map(String::as_str).collect();
    format!("{} complaints\n{}", complaints.len(), first.join("\n"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_program_loses_and_doubles_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    holds(&on_sqlite(&folder)).await;
    // What was sealed before a kill is read after it, and lies open nowhere.
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let open = bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        assert!(!open, "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_program_loses_and_doubles_nothing_on_postgres() {
    holds(&postgres::database().await).await;
}
