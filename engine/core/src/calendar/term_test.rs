//! The dated rows of the domain text, and what each rule of a term does.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{
    Calendar, CalendarRules, ClosedDay, DaySet, DayZero, Due, EndAt, HalfOfficial, Length, PlanBy, Roll,
    Runs, Span, Stood, Term, TermError, instant_of, local_date,
};
use crate::text::Language;

const DUTY: Term = Term {
    days: DaySet::Office,
    roll: Roll::None,
    plan_by: PlanBy::PreviousWorkingDay,
    day_zero: DayZero::NotCounted,
    at: EndAt::EndOfDay,
};
const RIGHT: Term = Term {
    roll: Roll::NextWorkingDay,
    plan_by: PlanBy::Same,
    ..DUTY
};
const STATUTORY: Term = Term {
    days: DaySet::Statutory,
    ..DUTY
};

fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().unwrap();
    instant_of(day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap()))
}

fn dates(due: &Due) -> (String, String) {
    (
        local_date(due.due).to_string(),
        local_date(due.plan_by).to_string(),
    )
}

/// Dated rows around every kind of closed day, and those of other lengths: term, start, length, due, plan by.
const VECTORS: [(Term, &str, &str, &str, &str); 22] = [
    (RIGHT, "2026-01-02", "4 weeks", "2026-01-30", "2026-01-30"),
    (RIGHT, "2026-03-05", "4 weeks", "2026-04-07", "2026-04-07"),
    (RIGHT, "2026-04-16", "4 weeks", "2026-05-15", "2026-05-15"),
    (RIGHT, "2026-05-08", "4 weeks", "2026-06-08", "2026-06-08"),
    (RIGHT, "2026-11-26", "4 weeks", "2026-12-28", "2026-12-28"),
    (RIGHT, "2026-12-03", "4 weeks", "2027-01-04", "2027-01-04"),
    (RIGHT, "2028-05-08", "4 weeks", "2028-06-06", "2028-06-06"),
    (DUTY, "2026-12-23", "7 working days", "2027-01-07", "2027-01-07"),
    (
        STATUTORY,
        "2026-12-23",
        "7 working days",
        "2027-01-05",
        "2027-01-05",
    ),
    (DUTY, "2027-03-23", "7 working days", "2027-04-06", "2027-04-06"),
    (DUTY, "2026-06-01", "7 working days", "2026-06-11", "2026-06-11"),
    (
        STATUTORY,
        "2026-06-01",
        "7 working days",
        "2026-06-10",
        "2026-06-10",
    ),
    (DUTY, "2026-04-01", "6 working days", "2026-04-14", "2026-04-14"),
    (
        Term {
            days: DaySet::SaturdayCounts,
            ..DUTY
        },
        "2026-04-01",
        "6 working days",
        "2026-04-11",
        "2026-04-11",
    ),
    (DUTY, "2026-10-31", "4 months", "2027-02-28", "2027-02-26"),
    (DUTY, "2027-08-24", "4 months", "2027-12-24", "2027-12-23"),
    (
        Term {
            plan_by: PlanBy::Same,
            ..DUTY
        },
        "2026-09-18",
        "14 weeks",
        "2026-12-25",
        "2026-12-25",
    ),
    (DUTY, "2026-12-18", "6 working days", "2026-12-30", "2026-12-30"),
    (RIGHT, "2026-12-30", "4 weeks", "2027-01-27", "2027-01-27"),
    (
        Term {
            plan_by: PlanBy::Same,
            ..DUTY
        },
        "2012-02-29",
        "at age 17 years 6 months",
        "2029-08-29",
        "2029-08-29",
    ),
    (
        Term {
            plan_by: PlanBy::Same,
            ..DUTY
        },
        "2012-02-29",
        "at age 18 years",
        "2030-02-28",
        "2030-02-28",
    ),
    (DUTY, "2027-02-10", "end of month", "2027-02-28", "2027-02-26"),
];

