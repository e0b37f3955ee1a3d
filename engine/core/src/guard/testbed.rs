//! A flow and made-up facts that the tests of guards share.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::{Facts, Guard, Wanted, compile};
use crate::calendar::Calendar;
use crate::flow::{Diagnostic, Expression, Flow, Place, Record, Value, read};
use crate::id::{FieldPath, ItemId};

/// Where every expression of the tests stands.
pub(super) const PLACE: Place = Place {
    line: 7,
    column: 11,
    length: 0,
};

/// The flow that the tests of guards are written over.
pub(super) fn flow() -> &'static Flow {
    static FLOW: OnceLock<Flow> = OnceLock::new();
    FLOW.get_or_init(|| {
        let (flow, findings) = read(include_str!("testdata/guards.yaml"));
        assert!(findings.is_empty(), "{findings:#?}");
        flow.unwrap()
    })
}

pub(super) fn expression(text: &str) -> Expression {
    Expression {
        text: text.to_owned(),
        place: PLACE,
    }
}

/// A guard over the flow of the tests.
pub(super) fn guard(text: &str, wanted: Wanted<'_>) -> Result<Guard, Vec<Diagnostic>> {
    compile(flow(), &expression(text), wanted)
}

pub(super) fn path(text: &str) -> FieldPath {
    FieldPath::new(text).unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a case might say.
#[derive(Clone, Debug, Default)]
pub(super) struct MadeUp {
    pub(super) data: BTreeMap<FieldPath, Value>,
    pub(super) done: BTreeMap<ItemId, Vec<DateTime<Utc>>>,
    pub(super) owed: Vec<ItemId>,
    pub(super) calendar: Calendar,
}

/// A value by its text: a whole number, a decimal, a date, a time, yes or no, `kr 5`, `choice x`, `person x`, a text.
pub(super) fn value(text: &str) -> Value {
    if let Some(amount) = text.strip_prefix("kr ") {
        Value::Money(amount.parse().unwrap())
    } else if let Some(name) = text.strip_prefix("choice ") {
        Value::Choice(name.to_owned())
    } else if let Some(name) = text.strip_prefix("person ") {
        Value::Person(name.to_owned())
    } else if let Some(level) = text.strip_prefix("level ") {
        Value::Level(level.parse().unwrap())
    } else if let Ok(number) = text.parse::<i64>() {
        Value::Integer(number)
    } else if let Ok(number) = text.parse::<Decimal>() {
        Value::Decimal(number)
    } else if let Ok(day) = text.parse::<NaiveDate>() {
        Value::Date(day)
    } else if let Ok(time) = text.parse() {
        Value::Time(time)
    } else if let Ok(truth) = text.parse::<bool>() {
        Value::Boolean(truth)
    } else {
        Value::Text(text.to_owned())
    }
}

/// A row by its columns.
pub(super) fn record(columns: &[(&str, &str)]) -> Record {
    columns
        .iter()
        .map(|(name, text)| ((*name).to_owned(), value(text)))
        .collect()
}

impl MadeUp {
    pub(super) fn with(mut self, field: &str, text: &str) -> Self {
        self.data.insert(path(field), value(text));
        self
    }

    pub(super) fn rows(mut self, field: &str, rows: &[&[(&str, &str)]]) -> Self {
        let rows = rows.iter().map(|row| record(row)).collect();
        self.data.insert(path(field), Value::List(rows));
        self
    }

    pub(super) fn done(mut self, item: &str, at: &str) -> Self {
        let item = ItemId::new(item).unwrap();
        self.done.entry(item).or_default().push(at.parse().unwrap());
        self
    }
}

impl Facts for MadeUp {
    fn field(&self, path: &FieldPath) -> Option<&Value> {
        self.data.get(path)
    }
    fn done(&self, item: &ItemId) -> bool {
        self.done.contains_key(item)
    }
    fn owed(&self, item: &ItemId) -> bool {
        self.owed.contains(item)
    }
    fn times(&self, item: &ItemId) -> u32 {
        self.done
            .get(item)
            .map_or(0, |times| u32::try_from(times.len()).unwrap())
    }
    fn rounds(&self, item: &ItemId) -> u32 {
        self.times(item)
    }
    fn skipped(&self, _: &ItemId) -> bool {
        false
    }
    fn open(&self, item: &ItemId) -> bool {
        !self.done(item)
    }
    fn may_come(&self, item: &ItemId) -> bool {
        !self.done(item)
    }
    fn done_at(&self, item: &ItemId) -> Option<DateTime<Utc>> {
        self.done.get(item)?.last().copied()
    }
    fn today(&self) -> NaiveDate {
        day("2026-03-02")
    }
    fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}
