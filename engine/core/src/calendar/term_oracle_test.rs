//! Terms against a counter that walks day by day and hour by hour, and shares no code with the engine: its own Easter,
//! its own summer time, its own months.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use proptest::prelude::*;

use super::{Calendar, DaySet, DayZero, EndAt, Length, PlanBy, Roll, Term};

/// Easter by Gauss's rule of the full moon tables.
pub(super) fn easter(year: i64) -> NaiveDate {
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
pub(super) fn counts(day: NaiveDate, days: DaySet) -> bool {
    let easter = easter(i64::from(day.year()));
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

/// The last Sunday of a month.
pub(super) fn last_sunday(year: i32, month: u32) -> NaiveDate {
    (22..=31)
        .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|day| day.weekday() == Weekday::Sun)
        .max()
        .unwrap()
}

/// Hours ahead of UTC in Denmark at a moment, by the rule of the EU since 1996: summer from 01:00 UTC on the last Sunday
/// of March to 01:00 UTC on the last Sunday of October.
pub(super) fn hours_ahead(at: NaiveDateTime) -> i64 {
    let change = |month| last_sunday(at.year(), month).and_hms_opt(1, 0, 0).unwrap();
    if at >= change(3) && at < change(10) { 2 } else { 1 }
}

fn wall(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + Duration::hours(hours_ahead(at.naive_utc()))
}

/// The first moment whose wall clock shows this; where none does, the first moment after the hour that is left out.
fn moment(shows: NaiveDateTime) -> DateTime<Utc> {
    let candidates = [2, 1].map(|ahead| (shows - Duration::hours(ahead)).and_utc());
    let shown = candidates.into_iter().find(|at| wall(*at) == shows);
    shown.unwrap_or_else(|| {
        last_sunday(shows.year(), 3)
            .and_hms_opt(1, 0, 0)
            .unwrap()
            .and_utc()
    })
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day + Days::new(1)
}

/// The same day so many months later, by walking months of known lengths.
fn months_later(day: NaiveDate, months: u32) -> NaiveDate {
    let (mut year, mut month) = (day.year(), day.month());
    for _ in 0..months {
        month += 1;
        if month == 13 {
            month = 1;
            year += 1;
        }
    }
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    NaiveDate::from_ymd_opt(year, month, day.day().min(longest)).unwrap()
}

/// Due and plan-by, walked.
fn walked(term: &Term, start: DateTime<Utc>, length: Length) -> (DateTime<Utc>, DateTime<Utc>) {
    let elapsed = match length {
        Length::Minutes(count) => Some(count),
        Length::Hours(count) => Some(count * 60),
        _ => None,
    };
    if let Some(minutes) = elapsed {
        let due = (0..minutes).fold(start, |at, _| at + Duration::minutes(1));
        return (due, due);
    }
    let first = wall(start).date();
    let counted = term.day_zero == DayZero::Counted;
    let mut end = if counted { first - Days::new(1) } else { first };
    match length {
        Length::Days(count) => (0..count).for_each(|_| end = day_after(end)),
        Length::Weeks(count) => (0..count * 7).for_each(|_| end = day_after(end)),
        Length::WorkingDays(count) => {
            for _ in 0..count {
                end = day_after(end);
                while !counts(end, term.days) {
                    end = day_after(end);
                }
            }
        }
        Length::Months(_) | Length::Years(_) => {
            let months = match length {
                Length::Months(count) => count,
                Length::Years(count) => count * 12,
                _ => 0,
            };
            end = months_later(first, months);
            if counted {
                end = end - Days::new(1);
            }
        }
        Length::AtAge(months) => end = months_later(first, months),
        Length::EndOfMonth => {
            end = first;
            while day_after(end).month() == first.month() {
                end = day_after(end);
            }
        }
        _ => unreachable!("handled above"),
    }
    while term.roll == Roll::NextWorkingDay && !counts(end, term.days) {
        end = day_after(end);
    }
    let mut plan = end;
    while term.plan_by == PlanBy::PreviousWorkingDay && !counts(plan, term.days) {
        plan = plan - Days::new(1);
    }
    let on = |day: NaiveDate| match term.at {
        EndAt::EndOfDay => moment(day_after(day).and_time(NaiveTime::MIN)) - Duration::seconds(1),
        EndAt::Time(time) => moment(day.and_time(time)),
        EndAt::Exact => moment(day.and_time(wall(start).time())),
    };
    (on(end), on(plan))
}

fn terms() -> impl Strategy<Value = Term> {
    let days = prop_oneof![
        Just(DaySet::Statutory),
        Just(DaySet::Office),
        Just(DaySet::SaturdayCounts)
    ];
    let roll = prop_oneof![Just(Roll::None), Just(Roll::NextWorkingDay)];
    let plan_by = prop_oneof![Just(PlanBy::Same), Just(PlanBy::PreviousWorkingDay)];
    let day_zero = prop_oneof![Just(DayZero::NotCounted), Just(DayZero::Counted)];
    let at = prop_oneof![
        Just(EndAt::EndOfDay),
        Just(EndAt::Exact),
        (0_u32..24, 0_u32..60)
            .prop_map(|(hour, minute)| { EndAt::Time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()) }),
    ];
    (days, roll, plan_by, day_zero, at).prop_map(|(days, roll, plan_by, day_zero, at)| Term {
        days,
        roll,
        plan_by,
        day_zero,
        at,
    })
}