#[test]
fn the_vectors_of_the_domain_text() {
    let calendar = Calendar::default();
    for (term, start, length, due, plan_by) in VECTORS {
        let found = term.due(noon(start), length.parse().unwrap(), &calendar).unwrap();
        assert_eq!(
            dates(&found),
            (due.to_owned(), plan_by.to_owned()),
            "{start} + {length}"
        );
    }
    let mut rules = CalendarRules::default();
    let friday = HalfOfficial::always(ClosedDay::FridayAfterAscension);
    rules.closed_days.half_official.push(friday);
    let with_friday = Calendar::new(1, rules).unwrap();
    let found = RIGHT
        .due(noon("2026-04-16"), Length::Weeks(4), &with_friday)
        .unwrap();
    assert_eq!(dates(&found).0, "2026-05-18");
}

#[test]
fn a_day_and_a_night_are_elapsed_hours_over_summer_time() {
    for (start, expected) in [
        ("2027-03-27T16:00:00+01:00", "2027-03-28T17:00:00+02:00"),
        ("2026-10-24T16:00:00+02:00", "2026-10-25T15:00:00+01:00"),
        ("2027-10-30T16:00:00+02:00", "2027-10-31T15:00:00+01:00"),
    ] {
        let start: DateTime<Utc> = start.parse().unwrap();
        let due = DUTY.due(start, Length::Hours(24), &Calendar::default()).unwrap();
        assert_eq!(due.due, expected.parse::<DateTime<Utc>>().unwrap());
    }
}

#[test]
fn every_row_of_the_roll_vectors() {
    let calendar = Calendar::default();
    let mut rows = 0;
    for line in include_str!("../../../../tests/vectors/calendar/roll-vectors.csv")
        .lines()
        .skip(1)
    {
        let row: Vec<&str> = line.split(',').collect();
        let days = if row[0] == "public" {
            DaySet::Statutory
        } else {
            DaySet::Office
        };
        let length: Length = row[2].parse().unwrap();
        for (roll, expected) in [(Roll::None, row[3]), (Roll::NextWorkingDay, row[4])] {
            let term = Term {
                days,
                roll,
                plan_by: PlanBy::Same,
                ..DUTY
            };
            assert_eq!(
                dates(&term.due(noon(row[1]), length, &calendar).unwrap()).0,
                expected,
                "{line}"
            );
        }
        rows += 1;
    }
    assert_eq!(rows, 293);
}

