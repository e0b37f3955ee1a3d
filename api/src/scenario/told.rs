//! What came of scenarios, for people and for programs.

use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use super::run::{Failure, Verdict};
use super::{Fault, Scenario};
use crate::words::say;

/// What is wrong with a scenario file, a line.
pub(super) fn fault(file: &str, fault: &Fault, language: Language) -> String {
    let hint = fault
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!(" {}", say(hint, language)));
    let (line, column) = (fault.place.line, fault.place.column);
    format!("{file}:{line}:{column}: {}{hint}", say(&fault.what, language))
}

/// A line for a scenario, and one for each thing that was otherwise.
pub(super) fn lines(file: &str, scenario: &Scenario, verdict: &Verdict, language: Language) -> Vec<String> {
    let key = if verdict.failures.is_empty() {
        "scenario-passed"
    } else {
        "scenario-failed"
    };
    let head = Message::new(key)
        .with("file", file)
        .with("title", &scenario.title)
        .with("steps", u32::try_from(verdict.steps).unwrap_or(u32::MAX));
    let mut lines = vec![say(&head, language)];
    lines.extend(
        verdict
            .failures
            .iter()
            .map(|failure| otherwise(file, failure, language)),
    );
    lines
}

fn otherwise(file: &str, failure: &Failure, language: Language) -> String {
    let sentence = Message::new("scenario-otherwise")
        .with("file", file)
        .with("line", failure.place.line)
        .with("column", failure.place.column)
        .with("step", u32::try_from(failure.step).unwrap_or(u32::MAX))
        .with("what", failure.what.as_str())
        .with("expected", say(&failure.expected, language))
        .with("found", say(&failure.found, language));
    say(&sentence, language)
}

/// The same for programs.
pub(super) fn json(file: &str, scenario: &Scenario, verdict: &Verdict, language: Language) -> Json {
    let failures: Vec<Json> = verdict
        .failures
        .iter()
        .map(|failure| {
            json!({
                "step": failure.step,
                "line": failure.place.line,
                "column": failure.place.column,
                "what": failure.what,
                "expected": say(&failure.expected, language),
                "found": say(&failure.found, language),
            })
        })
        .collect();
    json!({
        "file": file,
        "title": scenario.title.in_language(language),
        "passed": failures.is_empty(),
        "steps": verdict.steps,
        "failures": failures,
    })
}
