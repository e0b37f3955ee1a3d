//! Which days are working days, and counting by them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{ClosedDays, holiday};
use crate::text::Text;

/// The longest run of closed days that is looked over, in days; a calendar that is closed longer has no working day.
const MAX_CLOSED_RUN_DAYS: u32 = 60;

/// Which closed days a rule counts by (domain.md C.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DaySet {
    /// Weekends and statutory holidays.
    Statutory,
    /// Those and the tenant's closed days.
    #[default]
    Office,
    /// Sundays and statutory holidays: *hverdage* in the acts where Saturday counts (domain.md B.6).
    SaturdayCounts,
}

impl DaySet {
    const fn has_weekday(self, weekday: Weekday) -> bool {
        match weekday {
            Weekday::Sun => false,
            Weekday::Sat => matches!(self, Self::SaturdayCounts),
            _ => true,
        }
    }
}

/// A tenant's calendar.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// The closed days beside the statutory holidays.
    pub closed_days: ClosedDays,
}

impl Calendar {
    /// Why a weekday is closed, where it is: the name of the holiday or closed day.
    #[must_use]
    pub fn closed(&self, day: NaiveDate, days: DaySet) -> Option<Text> {
        holiday(day).or_else(|| match days {
            DaySet::Statutory | DaySet::SaturdayCounts => None,
            DaySet::Office => self.closed_days.closed(day),
        })
    }

    /// Whether the day is a working day: Monday to Friday, Saturday where it counts, and not closed.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate, days: DaySet) -> bool {
        days.has_weekday(day.weekday()) && self.closed(day, days).is_none()
    }

    /// The day itself where it is a working day, otherwise the next one; none in a calendar without working days.
    #[must_use]
    pub fn on_or_after(&self, day: NaiveDate, days: DaySet) -> Option<NaiveDate> {
        self.first(day, days, |day| day.succ_opt())
    }

    /// The day itself where it is a working day, otherwise the one before; none in a calendar without working days.
    #[must_use]
    pub fn on_or_before(&self, day: NaiveDate, days: DaySet) -> Option<NaiveDate> {
        self.first(day, days, |day| day.pred_opt())
    }

    fn first(
        &self,
        mut day: NaiveDate,
        days: DaySet,
        next: fn(NaiveDate) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        for _ in 0..=MAX_CLOSED_RUN_DAYS {
            if self.is_working_day(day, days) {
                return Some(day);
            }
            day = next(day)?;
        }
        None
    }

    /// The n-th working day after the day, the day itself not counted; none where the calendar ends or has none.
    #[must_use]
    pub fn nth_after(&self, mut day: NaiveDate, count: u32, days: DaySet) -> Option<NaiveDate> {
        for _ in 0..count {
            day = self.on_or_after(day.checked_add_days(Days::new(1))?, days)?;
        }
        Some(day)
    }

    /// The n-th working day before the day, the day itself not counted; none where the calendar ends or has none.
    #[must_use]
    pub fn nth_before(&self, mut day: NaiveDate, count: u32, days: DaySet) -> Option<NaiveDate> {
        for _ in 0..count {
            day = self.on_or_before(day.checked_sub_days(Days::new(1))?, days)?;
        }
        Some(day)
    }

    /// Working days after `from` up to and including `to`; none where `to` lies before.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate, days: DaySet) -> usize {
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_working_day(*day, days))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days_of(name: &str) -> DaySet {
        match name {
            "public" => DaySet::Statutory,
            _ => DaySet::Office,
        }
    }

    #[test]
    fn every_row_of_the_working_day_vectors() {
        let calendar = Calendar::default();
        let mut rows = 0;
        for line in include_str!("../../../../tests/vectors/calendar/workday-vectors.csv")
            .lines()
            .skip(1)
        {
            let row: Vec<&str> = line.split(',').collect();
            let (days, start) = (days_of(row[0]), row[1].parse::<NaiveDate>().unwrap());
            let (count, result) = (
                row[2].parse::<i64>().unwrap(),
                row[3].parse::<NaiveDate>().unwrap(),
            );
            let steps = u32::try_from(count.unsigned_abs()).unwrap();
            let found = if count < 0 {
                calendar.nth_before(start, steps, days)
            } else {
                calendar.nth_after(start, steps, days)
            };
            assert_eq!(found, Some(result), "{line}");
            rows += 1;
        }
        assert_eq!(rows, 744);
    }

    #[test]
    fn a_calendar_without_working_days_gives_none() {
        let mut calendar = Calendar::default();
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        calendar.closed_days.own = first
            .iter_days()
            .take(200)
            .map(|day| (day, Text::danish("Lukket")))
            .collect();
        assert_eq!(calendar.nth_after(first, 1, DaySet::Office), None);
        assert!(calendar.nth_after(first, 1, DaySet::Statutory).is_some());
    }

    /// Easter by the rule of the full moon tables (Gauss), which shares nothing with the engine's.
    fn easter_by_gauss(year: i64) -> NaiveDate {
        let (a, b, c) = (year % 19, year % 4, year % 7);
        let k = year / 100;
        let (p, q) = ((13 + 8 * k) / 25, k / 4);
        let (m, n) = ((15 - p + k - q) % 30, (4 + k - q) % 7);
        let d = (19 * a + m) % 30;
        let e = (2 * b + 4 * c + 6 * d + n) % 7;
        let late = (d == 29 && e == 6) || (d == 28 && e == 6 && (11 * m + 11) % 30 < 19);
        let days = if late { d + e - 7 } else { d + e };
        let first = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap(), 3, 22).unwrap();
        first + Days::new(u64::try_from(days).unwrap())
    }

    /// Whether a day counts, by a plain list of dates.
    fn counts(day: NaiveDate, days: DaySet) -> bool {
        let easter = easter_by_gauss(i64::from(day.year()));
        let mut movable = vec![-3, -2, 0, 1, 39, 49, 50];
        if day.year() < 2024 {
            movable.push(26);
        }
        let mut fixed = vec!["01-01", "12-25", "12-26"];
        if days == DaySet::Office {
            fixed.extend(["06-05", "12-24", "12-31"]);
        }
        let number = day.weekday().number_from_monday();
        let weekday = number <= if days == DaySet::SaturdayCounts { 6 } else { 5 };
        weekday
            && !movable.contains(&(day - easter).num_days())
            && !fixed.contains(&day.format("%m-%d").to_string().as_str())
    }

    proptest! {
        /// The n-th working day after any day of 2000-2100 is the one that a day-by-day count arrives at.
        #[test]
        fn the_same_as_counting_day_by_day(
            offset in 0_u64..36_890,
            count in 1_u32..400,
            days in prop_oneof![Just(DaySet::Statutory), Just(DaySet::Office), Just(DaySet::SaturdayCounts)],
        ) {
            let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(offset);
            let counted = start.iter_days().skip(1).filter(|day| counts(*day, days)).nth(count as usize - 1);
            prop_assert_eq!(Calendar::default().nth_after(start, count, days), counted);
        }

        /// There and back again: counting back the same number returns to the first working day.
        #[test]
        fn counting_back_undoes_counting_on(offset in 0_u64..36_000, count in 1_u32..300) {
            let calendar = Calendar::default();
            let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(offset);
            let start = calendar.on_or_after(start, DaySet::Office).unwrap();
            let end = calendar.nth_after(start, count, DaySet::Office).unwrap();
            prop_assert_eq!(calendar.nth_before(end, count, DaySet::Office), Some(start));
            prop_assert_eq!(calendar.working_days_between(start, end, DaySet::Office), count as usize);
        }
    }
}
