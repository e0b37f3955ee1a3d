//! Europe/Copenhagen: the one place where summer time's gap and fold are resolved.

use chrono::{
    DateTime, Days, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike,
    Utc,
};
use chrono_tz::Europe::Copenhagen;

/// How far a wall time that summer time removes lies from the next one that exists, at most, in minutes.
const LONGEST_GAP_MINUTES: i64 = 180;

/// The date in Copenhagen.
#[must_use]
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    local_time(at).date()
}

/// Date and time of day in Copenhagen.
#[must_use]
pub fn local_time(at: DateTime<Utc>) -> NaiveDateTime {
    // At the ends of what a moment can hold there is no local time; chrono's own way there panics.
    let utc = at.naive_utc();
    let offset = Copenhagen.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc)
}

/// The instants of a wall time: two where it happens twice; one that summer time removes gives the next existing
/// instant.
pub(super) fn instants_of(wall: NaiveDateTime) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
    match Copenhagen.from_local_datetime(&wall) {
        LocalResult::Single(at) => (at.to_utc(), None),
        LocalResult::Ambiguous(first, second) => (first.to_utc(), Some(second.to_utc())),
        LocalResult::None => (after_gap(wall), None),
    }
}

fn after_gap(wall: NaiveDateTime) -> DateTime<Utc> {
    (1..=LONGEST_GAP_MINUTES)
        .filter_map(|minutes| {
            let later = wall.checked_add_signed(Duration::minutes(minutes))?;
            Copenhagen.from_local_datetime(&later).earliest()
        })
        .next()
        .map_or_else(|| wall.and_utc(), |at| at.to_utc())
}

/// The instant of a wall time: the first where it happens twice, the next existing one where it does not happen.
#[must_use]
pub fn instant_of(wall: NaiveDateTime) -> DateTime<Utc> {
    instants_of(wall).0
}

/// The last second of the day in Copenhagen: 23:59:59 (Justitsministeriet's guide 9533 of 2018).
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    instant_of(next.and_time(NaiveTime::MIN)) - Duration::seconds(1)
}

/// Whether a moment is the end of its day in Copenhagen, which is how deadlines in days are kept.
#[must_use]
pub fn ends_its_day(at: DateTime<Utc>) -> bool {
    let time = local_time(at).time();
    (time.hour(), time.minute()) == (23, 59)
}

/// A moment with its zone, or as the wall clock in Copenhagen shows it; a day alone is its start.
#[must_use]
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.to_utc());
    }
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let wall = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let wall = wall.or_else(|| Some(day()?.and_time(NaiveTime::MIN)));
    wall.map(instant_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_moment_has_a_local_time() {
        for end in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            assert_eq!(local_date(end), local_time(end).date());
        }
    }

    /// The first occurrence of every wall time in the vectors; those in the gap come out as 03:00.
    #[test]
    fn every_row_of_the_summer_time_vectors() {
        let mut rows = 0;
        for line in include_str!("../../../../tests/vectors/calendar/dst.csv")
            .lines()
            .skip(1)
        {
            let row: Vec<&str> = line.split(',').collect();
            let wall: NaiveDateTime = row[0].parse().unwrap();
            let expected: DateTime<Utc> = row[2].parse().unwrap();
            let (first, second) = instants_of(wall);
            let in_gap = Copenhagen.from_local_datetime(&wall).earliest().is_none();
            if in_gap {
                assert_eq!(
                    local_time(first).time(),
                    NaiveTime::from_hms_opt(3, 0, 0).unwrap(),
                    "{line}"
                );
            } else if row[1] == "0" {
                assert_eq!(first, expected, "{line}");
            } else {
                assert_eq!(second.unwrap_or(first), expected, "{line}");
            }
            rows += 1;
        }
        assert_eq!(rows, 112);
    }

    /// A zone is an offset that there is, or none is said; names are no zones.
    #[test]
    fn a_moment_is_read_with_a_zone_that_exists_or_not_at_all() {
        for (text, expected) in [
            ("2026-01-05T09:00:00+01:00", Some("2026-01-05T08:00:00Z")),
            ("2026-07-05T09:00", Some("2026-07-05T07:00:00Z")),
            ("2026-01-05", Some("2026-01-04T23:00:00Z")),
            ("2026-01-05T09:00:00+25:00", None),
            ("2026-01-05T09:00:00 Europe/Nowhere", None),
            ("2026-01-05T09:00:00[Europe/Copenhagen]", None),
            ("2026-02-29T09:00", None),
        ] {
            let read = moment(text).map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_days_of_the_change_are_23_and_25_hours_long() {
        for (day, hours) in [("2027-03-28", 23), ("2027-10-31", 25), ("2027-06-01", 24)] {
            let day: NaiveDate = day.parse().unwrap();
            let length = end_of_day(day) - end_of_day(day.pred_opt().unwrap());
            assert_eq!(length.num_hours(), hours);
        }
    }
}
