//! Durations of ISO 8601, as the lengths that a flow file has.

use crate::calendar::{Length, MAX_LENGTH_COUNT};

/// Why a duration is not a length of a flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DurationError {
    /// It is no duration.
    Form,
    /// Months or years together with days or hours: no unit counts both.
    Mixed,
    /// Parts of a minute, or longer than any length.
    Range,
}

/// The units of a duration, each with how many of it.
#[derive(Default)]
struct Units {
    months: u64,
    days: u64,
    minutes: u64,
    seconds: u64,
    /// Nothing but years, or nothing but weeks, is written.
    years: Option<u64>,
    weeks: Option<u64>,
}

const MONTHS_IN_YEAR: u64 = 12;
const DAYS_IN_WEEK: u64 = 7;
const HOURS_IN_DAY: u64 = 24;
const MINUTES_IN_HOUR: u64 = 60;
const SECONDS_IN_MINUTE: u64 = 60;

/// The longest number in a duration, in digits.
const MAX_DIGITS: usize = 9;

/// A duration as a length; none where it is nothing at all (`PT0S`). Months and years are the calendar's.
///
/// # Errors
/// [`DurationError`] says why no length is as long.
pub fn length_of(duration: &str) -> Result<Option<Length>, DurationError> {
    let units = Units::read(duration)?;
    if units.months + units.days + units.minutes + units.seconds == 0 {
        return Ok(None);
    }
    if !units.seconds.is_multiple_of(SECONDS_IN_MINUTE) {
        return Err(DurationError::Range);
    }
    let minutes = units.minutes + units.seconds / SECONDS_IN_MINUTE;
    let length = match (units.months, units.days, minutes) {
        (months, 0, 0) => match units.years {
            Some(years) => counted(years, Length::Years),
            None => counted(months, Length::Months),
        },
        (0, days, 0) => match units.weeks {
            Some(weeks) => counted(weeks, Length::Weeks),
            None => counted(days, Length::Days),
        },
        (0, days, minutes) => elapsed(days * HOURS_IN_DAY * MINUTES_IN_HOUR + minutes),
        _ => return Err(DurationError::Mixed),
    };
    length.map(Some).ok_or(DurationError::Range)
}

fn counted(count: u64, unit: impl Fn(u32) -> Length) -> Option<Length> {
    let count = u32::try_from(count).ok()?;
    (count <= MAX_LENGTH_COUNT).then(|| unit(count))
}

/// Elapsed time, in hours where it is whole hours.
fn elapsed(minutes: u64) -> Option<Length> {
    if minutes.is_multiple_of(MINUTES_IN_HOUR) {
        counted(minutes / MINUTES_IN_HOUR, Length::Hours)
    } else {
        counted(minutes, Length::Minutes)
    }
}

impl Units {
    fn read(duration: &str) -> Result<Self, DurationError> {
        let upper = duration.trim().to_ascii_uppercase();
        let written = upper.strip_prefix('P').ok_or(DurationError::Form)?;
        let (days, time) = match written.split_once('T') {
            Some((_, "")) => return Err(DurationError::Form),
            Some((days, time)) => (days, time),
            None => (written, ""),
        };
        let mut units = Self::default();
        let mut seen = 0;
        for (part, time) in [(days, false), (time, true)] {
            let mut rest = part;
            let mut last = 0;
            while !rest.is_empty() {
                let digits = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .ok_or(DurationError::Form)?;
                let (count, after) = rest.split_at_checked(digits).ok_or(DurationError::Form)?;
                let unit = after.chars().next().ok_or(DurationError::Form)?;
                if count.is_empty() || count.len() > MAX_DIGITS || !unit.is_ascii() {
                    return Err(DurationError::Form);
                }
                let order = if time { "HMS" } else { "YMWD" }.find(unit);
                let order = order.ok_or(DurationError::Form)? + 1;
                if order <= last {
                    return Err(DurationError::Form);
                }
                last = order;
                seen += 1;
                units.add(count.parse().map_err(|_| DurationError::Form)?, unit, time);
                rest = after.get(1..).unwrap_or_default();
            }
        }
        if seen == 0 {
            return Err(DurationError::Form);
        }
        if seen > 1 {
            (units.years, units.weeks) = (None, None);
        }
        Ok(units)
    }

    fn add(&mut self, count: u64, unit: char, time: bool) {
        match (unit, time) {
            ('Y', _) => {
                self.months += count * MONTHS_IN_YEAR;
                self.years = Some(count);
            }
            ('M', false) => self.months += count,
            ('W', _) => {
                self.days += count * DAYS_IN_WEEK;
                self.weeks = Some(count);
            }
            ('D', _) => self.days += count,
            ('H', _) => self.minutes += count * MINUTES_IN_HOUR,
            ('M', true) => self.minutes += count,
            _ => self.seconds += count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_lengths_where_one_unit_counts_them() {
        use DurationError::{Form, Mixed, Range};
        for (written, expected) in [
            ("P1W", Ok(Some("1 week"))),
            ("P1M", Ok(Some("1 month"))),
            ("P1Y", Ok(Some("1 year"))),
            ("P1Y6M", Ok(Some("18 months"))),
            ("P30D", Ok(Some("30 days"))),
            ("p30d", Ok(Some("30 days"))),
            ("P1W2D", Ok(Some("9 days"))),
            ("PT5H", Ok(Some("5 hours"))),
            ("PT1H30M", Ok(Some("90 minutes"))),
            ("PT90M", Ok(Some("90 minutes"))),
            ("PT120S", Ok(Some("2 minutes"))),
            ("P1DT12H", Ok(Some("36 hours"))),
            ("PT0S", Ok(None)),
            ("P0D", Ok(None)),
            ("PT90S", Err(Range)),
            ("P1M10D", Err(Mixed)),
            ("P1MT1H", Err(Mixed)),
            ("P99999D", Err(Range)),
            ("P", Err(Form)),
            ("PT", Err(Form)),
            ("P1", Err(Form)),
            ("PD", Err(Form)),
            ("P1D1D", Err(Form)),
            ("P1D1W", Err(Form)),
            ("P1H", Err(Form)),
            ("-P1D", Err(Form)),
            ("P1.5D", Err(Form)),
            ("P1å", Err(Form)),
            ("5 days", Err(Form)),
            ("", Err(Form)),
        ] {
            let found = length_of(written).map(|length| length.map(|length| length.to_string()));
            let found = found.as_ref().map(|length| length.as_deref());
            assert_eq!(found.map_err(|error| *error), expected, "{written}");
        }
    }
}
