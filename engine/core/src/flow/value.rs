//! One datum of a case.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One row of a list, or a record: a value per column that is filled.
pub type Record = BTreeMap<String, Value>;

/// A datum with its type. An unfilled field has no value at all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Text in a person's own words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// An amount in kroner with at most two decimals.
    Money(Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A date, with no time and no zone.
    Date(NaiveDate),
    /// A time of day in Copenhagen.
    Time(NaiveTime),
    /// The name of one of the choices that the field declares.
    Choice(String),
    /// A level on the field's scale.
    Level(i64),
    /// A person, by id or by name where the person has no login.
    Person(String),
    /// The rows of a list.
    List(Vec<Record>),
    /// A record.
    Record(Record),
    /// Something that was filled and cannot be read: its key was destroyed. What asks for it does not know it.
    Erased,
}
