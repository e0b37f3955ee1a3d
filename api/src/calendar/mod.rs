//! `samspil calendar`: when a term ends, how many working days lie between, which days are closed, and the calendar that
//! a municipality lays down.

pub(crate) mod lines;
mod own;
pub(crate) mod yaml;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use clap::{Subcommand, ValueEnum};
use samspil_core::calendar::{
    Calendar, DaySet, Length, LengthError, PlanBy, Roll, Term, TermError, local_date,
};
use samspil_core::text::{Language, Message, date};
use serde_json::json;

use crate::clock::read_moment;
use crate::language::{Answer, Told};
use crate::words::say;

/// Which closed days count.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Days {
    /// Weekends and statutory holidays.
    Statutory,
    /// Those and 5 June, 24 and 31 December.
    Office,
    /// Sundays and statutory holidays: Saturday counts.
    SaturdayCounts,
}

impl From<Days> for DaySet {
    fn from(days: Days) -> Self {
        match days {
            Days::Statutory => Self::Statutory,
            Days::Office => Self::Office,
            Days::SaturdayCounts => Self::SaturdayCounts,
        }
    }
}

/// What is asked of the calendar.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// When a term ends, with its arithmetic.
    Add {
        /// When it is counted from: 2026-12-23 or, for hours, 2026-12-23T16:00.
        from: String,
        /// Its length: "7 working days", "4 weeks", P3M.
        #[arg(allow_hyphen_values = true)]
        length: String,
        /// Which closed days count.
        #[arg(long, value_enum, default_value = "office")]
        days: Days,
        /// A citizen's right: an end on a closed day rolls forward.
        #[arg(long)]
        roll: bool,
    },
    /// How many working days lie after the first day, up to and including the last.
    Diff {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
        /// Which closed days count.
        #[arg(long, value_enum, default_value = "office")]
        days: Days,
    },
    /// The closed days of a year that are not weekends, by name.
    List {
        /// The year.
        year: i32,
        /// Which closed days count.
        #[arg(long, value_enum, default_value = "office")]
        days: Days,
    },
    /// Lays down a municipality's calendar, counts its open cases anew, and says which deadlines moved.
    Set(own::Set),
    /// A municipality's calendar, as a file that can be mended and laid down.
    Show(own::Show),
}

/// The answer.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    let calendar = Calendar::default();
    match command {
        Command::Set(asked) => own::answer(&own::Asked::Set(asked), language),
        Command::Show(asked) => own::answer(&own::Asked::Show(asked), language),
        Command::Add {
            from,
            length,
            days,
            roll,
        } => {
            let length: Length = length
                .parse()
                .map_err(|error: LengthError| error.message().say(language))?;
            let from = read_moment(from, language)?;
            added(&calendar, (from, length), (*days).into(), *roll, language)
        }
        Command::Diff { from, to, days } => {
            if to < from {
                return Err(say(&Message::new("calendar-diff-reversed"), language));
            }
            let count = calendar.working_days_between(*from, *to, (*days).into());
            Ok(Told {
                lines: vec![count.to_string()],
                json: json!({ "working_days": count }),
            })
        }
        Command::List { year, days } => {
            let first = NaiveDate::from_yo_opt(*year, 1)
                .ok_or_else(|| TermError::OutOfRange.message().say(language))?;
            let closed = |day: NaiveDate| calendar.closed(day, (*days).into()).map(|name| (day, name));
            let year_days = first
                .iter_days()
                .take_while(|day| day.year() == *year)
                .filter_map(closed);
            let (lines, rows) = year_days
                .map(|(day, name)| {
                    let name = name.in_language(language);
                    (
                        format!("{}  {name}", date(day)),
                        json!({ "date": day, "name": name }),
                    )
                })
                .unzip();
            Ok(Told {
                lines,
                json: serde_json::Value::Array(rows),
            })
        }
    }
}

/// When a term ends, with its arithmetic.
fn added(
    calendar: &Calendar,
    (from, length): (DateTime<Utc>, Length),
    days: DaySet,
    rolls: bool,
    language: Language,
) -> Answer {
    let (roll, plan_by) = if rolls {
        (Roll::NextWorkingDay, PlanBy::Same)
    } else {
        (Roll::default(), PlanBy::default())
    };
    let term = Term {
        days,
        roll,
        plan_by,
        ..Term::default()
    };
    let due = term
        .due(from, length, calendar)
        .map_err(|error| error.message().say(language))?;
    let lines: Vec<String> = due.arithmetic.iter().map(|line| line.say(language)).collect();
    let json = json!({
        "due": due.due,
        "due_on": local_date(due.due),
        "plan_by": local_date(due.plan_by),
        "arithmetic": lines,
    });
    Ok(Told { lines, json })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(command: &Command) -> Result<Vec<String>, String> {
        answer(command, Language::Danish).map(|told| told.lines)
    }

    #[test]
    fn a_year_s_closed_days_and_a_term() {
        let listed = lines(&Command::List {
            year: 2026,
            days: Days::Statutory,
        })
        .unwrap();
        assert_eq!(listed.len(), 10);
        assert_eq!(listed[1], "02.04.2026  Skærtorsdag");
        let from = "2026-03-05".parse().unwrap();
        let added = lines(&Command::Add {
            from: "2026-03-05".to_owned(),
            length: "4 weeks".to_owned(),
            days: Days::Office,
            roll: true,
        })
        .unwrap();
        assert_eq!(added.last().unwrap(), "Fristen er 07.04.2026, dagen ud.");
        let to = "2026-03-12".parse().unwrap();
        assert_eq!(
            lines(&Command::Diff {
                from,
                to,
                days: Days::Office
            })
            .unwrap(),
            ["5"]
        );
    }

    /// What is counted from, the length, and what is answered or refused.
    #[test]
    fn what_cannot_be_counted_is_refused_with_what_to_write() {
        for (from, length, part) in [
            ("2024-02-29", "1 year", "28.02.2025"),
            ("2026-01-31", "1 month", "28.02.2026"),
            ("2027-03-27T16:00", "24 hours", "28.03.2027 kl. 17.00"),
            ("2026-10-24T16:00", "24 hours", "25.10.2026 kl. 15.00"),
            ("2026-03-05", "4", "3 working days"),
            ("2026-03-05", "-3 days", "3 working days"),
            ("2026-03-05", "0 days", "mellem 1 og 10000"),
            ("2026-03-05", "99999999999999999999 days", "mellem 1 og 10000"),
            ("+262142-12-01", "5 weeks", "uden for kalenderen"),
            ("2026-02-29", "4 weeks", "er ikke et tidspunkt"),
            (
                "2026-03-05T09:30 Europe/Nowhere",
                "4 weeks",
                "Navne på tidszoner læses ikke",
            ),
        ] {
            let answered = lines(&Command::Add {
                from: from.to_owned(),
                length: length.to_owned(),
                days: Days::Office,
                roll: false,
            });
            let told = answered.map_or_else(|refused| refused, |lines| lines.join("\n"));
            assert!(told.contains(part), "{from} {length}: {told}");
        }
        let reversed = lines(&Command::Diff {
            from: "2026-03-12".parse().unwrap(),
            to: "2026-03-05".parse().unwrap(),
            days: Days::Office,
        });
        assert!(reversed.unwrap_err().contains("Byt om"));
    }
}
