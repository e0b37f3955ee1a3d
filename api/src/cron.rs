//! `samspil cron`: when a cron expression comes next.

use chrono::SecondsFormat;
use chrono_tz::Europe::Copenhagen;
use clap::Subcommand;
use samspil_core::calendar::{CronError, CronExpr};
use samspil_core::text::Language;
use samspil_runtime::{Clock, SystemClock};

use crate::clock::read_moment;
use crate::language::{Answer, Told};

/// How many moments may be asked for: a screen or two.
const MAX_MOMENTS: u16 = 100;

/// What is asked of a cron expression.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// The next moments after a given one.
    Next {
        /// Five fields: minute, hour, day of month, month, day of week.
        expression: String,
        /// The moment after which to look: 2026-03-28, 2026-03-28T12:00 or 2026-03-28T12:00:00+01:00; now where nothing is
        /// said.
        #[arg(long)]
        after: Option<String>,
        /// How many moments.
        #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_MOMENTS)))]
        count: u16,
    },
}

/// The answer, a moment a line, in Copenhagen time.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    let Command::Next {
        expression,
        after,
        count,
    } = command;
    let expression: CronExpr = expression
        .parse()
        .map_err(|error: CronError| error.message().say(language))?;
    let after = match after {
        Some(text) => read_moment(text, language)?,
        None => SystemClock.now(),
    };
    let moments = std::iter::successors(expression.next_after(after), |at| expression.next_after(*at));
    let written = moments.take(usize::from(*count)).map(|at| {
        at.with_timezone(&Copenhagen)
            .to_rfc3339_opts(SecondsFormat::Secs, false)
    });
    let lines: Vec<String> = written.collect();
    Ok(Told {
        json: serde_json::json!(lines),
        lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_over_the_spring_change() {
        let next = |text: &str, after: Option<&str>| {
            let asked = Command::Next {
                expression: text.to_owned(),
                after: after.map(str::to_owned),
                count: 2,
            };
            answer(&asked, Language::Danish)
        };
        for after in ["2027-03-27T12:00:00+01:00", "2027-03-27T12:00"] {
            assert_eq!(
                next("30 2 * * *", Some(after)).unwrap().lines,
                ["2027-03-28T03:00:00+02:00", "2027-03-29T02:30:00+02:00"]
            );
        }
        assert_eq!(next("0 8 * * 1", None).unwrap().lines.len(), 2);
        for (text, after, part) in [
            ("30 2 * *", "2027-03-27", "fem felter"),
            ("0 0 30 2 *", "2027-03-27", "Ret dag og måned"),
            (
                "0 8 * * 1",
                "2027-03-27T08:00 Europe/Nowhere",
                "Navne på tidszoner læses ikke",
            ),
            ("0 8 * * 1", "2027-02-29", "er ikke et tidspunkt"),
        ] {
            let refused = next(text, Some(after)).unwrap_err();
            assert!(refused.contains(part), "{text} {after}: {refused}");
        }
    }
}
