//! `samspil bench trust`: how fast it is decided what somebody sees, what it costs that every look is logged and that fields
//! are sealed, and how fast it is checked that nobody has altered anything. Each thing that is measured is a row with its bound.

mod checked;
mod reads;
mod sealed;
mod sight;

use clap::Args;

use super::Place;
use super::bound::Row;

/// What to measure with.
#[derive(Args)]
pub(crate) struct Trust {
    /// The PostgreSQL database to measure beside SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// Over how many cases.
    #[arg(long, default_value_t = 2_000)]
    cases: usize,
    /// How many read at once; a quarter as many are measured beside them.
    #[arg(long, default_value_t = 256)]
    clients: usize,
    /// How many times each of them reads in a round.
    #[arg(long, default_value_t = 50)]
    reads: usize,
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

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;
    use crate::bench::bound::lines;

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
                "logged-share-few",
                "unsealed",
                "sealed",
                "sealed-share",
                "checked",
                "replayed"
            ]
        );
        assert!(rows.iter().all(|row| row.figure > 0), "{rows:?}");
        for language in Language::ALL {
            let lines = lines("trust", &rows, language);
            assert!(
                lines.iter().all(|line| !line.contains("bench-trust")),
                "{lines:?}"
            );
        }
    }
}
