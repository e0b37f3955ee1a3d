//! When people in an office do things: on working days, before or after noon.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use samspil_core::calendar::{Calendar, DaySet, instant_of, local_date};

use super::chance::Chance;

/// When work before noon begins, in minutes of the day.
const MORNING: u32 = 8 * 60 + 15;

/// When work after noon begins, in minutes of the day.
const AFTERNOON: u32 = 12 * 60 + 30;

/// How long each half of a day lasts, in minutes.
const HALF_DAY: u64 = 150;

/// The half of a working day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
}

/// An office's days. All that falls on the same half of a day falls on the same minute, so that it is kept together.
#[derive(Clone, Debug)]
pub(super) struct Office {
    calendar: Calendar,
    seed: u64,
}

impl Office {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            calendar: Calendar::default(),
            seed,
        }
    }

    /// The first working day on or after this one; the day itself at the end of the calendar.
    pub(super) fn open_on(&self, day: NaiveDate) -> NaiveDate {
        self.calendar.on_or_after(day, DaySet::Office).unwrap_or(day)
    }

    /// So many working days after a moment, in this half of the day; later the same day or the next working day where
    /// that would not be after it.
    pub(super) fn later(&self, from: DateTime<Utc>, working_days: u32, half: Half) -> DateTime<Utc> {
        let day = local_date(from);
        let to = match working_days {
            0 => Some(self.open_on(day)),
            days => self.calendar.nth_after(day, days, DaySet::Office),
        };
        self.after(from, to.unwrap_or(day), half)
    }

    /// So many days after a moment, on the first working day then.
    pub(super) fn days_later(&self, from: DateTime<Utc>, days: u32, half: Half) -> DateTime<Utc> {
        let day = local_date(from);
        let to = day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day);
        self.after(from, self.open_on(to), half)
    }

    /// So many working days before a moment.
    pub(super) fn before(&self, due: DateTime<Utc>, working_days: u32, half: Half) -> DateTime<Utc> {
        let day = local_date(due);
        let to = self.calendar.nth_before(day, working_days, DaySet::Office);
        self.on(to.unwrap_or(day), half)
    }

    /// The moment in this half of the day.
    pub(super) fn on(&self, day: NaiveDate, half: Half) -> DateTime<Utc> {
        let begin = match half {
            Half::Morning => MORNING,
            Half::Afternoon => AFTERNOON,
        };
        let name = format!("{} {half:?}", day.num_days_from_ce());
        let minute = Chance::of(self.seed, &name).below(HALF_DAY);
        let seconds = (begin + u32::try_from(minute).unwrap_or_default()) * 60;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN);
        instant_of(day.and_time(time))
    }

    fn after(&self, from: DateTime<Utc>, day: NaiveDate, half: Half) -> DateTime<Utc> {
        let wanted = self.on(day, half);
        if wanted > from {
            return wanted;
        }
        let same_day = self.on(day, Half::Afternoon);
        if same_day > from {
            return same_day;
        }
        let next = self.calendar.nth_after(day, 1, DaySet::Office).unwrap_or(day);
        self.on(next, Half::Morning)
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::local_time;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn moments_fall_on_working_days_in_office_hours_and_after_what_they_follow() {
        let office = Office::new(1);
        let calendar = Calendar::default();
        let mut from = office.on(day("2026-12-21"), Half::Afternoon);
        for step in 0..40 {
            let half = if step % 3 == 0 {
                Half::Morning
            } else {
                Half::Afternoon
            };
            for later in [
                office.later(from, step % 4, half),
                office.days_later(from, step % 4, half),
            ] {
                assert!(later > from);
                assert!(
                    calendar.is_working_day(local_date(later), DaySet::Office),
                    "{later}"
                );
                let time = local_time(later).time();
                let (opens, closes) = ("08:15".parse().unwrap(), "15:00".parse().unwrap());
                assert!((opens..closes).contains(&time), "{time}");
            }
            from = office.later(from, step % 4, half);
        }
    }

    #[test]
    fn working_days_are_counted_over_christmas() {
        let office = Office::new(1);
        let from = office.on(day("2026-12-23"), Half::Morning);
        let (one, back) = (
            office.later(from, 1, Half::Morning),
            office.before(office.on(day("2026-12-28"), Half::Morning), 1, Half::Morning),
        );
        assert_eq!(local_date(one), day("2026-12-28"));
        assert_eq!(back, from);
        assert_eq!(
            local_date(office.days_later(from, 1, Half::Morning)),
            day("2026-12-28")
        );
    }
}
