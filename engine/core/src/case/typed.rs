//! Data as people and programs write it (JSON), read by the types that the flow declares.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::Block;
use crate::flow::{Field, FieldKind, Record, Schema, Value};
use crate::guard::MAX_ROWS;
use crate::id::{FieldPath, holds_cpr};
use crate::text::Message;

/// The longest text in a field, in characters: some ten pages.
const MAX_TEXT_CHARS: usize = 50_000;

/// How data may be filled.
pub struct Filling<'a> {
    /// What the flow declares.
    pub schema: &'a Schema,
    /// Only these paths may be filled; otherwise all that are not computed.
    pub only: Option<&'a [FieldPath]>,
    /// What is there already: columns of a list are filled row by row beside what the rows hold.
    pub before: &'a BTreeMap<FieldPath, Value>,
    /// Only one row of this list is filled, given by itself: what is read is told by the paths of its columns.
    pub row: Option<&'a FieldPath>,
    /// Where somebody writes it: the sensitive fields, which alone may hold a CPR number in their text. What a case hands on
    /// was written in another.
    pub written: Option<&'a BTreeSet<FieldPath>>,
}

/// What was read: a value, or nothing where the field is emptied.
pub type Values = BTreeMap<FieldPath, Option<Value>>;

/// Reads sections of fields into typed values.
///
/// # Errors
/// Everything that is wrong with them, each with its path.
pub fn typed_data(filling: &Filling<'_>, data: &Json) -> Result<Values, Vec<Block>> {
    let mut reading = Reading {
        filling,
        wrong: Vec::new(),
    };
    let mut values = Values::new();
    match data {
        Json::Null => {}
        Json::Object(sections) => {
            for (name, fields) in sections {
                reading.section(name, fields, &mut values);
            }
        }
        other => reading.wrong("data", "wrong-kind", &[("given", kind_of(other))]),
    }
    if reading.wrong.is_empty() {
        Ok(values)
    } else {
        Err(reading.wrong)
    }
}

struct Reading<'a> {
    filling: &'a Filling<'a>,
    wrong: Vec<Block>,
}

