//! Values of the case file in the reader's own form, and as a form's fields hold them.

use rust_decimal::Decimal;
use samspil_core::flow::{Field, FieldKind, Value};
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message, amount, date, decimal, time_of_day};

use crate::pages::names::Names;
use crate::words::say;

/// Puts values into words for one reader.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    /// The reader's language.
    pub(crate) language: Language,
    /// What people and units are called.
    pub(crate) names: &'a Names,
}

impl Speaker<'_> {
    /// The sentence.
    pub(crate) fn say(&self, message: &Message) -> String {
        say(message, self.language)
    }

    /// The sentence of this key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    /// A value in one line, with its unit.
    pub(crate) fn value(&self, field: &Field, value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => self.counted(field, Decimal::from(*number)),
            Value::Decimal(number) => self.counted(field, *number),
            Value::Money(kroner) => self.money(field, *kroner),
            Value::Boolean(truth) => self.t(if *truth { "value-yes" } else { "value-no" }),
            Value::Date(day) => date(*day),
            Value::Time(time) => time_of_day(*time, self.language),
            Value::Choice(name) => self.choice(field, name),
            Value::Level(level) => self.level(field, *level),
            Value::Person(person) => self.person(person),
            Value::Erased => self.t("value-erased"),
            Value::List(rows) => {
                let rows = i64::try_from(rows.len()).unwrap_or(i64::MAX);
                self.say(&Message::new("value-rows").with("rows", rows))
            }
            Value::Record(record) => {
                let FieldKind::Record { fields } = &field.kind else {
                    return String::new();
                };
                let part = |(name, inner): (&String, &Field)| {
                    let value = record.get(name)?;
                    let title = inner.title.in_language(self.language);
                    Some(format!("{title}: {}", self.value(inner, value)))
                };
                fields.iter().filter_map(part).collect::<Vec<_>>().join("; ")
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
            FieldKind::Money { per: Some(per) } => format!("{written} {}", self.per(per)),
            _ => written,
        }
    }

    /// The period that an amount is for: `pr. dag`.
    pub(crate) fn per(&self, per: &str) -> String {
        self.t(&format!("value-per-{per}"))
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

    fn level(&self, field: &Field, level: i64) -> String {
        match field.kind {
            FieldKind::Level { from, to } => self.say(
                &Message::new("value-level")
                    .with("level", level)
                    .with("from", from)
                    .with("to", to),
            ),
            _ => level.to_string(),
        }
    }

    /// A person who has a login by name, anyone else as written.
    fn person(&self, written: &str) -> String {
        let id = written.parse().ok().map(PersonId);
        id.map_or_else(|| written.to_owned(), |id| self.names.person(id, self.language))
    }
}

/// A value as a form's field holds it, so that what is read from the field is the value again.
pub(crate) fn as_written(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Person(text) => text.clone(),
        Value::Integer(number) => decimal(Decimal::from(*number), language),
        Value::Decimal(number) | Value::Money(number) => decimal(*number, language),
        Value::Boolean(truth) => truth.to_string(),
        Value::Date(day) => date(*day),
        Value::Time(time) => time.format("%H.%M").to_string(),
        Value::Level(level) => level.to_string(),
        Value::List(_) | Value::Record(_) | Value::Erased => String::new(),
    }
}
