//! From what stands in a form's fields to the data that the core takes: each field by its type, in the reader's own
//! forms, and everything that is wrong said at its field.

use std::collections::BTreeMap;

use samspil_core::case::to_json;
use samspil_core::flow::{Field, FieldKind, Record, Value};
use samspil_core::id::FieldPath;
use samspil_core::text::{Language, Message};
use serde_json::{Map, Value as Json, json};

use super::inputs::{Inputs, name_in_row, name_of, own_name};
use super::plan::{Part, Rows};
use crate::pages::words::written;

/// The longest text, in characters: what the core keeps.
pub(crate) const MAX_TEXT_CHARS: usize = 50_000;

/// What is wrong, by the name of the field.
pub(crate) type Faults = BTreeMap<String, Message>;

/// How a form is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The reader's language.
    pub(crate) language: Language,
    /// Every field must be filled; a draft's need not.
    pub(crate) complete: bool,
    /// The rows that the case or the draft holds, by list: what the form does not fill in them stays.
    pub(crate) held: &'a dyn Fn(&FieldPath) -> Vec<Record>,
    /// Whether the reader sees a field; what they do not see stays as it is where they write nothing.
    pub(crate) sees: &'a dyn Fn(&FieldPath) -> bool,
}

/// The data as sections of fields, and what is wrong.
pub(crate) fn read(parts: &[Part<'_>], inputs: &Inputs, reading: Reading<'_>) -> (Json, Faults) {
    let mut read = Read {
        reading,
        inputs,
        faults: Faults::new(),
    };
    let mut sections: Map<String, Json> = Map::new();
    for part in parts {
        let (field, value) = match part {
            Part::Field(field) if read.is_left(field) => continue,
            Part::Field(field) => (*field, read.field(field, name_of(&field.path))),
            Part::Record { field, inner, .. } => (*field, read.record(inner)),
            Part::Rows(rows) => (rows.field, read.rows(rows)),
        };
        let mut path = field.path.parts();
        let (Some(section), Some(name)) = (path.next(), path.next()) else {
            continue;
        };
        let section = sections.entry(section).or_insert_with(|| json!({}));
        if let Json::Object(fields) = section {
            fields.insert(name.to_owned(), value);
        }
    }
    (Json::Object(sections), read.faults)
}

struct Read<'a> {
    reading: Reading<'a>,
    inputs: &'a Inputs,
    faults: Faults,
}

impl Read<'_> {
    /// The reader does not see what the field holds and has written nothing in it.
    fn is_left(&self, field: &Field) -> bool {
        self.inputs.get(&name_of(&field.path)).is_empty() && !(self.reading.sees)(&field.path)
    }

    /// What stands in a field, as its type; nothing where it is empty or wrong.
    fn field(&mut self, field: &Field, name: String) -> Json {
        let written = self.inputs.get(&name);
        if written.is_empty() {
            if self.reading.complete && !field.optional {
                let message = Message::new(missing_key(&field.kind)).with("field", &field.title);
                self.faults.insert(name, message);
            }
            return Json::Null;
        }
        match typed(field, written, self.reading.language) {
            Ok(value) => value,
            Err(message) => {
                self.faults.insert(name, message.with("field", &field.title));
                Json::Null
            }
        }
    }

    fn record(&mut self, inner: &[&Field]) -> Json {
        let fields = inner.iter().map(|field| {
            (
                own_name(field).to_owned(),
                self.field(field, name_of(&field.path)),
            )
        });
        Json::Object(fields.collect())
    }

    fn rows(&mut self, rows: &Rows<'_>) -> Json {
        let list = &rows.field.path;
        let held = (self.reading.held)(list);
        let mut read = Vec::new();
        for row in 0..self.inputs.rows(list) {
            let name = |column: &Field| name_in_row(list, row, own_name(column));
            let kept = self.inputs.kept(list, row).and_then(|kept| held.get(kept));
            let blank = rows
                .filled
                .iter()
                .all(|column| self.inputs.get(&name(column)).is_empty());
            if rows.whole && blank && kept.is_none() {
                continue;
            }
            let mut cells = Map::new();
            if let Some(kept) = kept.filter(|_| rows.whole) {
                let stays = |name: &str| !rows.filled.iter().any(|column| own_name(column) == name);
                let stay = kept.iter().filter(|(name, _)| stays(name));
                cells.extend(stay.map(|(name, value)| (name.clone(), to_json(value))));
            }
            for column in &rows.filled {
                let value = self.field(column, name(column));
                cells.insert(own_name(column).to_owned(), value);
            }
            read.push(Json::Object(cells));
        }
        Json::Array(read)
    }
}

/// The value in the form that the core reads.
fn typed(field: &Field, written: &str, language: Language) -> Result<Json, Message> {
    let wrong = |key: &str| Message::new(key);
    match &field.kind {
        FieldKind::Text | FieldKind::Person => {
            if written.chars().count() > MAX_TEXT_CHARS {
                let most = i64::try_from(MAX_TEXT_CHARS).unwrap_or(i64::MAX);
                return Err(wrong("form-too-long").with("most", most));
            }
            Ok(json!(written))
        }
        FieldKind::Integer => written::whole(written, language)
            .map(|number| json!(number))
            .ok_or_else(|| wrong("form-whole")),
        FieldKind::Decimal => written::decimal(written, language)
            .map(|number| json!(number.to_string()))
            .ok_or_else(|| wrong("form-decimal")),
        FieldKind::Money { .. } => written::money(written, language)
            .filter(|amount| amount.scale() <= 2)
            .map(|amount| json!(amount.to_string()))
            .ok_or_else(|| wrong("form-money")),
        FieldKind::Boolean => match written {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => Err(wrong("form-choose")),
        },
        FieldKind::Date => written::date(written)
            .map(|day| json!(day.to_string()))
            .ok_or_else(|| wrong("form-date")),
        FieldKind::Time => written::time(written)
            .map(|time| json!(time.format("%H:%M").to_string()))
            .ok_or_else(|| wrong("form-time")),
        FieldKind::Choice { of } => match of.contains_key(written) {
            true => Ok(json!(written)),
            false => Err(wrong("form-choose")),
        },
        FieldKind::Level { from, to } => written
            .parse::<i64>()
            .ok()
            .filter(|level| (*from..=*to).contains(level))
            .map(|level| json!(level))
            .ok_or_else(|| wrong("form-choose")),
        FieldKind::List { .. } | FieldKind::Record { .. } | FieldKind::Computed => Ok(Json::Null),
    }
}

/// What to say of a field that is empty: write, or choose.
const fn missing_key(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Boolean | FieldKind::Choice { .. } | FieldKind::Level { .. } => "form-choose",
        FieldKind::Date => "form-date-missing",
        _ => "form-missing",
    }
}

/// The rows that a value holds; none where it is no list.
pub(crate) fn rows_of(value: Option<&Value>) -> Vec<Record> {
    match value {
        Some(Value::List(rows)) => rows.clone(),
        _ => Vec::new(),
    }
}
