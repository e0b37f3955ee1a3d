//! One figure each, with what it must be.

use samspil_core::text::{Language, Message};
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
        match self.bound {
            Bound::AtLeast(least) => self.figure >= least,
            Bound::AtMost(most) => self.figure <= most,
            Bound::Beside => true,
        }
    }
}

/// The table of a bench; its texts begin with this.
pub(crate) fn lines(bench: &str, rows: &[Row], language: Language) -> Vec<String> {
    let count = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
    let line = |row: &Row| {
        let told = Message::new(&format!("bench-{bench}-{}", row.what)).with("figure", count(row.figure));
        let bound = match row.bound {
            Bound::Beside => String::new(),
            Bound::AtLeast(least) => say(
                &Message::new("bench-at-least").with("figure", count(least)),
                language,
            ),
            Bound::AtMost(most) => say(
                &Message::new("bench-at-most").with("figure", count(most)),
                language,
            ),
        };
        let sign = if row.holds() { ' ' } else { '!' };
        format!("{sign} {:<9} {} {bound}", row.place, say(&told, language))
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