fn lengths() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1_u32..5_000).prop_map(Length::Minutes),
        (1_u32..500).prop_map(Length::Hours),
        (1_u32..400).prop_map(Length::Days),
        (1_u32..260).prop_map(Length::WorkingDays),
        (1_u32..60).prop_map(Length::Weeks),
        (1_u32..40).prop_map(Length::Months),
        (1_u32..10).prop_map(Length::Years),
        Just(Length::EndOfMonth),
        (1_u32..240).prop_map(Length::AtAge),
    ]
}

/// Any minute of 2000 to 2099.
fn starts() -> impl Strategy<Value = DateTime<Utc>> {
    let first: DateTime<Utc> = "2000-01-01T00:00:00Z".parse().unwrap();
    let minutes: i64 = (100 * 365 + 25) * 24 * 60;
    (0..minutes).prop_map(move |minutes| first + Duration::minutes(minutes))
}

proptest! {
    #[test]
    fn a_term_ends_where_walking_arrives(term in terms(), start in starts(), length in lengths()) {
        // The century is walked from its first minute to its last: the tables of summer time end with it.
        prop_assume!(walked(&term, start, length).0.year() < 2100);
        let found = term.due(start, length, &Calendar::default()).unwrap();
        prop_assert_eq!((found.due, found.plan_by), walked(&term, start, length), "{} + {}", start, length);
        prop_assert!(found.plan_by <= found.due);
    }
}

/// Both nights of every year to 2035, from an hour before to an hour after, in every unit.
#[test]
fn both_summer_time_nights_of_every_year_for_every_unit() {
    let calendar = Calendar::default();
    let lengths = [
        Length::Minutes(45),
        Length::Hours(1),
        Length::Hours(24),
        Length::Days(1),
        Length::WorkingDays(1),
        Length::Weeks(1),
        Length::Months(1),
        Length::Years(1),
        Length::EndOfMonth,
        Length::AtAge(18 * 12),
    ];
    let ends = [
        EndAt::EndOfDay,
        EndAt::Exact,
        EndAt::Time(NaiveTime::from_hms_opt(2, 30, 0).unwrap()),
    ];
    let mut tried = 0;
    for year in 2024..=2035 {
        for month in [3, 10] {
            let night = last_sunday(year, month).and_hms_opt(1, 0, 0).unwrap().and_utc();
            // The evening before, across the change, and the same span a day and a week before.
            let starts = (-4..=4).map(|quarters| night + Duration::minutes(15) * quarters);
            let before = [1, 7, 30].map(|days| night - Duration::days(days));
            for start in starts.chain(before) {
                for (length, at) in lengths.iter().flat_map(|length| ends.map(|at| (*length, at))) {
                    let term = Term {
                        at,
                        ..Term::default()
                    };
                    let found = term.due(start, length, &calendar).unwrap();
                    let walked = walked(&term, start, length);
                    assert_eq!((found.due, found.plan_by), walked, "{start} + {length}, {at:?}");
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 12 * 2 * 12 * 30);
}

/// Hours in which the offices are open, across both nights of every year, minute by minute.
#[test]
fn office_hours_across_both_summer_time_nights_of_every_year() {
    let calendar = Calendar::default();
    let open = |at: DateTime<Utc>| {
        let shows = wall(at);
        let hour = shows.time();
        let opens = NaiveTime::from_hms_opt(9, 0, 0).unwrap();
        let closes = NaiveTime::from_hms_opt(15, 0, 0).unwrap();
        counts(shows.date(), DaySet::Office) && hour >= opens && hour < closes
    };
    for year in 2024..=2035 {
        for month in [3, 10] {
            let night = last_sunday(year, month).and_hms_opt(1, 0, 0).unwrap().and_utc();
            for (days, hours) in [(1, 3), (2, 8), (4, 20)] {
                let start = night - Duration::days(days);
                let mut at = start;
                let mut left = hours * 60;
                while left > 0 {
                    left -= i64::from(open(at));
                    at += Duration::minutes(1);
                }
                let length = Length::OfficeHours(u32::try_from(hours).unwrap());
                let found = Term::default().due(start, length, &calendar).unwrap();
                assert_eq!(found.due, at, "{start} + {length}");
                let back = calendar
                    .open_time_before(at, Duration::hours(hours), DaySet::Office)
                    .unwrap();
                let between = calendar.open_time_between(back, at, DaySet::Office);
                assert_eq!(between, Duration::hours(hours));
                assert!(back >= start, "{back} is not before {start}");
            }
        }
    }
}
