//! `samspil bench time`: clocks that are all due in the same second, beside the bare batch in the same run; what other
//! commands wait for meanwhile; and what it takes to add working days.

mod storm;
mod working_days;

use clap::Args;
use samspil_core::text::{Language, Message};
use serde::Serialize;

use self::storm::Storm;
use super::Place;
use crate::words::say;

/// What to measure with.
#[derive(Args)]
pub(crate) struct Time {
    /// The PostgreSQL database to measure beside SQLite: one of its own, since all that is due in it fires.
    #[arg(long)]
    database_url: Option<String>,
    /// How many clocks are due at once.
    #[arg(long, default_value_t = 10_000)]
    clocks: usize,
    /// How many clients ask for other things meanwhile.
    #[arg(long, default_value_t = 16)]
    clients: usize,
}

/// What was measured.
#[derive(Serialize)]
pub(crate) struct Report {
    storms: Vec<Storm>,
    /// One addition of working days within ten years, in nanoseconds.
    working_days_ns: u64,
}

/// Measures everything in one run.
///
/// # Errors
/// A sentence where something that is measured cannot be done.
pub(crate) async fn measure(asked: &Time) -> Result<Report, String> {
    let mut storms = vec![storm::measure(&Place::sqlite().await?, asked).await?];
    if let Some(url) = &asked.database_url {
        storms.push(storm::measure(&Place::postgres(url).await?, asked).await?);
    }
    Ok(Report {
        storms,
        working_days_ns: working_days::nanoseconds()?,
    })
}

/// A ratio of two figures, in hundredths.
fn hundredths(one: u64, other: u64) -> u64 {
    one.saturating_mul(100) / other.max(1)
}

impl Report {
    /// The table.
    pub(crate) fn lines(&self, language: Language) -> Vec<String> {
        let head = say(&Message::new("bench-time-head"), language);
        let ratio = |hundredths: u64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let line = |storm: &Storm| {
            format!(
                "{:<10} {:>7} {:>8} {:>9} {:>6} {:>12} {:>12} {:>6}",
                storm.place,
                storm.clocks,
                storm.bare_ms,
                storm.engine_ms,
                ratio(hundredths(storm.engine_ms, storm.bare_ms)),
                storm.others_before.p99_us,
                storm.others_meanwhile.p99_us,
                ratio(hundredths(
                    storm.others_meanwhile.p99_us,
                    storm.others_before.p99_us
                )),
            )
        };
        let ns = i64::try_from(self.working_days_ns).unwrap_or(i64::MAX);
        let days = say(&Message::new("bench-time-working-days").with("ns", ns), language);
        std::iter::once(head)
            .chain(self.storms.iter().map(line))
            .chain([days])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_measured_can_be_done() {
        let asked = Time {
            database_url: None,
            clocks: 100,
            clients: 2,
        };
        let report = measure(&asked).await.unwrap();
        let storm = &report.storms[0];
        assert_eq!((storm.place, storm.clocks), ("sqlite", 100));
        assert!(storm.others_before.count > 0 && report.working_days_ns > 0);
        assert_eq!(report.lines(Language::English).len(), 3);
    }
}
