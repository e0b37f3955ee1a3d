//! Statutory public holidays in Denmark (domain.md C.1). There are no substitute days.

use chrono::{Datelike, NaiveDate};

use super::easter_sunday;
use crate::text::Text;

/// The last year in which Store Bededag was a holiday.
const LAST_STORE_BEDEDAG: i32 = 2023;

/// Holidays counted in days from Easter Sunday.
const MOVABLE: [(i64, &str, &str); 7] = [
    (-3, "Skærtorsdag", "Maundy Thursday"),
    (-2, "Langfredag", "Good Friday"),
    (0, "Påskedag", "Easter Sunday"),
    (1, "2. påskedag", "Easter Monday"),
    (39, "Kristi himmelfartsdag", "Ascension Day"),
    (49, "Pinsedag", "Whit Sunday"),
    (50, "2. pinsedag", "Whit Monday"),
];

/// What the day is called where it is a statutory holiday.
#[must_use]
pub fn holiday(day: NaiveDate) -> Option<Text> {
    let named = |da: &str, en: &str| {
        Some(Text {
            da: da.to_owned(),
            en: Some(en.to_owned()),
        })
    };
    match (day.month(), day.day()) {
        (1, 1) => return named("Nytårsdag", "New Year's Day"),
        (12, 25) => return named("Juledag", "Christmas Day"),
        (12, 26) => return named("2. juledag", "Boxing Day"),
        _ => {}
    }
    let from_easter = day.signed_duration_since(easter_sunday(day.year())?).num_days();
    if from_easter == 26 && day.year() <= LAST_STORE_BEDEDAG {
        return named("Store bededag", "Great Prayer Day");
    }
    MOVABLE
        .iter()
        .find(|(days, ..)| *days == from_easter)
        .and_then(|(_, da, en)| named(da, en))
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
