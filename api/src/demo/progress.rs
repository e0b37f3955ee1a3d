//! How far the made-up time has come, for whoever waits at a terminal.

use chrono::NaiveDate;
use indicatif::ProgressBar;
use samspil_core::text::{Language, Message, date};

use crate::progress::bar;
use crate::words::say;

/// What the bar looks like.
const TEMPLATE: &str = "{msg} [{bar:40}] {percent:>3} %";

/// A bar over the days, on standard error, where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    from: NaiveDate,
    language: Language,
}

impl Progress {
    /// From the first day to the last.
    pub(super) fn new(from: NaiveDate, to: NaiveDate, language: Language) -> Self {
        let days = u64::try_from((to - from).num_days()).unwrap_or_default();
        let bar = bar(TEMPLATE, Some(days));
        Self { bar, from, language }
    }

    /// The made-up time has come to this day.
    pub(super) fn passed(&self, day: NaiveDate) {
        let days = u64::try_from((day - self.from).num_days()).unwrap_or_default();
        if days != self.bar.position() {
            let said = Message::new("demo-progress").with("day", date(day));
            self.bar.set_message(say(&said, self.language));
            self.bar.set_position(days);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_counts_days_and_bears_any_day() {
        let day = |text: &str| text.parse().unwrap();
        let progress = Progress::new(day("2026-01-01"), day("2026-01-11"), Language::Danish);
        for (passed, position) in [("2026-01-03", 2), ("2026-01-11", 10), ("2025-12-31", 0)] {
            progress.passed(day(passed));
            assert_eq!(progress.bar.position(), position, "{passed}");
        }
        assert_eq!(progress.bar.length(), Some(10));
    }
}
