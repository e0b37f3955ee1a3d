//! Commands that other programs start: what comes in, what goes out, and the exit code.
#![allow(
    clippy::unwrap_used,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

const FLOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../flows/voksen-bum/flow.yaml");

/// A flow without findings.
const GOOD: &str = include_str!("../../engine/core/src/flow/read/testdata/social_support.yaml");

/// What every answer holds that is no refusal.
const KEYS: [&str; 15] = [
    "active",
    "addable",
    "clocks",
    "debts",
    "done",
    "events",
    "may_close",
    "milestones",
    "now",
    "ok",
    "owed",
    "possible",
    "rungs",
    "skipped",
    "state",
];

/// Starts the program, gives it all of its input and waits for its end.
fn samspil(arguments: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--lang", "en"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = program.stdin.take().unwrap();
    let input = input.to_owned();
    // Whoever writes all before reading anything waits for ever once both pipes are full.
    let writer = std::thread::spawn(move || to.write_all(input.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// The answers to these lines, as they are written.
fn written(lines: &[String]) -> Vec<String> {
    let output = samspil(&["play", FLOW, "--jsonl"], &lines.join("\n"));
    assert_eq!(output.status.code(), Some(0), "the end of the input is no error");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let answers = String::from_utf8(output.stdout).unwrap();
    answers.lines().map(str::to_owned).collect()
}

fn played(lines: &[Json]) -> Vec<Json> {
    let lines: Vec<String> = lines.iter().map(Json::to_string).collect();
    let answers = written(&lines);
    assert_eq!(answers.len(), lines.len(), "one answer to each line");
    answers
        .iter()
        .map(|answer| serde_json::from_str(answer).unwrap())
        .collect()
}

fn start() -> Json {
    json!({"do": "start", "at": "2026-01-05T09:00:00+01:00"})
}

/// `by` is left out: only the caseworker can.
fn register() -> Json {
    json!({"do": "complete", "item": "register", "data": {"application": {
        "received_on": "2026-01-02", "channel": "digital_post", "legal_basis": "s85",
        "elder_act_checked": true, "answer_by": "2026-02-27",
    }}})
}

#[test]
fn a_session_is_answered_line_by_line() {
    let lines = [
        json!({"do": "complete", "item": "register"}),
        start(),
        json!({"do": "why", "item": "first_talk"}),
        json!({"do": "complete", "item": "score_themes"}),
        register(),
        json!({"do": "complete", "item": "first_talk", "by": "provider"}),
        json!({"do": "skip", "item": "first_talk", "reason": "it was urgent"}),
        json!({"do": "advance", "by": "PT1H"}),
        json!({"do": "advance", "to": "2026-01-20T12:00:00+01:00"}),
        json!({"do": "why", "item": "first_talk"}),
    ];
    let lines: Vec<String> = lines.iter().map(Json::to_string).collect();
    let answers = written(&lines);
    let session = lines.iter().zip(&answers);
    let session: Vec<String> = session
        .map(|(line, answer)| format!("> {line}\n{answer}"))
        .collect();
    insta::assert_snapshot!(session.join("\n"));
}

#[test]
fn an_answer_holds_how_the_case_stands_in_sorted_lists() {
    let answers = played(&[
        start(),
        register(),
        json!({"do": "advance", "to": "2026-01-20T12:00:00+01:00"}),
    ]);
    for answer in &answers {
        let keys: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(KEYS), "{answer}");
        for list in ["possible", "active", "owed", "done", "milestones"] {
            let names: Vec<&str> = answer[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| name.as_str().unwrap())
                .collect();
            assert!(names.is_sorted(), "{list}: {answer}");
        }
        assert_eq!((&answer["ok"], &answer["state"]), (&json!(true), &json!("open")));
    }
    assert_eq!(answers[0]["active"], json!(["case_opening", "register"]));
    assert_eq!(answers[0]["clocks"][0]["name"], json!("register"));
    assert_eq!(answers[1]["done"], json!(["register"]));
    assert_eq!(answers[1]["active"], json!(["case_opening", "first_talk"]));
    assert_eq!(answers[1]["may_close"], json!(false));
    let rungs = answers[2]["rungs"].as_array().unwrap();
    let told = rungs
        .iter()
        .any(|rung| rung["clock"] == "first_talk" && rung["does"] == "tell");
    assert!(told, "{rungs:?}");
}

#[test]
fn why_tells_what_stands_in_the_way_and_who_can_lift_it() {
    let why = json!({"do": "why", "item": "first_talk"});
    let answers = played(&[start(), why.clone(), register(), why]);
    let (before, after) = (&answers[1], &answers[3]);
    assert_eq!(
        (&before["ok"], &before["item"]),
        (&json!(true), &json!("first_talk"))
    );
    assert_eq!(before["status"], json!("waiting"));
    assert_eq!(before["because"][0], json!("Waits."));
    assert_eq!(before["blocks"][0]["code"], json!("after"));
    assert_eq!(before["blocks"][0]["lifted_by"], json!("Caseworker can do that"));
    assert_eq!(
        (&after["status"], &after["blocks"]),
        (&json!("active"), &json!([]))
    );
    assert!(!after["clock"].as_array().unwrap().is_empty(), "{after}");
}

#[test]
fn a_refusal_has_a_code_and_a_sentence_and_changes_nothing() {
    let still = json!({"do": "advance", "to": "2026-01-05T09:00:00+01:00"});
    for (line, code) in [
        (json!({"do": "complete", "item": "score_themes"}), "blocked"),
        (
            json!({"do": "complete", "item": "register", "by": "provider"}),
            "not_owner",
        ),
        (
            json!({"do": "complete", "item": "register", "by": "nobody"}),
            "unknown_party",
        ),
        (
            json!({"do": "skip", "item": "register", "reason": "x"}),
            "required_by_law",
        ),
        (json!({"do": "advance", "to": "2026-01-04"}), "backwards"),
        (json!({"do": "advance", "by": "PT1H", "of_case": 1}), "input"),
        (json!({"do": "advance"}), "input"),
        (json!({"do": "why", "item": "nothing"}), "input"),
        (
            json!({"do": "why", "item": "register", "by": "provider"}),
            "input",
        ),
        (
            json!({"do": "start", "at": "2026-01-06", "begins": "now"}),
            "input",
        ),
        (json!({"do": "complete", "item": "register", "date": {}}), "input"),
        (json!({"do": "dance"}), "input"),
        (json!({}), "input"),
        (json!([]), "input"),
    ] {
        let answers = played(&[start(), still.clone(), line.clone(), still.clone()]);
        let refusal = &answers[2]["refusal"];
        assert_eq!(
            (&answers[2]["ok"], &refusal["code"]),
            (&json!(false), &json!(code)),
            "{line}: {refusal}"
        );
        assert!(
            !refusal["message"].as_str().unwrap().is_empty(),
            "{line}: {refusal}"
        );
        assert!(refusal["because"].is_array(), "{line}: {refusal}");
        assert_eq!(answers[3], answers[1], "{line}");
    }
    let answers = played(&[json!({"do": "advance", "by": "PT1H"})]);
    assert_eq!(answers[0]["refusal"]["code"], json!("not_started"));
}

#[test]
fn what_is_no_line_is_refused_and_the_next_is_answered() {
    let long = format!(r#"{{"do": "start", "title": "{}"}}"#, "x".repeat(1_000_000));
    let lines = ["{".to_owned(), long, String::new(), start().to_string()];
    let answers = written(&lines);
    let told: Vec<Json> = answers
        .iter()
        .map(|answer| serde_json::from_str(answer).unwrap())
        .collect();
    assert_eq!(told.len(), 3, "an empty line is passed over");
    for refused in &told[..2] {
        assert_eq!(refused["refusal"]["code"], json!("input"), "{refused}");
    }
    assert_eq!(
        told[1]["refusal"]["message"],
        json!("The line is too long; at most 1 MB.")
    );
    assert_eq!(told[2]["ok"], json!(true), "{}", told[2]);
}

#[test]
fn exit_codes_say_whether_a_flow_can_be_read_and_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = put("good.yaml", GOOD);
    let wrong = put("wrong.yaml", &GOOD.replacen("8 weeks", "8 uger", 1));
    let nowhere = folder.path().join("nowhere.yaml").to_str().unwrap().to_owned();
    for (file, checked, played) in [(&good, 0, 0), (&wrong, 1, 2), (&nowhere, 2, 2)] {
        let check = samspil(&["check", file], "");
        assert_eq!(check.status.code(), Some(checked), "check {file}");
        let play = samspil(&["play", file, "--jsonl"], "");
        assert_eq!(play.status.code(), Some(played), "play {file}");
        assert_eq!(play.stderr.is_empty(), played == 0, "play {file}");
        assert!(play.stdout.is_empty(), "play {file}");
    }
}
