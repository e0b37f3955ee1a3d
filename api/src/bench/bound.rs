//! One figure each, with what it must be.

use rust_decimal::Decimal;
use samspil_core::text::{Language, Message, decimal};
use serde::Serialize;

use crate::words::say;

/// What a figure must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bound {
    /// No less than this.
    AtLeast(u64),
    /// No more than this.
    AtMost(u64),
    /// Nothing: it stands beside another.
    Beside,
}

impl Bound {
    /// Whether a figure is what it must be.
    pub(crate) const fn holds(self, figure: u64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
            Self::Beside => true,
        }
    }
}

/// A figure for a message.
pub(crate) fn count(figure: u64) -> i64 {
    i64::try_from(figure).unwrap_or(i64::MAX)
}

/// Hundredths as a number with two decimals, as the language writes it.
pub(crate) fn hundredths(figure: u64, language: Language) -> String {
    decimal(Decimal::new(count(figure), 2), language)
}

/// What marks a line: a figure past its bound is seen at once.
pub(crate) const fn sign(holds: bool) -> char {
    if holds { ' ' } else { '!' }
}

/// What a figure must be, in words.
pub(crate) fn told(bound: Bound, language: Language, written: impl Fn(u64, Language) -> String) -> String {
    let (key, figure) = match bound {
        Bound::Beside => return String::new(),
        Bound::AtLeast(least) => ("bench-at-least", least),
        Bound::AtMost(most) => ("bench-at-most", most),
    };
    say(
        &Message::new(key).with("figure", written(figure, language)),
        language,
    )
}

/// A line of a figure, with what it must be.
pub(crate) fn line(message: &Message, figure: u64, bound: Bound, language: Language) -> String {
    let told = told(bound, language, |figure, _| figure.to_string());
    format!("{} {} {told}", sign(bound.holds(figure)), say(message, language))
}

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Row {
    /// What was measured: the bench's own word and this are the key of its text.
    pub(crate) what: &'static str,
    /// Where.
    pub(crate) place: &'static str,
    /// The figure.
    pub(crate) figure: u64,
    /// What it must be.
    pub(crate) bound: Bound,
}

impl Row {
    /// Whether it is what it must be.
    pub(crate) const fn holds(&self) -> bool {
        self.bound.holds(self.figure)
    }
}

/// The table of a bench; its texts begin with this.
pub(crate) fn lines(bench: &str, rows: &[Row], language: Language) -> Vec<String> {
    let line = |row: &Row| {
        let message = Message::new(&format!("bench-{bench}-{}", row.what)).with("figure", count(row.figure));
        let bound = told(row.bound, language, |figure, _| figure.to_string());
        let sign = sign(row.holds());
        format!("{sign} {:<9} {} {bound}", row.place, say(&message, language))
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_past_its_bound_is_marked() {
        let row = |figure, bound| Row {
            what: "logged-share",
            place: "sqlite",
            figure,
            bound,
        };
        for (row, holds) in [
            (row(85, Bound::AtLeast(85)), true),
            (row(84, Bound::AtLeast(85)), false),
            (row(51, Bound::AtMost(50)), false),
            (row(1, Bound::Beside), true),
        ] {
            assert_eq!(row.holds(), holds, "{row:?}");
            let line = lines("trust", std::slice::from_ref(&row), Language::English).remove(0);
            assert_eq!(line.starts_with('!'), !holds, "{line}");
        }
    }
}
