//! What it takes to add working days.

use std::hint::black_box;

use chrono::{Days, NaiveDate};
use samspil_core::calendar::{Calendar, DaySet};

use super::super::measure::now;

/// How many additions are timed: enough that reading the time does not count.
const ADDITIONS: u32 = 1_000_000;

/// Additions begin within ten years ...
const FIRST_DAYS: u32 = 3_653;

/// ... and add up to ten years of working days.
const MOST_DAYS: u32 = 2_500;

/// One addition in nanoseconds.
///
/// # Errors
/// Where an addition has no result.
pub(super) fn nanoseconds() -> Result<u64, String> {
    let calendar = Calendar::default();
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).ok_or("no such day")?;
    let add = |number: u32| {
        let from = first.checked_add_days(Days::new(u64::from(number % FIRST_DAYS)))?;
        calendar.nth_after(from, number % MOST_DAYS + 1, DaySet::Office)
    };
    // The calendar lays its table out at the first question.
    add(0).ok_or("no such working day")?;
    let began = now();
    for number in 0..ADDITIONS {
        black_box(add(black_box(number))).ok_or("no such working day")?;
    }
    let took = began.elapsed().as_nanos() / u128::from(ADDITIONS);
    Ok(u64::try_from(took).unwrap_or(u64::MAX))
}
