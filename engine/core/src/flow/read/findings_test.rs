//! What is said about files that are wrong: golden text, at least one file for every code.

use std::collections::BTreeSet;

use crate::flow::code::{MORE_FINDINGS, TOO_LARGE};
use crate::flow::{Diagnostic, READ_CODES};
use crate::text::{Language, Message, core_catalogue};

use super::read;

const FILES: &str = include_str!("testdata/findings.txt");

/// What a file must have beside what it shows; left out where the file writes the key itself.
const REST: [(&str, &str); 5] = [
    ("samspil:", "samspil: 1"),
    ("flow:", "flow: f"),
    ("title:", "title: Sag"),
    (
        "parties:",
        "parties: {caseworker: {title: Sagsbehandler, side: authority}}",
    ),
    ("does:", "does: {rest: {milestone: M}}"),
];

/// The file, with what it must have put after it, so that places are those of the file as written.
fn whole(written: &str) -> String {
    let mut text = written.to_owned();
    let nothing = written.lines().all(|line| line.starts_with('#'));
    if nothing || written.contains("# RAW") {
        return text;
    }
    for (key, line) in REST {
        let has = |key: &str| written.lines().any(|line| line.starts_with(key));
        let written = has(key) || (key == "does:" && has("stages:"));
        if !written {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn files() -> Vec<(&'static str, String)> {
    let parts = FILES.split("=== ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(name, written)| (name, whole(written)))
        .collect()
}

fn line(finding: &Diagnostic) -> String {
    let place = finding.place;
    let mut text = format!(
        "{}:{}+{} {} {}",
        place.line,
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
    for (name, text) in files() {
        let (_, findings) = read(&text);
        golden.push_str(&format!("=== {name}\n"));
        for finding in &findings {
            golden.push_str(&line(finding));
            golden.push('\n');
        }
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn every_code_has_a_file_that_shows_it() {
    let mut shown: BTreeSet<_> = files()
        .iter()
        .flat_map(|(_, text)| read(text).1)
        .map(|finding| finding.code)
        .collect();
    let large = format!("title: {}", "x".repeat(300 * 1024));
    shown.extend(read(&large).1.iter().map(|finding| finding.code));
    let many: String = (0..300).map(|number| format!("key{number}: 1\n")).collect();
    shown.extend(read(&many).1.iter().map(|finding| finding.code));
    assert!(shown.contains(&TOO_LARGE) && shown.contains(&MORE_FINDINGS));
    let silent: Vec<_> = READ_CODES.iter().filter(|code| !shown.contains(code)).collect();
    assert!(silent.is_empty(), "no file shows {silent:?}");
}

#[test]
fn every_place_lies_in_the_file() {
    for (name, text) in files() {
        for finding in read(&text).1 {
            let place = finding.place;
            if place.line > 0 {
                let line = text.lines().nth(place.line as usize - 1).unwrap_or_default();
                let last = place.column + place.length - 1;
                assert!(
                    place.column > 0 && last <= line.chars().count() as u32 + 1,
                    "{name}: {place:?}"
                );
            }
        }
    }
}

#[test]
fn every_sentence_exists_in_both_languages() {
    for (name, text) in files() {
        for finding in read(&text).1 {
            for message in [Some(&finding.what), finding.hint.as_ref()].into_iter().flatten() {
                assert!(core_catalogue().knows(&message.key), "{name}: {}", message.key);
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
    Some(whole(&text))
}

#[test]
fn every_code_is_explained_with_examples_that_are_true() {
    for code in READ_CODES {
        let key = format!("explain-{}", code.0);
        assert!(core_catalogue().knows(&key), "{key}");
        for (language, [wrong, right]) in [
            (Language::Danish, ["Forkert", "Rigtigt"]),
            (Language::English, ["Wrong", "Right"]),
        ] {
            let explanation = Message::new(&key).say(language);
            if let Some(text) = example(&explanation, wrong) {
                let found: BTreeSet<_> = read(&text).1.iter().map(|finding| finding.code).collect();
                assert_eq!(found, BTreeSet::from([*code]), "{text}");
                let text = example(&explanation, right).unwrap();
                assert_eq!(read(&text).1, [], "{text}");
            }
        }
    }
}
