//! Cron in its POSIX meaning, in Copenhagen's civil time.
//!
//! Sunday is 0 or 7, and where both day of month and day of week are restricted either is enough. The crate `cron`
//! counts 1 as Sunday, refuses 0, wants both days at once and passes over times that summer time removes; the few
//! lines of matching here are less than translating around that. A time that summer time removes happens at the
//! next existing instant; one that happens twice, twice.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use super::local_date;
use super::zone::instants_of;
use crate::text::Message;

/// How far ahead a date is looked for, in days: 29 February comes back within eight years.
const MAX_SEARCH_DAYS: usize = 366 * 8 + 2;

/// The longest expression, in characters.
const MAX_CRON_CHARS: usize = 256;

/// Sunday's other number.
const MAX_WEEKDAY: u32 = 7;

const DAYS_IN_WEEK: u32 = 7;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Why a text is not a cron expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CronError {
    /// Not five fields.
    Fields,
    /// This field cannot be read.
    Field {
        /// The field's text.
        field: String,
        /// Its lowest number.
        from: u32,
        /// Its highest number.
        to: u32,
    },
    /// No date ever fits.
    Never,
}

impl CronError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Fields => Message::new("cron-fields"),
            Self::Field { field, from, to } => Message::new("cron-field")
                .with("field", field.as_str())
                .with("from", *from)
                .with("to", *to),
            Self::Never => Message::new("cron-never"),
        }
    }
}

/// The numbers that a field allows, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Field {
    bits: u64,
    /// Whether the field begins with a star, or a question mark in its place.
    star: bool,
}

impl Field {
    const fn has(self, number: u32) -> bool {
        self.bits & (1 << number) != 0
    }

    fn read(text: &str, from: u32, to: u32, names: &[&str], first_name: u32) -> Result<Self, CronError> {
        let wrong = || CronError::Field {
            field: text.to_owned(),
            from,
            to,
        };
        let number = |part: &str| -> Option<u32> {
            let lower = part.to_ascii_lowercase();
            let named = names
                .iter()
                .position(|name| *name == lower)
                .and_then(|index| u32::try_from(index).ok());
            let value = named
                .map(|index| index + first_name)
                .or_else(|| part.parse().ok())?;
            (from..=to).contains(&value).then_some(value)
        };
        let size = if to == MAX_WEEKDAY {
            DAYS_IN_WEEK
        } else {
            to - from + 1
        };
        let mut bits = 0;
        for part in text.split(',') {
            let (range, step) = part
                .split_once('/')
                .map_or((part, None), |(range, step)| (range, Some(step)));
            let step = step
                .map_or(Some(1), |step| step.parse().ok())
                .filter(|step| *step > 0)
                .ok_or_else(wrong)?;
            let (low, high) = if matches!(range, "*" | "?") {
                (from, to)
            } else if let Some((low, high)) = range.split_once('-') {
                (number(low).ok_or_else(wrong)?, number(high).ok_or_else(wrong)?)
            } else {
                let only = number(range).ok_or_else(wrong)?;
                (only, if part.contains('/') { to } else { only })
            };
            // A range that ends before it starts goes on past the field's end: Friday to Monday.
            let span = if low <= high {
                high - low
            } else {
                high + size - low
            };
            for offset in (0..=span).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
                bits |= 1 << (from + (low - from + offset) % size);
            }
        }
        Ok(Self {
            bits,
            star: text.starts_with(['*', '?']),
        })
    }
}

/// A cron expression of five fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CronExpr {
    text: String,
    minutes: Field,
    hours: Field,
    days: Field,
    months: Field,
    weekdays: Field,
}

impl FromStr for CronExpr {
    type Err = CronError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let &[minutes, hours, days, months, weekdays] = fields.as_slice() else {
            return Err(CronError::Fields);
        };
        if text.chars().count() > MAX_CRON_CHARS {
            return Err(CronError::Fields);
        }
        let weekdays = Field::read(weekdays, 0, MAX_WEEKDAY, &WEEKDAYS, 0)?;
        let expression = Self {
            text: fields.join(" "),
            minutes: Field::read(minutes, 0, 59, &[], 0)?,
            hours: Field::read(hours, 0, 23, &[], 0)?,
            days: Field::read(days, 1, 31, &[], 0)?,
            months: Field::read(months, 1, 12, &MONTHS, 1)?,
            weekdays,
        };
        // Any day serves to see whether a date ever fits: the search spans every kind of year.
        if expression.next_after(DateTime::UNIX_EPOCH).is_some() {
            Ok(expression)
        } else {
            Err(CronError::Never)
        }
    }
}

impl fmt::Display for CronExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl CronExpr {
    fn meets(&self, day: NaiveDate) -> bool {
        let by_month_day = self.days.has(day.day());
        let by_weekday = self.weekdays.has(day.weekday().num_days_from_sunday());
        let day_fits = if self.days.star || self.weekdays.star {
            by_month_day && by_weekday
        } else {
            by_month_day || by_weekday
        };
        self.months.has(day.month()) && day_fits
    }

    /// The first moment after `at`; none where calendars end.
    #[must_use]
    pub fn next_after(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        local_date(at)
            .iter_days()
            .take(MAX_SEARCH_DAYS)
            .filter(|day| self.meets(*day))
            .find_map(|day| self.moments(day).filter(|moment| *moment > at).min())
    }

    fn moments(&self, day: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> {
        let times = (0..24).filter(|hour| self.hours.has(*hour)).flat_map(|hour| {
            (0..60)
                .filter(|minute| self.minutes.has(*minute))
                .filter_map(move |minute| NaiveTime::from_hms_opt(hour, minute, 0))
        });
        times.flat_map(move |time| {
            let (first, second) = instants_of(day.and_time(time));
            [Some(first), second].into_iter().flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::calendar::instant_of;

    /// Every expression and start that an independent library has answered.
    #[test]
    fn every_row_of_the_cron_vectors() {
        let file = include_str!("../../../../tests/vectors/cron/cron-vectors.json");
        let rows: Vec<serde_json::Value> = serde_json::from_str(file).unwrap();
        for row in &rows {
            let text = row["expr"].as_str().unwrap();
            let expression: CronExpr = text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"));
            let start: NaiveDateTime = row["start"].as_str().unwrap().parse().unwrap();
            let mut at = instant_of(start);
            for expected in row["posix_next6"].as_array().unwrap() {
                at = expression.next_after(at).unwrap();
                let expected: DateTime<Utc> = expected.as_str().unwrap().parse().unwrap();
                assert_eq!(at, expected, "{text} from {start}");
            }
        }
        assert_eq!(rows.len(), 213);
    }

    #[test]
    fn what_is_no_cron_expression() {
        let field = |field: &str, from, to| CronError::Field {
            field: field.to_owned(),
            from,
            to,
        };
        for (text, expected) in [
            ("", CronError::Fields),
            ("* * * *", CronError::Fields),
            ("0 0 * * * *", CronError::Fields),
            ("60 * * * *", field("60", 0, 59)),
            ("*/0 * * * *", field("*/0", 0, 59)),
            ("0 0 * * søn", field("søn", 0, 7)),
            ("0 0 30 2 *", CronError::Never),
            ("99999999999 * * * *", field("99999999999", 0, 59)),
        ] {
            assert_eq!(text.parse::<CronExpr>(), Err(expected), "{text}");
        }
    }
}
