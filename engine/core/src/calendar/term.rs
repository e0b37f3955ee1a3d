//! From a start and a length to a due date, with the arithmetic line by line (domain.md B.3, B.6).

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Calendar, DaySet, Length, end_of_day, local_date};
use crate::text::{Arg, Message};

/// Where an end that falls on a closed day goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// It stays: an authority's duty never rolls.
    #[default]
    None,
    /// To the next working day: a citizen's right.
    NextWorkingDay,
}

/// Which day the work is planned for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanBy {
    /// The due day itself.
    Same,
    /// The last working day up to and including the due day.
    #[default]
    PreviousWorkingDay,
}

/// How the end of a term is counted. The default is an authority's duty: no roll, planned for the working day before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Term {
    /// Which closed days count.
    pub days: DaySet,
    /// Where an end on a closed day goes.
    pub roll: Roll,
    /// Which day the work is planned for.
    pub plan_by: PlanBy,
}

/// A due moment and how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// When it is due.
    pub due: DateTime<Utc>,
    /// When the work should be planned for; never later than due.
    pub plan_by: DateTime<Utc>,
    /// The arithmetic, line by line.
    pub arithmetic: Vec<Message>,
}

/// Why there is no due moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermError {
    /// The calendar has no working day where one is looked for.
    NoWorkingDay,
    /// The date lies outside what a calendar can hold.
    OutOfRange,
}

impl TermError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::NoWorkingDay => "term-no-working-day",
            Self::OutOfRange => "term-out-of-range",
        })
    }
}

impl Term {
    /// When a length that starts here is due. The start's own day is not counted; elapsed hours and minutes run
    /// exactly, everything else to the end of its last day in Copenhagen.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn due(&self, start: DateTime<Utc>, length: Length, calendar: &Calendar) -> Result<Due, TermError> {
        let mut arithmetic = vec![
            Message::new("term-from").with("start", start),
            Message::new("term-length").with("length", length.message()),
        ];
        let elapsed = match length {
            Length::Minutes(count) => Some(Duration::minutes(i64::from(count))),
            Length::Hours(count) => Some(Duration::hours(i64::from(count))),
            _ => None,
        };
        if let Some(elapsed) = elapsed {
            let due = start.checked_add_signed(elapsed).ok_or(TermError::OutOfRange)?;
            arithmetic.push(Message::new("term-due-at").with("due", due));
            return Ok(Due {
                due,
                plan_by: due,
                arithmetic,
            });
        }
        let first = local_date(start);
        let raw = self.raw_end(first, length, calendar)?;
        if let Length::WorkingDays(_) = length {
            arithmetic.extend(self.skipped(first, raw, calendar));
        }
        if clamped(first, raw, length) {
            arithmetic.push(Message::new("term-clamped").with("day", raw));
        }
        let end = match self.roll {
            Roll::None => raw,
            Roll::NextWorkingDay => calendar
                .on_or_after(raw, self.days)
                .ok_or(TermError::NoWorkingDay)?,
        };
        if end != raw {
            arithmetic.push(
                Message::new("term-rolled")
                    .with("day", raw)
                    .with("because", self.because(raw, calendar))
                    .with("to", end),
            );
        }
        arithmetic.push(Message::new("term-due-on").with("day", end));
        let plan_day = match self.plan_by {
            PlanBy::Same => end,
            PlanBy::PreviousWorkingDay => calendar
                .on_or_before(end, self.days)
                .ok_or(TermError::NoWorkingDay)?,
        };
        if plan_day != end {
            arithmetic.push(
                Message::new("term-plan-by")
                    .with("because", self.because(end, calendar))
                    .with("day", plan_day),
            );
        }
        Ok(Due {
            due: end_of_day(end),
            plan_by: end_of_day(plan_day),
            arithmetic,
        })
    }

    fn raw_end(&self, first: NaiveDate, length: Length, calendar: &Calendar) -> Result<NaiveDate, TermError> {
        let end = match length {
            Length::Days(count) => first.checked_add_days(Days::new(u64::from(count))),
            Length::Weeks(count) => first.checked_add_days(Days::new(u64::from(count) * 7)),
            Length::Months(count) => first.checked_add_months(Months::new(count)),
            Length::Years(count) => first.checked_add_months(Months::new(count * 12)),
            Length::WorkingDays(count) => {
                return calendar
                    .nth_after(first, count, self.days)
                    .ok_or(TermError::NoWorkingDay);
            }
            Length::AtAge(months) => first.checked_add_months(Months::new(months)),
            Length::EndOfMonth => last_of_month(first),
            Length::Minutes(_) | Length::Hours(_) => Some(first),
        };
        end.ok_or(TermError::OutOfRange)
    }

    /// The holidays and closed weekdays that counting skipped, by name.
    fn skipped(&self, first: NaiveDate, end: NaiveDate, calendar: &Calendar) -> Vec<Message> {
        first
            .iter_days()
            .skip(1)
            .take_while(|day| *day < end)
            .filter_map(|day| Some((day, calendar.closed(day, self.days)?)))
            .map(|(day, name)| Message::new("term-skipped").with("day", day).with("name", name))
            .collect()
    }

    fn because(&self, day: NaiveDate, calendar: &Calendar) -> Arg {
        calendar
            .closed(day, self.days)
            .map_or_else(|| Message::new("term-weekend").into(), Arg::from)
    }
}

fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Whether a month or year was too short for the day that it started on.
fn clamped(first: NaiveDate, end: NaiveDate, length: Length) -> bool {
    matches!(length, Length::Months(_) | Length::Years(_) | Length::AtAge(_)) && end.day() < first.day()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;
    use crate::calendar::{ClosedDay, instant_of};
    use crate::text::Language;

    const RIGHT: Term = Term {
        days: DaySet::Office,
        roll: Roll::NextWorkingDay,
        plan_by: PlanBy::Same,
    };
    const DUTY: Term = Term {
        days: DaySet::Office,
        roll: Roll::None,
        plan_by: PlanBy::PreviousWorkingDay,
    };
    const STATUTORY: Term = Term {
        days: DaySet::Statutory,
        roll: Roll::None,
        plan_by: PlanBy::PreviousWorkingDay,
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

    /// The dated rows of domain.md B.6, and those of other lengths: term, start, length, due, plan by.
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
        let mut with_friday = calendar;
        with_friday
            .closed_days
            .half_official
            .push(ClosedDay::FridayAfterAscension);
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
}
