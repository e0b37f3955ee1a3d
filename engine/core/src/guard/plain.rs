//! What the plain functions reckon. Anything outside a calendar or a number's range is unknown.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::datum::Datum;
use crate::calendar::{Calendar, DaySet};

/// The longest stretch over which working days are counted one by one, in days: a long life.
const MAX_COUNTED_DAYS: i64 = 45_000;

/// So many bytes of a text are gone through in about the time of one step.
const BYTES_OF_STEP: usize = 64;

const MONTHS_IN_YEAR: i64 = 12;

/// Steps beyond its own of a function that takes as long whatever it is given: none.
pub(super) const fn nothing(_: &[Datum<'_>], _: &Calendar) -> u64 {
    0
}

/// Steps of a function that counts working days: one for each day that is looked at by itself, if any is.
pub(super) fn by_day(args: &[Datum<'_>], calendar: &Calendar) -> u64 {
    match args {
        [Datum::Date(from), Datum::Date(to)] => {
            let days = calendar.days_looked_at(*from, *to, DaySet::Office);
            if days > MAX_COUNTED_DAYS.unsigned_abs() {
                0
            } else {
                days
            }
        }
        _ => 0,
    }
}

/// Steps of a function that goes through its first text.
pub(super) fn by_letter(args: &[Datum<'_>], _: &Calendar) -> u64 {
    match args.first() {
        Some(Datum::Text(text)) => u64::try_from(text.len() / BYTES_OF_STEP).unwrap_or(u64::MAX),
        _ => 0,
    }
}

fn number(count: i64) -> Option<Datum<'static>> {
    Some(Datum::Number(Decimal::from(count)))
}

/// Whole days from the first date to the second; below zero where the second comes first.
pub(super) fn days_between(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    match args {
        [Datum::Date(from), Datum::Date(to)] => number(to.signed_duration_since(*from).num_days()),
        _ => None,
    }
}

/// Working days after the first date up to and including the second, as the offices keep them; below zero where the
/// second comes first.
pub(super) fn working_days_between(args: &[Datum<'_>], calendar: &Calendar) -> Option<Datum<'static>> {
    let [Datum::Date(from), Datum::Date(to)] = args else {
        return None;
    };
    if to.signed_duration_since(*from).num_days().abs() > MAX_COUNTED_DAYS {
        return None;
    }
    let count = |from, to| i64::try_from(calendar.working_days_between(from, to, DaySet::Office)).ok();
    if to < from {
        number(-count(*to, *from)?)
    } else {
        number(count(*from, *to)?)
    }
}

/// Whole months from one date to a later one. A month is over on its day of the month, or on the month's last day
/// where it has no such day.
fn whole_months(from: NaiveDate, to: NaiveDate) -> Option<i64> {
    let month = |day: NaiveDate| i64::from(day.year()) * MONTHS_IN_YEAR + i64::from(day.month0());
    let apart = month(to) - month(from);
    let reached = from.checked_add_months(Months::new(u32::try_from(apart).ok()?))?;
    Some(if reached > to { apart - 1 } else { apart })
}

/// Whole months from the first date to the second; below zero where the second comes first.
pub(super) fn months_between(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    match args {
        [Datum::Date(from), Datum::Date(to)] if to < from => number(-whole_months(*to, *from)?),
        [Datum::Date(from), Datum::Date(to)] => number(whole_months(*from, *to)?),
        _ => None,
    }
}

/// Age in whole years; born 29 February, it is the 28th in other years. Unknown before birth.
pub(super) fn age_on(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    match args {
        [Datum::Date(born), Datum::Date(day)] if born <= day => {
            number(whole_months(*born, *day)? / MONTHS_IN_YEAR)
        }
        _ => None,
    }
}

/// The date so many days after; before where the number is below zero.
pub(super) fn days_after(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    let [Datum::Date(from), Datum::Number(count)] = args else {
        return None;
    };
    let count = count.to_i64()?;
    let days = Days::new(count.unsigned_abs());
    let day = if count < 0 {
        from.checked_sub_days(days)
    } else {
        from.checked_add_days(days)
    };
    day.map(Datum::Date)
}

/// Whether the first text has the second in it, letter by letter.
pub(super) fn contains(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    match args {
        [Datum::Text(text), Datum::Text(part)] => Some(Datum::Boolean(text.contains(part))),
        _ => None,
    }
}

/// How many characters the text has.
pub(super) fn length(args: &[Datum<'_>], _: &Calendar) -> Option<Datum<'static>> {
    match args {
        [Datum::Text(text)] => number(i64::try_from(text.chars().count()).ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Run = fn(&[Datum<'_>], &Calendar) -> Option<Datum<'static>>;

    fn day(text: &str) -> Datum<'static> {
        Datum::Date(text.parse().unwrap())
    }

    #[test]
    fn dates_are_counted_as_people_count_them() {
        let rows: [(Run, &str, &str, Option<i64>); 17] = [
            (days_between, "2026-01-05", "2026-01-12", Some(7)),
            (days_between, "2026-01-12", "2026-01-05", Some(-7)),
            (working_days_between, "2026-04-01", "2026-04-07", Some(1)),
            (working_days_between, "2026-04-07", "2026-04-01", Some(-1)),
            (working_days_between, "2026-01-05", "2026-01-05", Some(0)),
            (working_days_between, "1900-01-01", "2200-01-01", None),
            (months_between, "2026-01-31", "2026-02-27", Some(0)),
            (months_between, "2026-01-31", "2026-02-28", Some(1)),
            (months_between, "2026-01-15", "2027-01-14", Some(11)),
            (months_between, "2027-01-14", "2026-01-15", Some(-11)),
            (age_on, "2008-02-29", "2026-02-27", Some(17)),
            (age_on, "2008-02-29", "2026-02-28", Some(18)),
            (age_on, "2008-02-29", "2028-02-28", Some(19)),
            (age_on, "2008-02-29", "2028-02-29", Some(20)),
            (age_on, "2026-02-28", "2026-02-28", Some(0)),
            (age_on, "2026-03-01", "2026-02-28", None),
            (age_on, "0001-01-01", "9999-12-31", Some(9998)),
        ];
        for (run, from, to, expected) in rows {
            let found = run(&[day(from), day(to)], &Calendar::default());
            assert_eq!(found, expected.and_then(number), "{from} {to}");
        }
    }

    #[test]
    fn a_date_outside_the_calendar_is_unknown() {
        let far = Datum::Number(Decimal::from(i64::MIN));
        for (count, expected) in [
            (Datum::Number(Decimal::from(-5)), Some(day("2025-12-31"))),
            (Datum::Number(Decimal::from(26)), Some(day("2026-01-31"))),
            (far, None),
            (Datum::Number(Decimal::MAX), None),
        ] {
            assert_eq!(
                days_after(&[day("2026-01-05"), count], &Calendar::default()),
                expected
            );
        }
    }

    proptest! {
        /// The whole months are the largest number of months that, added to the first date, do not pass the second.
        #[test]
        fn months_are_the_most_that_fit(from in 0_u64..40_000, length in 0_u64..4_000) {
            let from = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(from);
            let to = from + Days::new(length);
            let fitting = (0_u32..200).take_while(|months| from + Months::new(*months) <= to).count();
            prop_assert_eq!(whole_months(from, to), Some(i64::try_from(fitting).unwrap() - 1));
        }
    }
}