impl Reading<'_> {
    fn wrong(&mut self, path: &str, key: &str, facts: &[(&str, &str)]) {
        let mut message = Message::new(&format!("data-{key}")).with("path", path);
        for (name, fact) in facts {
            message = message.with(name, *fact);
        }
        self.wrong.push(Block::new("data", message));
    }

    fn section(&mut self, name: &str, fields: &Json, values: &mut Values) {
        let Some(section) = self.filling.schema.sections.get(name) else {
            return self.wrong(name, "unknown", &[]);
        };
        let Json::Object(fields) = fields else {
            return self.wrong(name, "wrong-kind", &[("given", kind_of(fields))]);
        };
        for (key, given) in fields {
            match section.fields.get(key) {
                None => self.wrong(&format!("{name}.{key}"), "unknown", &[]),
                Some(field) if self.filling.row == Some(&field.path) => self.own_row(field, given, values),
                Some(field) => {
                    if let Some(value) = self.top(field, given) {
                        values.insert(field.path.clone(), value);
                    }
                }
            }
        }
    }

    /// The columns of the one row that is filled.
    fn own_row(&mut self, field: &Field, given: &Json, values: &mut Values) {
        let path = field.path.as_str();
        let (FieldKind::List { columns }, Json::Object(given)) = (&field.kind, given) else {
            return self.wrong(path, "wrong-kind", &[("given", kind_of(given))]);
        };
        for (name, given) in given {
            let inner = format!("{path}.{name}");
            let Some(column) = columns.get(name) else {
                self.wrong(&inner, "unknown", &[]);
                continue;
            };
            if column.is.is_some() {
                self.wrong(&inner, "computed", &[]);
            } else if matches!(self.may_fill(&column.path), Leave::None) {
                self.wrong(&inner, "not-in-form", &[]);
            } else if is_empty(given) {
                values.insert(column.path.clone(), None);
            } else if let Some(value) = self.value(column, &inner, given) {
                values.insert(column.path.clone(), Some(value));
            }
        }
    }

    /// Whether a path may be filled, and whether only some of what lies inside it may.
    fn may_fill(&self, path: &FieldPath) -> Leave {
        let Some(only) = self.filling.only else {
            return Leave::All;
        };
        if only.contains(path) {
            return Leave::All;
        }
        let inside = format!("{path}.");
        if only.iter().any(|other| other.as_str().starts_with(&inside)) {
            Leave::Some
        } else {
            Leave::None
        }
    }

    fn top(&mut self, field: &Field, given: &Json) -> Option<Option<Value>> {
        let path = field.path.as_str();
        if field.is.is_some() {
            self.wrong(path, "computed", &[]);
            return None;
        }
        match self.may_fill(&field.path) {
            Leave::None => {
                self.wrong(path, "not-in-form", &[]);
                return None;
            }
            Leave::Some => return self.columns(field, given).map(Some),
            Leave::All => {}
        }
        if is_empty(given) {
            return Some(None);
        }
        self.value(field, path, given).map(Some)
    }

    /// Only some columns of a list's rows, or fields of a record, are filled; the rest stays.
    fn columns(&mut self, field: &Field, given: &Json) -> Option<Value> {
        let path = field.path.as_str();
        match (&field.kind, self.filling.before.get(&field.path), given) {
            (FieldKind::List { columns }, before, Json::Array(rows)) => {
                let mut held = match before {
                    Some(Value::List(held)) => held.clone(),
                    _ => Vec::new(),
                };
                if rows.len() != held.len() {
                    let (wanted, got) = (held.len().to_string(), rows.len().to_string());
                    self.wrong(path, "row-count", &[("wanted", &wanted), ("given", &got)]);
                    return None;
                }
                for (index, (row, held)) in rows.iter().zip(&mut held).enumerate() {
                    self.record(columns, &format!("{path}[{index}]"), row, held, true);
                }
                Some(Value::List(held))
            }
            (FieldKind::Record { fields }, before, given) => {
                let mut held = match before {
                    Some(Value::Record(held)) => held.clone(),
                    _ => Record::new(),
                };
                self.record(fields, path, given, &mut held, true);
                Some(Value::Record(held))
            }
            (_, _, given) => {
                self.wrong(path, "wrong-kind", &[("given", kind_of(given))]);
                None
            }
        }
    }

    fn record(
        &mut self,
        fields: &IndexMap<String, Field>,
        path: &str,
        given: &Json,
        into: &mut Record,
        some: bool,
    ) {
        let Json::Object(given) = given else {
            return self.wrong(path, "wrong-kind", &[("given", kind_of(given))]);
        };
        for (name, value) in given {
            let inner = format!("{path}.{name}");
            let Some(field) = fields.get(name) else {
                self.wrong(&inner, "unknown", &[]);
                continue;
            };
            if field.is.is_some() {
                self.wrong(&inner, "computed", &[]);
            } else if some && matches!(self.may_fill(&field.path), Leave::None) {
                self.wrong(&inner, "not-in-form", &[]);
            } else if is_empty(value) {
                into.remove(name);
            } else if let Some(value) = self.value(field, &inner, value) {
                into.insert(name.clone(), value);
            }
        }
    }

    fn value(&mut self, field: &Field, path: &str, given: &Json) -> Option<Value> {
        let read = match (&field.kind, given) {
            (FieldKind::Text | FieldKind::Person, Json::String(text)) => {
                if text.chars().count() > MAX_TEXT_CHARS {
                    let most = MAX_TEXT_CHARS.to_string();
                    self.wrong(path, "too-long", &[("most", &most)]);
                    return None;
                }
                let plain = self.filling.written.is_some_and(|own| !own.contains(&field.path));
                if plain && holds_cpr(text) {
                    self.wrong(path, "cpr", &[]);
                    return None;
                }
                Some(match field.kind {
                    FieldKind::Person => Value::Person(text.clone()),
                    _ => Value::Text(text.clone()),
                })
            }
            (FieldKind::Integer, given) => whole(given).map(Value::Integer),
            (FieldKind::Decimal, given) => number(given).map(Value::Decimal),
            (FieldKind::Money { .. }, given) => number(given)
                .filter(|amount| amount.scale() <= 2)
                .map(Value::Money),
            (FieldKind::Boolean, Json::Bool(value)) => Some(Value::Boolean(*value)),
            (FieldKind::Date, Json::String(text)) => NaiveDate::from_str(text).ok().map(Value::Date),
            (FieldKind::Time, Json::String(text)) => NaiveTime::parse_from_str(text, "%H:%M")
                .or_else(|_| NaiveTime::from_str(text))
                .ok()
                .map(Value::Time),
            (FieldKind::Choice { of }, Json::String(text)) => {
                if !of.contains_key(text) {
                    let names = of.keys().cloned().collect::<Vec<_>>().join(", ");
                    self.wrong(path, "no-choice", &[("given", text), ("choices", &names)]);
                    return None;
                }
                Some(Value::Choice(text.clone()))
            }
            (FieldKind::Level { from, to }, given) => whole(given)
                .filter(|level| (*from..=*to).contains(level))
                .map(Value::Level),
            (FieldKind::List { columns }, Json::Array(rows)) => return self.rows(columns, path, rows),
            (FieldKind::Record { fields }, given) => {
                let mut record = Record::new();
                self.record(fields, path, given, &mut record, false);
                Some(Value::Record(record))
            }
            _ => None,
        };
        if read.is_none() {
            let wanted = word_for(&field.kind);
            self.wrong(path, wanted, &[("given", &given.to_string())]);
        }
        read
    }

    fn rows(&mut self, columns: &IndexMap<String, Field>, path: &str, rows: &[Json]) -> Option<Value> {
        if rows.len() > MAX_ROWS {
            let most = MAX_ROWS.to_string();
            self.wrong(path, "too-many-rows", &[("most", &most)]);
            return None;
        }
        let mut read = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let mut record = Record::new();
            self.record(columns, &format!("{path}[{index}]"), row, &mut record, false);
            read.push(record);
        }
        Some(Value::List(read))
    }
}