#[test]
fn the_arithmetic_is_shown_line_by_line() {
    let due = DUTY
        .due(noon("2026-12-23"), Length::WorkingDays(7), &Calendar::default())
        .unwrap();
    let lines: Vec<String> = due
        .arithmetic
        .iter()
        .map(|line| line.say(Language::Danish))
        .collect();
    assert_eq!(
        lines,
        [
            "Regnet fra 23.12.2026 kl. 12.00; dagen selv tæller ikke med.",
            "Længde: 7 arbejdsdage.",
            "24.12.2026 springes over: Juleaften.",
            "25.12.2026 springes over: Juledag.",
            "26.12.2026 springes over: 2. juledag.",
            "31.12.2026 springes over: Nytårsaften.",
            "01.01.2027 springes over: Nytårsdag.",
            "Fristen er 07.01.2027, dagen ud.",
        ]
    );
    let english = RIGHT
        .due(noon("2026-03-05"), Length::Weeks(4), &Calendar::default())
        .unwrap();
    assert_eq!(
        english.arithmetic[2].say(Language::English),
        "02.04.2026 is closed (Maundy Thursday), so the end moves to 07.04.2026."
    );
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The days that are named as passed over, by the length, what stood still and what was added.
#[test]
fn every_closed_day_that_counting_passes_over_is_named() {
    let calendar = Calendar::default();
    let start = moment("2026-04-01T14:00:00+02:00");
    let easter: &[&str] = &["02.04.2026", "03.04.2026", "05.04.2026", "06.04.2026"];
    let ascension: &[&str] = &["14.05.2026"];
    let both = [easter, ascension].concat();
    let still = Stood::between(
        start,
        moment("2026-04-09T14:00:00+02:00"),
        &calendar,
        DaySet::Office,
    );
    let (plain, none, longer) = (Stood::default(), &[][..], &[Length::WorkingDays(6)][..]);
    let end = moment("2026-04-08T10:00:00+02:00");
    for (runs, stood, longer, named) in [
        (Runs::For(Length::OfficeHours(8)), plain, none, easter),
        (Runs::Before(Length::OfficeHours(8), end), plain, none, easter),
        (Runs::For(Length::WorkingDays(1)), plain, none, easter),
        (Runs::Before(Length::WorkingDays(4), end), plain, none, easter),
        (Runs::For(Length::Hours(200)), plain, none, &[]),
        (Runs::For(Length::Weeks(1)), plain, none, &[]),
        // To 4 May, and on to 7 May.
        (Runs::For(Length::WorkingDays(20)), still, none, easter),
        // To 6 May, and over Ascension to 15 May.
        (Runs::For(Length::Weeks(5)), plain, longer, ascension),
        (Runs::For(Length::WorkingDays(24)), plain, longer, &both),
    ] {
        let span = Span {
            stood,
            longer,
            ..Span::plain(start, runs)
        };
        let told = DUTY.told(&span, &calendar).unwrap();
        let lines = told.arithmetic.iter().map(|line| line.say(Language::English));
        let skipped: Vec<String> = lines
            .filter_map(|line| Some(line.split_once(" is skipped: ")?.0.to_owned()))
            .collect();
        assert_eq!(skipped, named, "{runs:?} {longer:?}");
    }
}

/// The rule, the start, the length, the due moment and the one to plan for.
const RULES: &str = "
counted | 2026-01-05T09:00:00+01:00 | 14 days        | 2026-01-18T23:59:59+01:00 | 2026-01-16T23:59:59+01:00
counted | 2026-01-05T09:00:00+01:00 | 2 weeks        | 2026-01-18T23:59:59+01:00 | 2026-01-16T23:59:59+01:00
counted | 2026-03-01T09:00:00+01:00 | 1 month        | 2026-03-31T23:59:59+02:00 | 2026-03-31T23:59:59+02:00
counted | 2026-01-31T09:00:00+01:00 | 1 month        | 2026-02-27T23:59:59+01:00 | 2026-02-27T23:59:59+01:00
counted | 2026-01-05T09:00:00+01:00 | 3 working days | 2026-01-07T23:59:59+01:00 | 2026-01-07T23:59:59+01:00
counted | 2026-01-03T09:00:00+01:00 | 1 working day  | 2026-01-05T23:59:59+01:00 | 2026-01-05T23:59:59+01:00
at_noon | 2026-01-05T09:00:00+01:00 | 1 working day  | 2026-01-06T12:00:00+01:00 | 2026-01-06T12:00:00+01:00
at_noon | 2026-01-30T09:00:00+01:00 | 1 month        | 2026-02-28T12:00:00+01:00 | 2026-02-27T12:00:00+01:00
exact   | 2026-03-28T02:30:00+01:00 | 1 day          | 2026-03-29T03:00:00+02:00 | 2026-03-27T02:30:00+01:00
exact   | 2026-01-05T09:17:00+01:00 | 1 week         | 2026-01-12T09:17:00+01:00 | 2026-01-12T09:17:00+01:00
duty    | 2026-01-09T14:00:00+01:00 | 2 office hours | 2026-01-12T10:00:00+01:00 | 2026-01-12T10:00:00+01:00
duty    | 2026-01-10T14:00:00+01:00 | 6 office hours | 2026-01-12T15:00:00+01:00 | 2026-01-12T15:00:00+01:00
duty    | 2026-12-23T13:00:00+01:00 | 4 office hours | 2026-12-28T11:00:00+01:00 | 2026-12-28T11:00:00+01:00
duty    | 2024-02-29T09:00:00+01:00 | 1 year         | 2025-02-28T23:59:59+01:00 | 2025-02-28T23:59:59+01:00
duty    | 2026-01-31T09:00:00+01:00 | 1 month        | 2026-02-28T23:59:59+01:00 | 2026-02-27T23:59:59+01:00
duty    | 2008-02-29T09:00:00+01:00 | at age 18 years | 2026-02-28T23:59:59+01:00 | 2026-02-27T23:59:59+01:00
duty    | 2026-02-28T09:00:00+01:00 | end of month   | 2026-02-28T23:59:59+01:00 | 2026-02-27T23:59:59+01:00";

/// Where counting ends, by the rules beside the length: what counts the first day, ends at a time, rolls or plans.
#[test]
fn each_rule_of_a_term() {
    let counted = Term {
        day_zero: DayZero::Counted,
        ..DUTY
    };
    let at_noon = Term {
        at: EndAt::Time(NaiveTime::from_hms_opt(12, 0, 0).unwrap()),
        ..DUTY
    };
    let exact = Term {
        at: EndAt::Exact,
        ..DUTY
    };
    let calendar = Calendar::default();
    for row in RULES.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [word, start, length, due, plan_by] = cells.try_into().unwrap();
        let term = match word {
            "counted" => counted,
            "at_noon" => at_noon,
            "exact" => exact,
            _ => DUTY,
        };
        let found = term
            .due(moment(start), length.parse().unwrap(), &calendar)
            .unwrap();
        assert_eq!(
            (found.due, found.plan_by),
            (moment(due), moment(plan_by)),
            "{start} + {length}"
        );
        let quick = term.reckon(
            &Span::plain(moment(start), Runs::For(length.parse().unwrap())),
            &calendar,
        );
        assert_eq!(quick, Ok((found.due, found.plan_by)), "{start} + {length}");
    }
}

