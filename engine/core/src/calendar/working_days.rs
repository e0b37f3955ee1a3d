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
            DaySet::Statutory => None,
            DaySet::Office => self.closed_days.closed(day),
        })
    }

    /// Whether the day is a working day: Monday to Friday and not closed.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate, days: DaySet) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && self.closed(day, days).is_none()
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

    proptest! {
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
