//! What is said about tables that are wrong: golden text, at least one table for every code.

use std::collections::BTreeSet;

use super::TABLE_CODES;
use super::testbed::{DATA, with};
use crate::flow::{Diagnostic, read};
use crate::guard::compile_all;
use crate::text::{Language, Message, core_catalogue};

const TABLES: &str = include_str!("../testdata/tables.txt");

fn tables() -> impl Iterator<Item = (&'static str, String)> {
    TABLES.split("=== ").skip(1).map(|part| {
        let (name, text) = part.split_once('\n').unwrap();
        (name, text.to_owned())
    })
}

fn line(finding: &Diagnostic) -> String {
    let place = finding.place;
    let head = u32::try_from(DATA.lines().count()).unwrap();
    let mut text = format!(
        "{}:{}+{} {} {}",
        place.line - head,
        place.column,
        place.length,
        finding.code.0,
        finding.what.say(Language::Danish)
    );
    if let Some(hint) = &finding.hint {
        text.push_str(&format!("\n    {}", hint.say(Language::Danish)));
    }
    text
}

#[test]
fn every_finding_says_what_is_wrong_where_and_what_to_do() {
    let mut golden = String::new();
    for (name, text) in tables() {
        let (_, _, findings) = with(&text);
        golden.push_str(&format!("=== {name}\n"));
        for finding in &findings {
            golden.push_str(&line(finding));
            golden.push('\n');
            let english = finding.what.say(Language::English);
            assert_ne!(english, finding.what.key, "{name}");
        }
    }
    insta::assert_snapshot!(golden);
}

/// A table that leaves so little out, and tells so much apart, that it takes long to see what.
fn tangled() -> String {
    let columns: Vec<String> = (0..16)
        .map(|column| format!("c{column}: {{is: citizen.age, of: 0..39}}"))
        .collect();
    let rules = (0..300_u32).map(|rule| {
        let cells = [rule % 16, (rule / 3 + 5) % 16, (rule / 7 + 11) % 16].map(|column| {
            let from = (rule * 31 + column * 17) % 12;
            format!("c{column}: {from}..{}", from + 28)
        });
        let cells: BTreeSet<String> = cells.into_iter().collect();
        let cells: Vec<String> = cells.into_iter().collect();
        format!("      - {{{}, out: {rule}}}\n", cells.join(", "))
    });
    format!(
        "tables:\n  t:\n    title: T\n    hit: first\n    reads: {{{}}}\n    gives: {{out: integer}}\n    rules:\n{}",
        columns.join(", "),
        rules.collect::<String>()
    )
}

#[test]
fn every_code_is_found_by_a_test_and_explained_with_examples_that_are_true() {
    let mut found: BTreeSet<&str> = tables()
        .flat_map(|(_, text)| with(&text).2)
        .map(|finding| finding.code.0)
        .collect();
    found.extend(with(&tangled()).2.iter().map(|finding| finding.code.0));
    for code in TABLE_CODES {
        assert!(found.contains(code.0), "{} is not found", code.0);
        let key = format!("explain-{}", code.0);
        assert!(core_catalogue().knows(&key), "{key}");
        for (language, [wrong, right]) in [
            (Language::Danish, ["Forkert", "Rigtigt"]),
            (Language::English, ["Wrong", "Right"]),
        ] {
            let explanation = Message::new(&key).say(language);
            if let Some(text) = example(&explanation, wrong) {
                assert_eq!(codes(&text), [code.0], "{text}");
                let text = example(&explanation, right).unwrap();
                assert_eq!(codes(&text), Vec::<&str>::new(), "{text}");
            }
        }
    }
}

/// The example below this heading of an explanation, as a whole file.
fn example(explanation: &str, heading: &str) -> Option<String> {
    let (_, below) = explanation.split_once(&format!("\n{heading}:\n"))?;
    let lines = below.lines().take_while(|line| line.starts_with(' '));
    let text: String = lines
        .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
        .collect();
    let head = "samspil: 1\nflow: f\ntitle: T\nparties: {a: {title: A, side: authority}}\n";
    Some(format!("{head}{text}does: {{rest: {{milestone: M}}}}\n"))
}

fn codes(text: &str) -> Vec<&'static str> {
    let (flow, mut findings) = read(text);
    if let Some(flow) = &flow {
        findings.extend(compile_all(flow).1);
    }
    let codes: BTreeSet<&'static str> = findings.iter().map(|finding| finding.code.0).collect();
    codes.into_iter().collect()
}