/// What was left of a clock when it stood still is left of it afterwards, in the unit that it counts by.
#[test]
fn stillness_is_added_in_the_clock_s_own_unit() {
    let calendar = Calendar::default();
    // Over Christmas: eleven days, of which five are working days.
    let (from, to) = (
        moment("2026-12-21T09:00:00+01:00"),
        moment("2027-01-01T09:00:00+01:00"),
    );
    let stood = Stood::between(from, to, &calendar, DaySet::Office);
    assert_eq!((stood.days, stood.working_days), (11, 5));
    for (start, length, due) in [
        ("2026-12-14T09:00:00+01:00", "10 working days", "2027-01-08"),
        ("2026-12-14T09:00:00+01:00", "4 weeks", "2027-01-22"),
        ("2026-12-14T09:00:00+01:00", "1 month", "2027-01-25"),
    ] {
        let span = Span {
            stood,
            ..Span::plain(moment(start), Runs::For(length.parse().unwrap()))
        };
        assert_eq!(dates(&DUTY.told(&span, &calendar).unwrap()).0, due, "{length}");
    }
    let hours = Stood::between(
        moment("2026-01-05T10:00:00+01:00"),
        moment("2026-01-05T12:30:00+01:00"),
        &calendar,
        DaySet::Office,
    );
    for (length, due) in [
        ("24 hours", "2026-01-06T11:30:00+01:00"),
        ("4 office hours", "2026-01-06T09:30:00+01:00"),
    ] {
        let span = Span {
            stood: hours,
            ..Span::plain(
                moment("2026-01-05T09:00:00+01:00"),
                Runs::For(length.parse().unwrap()),
            )
        };
        assert_eq!(DUTY.reckon(&span, &calendar).unwrap().0, moment(due), "{length}");
    }
    let backwards = Stood::between(to, from, &calendar, DaySet::Office);
    assert!(backwards.is_none());
}

#[test]
fn an_extension_is_counted_from_the_end_and_rolls_after_it() {
    let calendar = Calendar::default();
    let longer = [Length::Weeks(2), Length::WorkingDays(1)];
    let span = Span {
        longer: &longer,
        ..Span::plain(noon("2026-03-05"), Runs::For(Length::Weeks(4)))
    };
    let due = RIGHT.told(&span, &calendar).unwrap();
    assert_eq!(dates(&due).0, "2026-04-17");
    let said: Vec<String> = due
        .arithmetic
        .iter()
        .map(|line| line.say(Language::English))
        .collect();
    assert_eq!(
        said[2..],
        [
            "Extended by 2 weeks: to 16.04.2026.",
            "Extended by 1 working day: to 17.04.2026.",
            "Due 17.04.2026, to the end of the day."
        ]
    );
}

#[test]
fn a_term_that_no_calendar_holds_is_an_error() {
    let calendar = Calendar::default();
    let end = DateTime::<Utc>::MAX_UTC;
    for (length, error) in [
        ("1 day", TermError::OutOfRange),
        ("10000 years", TermError::OutOfRange),
        ("3 working days", TermError::NoWorkingDay),
        ("24 hours", TermError::OutOfRange),
    ] {
        assert_eq!(
            DUTY.due(end, length.parse().unwrap(), &calendar),
            Err(error),
            "{length}"
        );
    }
    for text in ["-3 days", "3.5 days", "99999 days", "184467440737095516160 days"] {
        assert!(text.parse::<Length>().is_err(), "{text}");
    }
}
