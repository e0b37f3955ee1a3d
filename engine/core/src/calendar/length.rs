//! Lengths of time as authors write them: `3 working days`, `8 weeks`, `24 hours`, `end of month` or ISO 8601.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::text::Message;

/// The largest number in a length: ten thousand days are 27 years, longer than any social case's clock.
pub const MAX_LENGTH_COUNT: u32 = 10_000;

/// A length of time with its unit. Weeks are never turned into working days, nor months into days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Length {
    /// Elapsed minutes.
    Minutes(u32),
    /// Elapsed hours, whatever the day or the clock on the wall does.
    Hours(u32),
    /// Hours in which the offices are open.
    OfficeHours(u32),
    /// Calendar days.
    Days(u32),
    /// Working days.
    WorkingDays(u32),
    /// Calendar weeks.
    Weeks(u32),
    /// Calendar months; the 31st clamps to the month's last day.
    Months(u32),
    /// Calendar years; 29 February clamps to the 28th.
    Years(u32),
    /// To the last day of the month.
    EndOfMonth,
    /// From birth to an age, in months: 17 and a half years are 210. Born 29 February, it is the 28th in other years.
    AtAge(u32),
}

/// Why a text is not a length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LengthError {
    /// It is not a number and a unit.
    Form,
    /// No such unit.
    Unit,
    /// The number is 0 or more than [`MAX_LENGTH_COUNT`].
    Count,
}

impl LengthError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Form => Message::new("length-form"),
            Self::Unit => Message::new("length-unit"),
            Self::Count => Message::new("length-count").with("most", MAX_LENGTH_COUNT),
        }
    }
}

const END_OF_MONTH: &str = "end of month";
const AT_AGE: &str = "at age ";
const MONTHS_IN_YEAR: u32 = 12;

/// The oldest age: nobody has grown older.
const MAX_AGE_YEARS: u32 = 130;

impl Length {
    /// The word and number of each unit: singular first.
    fn named(count: u32, unit: &str) -> Option<Self> {
        Some(match unit {
            "minute" | "minutes" => Self::Minutes(count),
            "hour" | "hours" => Self::Hours(count),
            "office hour" | "office hours" => Self::OfficeHours(count),
            "day" | "days" => Self::Days(count),
            "working day" | "working days" => Self::WorkingDays(count),
            "week" | "weeks" => Self::Weeks(count),
            "month" | "months" => Self::Months(count),
            "year" | "years" => Self::Years(count),
            _ => return None,
        })
    }

    /// One number and one unit of ISO 8601: `P14D`, `PT24H`.
    fn iso(text: &str) -> Option<Result<Self, LengthError>> {
        let (digits_and_unit, time) = match text.strip_prefix("PT") {
            Some(rest) => (rest, true),
            None => (text.strip_prefix('P')?, false),
        };
        let unit = digits_and_unit.chars().last()?;
        let digits = digits_and_unit.strip_suffix(unit)?;
        let name = match (time, unit) {
            (true, 'M') => "minutes",
            (true, 'H') => "hours",
            (false, 'D') => "days",
            (false, 'W') => "weeks",
            (false, 'M') => "months",
            (false, 'Y') => "years",
            _ => return Some(Err(LengthError::Unit)),
        };
        Some(counted(digits).and_then(|count| Self::named(count, name).ok_or(LengthError::Unit)))
    }

    /// `18 years` or `17 years 6 months`.
    fn age(text: &str) -> Result<Self, LengthError> {
        let (years, rest) = text.split_once(" years").ok_or(LengthError::Form)?;
        let years = counted(years)?;
        let months = match rest.trim_start().strip_suffix(" months") {
            Some(months) => counted(months)?,
            None if rest.is_empty() => 0,
            None => return Err(LengthError::Form),
        };
        if years > MAX_AGE_YEARS || months >= MONTHS_IN_YEAR {
            return Err(LengthError::Count);
        }
        Ok(Self::AtAge(years * MONTHS_IN_YEAR + months))
    }

    const fn parts(self) -> Option<(u32, &'static str)> {
        Some(match self {
            Self::Minutes(count) => (count, "minute"),
            Self::Hours(count) => (count, "hour"),
            Self::OfficeHours(count) => (count, "office hour"),
            Self::Days(count) => (count, "day"),
            Self::WorkingDays(count) => (count, "working day"),
            Self::Weeks(count) => (count, "week"),
            Self::Months(count) => (count, "month"),
            Self::Years(count) => (count, "year"),
            Self::EndOfMonth | Self::AtAge(_) => return None,
        })
    }

    /// Which of two lengths of one unit is the longer; lengths of different units cannot be compared without a calendar.
    #[must_use]
    pub fn compared(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::AtAge(one), Self::AtAge(other)) => Some(one.cmp(&other)),
            _ => {
                let ((one, unit), (other, same)) = (self.parts()?, other.parts()?);
                (unit == same).then(|| one.cmp(&other))
            }
        }
    }

    /// Whether it runs by the hour, so that its end is a moment and not a day.
    #[must_use]
    pub const fn is_elapsed(self) -> bool {
        matches!(self, Self::Minutes(_) | Self::Hours(_) | Self::OfficeHours(_))
    }

    /// Whether it is so long and no more: a month's end and an age depend on where they are counted from.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        !matches!(self, Self::EndOfMonth | Self::AtAge(_))
    }

    /// Whether it is counted in days of the calendar: days, weeks, months or years.
    #[must_use]
    pub const fn is_of_days(self) -> bool {
        matches!(
            self,
            Self::Days(_) | Self::Weeks(_) | Self::Months(_) | Self::Years(_)
        )
    }

    /// So much later than a day; none where it is not counted in days of the calendar.
    #[must_use]
    pub fn later(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(count) => day.checked_add_days(Days::new(u64::from(count))),
            Self::Weeks(count) => day.checked_add_days(Days::new(u64::from(count) * 7)),
            Self::Months(count) => day.checked_add_months(Months::new(count)),
            Self::Years(count) => day.checked_add_months(Months::new(count.checked_mul(MONTHS_IN_YEAR)?)),
            _ => None,
        }
    }

    /// The length in words, for people.
    #[must_use]
    pub fn message(self) -> Message {
        match (self, self.parts()) {
            (_, Some((count, unit))) => {
                Message::new(&format!("length-{}", unit.replace(' ', "-"))).with("count", count)
            }
            (Self::AtAge(months), None) => Message::new("length-at-age")
                .with("years", months / MONTHS_IN_YEAR)
                .with("months", months % MONTHS_IN_YEAR),
            _ => Message::new("length-end-of-month"),
        }
    }
}

