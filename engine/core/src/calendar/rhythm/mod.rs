//! Rhythms: when something comes back, as cron or in plain words.

mod apart;
mod next;
mod words;

use chrono::{DateTime, NaiveTime, Utc, Weekday};

use super::{Calendar, CronError, CronExpr, Length};
use crate::text::Message;

pub(super) use next::moved;

/// When something comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rhythm {
    /// By a cron expression.
    Cron(CronExpr),
    /// Every day at this time.
    Daily(NaiveTime),
    /// Every working day at this time.
    WorkingDays(NaiveTime),
    /// Every week on these days at this time.
    Weekly(Vec<Weekday>, NaiveTime),
    /// Every so many weeks on this day at this time, the anchor's week being the first.
    EveryWeeks(u32, Weekday, NaiveTime),
    /// Every month on such a day at this time.
    Monthly(Which, NaiveTime),
    /// Every year on this day of this month at this time; 29 February is the 28th in other years.
    Yearly {
        /// The month, 1 to 12.
        month: u32,
        /// The day.
        day: u32,
        /// The time.
        time: NaiveTime,
    },
    /// Again and again after this length, counted from an anchor.
    Every(Length),
}

/// A day of a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// The first to fourth such day.
    Nth(u8, Sort),
    /// The last such day.
    Last(Sort),
    /// The day with this number; the last where the month is shorter.
    Day(u8),
}

/// A sort of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Any day.
    Day,
    /// Working days.
    WorkingDay,
    /// This day of the week.
    Weekday(Weekday),
}

/// Why a text is not a rhythm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RhythmError {
    /// Neither words that are known nor a length.
    Form,
    /// The cron expression cannot be read.
    Cron(CronError),
    /// The day never comes: 30 February.
    Never,
}

impl RhythmError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Form => Message::new("rhythm-form"),
            Self::Never => Message::new("rhythm-never"),
            Self::Cron(error) => error.message(),
        }
    }
}

impl Rhythm {
    /// The first moment after `at`. Intervals are counted from `anchor`, the first one being `first` where it is
    /// given; each is counted from the anchor itself, so that a month's clamped end does not stick.
    #[must_use]
    pub fn next_after(
        &self,
        at: DateTime<Utc>,
        anchor: DateTime<Utc>,
        first: Option<Length>,
        calendar: &Calendar,
    ) -> Option<DateTime<Utc>> {
        next::after(self, at, anchor, first, calendar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Each rhythm, a moment, and the next moment after it; the anchor is 31 January at 9.
    const NEXT: &str = "
every Monday 08:00                   | 2026-11-23T08:00:00+01:00 | 2026-11-30T08:00:00+01:00
every day 07:30                      | 2026-11-23T07:29:00+01:00 | 2026-11-23T07:30:00+01:00
every Sunday 02:30                   | 2026-03-28T12:00:00+01:00 | 2026-03-29T03:00:00+02:00
first working day of the month       | 2026-12-15T12:00:00+01:00 | 2027-01-04T00:00:00+01:00
every working day 07:30              | 2026-12-23T08:00:00+01:00 | 2026-12-28T07:30:00+01:00
every Monday, Thursday 08:00         | 2026-11-23T08:00:00+01:00 | 2026-11-26T08:00:00+01:00
every 2 weeks on Monday 08:00        | 2026-02-01T08:00:00+01:00 | 2026-02-09T08:00:00+01:00
every 2 weeks on Saturday 08:00      | 2026-01-31T09:00:00+01:00 | 2026-02-14T08:00:00+01:00
second Tuesday of the month 10:00    | 2026-12-08T10:00:00+01:00 | 2027-01-12T10:00:00+01:00
last Friday of the month             | 2026-10-01T10:00:00+02:00 | 2026-10-30T00:00:00+01:00
third working day of the month 12:00 | 2026-04-01T00:00:00+02:00 | 2026-04-08T12:00:00+02:00
last day of the month                | 2026-02-27T12:00:00+01:00 | 2026-02-28T00:00:00+01:00
day 31 of the month                  | 2026-01-31T12:00:00+01:00 | 2026-02-28T00:00:00+01:00
every 1 March                        | 2026-03-01T00:00:00+01:00 | 2027-03-01T00:00:00+01:00
every 29 February 09:00              | 2026-01-01T00:00:00+01:00 | 2026-02-28T09:00:00+01:00
last working day of the month        | 2026-12-15T12:00:00+01:00 | 2026-12-30T00:00:00+01:00
every 1 month                        | 2026-02-28T09:00:00+01:00 | 2026-03-31T09:00:00+02:00
every 3 months                       | 2026-02-01T00:00:00+01:00 | 2026-04-30T09:00:00+02:00
cron 0 8 * * 1                       | 2026-11-23T08:00:00+01:00 | 2026-11-30T08:00:00+01:00";

    #[test]
    fn rhythms_in_words() {
        let anchor = at("2026-01-31T09:00:00+01:00");
        for row in NEXT.trim().lines() {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let (text, from, expected) = (cells[0], cells[1], cells[2]);
            let rhythm: Rhythm = text.parse().unwrap();
            assert_eq!(rhythm.to_string(), text);
            assert_eq!(
                rhythm.next_after(at(from), anchor, None, &Calendar::default()),
                Some(at(expected)),
                "{text}"
            );
            for language in Language::ALL {
                assert!(
                    !rhythm.message(language).say(language).starts_with("rhythm-"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_first_interval_may_differ() {
        let rhythm = Rhythm::Every(Length::Months(6));
        let anchor = at("2026-01-15T09:00:00+01:00");
        let next =
            |from: &str| rhythm.next_after(at(from), anchor, Some(Length::Months(3)), &Calendar::default());
        assert_eq!(
            next("2026-01-15T09:00:00+01:00"),
            Some(at("2026-04-15T09:00:00+02:00"))
        );
        assert_eq!(
            next("2026-04-15T09:00:00+02:00"),
            Some(at("2026-10-15T09:00:00+02:00"))
        );
    }

    #[test]
    fn what_is_no_rhythm() {
        for text in [
            "",
            "every",
            "every Mandag 08:00",
            "every Monday 25:00",
            "end of month",
            "every end of month",
            "every at age 18 years",
            "every Monday",
            "every Monday, Monday 08:00",
            "every 0 weeks on Monday 08:00",
            "every 2 months on Monday 08:00",
            "fifth Monday of the month",
            "first monday of the month",
            "first Monday of the year",
            "day 32 of the month",
            "day 0 of the month",
            "every 1 Marts",
            "every Monday 8",
        ] {
            assert_eq!(text.parse::<Rhythm>(), Err(RhythmError::Form), "{text}");
        }
        for text in ["every 30 February", "every 31 April 08:00"] {
            assert_eq!(text.parse::<Rhythm>(), Err(RhythmError::Never), "{text}");
        }
        assert_eq!(
            "cron 0 0 30 2 *".parse::<Rhythm>(),
            Err(RhythmError::Cron(CronError::Never))
        );
    }
}
