//! Stretches of time to the second, as ISO 8601 writes them: `PT1H`, `P1Y2M10DT2H30M`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Duration, Months, Utc};

use super::zone::{instant_of, local_time};

/// The most of any one unit: seconds in a hundred years, and room.
const MAX_COUNT: u64 = 4_000_000_000;

const SECONDS_IN_MINUTE: u64 = 60;
const SECONDS_IN_HOUR: u64 = 3_600;
const DAYS_IN_WEEK: u64 = 7;
const MONTHS_IN_YEAR: u64 = 12;

/// A stretch of time. Months and days are counted on the wall calendar of Copenhagen and keep the time of day; hours,
/// minutes and seconds are elapsed time, counted after them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Stretch {
    /// Calendar months; the 31st clamps to the month's last day.
    pub months: u32,
    /// Calendar days.
    pub days: u32,
    /// Elapsed seconds.
    pub seconds: u32,
}

impl Stretch {
    /// The moment that lies this long after another; none past the end of time.
    #[must_use]
    pub fn after(self, moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut at = moment;
        if self.months > 0 || self.days > 0 {
            let wall = local_time(moment);
            let wall = wall.checked_add_months(Months::new(self.months))?;
            at = instant_of(wall.checked_add_days(Days::new(u64::from(self.days)))?);
        }
        at.checked_add_signed(Duration::seconds(i64::from(self.seconds)))
    }
}

impl FromStr for Stretch {
    type Err = ();

    /// Parts in the order of ISO 8601; a fraction of a second is left out.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.strip_prefix('P').ok_or(())?;
        let (date, time) = text
            .split_once('T')
            .map_or((text, None), |(date, time)| (date, Some(time)));
        let date = parts(
            date,
            &[('Y', MONTHS_IN_YEAR), ('M', 1), ('W', DAYS_IN_WEEK), ('D', 1)],
        )?;
        let time = match time {
            Some("") => return Err(()),
            Some(time) => parts(
                time,
                &[('H', SECONDS_IN_HOUR), ('M', SECONDS_IN_MINUTE), ('S', 1)],
            )?,
            None if text.is_empty() => return Err(()),
            None => Vec::new(),
        };
        let sum = |parts: &[u64]| u32::try_from(parts.iter().sum::<u64>()).map_err(|_| ());
        Ok(Self {
            months: sum(date.get(..2).unwrap_or_default())?,
            days: sum(date.get(2..).unwrap_or_default())?,
            seconds: sum(&time)?,
        })
    }
}

/// Each unit's count times its size, in the order of the units; those that are not written are 0.
fn parts(text: &str, units: &[(char, u64)]) -> Result<Vec<u64>, ()> {
    let mut found = Vec::with_capacity(units.len());
    let mut rest = text;
    for (unit, size) in units {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        match after.strip_prefix(*unit) {
            Some(after) => {
                let whole = digits
                    .split_once('.')
                    .filter(|_| *unit == 'S')
                    .map_or(digits, |(whole, _)| whole);
                let count: u64 = whole.parse().map_err(|_| ())?;
                if count > MAX_COUNT {
                    return Err(());
                }
                found.push(count * size);
                rest = after;
            }
            None => found.push(0),
        }
    }
    if rest.is_empty() { Ok(found) } else { Err(()) }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let (years, months) = (
            u64::from(self.months) / MONTHS_IN_YEAR,
            u64::from(self.months) % MONTHS_IN_YEAR,
        );
        for (count, unit) in [(years, 'Y'), (months, 'M'), (u64::from(self.days), 'D')] {
            if count > 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        let seconds = u64::from(self.seconds);
        let empty = self.months == 0 && self.days == 0;
        if seconds == 0 && !empty {
            return Ok(());
        }
        f.write_str("T")?;
        let hours = seconds / SECONDS_IN_HOUR;
        let minutes = seconds % SECONDS_IN_HOUR / SECONDS_IN_MINUTE;
        let rest = seconds % SECONDS_IN_MINUTE;
        for (count, unit) in [(hours, 'H'), (minutes, 'M')] {
            if count > 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        if rest > 0 || seconds == 0 {
            write!(f, "{rest}S")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_as_iso_writes_them() {
        for (text, expected) in [
            ("PT1H", Some((0, 0, 3_600))),
            ("PT90M", Some((0, 0, 5_400))),
            ("PT0.5S", Some((0, 0, 0))),
            ("P1Y2M10DT2H30M5S", Some((14, 10, 9_005))),
            ("P2W", Some((0, 14, 0))),
            ("P1M", Some((1, 0, 0))),
            ("P", None),
            ("PT", None),
            ("P1D2M", None),
            ("P1H", None),
            ("1H", None),
            ("PT1", None),
            ("P-1D", None),
            ("PT99999999999S", None),
            ("P1.5D", None),
        ] {
            let found = text.parse::<Stretch>().ok();
            assert_eq!(
                found.map(|stretch| (stretch.months, stretch.days, stretch.seconds)),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_stretch_keeps_the_time_of_day_over_summer_time_and_clamps_months() {
        for (start, stretch, end) in [
            ("2026-03-28T08:00:00Z", "P1D", "2026-03-29T07:00:00Z"),
            ("2026-03-28T08:00:00Z", "PT24H", "2026-03-29T08:00:00Z"),
            ("2026-01-31T08:00:00Z", "P1M", "2026-02-28T08:00:00Z"),
            ("2026-01-31T08:00:00Z", "P1MT1H", "2026-02-28T09:00:00Z"),
        ] {
            let start: DateTime<Utc> = start.parse().unwrap();
            let found = stretch.parse::<Stretch>().unwrap().after(start);
            assert_eq!(found, Some(end.parse().unwrap()), "{stretch}");
        }
        let far = Stretch {
            months: u32::MAX,
            ..Stretch::default()
        };
        assert_eq!(far.after(DateTime::UNIX_EPOCH), None);
    }

    #[test]
    fn a_stretch_is_written_as_it_is_read() {
        for text in ["PT1H30M", "P1Y2M", "P14D", "P1DT1S", "PT0S"] {
            assert_eq!(text.parse::<Stretch>().unwrap().to_string(), text);
        }
    }
}
