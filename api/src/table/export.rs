//! A table as a spreadsheet: a column for each column, a row for each rule.
//!
//! A cell holds what the flow file says: several values with ` | ` between them, `not` before those that do not fit, and
//! nothing where anything fits. A text that could be read otherwise, or that a spreadsheet would run, stands in quotes.

use samspil_core::flow::{Cell, DecisionTable, Flow, TableRule, Validity, Written};
use samspil_core::text::Language;
use serde_json::json;

use super::csv::{is_formula, written};
use super::kinds::{Kinds, NOTE, NOTE_ENGLISH, OTHERWISE, RULE, VALID, separator};
use crate::language::{Answer, Told};

/// The table as CSV.
pub(super) fn export(flow: &Flow, name: &str, language: Language) -> Answer {
    let rows = flow
        .tables
        .get(name)
        .map_or_else(Vec::new, |table| rows(flow, table, language));
    let text = written(&rows, separator(language));
    Ok(Told {
        json: json!({ "table": name, "csv": text }),
        lines: vec![text.trim_end().to_owned()],
    })
}

fn rows(flow: &Flow, table: &DecisionTable, language: Language) -> Vec<Vec<String>> {
    let kinds = Kinds { flow, table };
    let dated = table.rules.iter().any(|rule| rule.valid.is_some());
    let all = || table.rules.iter().chain(&table.otherwise);
    let noted = all().any(|rule| rule.note.is_some());
    let in_english = all().any(|rule| rule.note.as_ref().is_some_and(|note| note.en.is_some()));
    let mut head = vec![RULE.to_owned()];
    head.extend(table.reads.keys().cloned());
    head.extend(dated.then(|| VALID.to_owned()));
    head.extend(table.gives.keys().cloned());
    head.extend(noted.then(|| NOTE.to_owned()));
    head.extend(in_english.then(|| NOTE_ENGLISH.to_owned()));
    let row = |number: String, rule: &TableRule| {
        let mut row = vec![number];
        row.extend(table.reads.keys().map(|column| {
            let cell = rule.tests.get(column);
            cell.map_or_else(String::new, |cell| {
                cell_text(cell, kinds.is_text(column), language)
            })
        }));
        row.extend(dated.then(|| rule.valid.map_or_else(String::new, days)));
        row.extend(table.gives.keys().map(|column| {
            let given = rule.gives.get(column);
            given.map_or_else(String::new, |given| {
                value_text(given, kinds.is_text(column), language)
            })
        }));
        let note = rule.note.as_ref();
        row.extend(noted.then(|| note.map_or_else(String::new, |note| harmless(&note.da))));
        let english = note.and_then(|note| note.en.as_deref()).unwrap_or_default();
        row.extend(in_english.then(|| harmless(english)));
        row
    };
    let rules = (1..).zip(&table.rules);
    let mut rows = vec![head];
    rows.extend(rules.map(|(number, rule): (usize, _)| row(number.to_string(), rule)));
    rows.extend(table.otherwise.iter().map(|rule| row(OTHERWISE.to_owned(), rule)));
    rows
}

fn days(valid: Validity) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    format!("{}..{}", day(valid.from), day(valid.to))
}

fn cell_text(cell: &Cell, is_text: bool, language: Language) -> String {
    let values: Vec<String> = cell
        .any_of
        .iter()
        .map(|one| value_text(one, is_text, language))
        .collect();
    let values = values.join(" | ");
    if cell.not { format!("not {values}") } else { values }
}

fn value_text(written: &Written, is_text: bool, language: Language) -> String {
    if is_text {
        return quoted(&written.text);
    }
    match language {
        Language::Danish => super::kinds::with_commas(&written.text),
        Language::English => written.text.clone(),
    }
}

/// A text of people's own, in quotes where it could be read as something else.
fn quoted(text: &str) -> String {
    let strange = text.contains(['|', '"']) || text.starts_with("not ") || text.trim() != text || text == "-";
    if strange || is_formula(text) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A note, which nothing reads as a formula.
fn harmless(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
