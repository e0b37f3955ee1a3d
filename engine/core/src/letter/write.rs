//! A document's template, filled in.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{Environment, UndefinedBehavior};

use super::facts::{Lacking, Teller, Values};
use super::html::html;
use crate::flow::{Document, Flow};
use crate::text::Language;

/// How many steps filling one template may take: every part of the longest is some three.
const MAX_STEPS: u64 = 50_000;

/// How long a filled text may be, in bytes: some forty pages.
const MAX_LETTER_BYTES: usize = 256 * 1024;

/// What a letter can tell.
pub struct Facts<'a> {
    /// The fields of the case file that it reads, as its receiver may see them.
    pub values: &'a Values,
    /// What single words stand for: parties by name, and words of the municipality.
    pub words: &'a BTreeMap<String, String>,
    /// What a person in a field is called.
    pub person: &'a dyn Fn(&str) -> String,
}

/// Why a letter cannot be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LetterFault {
    /// It should show what is not filled, or what its receiver may not see: by title.
    Lacks(Vec<String>),
    /// It would be longer than a letter may be, or its text is no template.
    TooMuch,
}

/// Writes a document as HTML: the text alone, without its heading.
///
/// # Errors
/// [`LetterFault`] says what is missing.
pub fn write(
    flow: &Flow,
    document: &Document,
    facts: &Facts<'_>,
    language: Language,
) -> Result<String, LetterFault> {
    let lacking = Lacking::new(Mutex::new(Vec::new()));
    let teller = Teller {
        flow,
        facts,
        language,
        lacking: Arc::clone(&lacking),
    };
    let mut environment = Environment::empty();
    environment.set_fuel(Some(MAX_STEPS));
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // What is filled in was escaped before.
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let source = document.text.in_language(language);
    let all = minijinja::Value::from(teller.all());
    let text = environment
        .render_str(source, all)
        .map_err(|_| LetterFault::TooMuch)?;
    let lacking = std::mem::take(&mut *lacking.lock().unwrap_or_else(PoisonError::into_inner));
    if !lacking.is_empty() {
        return Err(LetterFault::Lacks(lacking));
    }
    if text.len() > MAX_LETTER_BYTES {
        return Err(LetterFault::TooMuch);
    }
    Ok(html(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{Record, Value, read};
    use crate::id::FieldPath;

    const FLOW: &str = "samspil: 1
flow: f
title: F
parties: {caseworker: {title: Rådgiver, side: authority}, citizen: {title: Borger, side: citizen}}
data:
  d:
    on: {type: date}
    why: {type: text, optional: true}
    rate: {type: money, per: day, optional: true}
    outcome: {type: choice, of: {granted: {da: Bevilget, en: Granted}, refused: {da: Afslag, en: Refused}}}
    lines: {title: Linjer, list: {need: {type: text, title: {da: Behov, en: Need}}, hours: {type: decimal, title: {da: Timer, en: Hours}}}}
does: {send: {task: Send, by: caseworker, letter: l}}
documents:
  l:
    text: |
      Kære {{ citizen }}

      ## Afgørelse

      {{ d.outcome }} den {{ d.on }}{% if d.rate %} ({{ d.rate }}){% endif %}.
      {% if d.outcome.refused %}Vi siger nej: {{ d.why }}{% endif %}

      {{ d.lines }}

      Behovene er {{ d.lines.need }}

      {{ contact }}
";

    fn path(text: &str) -> FieldPath {
        FieldPath::new(text).unwrap()
    }

    fn written(outcome: &str, more: &[(&str, Value)]) -> Result<String, LetterFault> {
        let (flow, findings) = read(FLOW);
        assert_eq!(findings, []);
        let flow = flow.unwrap();
        let row = |need: &str, hours: &str| {
            Record::from([
                ("need".to_owned(), Value::Text(need.to_owned())),
                ("hours".to_owned(), Value::Decimal(hours.parse().unwrap())),
            ])
        };
        let mut values = BTreeMap::from([
            (path("d.on"), Value::Date("2026-11-03".parse().unwrap())),
            (path("d.outcome"), Value::Choice(outcome.to_owned())),
            (
                path("d.lines"),
                Value::List(vec![row("Ro <b>", "2.5"), row("Mad", "1")]),
            ),
        ]);
        values.extend(more.iter().map(|(name, value)| (path(name), value.clone())));
        let words = BTreeMap::from([
            ("citizen".to_owned(), "Kim".to_owned()),
            ("contact".to_owned(), "Rådhuset\nTorvet 1".to_owned()),
        ]);
        let facts = Facts {
            values: &values,
            words: &words,
            person: &|id: &str| id.to_owned(),
        };
        write(&flow, &flow.documents["l"], &facts, Language::Danish)
    }

    #[test]
    fn what_is_filled_stands_in_the_readers_own_form() {
        let rate = Value::Money("2172.9".parse().unwrap());
        insta::assert_snapshot!(written("granted", &[("d.rate", rate)]).unwrap());
    }

    #[test]
    fn what_is_shown_and_not_filled_is_named_and_nothing_is_written() {
        assert_eq!(
            written("refused", &[]),
            Err(LetterFault::Lacks(vec!["Why".to_owned()]))
        );
        let why = Value::Text("fordi".to_owned());
        assert!(
            written("refused", &[("d.why", why)])
                .unwrap()
                .contains("Vi siger nej: fordi")
        );
    }

    #[test]
    fn what_was_erased_is_not_shown() {
        let erased = written("refused", &[("d.why", Value::Erased)]);
        assert_eq!(erased, Err(LetterFault::Lacks(vec!["Why".to_owned()])));
    }

    #[test]
    fn a_letter_without_end_is_not_written() {
        let long = Value::Text("x".repeat(MAX_LETTER_BYTES));
        assert_eq!(written("refused", &[("d.why", long)]), Err(LetterFault::TooMuch));
    }
}
