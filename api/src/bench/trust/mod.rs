//! `samspil bench trust`: how fast it is decided what somebody sees, what it costs that every look is logged and that fields
//! are sealed, and how fast it is checked that nobody has altered anything. Each thing that is measured is a row with its bound.

mod checked;
mod reads;
mod sealed;
mod sight;

use clap::Args;
use samspil_core::text::{Language, Message};
use serde::Serialize;

use super::Place;
use crate::words::say;

/// What to measure with.
#[derive(Args)]
pub(crate) struct Trust {
    /// The PostgreSQL database to measure beside SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// Over how many cases.
    #[arg(long, default_value_t = 2_000)]
    cases: usize,
    /// How many read at once.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// How many times each of them reads in a round.
    #[arg(long, default_value_t = 200)]
    reads: usize,
}

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
    /// What was measured: `bench-trust-` and this is its text.
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

/// Measures everything in one run.
///
/// # Errors
/// A sentence where something that is measured cannot be done.
pub(crate) async fn measure(asked: &Trust) -> Result<Vec<Row>, String> {
    let mut rows = vec![sight::measure()?];
    rows.extend(on(&Place::sqlite().await?, asked).await?);
    if let Some(url) = &asked.database_url {
        rows.extend(on(&Place::postgres(url).await?, asked).await?);
    }
    Ok(rows)
}

async fn on(place: &Place, asked: &Trust) -> Result<Vec<Row>, String> {
    let mut rows = reads::measure(place, asked).await?;
    rows.extend(sealed::measure(place, asked).await?);
    rows.extend(checked::measure(place, asked).await?);
    Ok(rows)
}

/// The table.
pub(crate) fn lines(rows: &[Row], language: Language) -> Vec<String> {
    let count = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
    let line = |row: &Row| {
        let told = Message::new(&format!("bench-trust-{}", row.what)).with("figure", count(row.figure));
        let bound = match row.bound {
            Bound::Beside => String::new(),
            Bound::AtLeast(least) => say(
                &Message::new("bench-trust-at-least").with("figure", count(least)),
                language,
            ),
            Bound::AtMost(most) => say(
                &Message::new("bench-trust-at-most").with("figure", count(most)),
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

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_measured_can_be_done() {
        let asked = Trust {
            database_url: None,
            cases: 64,
            clients: 4,
            reads: 4,
        };
        let rows = measure(&asked).await.unwrap();
        let what: Vec<&str> = rows.iter().map(|row| row.what).collect();
        assert_eq!(
            what,
            [
                "sight",
                "unlogged",
                "logged",
                "logged-share",
                "unsealed",
                "sealed",
                "sealed-share",
                "checked",
                "replayed"
            ]
        );
        assert!(rows.iter().all(|row| row.figure > 0), "{rows:?}");
        for language in Language::ALL {
            let lines = lines(&rows, language);
            assert!(
                lines.iter().all(|line| !line.contains("bench-trust")),
                "{lines:?}"
            );
        }
    }

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
            let line = lines(std::slice::from_ref(&row), Language::English).remove(0);
            assert_eq!(line.starts_with('!'), !holds, "{line}");
        }
    }
}