/// How much of a field may be filled.
enum Leave {
    All,
    Some,
    None,
}

/// An emptied field: nothing, or an empty text as forms send it.
fn is_empty(given: &Json) -> bool {
    given.is_null() || given.as_str().is_some_and(|text| text.trim().is_empty())
}

fn whole(given: &Json) -> Option<i64> {
    match given {
        Json::Number(number) => number.as_i64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The most digits of a JSON number with decimals that surely came through as they were written: more may have been
/// rounded on the way, and are written as text.
const EXACT_DIGITS: usize = 15;

/// Whether a JSON number is surely what was written.
fn exact(number: &serde_json::Number) -> bool {
    let text = number.to_string();
    let digits = text
        .trim_start_matches(['-', '0', '.'])
        .chars()
        .filter(char::is_ascii_digit);
    !number.is_f64() || digits.count() <= EXACT_DIGITS
}

/// A number, or a text that holds one: JSON's own numbers lose decimals on the way through other programs.
fn number(given: &Json) -> Option<Decimal> {
    match given {
        Json::Number(number) => exact(number).then(|| Decimal::from_str(&number.to_string()).ok())?,
        Json::String(text) => Decimal::from_str(text.trim()).ok(),
        _ => None,
    }
}

const fn kind_of(given: &Json) -> &'static str {
    match given {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "text",
        Json::Array(_) => "list",
        Json::Object(_) => "object",
    }
}

const fn word_for(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "wants-text",
        FieldKind::Integer => "wants-integer",
        FieldKind::Decimal => "wants-decimal",
        FieldKind::Money { .. } => "wants-money",
        FieldKind::Boolean => "wants-boolean",
        FieldKind::Date => "wants-date",
        FieldKind::Time => "wants-time",
        FieldKind::Choice { .. } => "wants-choice",
        FieldKind::Level { .. } => "wants-level",
        FieldKind::Person => "wants-person",
        FieldKind::List { .. } => "wants-list",
        FieldKind::Record { .. } | FieldKind::Computed => "wants-record",
    }
}

/// A value as programs read it: numbers with decimals as texts, so that nothing is lost.
#[must_use]
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Person(text) => json!(text),
        Value::Integer(number) | Value::Level(number) => json!(number),
        Value::Decimal(number) | Value::Money(number) => json!(number.to_string()),
        Value::Boolean(flag) => json!(flag),
        Value::Date(day) => json!(day.to_string()),
        Value::Time(time) => json!(time.format("%H:%M").to_string()),
        Value::List(rows) => Json::Array(rows.iter().map(record_to_json).collect()),
        Value::Record(record) => record_to_json(record),
        Value::Erased => Json::Null,
    }
}

fn record_to_json(record: &Record) -> Json {
    Json::Object(
        record
            .iter()
            .map(|(name, value)| (name.clone(), to_json(value)))
            .collect::<Map<_, _>>(),
    )
}
