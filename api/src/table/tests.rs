//! Tables from the command line: what is drawn, answered and written.

use std::path::Path;

use samspil_core::text::Language;
use serde_json::{Value as Json, json};

use super::{Command, Tables, answer, tables};

const FLOW: &str = include_str!("trial.yaml");

fn read(text: &str) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flow.yaml");
    std::fs::write(&path, text).unwrap();
    tables(&path, Language::Danish).unwrap_or_else(|lines| panic!("{lines:#?}"))
}

fn command(table: Option<&str>, input: Option<&str>, csv: bool) -> Command {
    Command {
        flow: Path::new("flow.yaml").to_owned(),
        table: table.map(str::to_owned),
        input: input.map(str::to_owned),
        csv,
    }
}

fn said(command: &Command, language: Language) -> String {
    match answer(command, &read(FLOW), language) {
        Ok(told) => told.lines.join("\n"),
        Err(line) => format!("! {line}"),
    }
}

#[test]
fn a_table_is_drawn_and_answers_in_both_languages() {
    let mut golden = String::new();
    for language in Language::ALL {
        for asked in [
            command(None, None, false),
            command(Some("limit"), None, false),
            command(Some("day_rate"), None, false),
            command(
                Some("limit"),
                Some(r#"{"kind": "chair", "urgent": false}"#),
                false,
            ),
            command(Some("limit"), Some(r#"{"kind": "chair"}"#), false),
            command(Some("limit"), Some(r#"{"kind": "bike", "colour": "red"}"#), false),
            command(Some("limit"), Some("[]"), false),
            command(Some("limits"), None, false),
            command(Some("x"), None, false),
        ] {
            golden.push_str(&said(&asked, language));
            golden.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn programs_get_the_rule_and_what_came_out() {
    let asked = command(Some("limit"), Some(r#"{"kind": "ramp", "urgent": false}"#), false);
    let told = answer(&asked, &read(FLOW), Language::English).unwrap();
    assert_eq!(told.json["rules"], json!([2]));
    assert_eq!(told.json["gives"], json!({"lasts": "5 weeks"}));
    assert_eq!(told.json["unknown"], json!(false));
    let drawn = answer(
        &command(Some("limit"), None, false),
        &read(FLOW),
        Language::English,
    )
    .unwrap();
    let rules = drawn.json["rules"].as_array().unwrap();
    assert_eq!(rules.last().unwrap()["rule"], Json::from("otherwise"));
    assert_eq!(rules[1]["cells"]["kind"], Json::from("Ramp, Seating"));
}

#[test]
fn a_table_is_written_as_spreadsheets_of_each_language_read_it() {
    let mut golden = String::new();
    for language in Language::ALL {
        for table in ["limit", "day_rate", "odd"] {
            let text = said(&command(Some(table), None, true), language);
            golden.push_str(&text.replace('\r', "␍").replace('\u{FEFF}', "BOM "));
            golden.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(golden);
}
