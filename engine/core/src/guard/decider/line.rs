//! The values that a column of a table can meet: a line of numbers, or names.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use indexmap::IndexMap;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::set::{Cut, Grain, Range, Set};
use crate::flow::Value;
use crate::guard::datum::Datum;
use crate::guard::kind::{Kind, Number};
use crate::text::Text;

/// Money is counted in øre.
const ORE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

const MONEY_DECIMALS: u32 = 2;
const MINUTES_IN_HOUR: u32 = 60;
const MINUTES_IN_DAY: i64 = 1_440;
const SECONDS_IN_MINUTE: u32 = 60;

/// Names of yes and no, in the order of the alphabet.
const BOOLEANS: [&str; 2] = ["false", "true"];

/// What kind of values a column meets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    Number(Number),
    Date,
    /// To the minute.
    Time,
    Boolean,
    Choice(Arc<IndexMap<String, Text>>),
    Text,
}

/// A value on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key<'a> {
    Number(Decimal),
    Name(&'a str),
}

impl Line {
    /// The line of a kind; none for what tables cannot look at.
    pub(super) fn of(kind: &Kind) -> Option<Self> {
        Some(match kind {
            Kind::Number(number) => Self::Number(*number),
            Kind::Date => Self::Date,
            Kind::Time => Self::Time,
            Kind::Boolean => Self::Boolean,
            Kind::Choice(of) => Self::Choice(Arc::clone(of)),
            Kind::Text => Self::Text,
            Kind::Person | Kind::Length | Kind::Whole(_) | Kind::Broken => return None,
        })
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Number(number) => Kind::Number(*number),
            Self::Date => Kind::Date,
            Self::Time => Kind::Time,
            Self::Boolean => Kind::Boolean,
            Self::Choice(of) => Kind::Choice(Arc::clone(of)),
            Self::Text => Kind::Text,
        }
    }

    pub(super) const fn has_order(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date | Self::Time)
    }

    pub(super) const fn grain(&self) -> Grain {
        match self {
            Self::Number(Number::Decimal) => Grain::Dense,
            Self::Number(Number::Money) => Grain::Steps(ORE),
            _ => Grain::Steps(Decimal::ONE),
        }
    }

    /// All values that there are.
    pub(super) fn whole(&self) -> Set {
        match self {
            Self::Number(Number::Level(from, to)) => Set::ranges(vec![Range {
                from: Cut::before(Decimal::from(*from)),
                to: self.grain().after(Decimal::from(*to)),
            }]),
            Self::Time => Set::ranges(vec![Range {
                from: Cut::before(Decimal::ZERO),
                to: Cut::before(Decimal::from(MINUTES_IN_DAY)),
            }]),
            Self::Number(_) | Self::Date => Set::ranges(vec![Range::ALL]),
            Self::Boolean => Set::names(BOOLEANS.map(str::to_owned)),
            Self::Choice(of) => Set::names(of.keys().cloned()),
            Self::Text => Set::names([]).others(),
        }
    }

    /// A value's place on the line; none where it is of another kind.
    pub(super) fn key<'a>(&self, value: Datum<'a>) -> Option<Key<'a>> {
        Some(match (self, value) {
            (Self::Number(Number::Money), Datum::Number(number)) => Key::Number(
                number.round_dp_with_strategy(MONEY_DECIMALS, RoundingStrategy::MidpointAwayFromZero),
            ),
            (Self::Number(_), Datum::Number(number)) => Key::Number(number),
            (Self::Date, Datum::Date(day)) => Key::Number(Decimal::from(day.num_days_from_ce())),
            (Self::Time, Datum::Time(time)) => Key::Number(Decimal::from(minute_of(time))),
            (Self::Boolean, Datum::Boolean(truth)) => Key::Name(if truth { "true" } else { "false" }),
            (Self::Choice(_) | Self::Text, Datum::Text(text)) => Key::Name(text),
            _ => return None,
        })
    }

    /// The values at which a set begins or ends, or that it names.
    pub(super) fn ends(&self, set: &Set) -> Vec<Value> {
        let keys: Vec<Key<'_>> = match set {
            Set::Names { names, .. } => names.iter().map(|name| Key::Name(name)).collect(),
            Set::Ranges(ranges) => ranges
                .iter()
                .flat_map(|range| [range.from, range.to])
                .filter_map(|cut| match cut {
                    Cut::At(number, _) => Some(Key::Number(number)),
                    Cut::Start | Cut::End => None,
                })
                .collect(),
        };
        let values = keys.into_iter().filter_map(|key| self.value(key));
        values
            .filter_map(|datum| match datum {
                Datum::Number(number) => Some(Value::Decimal(number)),
                Datum::Text(text) => Some(Value::Text(text.to_owned())),
                Datum::Boolean(truth) => Some(Value::Boolean(truth)),
                Datum::Date(day) => Some(Value::Date(day)),
                Datum::Time(time) => Some(Value::Time(time)),
                _ => None,
            })
            .collect()
    }

    /// The value at a place on the line.
    pub(super) fn value<'a>(&self, key: Key<'a>) -> Option<Datum<'a>> {
        Some(match (self, key) {
            (Self::Number(_), Key::Number(number)) => Datum::Number(number),
            (Self::Date, Key::Number(number)) => {
                Datum::Date(NaiveDate::from_num_days_from_ce_opt(number.to_i32()?)?)
            }
            (Self::Time, Key::Number(number)) => {
                let seconds = number.to_u32()?.checked_mul(SECONDS_IN_MINUTE)?;
                Datum::Time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?)
            }
            (Self::Boolean, Key::Name(name)) => Datum::Boolean(name == "true"),
            (Self::Choice(_) | Self::Text, Key::Name(name)) => Datum::Text(name),
            _ => return None,
        })
    }
}

fn minute_of(time: NaiveTime) -> u32 {
    time.hour() * MINUTES_IN_HOUR + time.minute()
}
