//! What kind of value an expression gives. Kinds are stricter than those of values: texts are no choices, and the
//! choices of two fields are only alike where they share a name.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::flow::FieldKind;
use crate::text::{Message, Text};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Number {
    Integer,
    Decimal,
    Money,
    /// On a scale, ends included.
    Level(i64, i64),
}

/// The kind of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Boolean,
    Number(Number),
    Text,
    /// One of these names.
    Choice(Arc<IndexMap<String, Text>>),
    Date,
    Time,
    Person,
    /// A length of time, which a decision table gives to a clock.
    Length,
    /// All rows of a list, or a record.
    Whole(Arc<FieldKind>),
    /// Something with an error that has been told; nothing more is said of it.
    Broken,
}

impl Kind {
    /// The kind of what a field holds; a computed field has none of its own.
    pub(super) fn of(field: &FieldKind) -> Self {
        match field {
            FieldKind::Text => Self::Text,
            FieldKind::Integer => Self::Number(Number::Integer),
            FieldKind::Decimal => Self::Number(Number::Decimal),
            FieldKind::Money { .. } => Self::Number(Number::Money),
            FieldKind::Level { from, to } => Self::Number(Number::Level(*from, *to)),
            FieldKind::Boolean => Self::Boolean,
            FieldKind::Date => Self::Date,
            FieldKind::Time => Self::Time,
            FieldKind::Choice { of } => Self::Choice(Arc::new(of.clone())),
            FieldKind::Person => Self::Person,
            FieldKind::List { .. } | FieldKind::Record { .. } => Self::Whole(Arc::new(field.clone())),
            FieldKind::Computed => Self::Broken,
        }
    }

    pub(super) const fn is_broken(&self) -> bool {
        matches!(self, Self::Broken)
    }

    /// Whether values of the kinds can be the same value.
    pub(super) fn can_equal(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Broken, _) | (_, Self::Broken) => true,
            (Self::Number(_), Self::Number(_)) => true,
            (Self::Choice(left), Self::Choice(right)) => left.keys().any(|name| right.contains_key(name)),
            (Self::Whole(_), _) | (_, Self::Whole(_)) => false,
            _ => self == other,
        }
    }

    /// Whether values of the kind have an order that means something to people.
    pub(super) const fn has_order(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date | Self::Time | Self::Broken)
    }

    /// Whether a value of this kind can be put where that kind is wanted.
    pub(super) fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Broken, _) | (_, Self::Broken) => true,
            (Self::Number(given), Self::Number(wanted)) => match wanted {
                Number::Decimal | Number::Money => true,
                Number::Integer | Number::Level(..) => matches!(given, Number::Integer | Number::Level(..)),
            },
            (Self::Choice(given), Self::Choice(wanted)) => given.keys().all(|name| wanted.contains_key(name)),
            _ => self == wanted,
        }
    }

    /// What people call it.
    pub(super) fn message(&self) -> Message {
        Message::new(match self {
            Self::Boolean => "guard-kind-boolean",
            Self::Number(Number::Integer) => "guard-kind-integer",
            Self::Number(Number::Decimal) => "guard-kind-decimal",
            Self::Number(Number::Money) => "guard-kind-money",
            Self::Number(Number::Level(..)) => "guard-kind-level",
            Self::Text => "guard-kind-text",
            Self::Choice(_) => "guard-kind-choice",
            Self::Date => "guard-kind-date",
            Self::Time => "guard-kind-time",
            Self::Person => "guard-kind-person",
            Self::Length => "guard-kind-length",
            Self::Whole(kind) if matches!(**kind, FieldKind::List { .. }) => "guard-kind-list",
            Self::Whole(_) => "guard-kind-record",
            Self::Broken => "guard-kind-unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(names: &[&str]) -> Kind {
        Kind::Choice(Arc::new(
            names
                .iter()
                .map(|name| ((*name).to_owned(), Text::danish(*name)))
                .collect(),
        ))
    }

    #[test]
    fn kinds_are_alike_only_where_values_can_be() {
        let integer = Kind::Number(Number::Integer);
        let money = Kind::Number(Number::Money);
        for (left, right, equal, fits) in [
            (&integer, &money, true, true),
            (&money, &integer, true, false),
            (&Kind::Text, &integer, false, false),
            (&Kind::Text, &choice(&["a"]), false, false),
            (&choice(&["a"]), &choice(&["a", "b"]), true, true),
            (&choice(&["a", "b"]), &choice(&["a"]), true, false),
            (&choice(&["a"]), &choice(&["b"]), false, false),
            (&Kind::Broken, &Kind::Date, true, true),
        ] {
            assert_eq!(left.can_equal(right), equal, "{left:?} {right:?}");
            assert_eq!(left.fits(right), fits, "{left:?} {right:?}");
        }
    }
}
