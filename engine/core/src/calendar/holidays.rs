//! Statutory public holidays in Denmark. There are no substitute days.

use chrono::{Datelike, NaiveDate};

use super::easter_sunday;
use crate::text::Text;

/// A holiday's day in the year.
#[derive(Clone, Copy)]
enum Falls {
    /// On this day of this month.
    On(u32, u32),
    /// So many days after Easter Sunday.
    AfterEaster(i64),
}

/// A holiday, and until which year it is one: each law that takes one away is a date here, since old cases are counted
/// by the days of their time.
struct Holiday {
    falls: Falls,
    da: &'static str,
    en: &'static str,
    last_year: Option<i32>,
}

const fn holiday_of(falls: Falls, da: &'static str, en: &'static str) -> Holiday {
    Holiday {
        falls,
        da,
        en,
        last_year: None,
    }
}

const HOLIDAYS: [Holiday; 11] = [
    holiday_of(Falls::On(1, 1), "Nytårsdag", "New Year's Day"),
    holiday_of(Falls::AfterEaster(-3), "Skærtorsdag", "Maundy Thursday"),
    holiday_of(Falls::AfterEaster(-2), "Langfredag", "Good Friday"),
    holiday_of(Falls::AfterEaster(0), "Påskedag", "Easter Sunday"),
    holiday_of(Falls::AfterEaster(1), "2. påskedag", "Easter Monday"),
    // Taken away by lov nr. 214 of 6 March 2023.
    Holiday {
        falls: Falls::AfterEaster(26),
        da: "Store bededag",
        en: "Great Prayer Day",
        last_year: Some(2023),
    },
    holiday_of(Falls::AfterEaster(39), "Kristi himmelfartsdag", "Ascension Day"),
    holiday_of(Falls::AfterEaster(49), "Pinsedag", "Whit Sunday"),
    holiday_of(Falls::AfterEaster(50), "2. pinsedag", "Whit Monday"),
    holiday_of(Falls::On(12, 25), "Juledag", "Christmas Day"),
    holiday_of(Falls::On(12, 26), "2. juledag", "Boxing Day"),
];

impl Holiday {
    fn is(&self, day: NaiveDate, from_easter: Option<i64>) -> bool {
        let falls = match self.falls {
            Falls::On(month, on) => (day.month(), day.day()) == (month, on),
            Falls::AfterEaster(days) => from_easter == Some(days),
        };
        falls && self.last_year.is_none_or(|last| day.year() <= last)
    }
}

fn found(day: NaiveDate) -> Option<&'static Holiday> {
    let from_easter = easter_sunday(day.year()).map(|easter| day.signed_duration_since(easter).num_days());
    HOLIDAYS.iter().find(|holiday| holiday.is(day, from_easter))
}

/// Whether the day is a statutory holiday.
#[must_use]
pub(super) fn is_holiday(day: NaiveDate) -> bool {
    found(day).is_some()
}

/// What the day is called where it is a statutory holiday.
#[must_use]
pub fn holiday(day: NaiveDate) -> Option<Text> {
    found(day).map(|holiday| Text {
        da: holiday.da.to_owned(),
        en: Some(holiday.en.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every day of 2020-2035 that two public libraries and the Easter rule agree to be a holiday, and no other.
    #[test]
    fn holidays_of_2020_to_2035() {
        let file = include_str!("../../../../tests/vectors/calendar/dk-holidays-2020-2035.csv");
        let expected: BTreeSet<NaiveDate> = file
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|row| row[3] == "1")
            .map(|row| row[0].parse().unwrap())
            .collect();
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let found: BTreeSet<NaiveDate> = first
            .iter_days()
            .take_while(|day| day.year() <= 2035)
            .filter(|day| holiday(*day).is_some())
            .collect();
        assert_eq!(found, expected);
        assert!(expected.len() > 150);
    }
}
