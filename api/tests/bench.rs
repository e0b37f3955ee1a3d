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

/// What a figure or a ratio is called, and by how many clients it came about.
type Named = Vec<(String, u64)>;

/// All figures and all ratios that the reference work reports, for each store in turn.
fn wanted(stores: &[&str]) -> (Named, Named) {
    let (mut figures, mut ratios) = (Vec::new(), Vec::new());
    for clients in [1, 2] {
        for store in stores {
            for name in ["bare", "begin", "in process", "whole cases"] {
                // Cases are begun by sixty-four at once whoever completes them.
                let clients = if name == "begin" { 64 } else { clients };
                figures.push((format!("{store} {name}"), clients));
            }
            for name in ["engine/bare, per second", "engine/bare, p50", "p99/p50"] {
                ratios.push((format!("{store} {name}"), clients));
            }
        }
    }
    for store in stores {
        for clients in [1, 2] {
            figures.push((format!("{store} over HTTP"), clients));
            ratios.push((format!("{store} HTTP/in process, per second"), clients));
        }
    }
    for store in stores {
        for open in [10, 100] {
            figures.push((format!("{store} with {open} open"), 16));
            figures.push((format!("{store} tasks of {open}"), 1));
        }
        ratios.push((format!("{store} 100 open / 10, per second"), 16));
        ratios.push((format!("{store} 100 open / 10, tasks' p99"), 1));
    }
    (figures, ratios)
}

fn named(rows: &Json) -> Named {
    let row = |row: &Json| {
        (
            row["name"].as_str().unwrap().to_owned(),
            row["clients"].as_u64().unwrap(),
        )
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_reference_work_reports_all_its_figures_beside_bare_statements() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(samspil_tests::postgres::database());
    let mut command = Command::new(env!("CARGO_BIN_EXE_samspil"));
    command.args(["--format", "json", "bench", "--rest", "0"]);
    command.args(["--clients", "1,2", "--cases", "16", "--open-cases", "100"]);
    command.args(["--database-url", &database]);
    let stores = ["sqlite", "postgres"];
    let output = command.output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    assert!(problem.is_empty(), "no bar where nobody looks: {problem}");
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    let (figures, ratios) = wanted(&stores);
    assert_eq!(named(&report["figures"]), figures);
    assert_eq!(named(&report["ratios"]), ratios);
    for one in report["figures"].as_array().unwrap() {
        for part in ["count", "per_second", "p50_us", "p99_us"] {
            assert!(one[part].as_u64().unwrap() > 0, "{part} of {one}");
        }
    }
    for one in report["ratios"].as_array().unwrap() {
        assert!(one["hundredths"].as_u64().unwrap() > 0, "{one}");
    }
    assert!(report["cold_start_ms"].as_u64().unwrap() > 0);
    let memory = report["memory"].as_array().unwrap();
    assert_eq!(
        memory.len(),
        4 * stores.len(),
        "of each store, with few and all, at work and at rest"
    );
    assert!(
        memory.iter().all(|one| one["bound"]["at_most"] == 80),
        "{memory:?}"
    );
}

#[test]
fn of_several_runs_the_middle_is_reported_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(samspil_tests::postgres::database());
    let report = |runs: &str| -> Json {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samspil"));
        command.args(["--format", "json", "bench", "--rest", "0", "--runs", runs]);
        command.args(["--clients", "1", "--cases", "8", "--open-cases", "10"]);
        command.args(["--database-url", &database]);
        let output = command.output().unwrap();
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{runs} runs: {problem}");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let (once, twice) = (report("1"), report("2"));
    for part in ["figures", "ratios"] {
        assert_eq!(named(&twice[part]), named(&once[part]), "{part}");
    }
}
