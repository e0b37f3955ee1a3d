//! How far apart the times of a rhythm lie.

use chrono::{DateTime, Duration, Utc};

use super::Rhythm;
use crate::calendar::{Calendar, local_time, moment};

/// From when times are looked at: a leap year, so that whatever comes in one year and not in another is seen.
const FROM: &str = "2000-01-01T00:00";

/// How many days are looked at: 28 years, after which days of the week and leap years come round.
const DAYS: i64 = 28 * 365 + 7;

/// How many times are looked at: every week of those years, and every day of four. What comes more often shows how far apart
/// it lies much sooner.
const MAX_TIMES: usize = 1_500;

impl Rhythm {
    /// The longest from one of its times to the next by the clock on the wall, in days that the calendar has; none where it
    /// comes no two times within 28 years.
    #[must_use]
    pub fn farthest_apart(&self, calendar: &Calendar) -> Option<Duration> {
        let from = moment(FROM)?;
        let until = from.checked_add_signed(Duration::days(DAYS))?;
        // Intervals are counted on from the time before, so that none is counted from the beginning again and again.
        let next = |at: &DateTime<Utc>| {
            let next = self.next_after(*at, *at, None, calendar)?;
            (next <= until).then_some(next)
        };
        let mut farthest = None;
        let mut before = next(&from)?;
        for _ in 0..MAX_TIMES {
            let Some(at) = next(&before) else { break };
            farthest = farthest.max(Some(local_time(at) - local_time(before)));
            before = at;
        }
        farthest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In minutes.
    const DAY: i64 = 24 * 60;

    #[test]
    fn the_longest_from_one_time_to_the_next() {
        let calendar = Calendar::default();
        let apart = |text: &str| {
            let rhythm: Rhythm = text.parse().unwrap();
            let apart = rhythm.farthest_apart(&calendar);
            apart.map(|apart| apart.num_minutes())
        };
        for (text, expected) in [
            ("every day 07:30", Some(DAY)),
            ("every Monday 08:00", Some(7 * DAY)),
            ("every Friday 08:00", Some(7 * DAY)),
            // Summer time leaves it out once a year, and then it comes at three.
            ("every Sunday 02:30", Some(7 * DAY + 30)),
            ("every Monday, Thursday 08:00", Some(4 * DAY)),
            ("every 2 weeks on Monday 08:00", Some(14 * DAY)),
            ("day 1 of the month", Some(31 * DAY)),
            // From 1 March to the day after Easter Monday.
            ("first working day of the month", Some(36 * DAY)),
            ("every 3 months", Some(92 * DAY)),
            ("every 1 March", Some(366 * DAY)),
            ("cron 0 8 * * 1", Some(7 * DAY)),
            ("cron 0 0 29 2 *", Some(1461 * DAY)),
            ("cron 0 */6 * * *", Some(6 * 60)),
            ("every 40 years", None),
        ] {
            assert_eq!(apart(text), expected, "{text}");
        }
    }
}
