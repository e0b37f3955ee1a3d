//! What is wrong with a cell or an outcome.

use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::codes::{INTERVAL, NOT_A_CHOICE, NOT_A_VALUE, OUTSIDE};
use crate::calendar::LengthError;
use crate::flow::{Diagnostic, Place, nearest};
use crate::guard::kind::Kind;
use crate::text::{Message, Text};

/// Why a text is no cell or outcome of its column.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Fault {
    /// Not a value of this kind.
    Kind(Kind),
    /// A number with a decimal comma.
    Comma,
    /// None of these choices.
    Choice(Arc<IndexMap<String, Text>>),
    /// None of these values.
    Values(Vec<String>),
    /// A level outside the scale.
    Level(i64, i64),
    /// An interval of a kind that has no order.
    NoOrder(Kind),
    /// Ends before it begins.
    Reversed,
    /// An interval that cannot be read.
    Interval,
    /// Not a length of time.
    Length(LengthError),
}

impl Fault {
    /// The finding for a text at this place.
    pub(super) fn at(self, text: &str, place: Place) -> Diagnostic {
        let error = |code, key: &str| Diagnostic::error(code, place, Message::new(key).with("text", text));
        match self {
            Self::Kind(kind) => {
                let mut finding = error(NOT_A_VALUE, "table-not-a-value");
                finding.what = finding.what.with("kind", kind.message());
                finding.hinting(Message::new("table-hint-value").with("example", example(&kind)))
            }
            Self::Comma => {
                let written = text.replace(',', ".");
                error(NOT_A_VALUE, "table-comma")
                    .hinting(Message::new("table-hint-comma").with("text", written))
            }
            Self::Choice(of) => {
                let by_title = of
                    .iter()
                    .find(|(_, title)| title.da == text || title.en.as_deref() == Some(text));
                let near = by_title
                    .map(|(name, _)| name.as_str())
                    .or_else(|| nearest(text, of.keys().map(String::as_str)));
                let names: Vec<&str> = of.keys().map(String::as_str).collect();
                hinted(error(NOT_A_CHOICE, "table-not-a-choice"), near, names)
            }
            Self::Values(values) => {
                let near = nearest(text, values.iter().map(String::as_str)).map(str::to_owned);
                let names = values.iter().map(String::as_str).collect();
                hinted(error(NOT_A_CHOICE, "table-not-listed"), near.as_deref(), names)
            }
            Self::Level(from, to) => {
                let mut finding = error(OUTSIDE, "table-outside-scale");
                finding.what = finding.what.with("from", from).with("to", to);
                finding
            }
            Self::NoOrder(kind) => {
                let mut finding = error(INTERVAL, "table-no-order");
                finding.what = finding.what.with("kind", kind.message());
                finding.hinting(Message::new("table-hint-no-order"))
            }
            Self::Reversed => error(INTERVAL, "table-reversed").hinting(Message::new("table-hint-reversed")),
            Self::Interval => error(INTERVAL, "table-interval").hinting(Message::new("table-hint-interval")),
            Self::Length(wrong) => error(NOT_A_VALUE, "table-not-a-length").hinting(wrong.message()),
        }
    }
}

fn hinted(finding: Diagnostic, near: Option<&str>, names: Vec<&str>) -> Diagnostic {
    finding.hinting(match near {
        Some(near) => Message::new("guard-hint-near").with("name", near),
        None => Message::new("table-hint-one-of").with("names", names),
    })
}

/// How a value of a kind is written.
fn example(kind: &Kind) -> &'static str {
    use crate::guard::kind::Number;
    match kind {
        Kind::Boolean => "true",
        Kind::Number(Number::Decimal | Number::Money) => "412.50",
        Kind::Number(_) => "4",
        Kind::Date => "2026-01-31",
        Kind::Time => "08:30",
        _ => "…",
    }
}

/// A decimal number as authors write it.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| text.parse().ok()).flatten()
}
