//! How far off a deadline is, in words: colour alone says nothing to those who do not see it.

use chrono::{DateTime, Utc};
use samspil_core::calendar::{Calendar, DaySet, ends_its_day, local_date};
use samspil_core::text::Message;

/// Up to this many working days off the distance is told in working days, above it in calendar days: a month's work.
const MAX_WORKING_DAYS: usize = 20;

/// A deadline as lists show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Due {
    /// For machines, ISO 8601.
    pub(crate) iso: String,
    /// The date, and the time of day where it is not the end of the day: `03.02.2026`.
    pub(crate) on: Message,
    /// How far off it is.
    pub(crate) distance: Message,
    /// It has passed.
    pub(crate) late: bool,
    /// It is today or tomorrow.
    pub(crate) near: bool,
}

impl Due {
    /// The deadline seen from now.
    pub(crate) fn new(due: DateTime<Utc>, now: DateTime<Utc>, calendar: &Calendar) -> Self {
        let days = (local_date(due) - local_date(now)).num_days();
        let late = due < now;
        Self {
            iso: due.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            on: on(due),
            distance: distance(due, now, calendar),
            late,
            near: !late && days <= 1,
        }
    }
}

/// A deadline by itself: the date, and the time of day where it is not the end of the day.
pub(crate) fn on(due: DateTime<Utc>) -> Message {
    if ends_its_day(due) {
        Message::new("due-day").with("day", local_date(due))
    } else {
        Message::new("due-moment").with("at", due)
    }
}

fn distance(due: DateTime<Utc>, now: DateTime<Utc>, calendar: &Calendar) -> Message {
    let (today, day) = (local_date(now), local_date(due));
    let days = (day - today).num_days();
    if due < now {
        return match -days {
            0 => Message::new("due-late-today"),
            days => Message::new("due-late").with("days", days),
        };
    }
    match days {
        0 => Message::new("due-today"),
        1 => Message::new("due-tomorrow"),
        days => match calendar.working_days_between(today, day, DaySet::Office) {
            working @ 1..=MAX_WORKING_DAYS => {
                let working = i64::try_from(working).unwrap_or(i64::MAX);
                Message::new("due-in-working-days").with("days", working)
            }
            _ => Message::new("due-in-days").with("days", days),
        },
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;
    use crate::words::say;

    /// Due, on, how far off in both languages, late, near; now is noon of Maundy Thursday, 2 April 2026, and Easter
    /// Monday is the 6th.
    const DEADLINES: &str = "
2026-04-02T21:59:59Z | 02.04.2026            | i dag            | today             | -    | near
2026-04-02T12:30:00Z | 02.04.2026 kl. 14.30  | i dag            | today             | -    | near
2026-04-02T08:00:00Z | 02.04.2026 kl. 10.00  | for sent i dag   | late today        | late | -
2026-04-01T21:59:59Z | 01.04.2026            | 1 dag for sent   | 1 day late        | late | -
2026-03-23T22:59:59Z | 23.03.2026            | 10 dage for sent | 10 days late      | late | -
2026-04-03T21:59:59Z | 03.04.2026            | i morgen         | tomorrow          | -    | near
2026-04-04T21:59:59Z | 04.04.2026            | om 2 dage        | in 2 days         | -    | -
2026-04-07T21:59:59Z | 07.04.2026            | om 1 arbejdsdag  | in 1 working day  | -    | -
2026-04-10T21:59:59Z | 10.04.2026            | om 4 arbejdsdage | in 4 working days | -    | -
2026-06-15T21:59:59Z | 15.06.2026            | om 74 dage       | in 74 days        | -    | -";

    #[test]
    fn a_deadline_in_words() {
        let now: DateTime<Utc> = "2026-04-02T10:00:00Z".parse().unwrap();
        for row in DEADLINES.trim().lines() {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let told = Due::new(cells[0].parse().unwrap(), now, &Calendar::default());
            let flag = |set: bool, word: &'static str| if set { word } else { "-" };
            assert_eq!(
                [
                    say(&told.on, Language::Danish).as_str(),
                    &say(&told.distance, Language::Danish),
                    &say(&told.distance, Language::English),
                    flag(told.late, "late"),
                    flag(told.near, "near"),
                ],
                cells[1..],
                "{row}"
            );
        }
    }
}
