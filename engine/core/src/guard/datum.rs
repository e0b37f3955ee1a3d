//! A value while an expression is evaluated; an unknown one is `None` around it.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::kind::{Kind, Number};
use super::typed::Literal;
use crate::calendar::Length;
use crate::flow::Value;

/// Money is kept in kroner and øre.
const MONEY_DECIMALS: u32 = 2;

/// A known value, borrowed from the case or from the expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Datum<'a> {
    Boolean(bool),
    Number(Decimal),
    /// A text, the name of a choice, or a person.
    Text(&'a str),
    Date(NaiveDate),
    Time(NaiveTime),
    Length(Length),
    /// All rows of a list, or a record.
    Whole(&'a Value),
}

impl<'a> Datum<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        match value {
            Value::Text(text) | Value::Choice(text) | Value::Person(text) => Self::Text(text),
            Value::Integer(number) | Value::Level(number) => Self::Number(Decimal::from(*number)),
            Value::Decimal(number) | Value::Money(number) => Self::Number(*number),
            Value::Boolean(truth) => Self::Boolean(*truth),
            Value::Date(day) => Self::Date(*day),
            Value::Time(time) => Self::Time(*time),
            Value::List(_) | Value::Record(_) | Value::Erased => Self::Whole(value),
        }
    }

    /// The same where it is known: what was erased is not.
    pub(super) fn known(value: &'a Value) -> Option<Self> {
        (*value != Value::Erased).then(|| Self::of(value))
    }

    pub(super) fn literal(literal: &'a Literal) -> Self {
        match literal {
            Literal::Boolean(truth) => Self::Boolean(*truth),
            Literal::Number(number) => Self::Number(*number),
            Literal::Text(text) => Self::Text(text),
            Literal::Date(day) => Self::Date(*day),
            Literal::Time(time) => Self::Time(*time),
        }
    }

    /// Whether there is something to read: an empty text or list is as good as none.
    pub(super) fn is_filled(self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Whole(Value::List(rows)) => !rows.is_empty(),
            Self::Whole(Value::Record(parts)) => !parts.is_empty(),
            _ => true,
        }
    }

    /// The value as a field of that kind keeps it; none where the field cannot hold it.
    pub(super) fn to_value(self, kind: &Kind) -> Option<Value> {
        Some(match (self, kind) {
            (Self::Boolean(truth), Kind::Boolean) => Value::Boolean(truth),
            (Self::Number(number), Kind::Number(counted)) => to_number(number, *counted)?,
            (Self::Text(text), Kind::Text) => Value::Text(text.to_owned()),
            (Self::Text(text), Kind::Choice(of)) if of.contains_key(text) => Value::Choice(text.to_owned()),
            (Self::Text(text), Kind::Person) => Value::Person(text.to_owned()),
            (Self::Date(day), Kind::Date) => Value::Date(day),
            (Self::Time(time), Kind::Time) => Value::Time(time),
            (Self::Whole(value), Kind::Whole(_)) => value.clone(),
            _ => return None,
        })
    }
}

fn to_number(number: Decimal, counted: Number) -> Option<Value> {
    let whole = || {
        if number.is_integer() {
            number.to_i64()
        } else {
            None
        }
    };
    Some(match counted {
        Number::Decimal => Value::Decimal(number),
        Number::Money => Value::Money(
            number.round_dp_with_strategy(MONEY_DECIMALS, RoundingStrategy::MidpointAwayFromZero),
        ),
        Number::Integer => Value::Integer(whole()?),
        Number::Level(from, to) => Value::Level(whole().filter(|level| (from..=to).contains(level))?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_what_the_field_holds() {
        let number = |text: &str| Datum::Number(text.parse().unwrap());
        for (given, kind, expected) in [
            (
                "1.005",
                Number::Money,
                Some(Value::Money("1.01".parse().unwrap())),
            ),
            ("2", Number::Integer, Some(Value::Integer(2))),
            ("2.5", Number::Integer, None),
            ("9223372036854775808", Number::Integer, None),
            ("4", Number::Level(0, 4), Some(Value::Level(4))),
            ("5", Number::Level(0, 4), None),
        ] {
            assert_eq!(number(given).to_value(&Kind::Number(kind)), expected, "{given}");
        }
        assert_eq!(Datum::Text("x").to_value(&Kind::Boolean), None);
    }
}
