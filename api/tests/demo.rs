//! `samspil demo` as people run it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// The last day of every demo here.
const TODAY: &str = "2026-11-24";

/// What the story of any demo ends with.
const END: &str = "The case closes: all is done, and nobody owes anything.";

/// Where the demo that several look at lies: beside what is built, since nothing takes it away at the end.
const BUILT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/demo");

fn samspil() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samspil"));
    command.args(["--lang", "en", "demo", "--today", TODAY]);
    command
}

fn once(place: &[&str]) -> Output {
    samspil().arg("--once").args(place).output().unwrap()
}

/// The standard output of a demo that went well.
fn told(output: &Output) -> String {
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    assert_eq!(
        problem, "",
        "nothing is said on standard error outside a terminal"
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The story of a demo that is built once for those who look at it.
fn built() -> &'static str {
    static STORY: OnceLock<String> = OnceLock::new();
    STORY.get_or_init(|| {
        // Fails where no earlier run has left one.
        let _ = std::fs::remove_dir_all(BUILT);
        told(&once(&["--data", BUILT]))
    })
}

#[test]
fn it_tells_a_story_and_finds_it_again() {
    let first = built();
    assert!(first.contains(END), "{first}");
    assert!(first.contains("58 cases, 14 members of staff"), "{first}");
    // A deadline that was tuned, with what was shown before it was applied.
    for part in [
        "was tuned to 28 days",
        "deadlines would move of",
        "They would move by 7 to 7 days",
        "Had it held last year, since",
        "Overrun: ",
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    let again = told(&once(&["--data", BUILT]));
    let story = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert!(again.starts_with("The demo was there already"), "{again}");
    assert_eq!(story(first), story(&again));
}

#[test]
fn it_tells_the_same_on_postgresql_and_only_in_an_empty_database() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(samspil_tests::postgres::database());
    let first = told(&once(&["--database-url", &database]));
    assert!(first.contains(END), "{first}");
    assert_eq!(first, built());

    let taken = runtime.block_on(samspil_tests::postgres::database());
    runtime.block_on(async {
        let store = samspil_store::open(&taken).await.unwrap();
        let other = samspil_core::id::TenantId(12_345_678);
        store.add_tenant(other, "Elsewhere").await.unwrap();
        store.close().await;
    });
    let refused = once(&["--database-url", &taken]);
    assert_eq!(refused.status.code(), Some(2));
    let problem = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(problem.contains("Elsewhere (12345678)"), "{problem}");
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "Dear").unwrap();
    let refused = once(&["--data", folder.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A server that ends with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_serves_and_says_where_and_who_may_sign_in() {
    let mut command = samspil();
    let child = command
        .args(["--port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut serving = Serving(child);
    let lines = BufReader::new(serving.0.stdout.take().unwrap()).lines();
    let mut said = String::new();
    let mut address = None;
    for line in lines.map(Result::unwrap) {
        said.push_str(&line);
        said.push('\n');
        if let Some(rest) = line.split("http://").nth(1) {
            address = rest.split(". ").next().map(str::to_owned);
            break;
        }
    }
    let address = address.unwrap_or_else(|| panic!("no address in {said}"));
    assert!(
        said.contains("The password is samspil-demo for everyone."),
        "{said}"
    );
    assert!(said.contains("asta") && said.contains("Process owner"), "{said}");
    assert!(said.contains("rosa") && said.contains("Citizen"), "{said}");
    let mut stream = TcpStream::connect(&address).unwrap();
    let request = format!("GET /health/ready HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
