//! The time that figures are of: a year or a quarter, so that two periods never differ by a few days, and what is between
//! them is never few cases.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use samspil_core::calendar::{instant_of, local_date};

/// The first year that can be asked for: before it no case was kept by the program.
pub const FIRST_YEAR: i32 = 2020;

/// The last year that can be asked for.
pub const LAST_YEAR: i32 = 2199;

/// Months in a quarter.
const QUARTER: u32 = 3;

/// A year, or a quarter of one: `2026`, `2026-K1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Period {
    year: i32,
    /// From 1 to 4; none for the whole year.
    quarter: Option<u32>,
}

impl Period {
    /// The quarter that a moment lies in, in Copenhagen.
    #[must_use]
    pub fn quarter_of(at: DateTime<Utc>) -> Self {
        let day = local_date(at);
        Self {
            year: day.year().clamp(FIRST_YEAR, LAST_YEAR),
            quarter: Some(day.month0() / QUARTER + 1),
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The quarter, from 1 to 4; none where it is the whole year.
    #[must_use]
    pub const fn quarter(self) -> Option<u32> {
        self.quarter
    }

    /// The quarter before, or the year before.
    #[must_use]
    pub const fn before(self) -> Self {
        match self.quarter {
            None => Self {
                year: self.year - 1,
                ..self
            },
            Some(1) => Self {
                year: self.year - 1,
                quarter: Some(4),
            },
            Some(quarter) => Self {
                quarter: Some(quarter - 1),
                ..self
            },
        }
    }

    /// The whole year of it.
    #[must_use]
    pub const fn whole_year(self) -> Self {
        Self {
            quarter: None,
            ..self
        }
    }

    /// The quarters of it: itself where it is one. A year is never read by itself: what is few in a quarter could be subtracted.
    pub fn quarters(self) -> impl Iterator<Item = Self> {
        let (first, last) = self.quarter.map_or((1, 4), |quarter| (quarter, quarter));
        (first..=last).map(move |quarter| Self {
            quarter: Some(quarter),
            ..self
        })
    }

    /// From when, and until when: the first moment that no longer belongs to it.
    #[must_use]
    pub fn bounds(self) -> (DateTime<Utc>, DateTime<Utc>) {
        let (first, months) = match self.quarter {
            None => (1, 4 * QUARTER),
            Some(quarter) => ((quarter - 1) * QUARTER + 1, QUARTER),
        };
        let next = first + months;
        let until = if next > 4 * QUARTER {
            (self.year + 1, 1)
        } else {
            (self.year, next)
        };
        (midnight(self.year, first), midnight(until.0, until.1))
    }
}

/// The first moment of a month in Copenhagen.
fn midnight(year: i32, month: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
    instant_of(day.and_time(NaiveTime::MIN))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarter {
            None => write!(f, "{}", self.year),
            Some(quarter) => write!(f, "{}-K{quarter}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, quarter) = match text.split_once("-K") {
            None => (text, None),
            Some((year, quarter)) => (year, Some(quarter.parse().map_err(|_| ())?)),
        };
        let whole = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year: i32 = year.parse().map_err(|_| ())?;
        let fits = whole
            && (FIRST_YEAR..=LAST_YEAR).contains(&year)
            && quarter.is_none_or(|quarter| (1..=4).contains(&quarter));
        fits.then_some(Self { year, quarter }).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_year_or_a_quarter_in_copenhagen() {
        for (text, since, until, before) in [
            ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", "2025"),
            (
                "2026-K1",
                "2025-12-31T23:00:00Z",
                "2026-03-31T22:00:00Z",
                "2025-K4",
            ),
            (
                "2026-K4",
                "2026-09-30T22:00:00Z",
                "2026-12-31T23:00:00Z",
                "2026-K3",
            ),
        ] {
            let period: Period = text.parse().unwrap();
            let bounds: (DateTime<Utc>, DateTime<Utc>) = (since.parse().unwrap(), until.parse().unwrap());
            assert_eq!(period.bounds(), bounds, "{text}");
            assert_eq!(
                (period.to_string(), period.before().to_string()),
                (text.to_owned(), before.to_owned())
            );
        }
        for text in [
            "", "26", "2026-K0", "2026-K5", "2026-Kx", "2019", "2200", "+026", "2026-01",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        let late = "2026-03-31T22:30:00Z".parse().unwrap();
        assert_eq!(Period::quarter_of(late).to_string(), "2026-K2");
    }
}
