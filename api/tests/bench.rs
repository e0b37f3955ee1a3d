//! Benches that start the program itself, with small numbers: what is measured can be done.
#![allow(
    clippy::unwrap_used,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

use std::process::Command;

use serde_json::Value as Json;

#[test]
fn pages_are_measured_with_what_each_must_be() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samspil"));
    command.args(["--format", "json", "bench", "pages"]);
    command.args([
        "--tasks",
        "70",
        "--events",
        "30",
        "--reads",
        "3",
        "--browsers",
        "20",
    ]);
    let output = command.output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    let rows: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
    let what: Vec<&str> = rows.iter().map(|row| row["what"].as_str().unwrap()).collect();
    let wanted = [
        "tasks",
        "tasks-half",
        "tasks-bytes",
        "case",
        "case-half",
        "case-bytes",
        "live",
    ];
    assert_eq!(what.get(..wanted.len()), Some(&wanted[..]));
    for row in rows
        .iter()
        .filter(|row| row["what"] != "live" && row["what"] != "memory")
    {
        assert!(row["figure"].as_u64().unwrap() > 0, "{row}");
    }
    for row in rows
        .iter()
        .filter(|row| row["what"].as_str().unwrap().ends_with("bytes"))
    {
        let most = row["bound"]["at_most"].as_u64().unwrap();
        assert!(row["figure"].as_u64().unwrap() <= most, "{row}");
    }
}
