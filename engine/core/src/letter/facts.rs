//! What a case tells, in the words of a letter.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::Value as Shown;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use rust_decimal::Decimal;

use super::escape::escaped;
use crate::flow::{Field, FieldKind, Flow, Record, Value};
use crate::id::FieldPath;
use crate::text::{Language, Message, amount, decimal, long_date, time_of_day};

use super::write::Facts;

/// What a letter should show and the case lacks.
pub(super) type Lacking = Arc<Mutex<Vec<String>>>;

/// Something that a template names: shown as its text, asked for by whether it is filled.
#[derive(Debug)]
pub(super) struct Part {
    /// Its text; none where nothing is filled.
    text: Option<String>,
    /// Whether it holds where it is asked for.
    holds: bool,
    inner: BTreeMap<String, Shown>,
    /// What it is, told where it is to be shown and is not filled.
    name: String,
    lacking: Lacking,
}

impl Object for Part {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Shown) -> Option<Shown> {
        self.inner.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.holds
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.text {
            return f.write_str(text);
        }
        let mut lacking = self.lacking.lock().unwrap_or_else(PoisonError::into_inner);
        if !lacking.contains(&self.name) {
            lacking.push(self.name.clone());
        }
        Ok(())
    }
}

/// Makes the parts of one letter.
pub(super) struct Teller<'a> {
    pub(super) flow: &'a Flow,
    pub(super) facts: &'a Facts<'a>,
    pub(super) language: Language,
    pub(super) lacking: Lacking,
}

impl Teller<'_> {
    /// Everything that a template may name.
    pub(super) fn all(&self) -> BTreeMap<String, Shown> {
        let mut all: BTreeMap<String, BTreeMap<String, Shown>> = BTreeMap::new();
        for (name, section) in &self.flow.data.sections {
            let fields = section.fields.iter();
            let fields = fields.map(|(name, field)| (name.clone(), self.field(field, self.held(field))));
            all.insert(name.clone(), fields.collect());
        }
        let words = crate::flow::LETTER_WORDS.iter().map(|word| (*word).to_owned());
        let parties = self.flow.parties.keys().map(|party| party.as_str().to_owned());
        let words = words.chain(parties);
        let words: Vec<String> = words.collect();
        for word in &words {
            all.entry(word.clone()).or_default();
        }
        all.into_iter()
            .map(|(name, inner)| {
                let word = self.facts.words.get(&name).map(|word| escaped(word));
                let text = word.filter(|word| !word.is_empty());
                let part = self.part(&name, text, inner);
                (name, part)
            })
            .collect()
    }

    fn held(&self, field: &Field) -> Option<&Value> {
        self.facts.values.get(&field.path)
    }

    fn part(&self, name: &str, text: Option<String>, inner: BTreeMap<String, Shown>) -> Shown {
        Shown::from_object(Part {
            holds: text.is_some(),
            text,
            inner,
            name: name.to_owned(),
            lacking: Arc::clone(&self.lacking),
        })
    }

    fn field(&self, field: &Field, value: Option<&Value>) -> Shown {
        let title = field.title.in_language(self.language);
        let text = value.and_then(|value| self.text(field, value));
        let inner = match &field.kind {
            FieldKind::Choice { of } => of
                .keys()
                .map(|name| {
                    let is = matches!(value, Some(Value::Choice(chosen)) if chosen == name);
                    (name.clone(), Shown::from(is))
                })
                .collect(),
            FieldKind::Record { fields } => {
                let record = match value {
                    Some(Value::Record(record)) => Some(record),
                    _ => None,
                };
                let inner = fields.iter().map(|(name, inner)| {
                    let value = record.and_then(|record| record.get(name));
                    (name.clone(), self.field(inner, value))
                });
                inner.collect()
            }
            FieldKind::List { columns } => {
                let rows = match value {
                    Some(Value::List(rows)) => rows.as_slice(),
                    _ => &[],
                };
                let inner = columns.iter().map(|(name, column)| {
                    let cells = rows.iter().filter_map(|row| self.text(column, row.get(name)?));
                    let text = bullets(cells);
                    (
                        name.clone(),
                        self.part(column.title.in_language(self.language), text, BTreeMap::new()),
                    )
                });
                inner.collect()
            }
            _ => BTreeMap::new(),
        };
        let holds = match value {
            Some(Value::Boolean(truth)) => *truth,
            _ => text.is_some(),
        };
        Shown::from_object(Part {
            holds,
            text,
            inner,
            name: title.to_owned(),
            lacking: Arc::clone(&self.lacking),
        })
    }

    /// A value in words; none where nothing would be read.
    fn text(&self, field: &Field, value: &Value) -> Option<String> {
        let plain = match value {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => self.counted(field, Decimal::from(*number)),
            Value::Decimal(number) => self.counted(field, *number),
            Value::Money(kroner) => self.money(field, *kroner),
            Value::Boolean(truth) => self.say(if *truth { "letter-yes" } else { "letter-no" }),
            Value::Date(day) => long_date(*day, self.language),
            Value::Time(time) => time_of_day(*time, self.language),
            Value::Choice(name) => self.choice(field, name),
            Value::Level(level) => level.to_string(),
            Value::Person(person) => (self.facts.person)(person),
            Value::Erased => return None,
            Value::List(rows) => return bullets(rows.iter().filter_map(|row| self.row(field, row))),
            Value::Record(record) => return self.row(field, record),
        };
        let text = escaped(&plain);
        (!text.is_empty()).then_some(text)
    }

    /// A row, or a record, in one line: each column by its title, where there are several.
    fn row(&self, field: &Field, row: &Record) -> Option<String> {
        let (FieldKind::List { columns } | FieldKind::Record { fields: columns }) = &field.kind else {
            return None;
        };
        let cells = columns.iter().filter_map(|(name, column)| {
            let text = self.text(column, row.get(name)?)?;
            Some((escaped(column.title.in_language(self.language)), text))
        });
        let cells: Vec<(String, String)> = cells.collect();
        match cells.as_slice() {
            [] => None,
            [(_, only)] => Some(only.clone()),
            several => {
                let told = several.iter().map(|(title, text)| format!("{title}: {text}"));
                Some(told.collect::<Vec<_>>().join("; "))
            }
        }
    }

    fn counted(&self, field: &Field, number: Decimal) -> String {
        let number = decimal(number, self.language);
        match &field.unit {
            Some(unit) => format!("{number} {}", unit.in_language(self.language)),
            None => number,
        }
    }

    fn money(&self, field: &Field, kroner: Decimal) -> String {
        let written = amount(kroner, self.language);
        match &field.kind {
            FieldKind::Money { per: Some(per) } => {
                format!("{written} {}", self.say(&format!("letter-per-{per}")))
            }
            _ => written,
        }
    }

    fn choice(&self, field: &Field, name: &str) -> String {
        let title = match &field.kind {
            FieldKind::Choice { of } => of.get(name),
            _ => None,
        };
        title.map_or_else(
            || name.to_owned(),
            |title| title.in_language(self.language).to_owned(),
        )
    }

    fn say(&self, key: &str) -> String {
        Message::new(key).say(self.language)
    }
}

/// A list, on lines of its own.
fn bullets(lines: impl Iterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = lines.map(|line| format!("- {line}")).collect();
    (!lines.is_empty()).then(|| format!("\n\n{}\n\n", lines.join("\n")))
}

/// The fields that are told, by their paths.
pub(super) type Values = BTreeMap<FieldPath, Value>;
