//! When timers go off: ISO 8601 durations, moments and repetitions, cron as engines write it, or a variable.

use crate::calendar::{CronExpr, Stretch, moment};
use crate::import::Element;
use crate::import::cmmn::element::{first, words};
use crate::import::cmmn::expression::{Tree, parse};

/// How many times a timer may come: what a flow file takes.
const MAX_TIMES: u32 = 10_000;

/// When a timer goes off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Timer {
    /// A stretch of time or a moment, as a flow file writes it.
    Exactly(String),
    /// On a rhythm, as a flow file writes it.
    Rhythm(String),
    /// As a variable says.
    Variable(Vec<String>),
    /// What it says is not understood.
    Unread(String),
}

/// What a repetition of a timer is: none, or how many times at most.
pub(super) type Times = Option<Option<u32>>;

/// When a timer goes off, and how often.
pub(super) fn timer(definition: Element<'_>) -> (Timer, Times) {
    let expression = first(definition, "timerExpression");
    let text = expression.map_or_else(String::new, |expression| {
        let own = words(expression);
        if own.is_empty() {
            first(expression, "body").map(words).unwrap_or_default()
        } else {
            own
        }
    });
    read(&text)
}

fn read(text: &str) -> (Timer, Times) {
    let text = text.trim();
    if text.starts_with("${") || text.starts_with("#{") {
        return match parse(text) {
            Some(Tree::Variable(path)) => (Timer::Variable(path), None),
            Some(Tree::Text(text)) => read(&text),
            _ => (Timer::Unread(text.to_owned()), None),
        };
    }
    let bare = text.trim_matches(['"', '\'']);
    let bare = ["duration(", "date and time(", "date("]
        .into_iter()
        .find_map(|prefix| bare.strip_prefix(prefix)?.strip_suffix(')'))
        .map_or(bare, |inner| inner.trim_matches(['"', '\'']));
    if let Some(rest) = bare.strip_prefix('R') {
        return repeated(rest).unwrap_or_else(|| (Timer::Unread(text.to_owned()), None));
    }
    if let Some(exactly) = exactly(bare) {
        return (exactly, None);
    }
    if let Some(rhythm) = rhythm(bare) {
        return (rhythm, None);
    }
    match parse(bare) {
        Some(Tree::Variable(path)) => (Timer::Variable(path), None),
        _ => (Timer::Unread(text.to_owned()), None),
    }
}

/// `3/PT10M`, `/PT1H`, `3/2026-01-01T08:00/PT1H`. Where a start is written the stretch is counted from when the timer
/// begins to wait; a start in the past is what tools write there.
fn repeated(text: &str) -> Option<(Timer, Times)> {
    let (count, rest) = text.split_once('/')?;
    let times = if count.is_empty() {
        None
    } else {
        let count: u32 = count.parse().ok()?;
        Some(count.clamp(1, MAX_TIMES))
    };
    let stretch = rest.split('/').find(|part| part.parse::<Stretch>().is_ok())?;
    Some((Timer::Exactly(stretch.to_owned()), Some(times)))
}

fn exactly(text: &str) -> Option<Timer> {
    let fits = text.parse::<Stretch>().is_ok() || moment(text).is_some();
    fits.then(|| Timer::Exactly(text.to_owned()))
}

/// Cron with seconds first, as engines write it, or as POSIX does.
fn rhythm(text: &str) -> Option<Timer> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let posix = match fields.as_slice() {
        [_, _, _, _, _] => fields.join(" "),
        ["0", minute, hour, day, month, weekday] | ["0", minute, hour, day, month, weekday, "*"] => {
            let any = |field: &str| {
                let field = field.replace('?', "*");
                // From the first on, every so many: all of them, every so many.
                match field.strip_prefix("0/") {
                    Some(step) => format!("*/{step}"),
                    None => field,
                }
            };
            let weekday = from_one(&any(weekday))?;
            format!(
                "{} {} {} {} {weekday}",
                any(minute),
                any(hour),
                any(day),
                any(month)
            )
        }
        _ => return None,
    };
    let fits = posix.parse::<CronExpr>().is_ok();
    fits.then(|| Timer::Rhythm(format!("cron {posix}")))
}

/// Days of the week counted from Sunday as 1, as POSIX counts them.
fn from_one(field: &str) -> Option<String> {
    let mut out = String::new();
    let mut digits = String::new();
    for character in field.chars().chain(std::iter::once(' ')) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            // What follows a stroke is a step, not a day.
            let number: u32 = digits.parse().ok()?;
            let step = out.ends_with('/');
            out.push_str(&(if step { number } else { number.checked_sub(1)? }).to_string());
            digits.clear();
        }
        out.push(character);
    }
    Some(out.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_in_all_their_forms() {
        let exactly = |text: &str| Timer::Exactly(text.to_owned());
        let variable = |path: &[&str]| Timer::Variable(path.iter().map(|name| (*name).to_owned()).collect());
        for (text, expected, times) in [
            ("PT1H", exactly("PT1H"), None),
            (" P1Y2M3DT4H ", exactly("P1Y2M3DT4H"), None),
            ("R3/PT10M", exactly("PT10M"), Some(Some(3))),
            ("R/PT1H", exactly("PT1H"), Some(None)),
            ("R5/2026-01-01T08:00:00Z/PT1H", exactly("PT1H"), Some(Some(5))),
            ("2026-12-14T09:00:00Z", exactly("2026-12-14T09:00:00Z"), None),
            ("2026-12-14", exactly("2026-12-14"), None),
            ("${dueDate}", variable(&["dueDate"]), None),
            ("#{order.due}", variable(&["order", "due"]), None),
            ("${'PT5M'}", exactly("PT5M"), None),
            ("duration(\"P2D\")", exactly("P2D"), None),
            (
                "0 0 8 ? * MON-FRI",
                Timer::Rhythm("cron 0 8 * * MON-FRI".to_owned()),
                None,
            ),
            (
                "0 0/5 * * * ?",
                Timer::Rhythm("cron */5 * * * *".to_owned()),
                None,
            ),
            ("0 30 6 * * 2", Timer::Rhythm("cron 30 6 * * 1".to_owned()), None),
            ("30 0 8 * * ?", Timer::Unread("30 0 8 * * ?".to_owned()), None),
            ("${bean.next()}", Timer::Unread("${bean.next()}".to_owned()), None),
            ("R/whenever", Timer::Unread("R/whenever".to_owned()), None),
            ("", Timer::Unread(String::new()), None),
        ] {
            assert_eq!(read(text), (expected, times), "{text}");
        }
    }
}