fn counted(digits: &str) -> Result<u32, LengthError> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(LengthError::Form);
    }
    match digits.parse() {
        Ok(count) if (1..=MAX_LENGTH_COUNT).contains(&count) => Ok(count),
        _ => Err(LengthError::Count),
    }
}

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == END_OF_MONTH {
            return Ok(Self::EndOfMonth);
        }
        if let Some(age) = text.strip_prefix(AT_AGE) {
            return Self::age(age);
        }
        if let Some(length) = Self::iso(text) {
            return length;
        }
        let (digits, unit) = text.split_once(' ').ok_or(LengthError::Form)?;
        Self::named(counted(digits)?, unit).ok_or(LengthError::Unit)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.parts()) {
            (_, Some((1, unit))) => write!(f, "1 {unit}"),
            (_, Some((count, unit))) => write!(f, "{count} {unit}s"),
            (Self::AtAge(months), None) if months % MONTHS_IN_YEAR == 0 => {
                write!(f, "{AT_AGE}{} years", months / MONTHS_IN_YEAR)
            }
            (Self::AtAge(months), None) => {
                write!(
                    f,
                    "{AT_AGE}{} years {} months",
                    months / MONTHS_IN_YEAR,
                    months % MONTHS_IN_YEAR
                )
            }
            _ => f.write_str(END_OF_MONTH),
        }
    }
}

impl Serialize for Length {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|error: LengthError| {
            serde::de::Error::custom(error.message().say(crate::text::Language::English))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn words_and_iso_and_what_is_neither() {
        for (text, expected) in [
            ("3 working days", Ok(Length::WorkingDays(3))),
            ("1 week", Ok(Length::Weeks(1))),
            ("24 hours", Ok(Length::Hours(24))),
            ("4 office hours", Ok(Length::OfficeHours(4))),
            ("end of month", Ok(Length::EndOfMonth)),
            ("P14D", Ok(Length::Days(14))),
            ("PT24H", Ok(Length::Hours(24))),
            ("P3M", Ok(Length::Months(3))),
            ("PT3M", Ok(Length::Minutes(3))),
            ("", Err(LengthError::Form)),
            ("-3 days", Err(LengthError::Form)),
            ("0 days", Err(LengthError::Count)),
            ("99999999999999 days", Err(LengthError::Count)),
            ("3 fortnights", Err(LengthError::Unit)),
            ("P1S", Err(LengthError::Unit)),
            ("at age 18 years", Ok(Length::AtAge(216))),
            ("at age 17 years 6 months", Ok(Length::AtAge(210))),
            ("at age 17 years 6", Err(LengthError::Form)),
            ("at age 17 years 12 months", Err(LengthError::Count)),
            ("at age 131 years", Err(LengthError::Count)),
        ] {
            assert_eq!(text.parse::<Length>(), expected, "{text}");
        }
    }

    #[test]
    fn lengths_of_one_unit_are_compared_and_others_are_not() {
        let compared = |one: &str, other: &str| {
            let (one, other): (Length, Length) = (one.parse().unwrap(), other.parse().unwrap());
            one.compared(other)
        };
        assert_eq!(compared("3 weeks", "4 weeks"), Some(Ordering::Less));
        assert_eq!(compared("P2W", "2 weeks"), Some(Ordering::Equal));
        assert_eq!(
            compared("at age 18 years", "at age 17 years 6 months"),
            Some(Ordering::Greater)
        );
        assert_eq!(compared("4 weeks", "28 days"), None);
        assert_eq!(compared("end of month", "end of month"), None);
    }

    #[test]
    fn only_days_of_the_calendar_lead_to_another_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (length, later) in [
            (Length::Days(14), Some("2026-02-14")),
            (Length::Weeks(1), Some("2026-02-07")),
            (Length::Months(1), Some("2026-02-28")),
            (Length::Years(1), Some("2027-01-31")),
            (Length::Hours(1), None),
            (Length::WorkingDays(1), None),
        ] {
            assert_eq!(length.later(day("2026-01-31")), later.map(day), "{length:?}");
            assert_eq!(length.is_of_days(), later.is_some(), "{length:?}");
        }
    }

    #[test]
    fn a_length_is_written_as_it_is_read() {
        for text in [
            "1 working day",
            "8 weeks",
            "30 minutes",
            "1 office hour",
            "end of month",
            "2 years",
        ] {
            assert_eq!(text.parse::<Length>().unwrap().to_string(), text);
        }
        assert_eq!(
            Length::WorkingDays(3).message().say(Language::Danish),
            "3 arbejdsdage"
        );
        assert_eq!(
            Length::WorkingDays(1).message().say(Language::English),
            "1 working day"
        );
    }
}
