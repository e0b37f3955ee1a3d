//! The same question from several, and answers that differ.

use chrono::Duration;

use super::goals::alike;
use super::{Asking, Finding, Mark, Part};
use crate::flow::Value;

/// How near two questions lie that are told as one asked twice. A practice, no rule: what was asked a quarter of a year ago
/// the citizen still remembers having answered.
pub const ASKED_AGAIN_WITHIN: Duration = Duration::days(90);

/// Every question with its place, by code and then in the order in which they were asked.
fn all(parts: &[Part]) -> Vec<(Mark, &Asking)> {
    let mut all: Vec<(Mark, &Asking)> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, found)| {
            let asks = found.asks.iter().enumerate();
            asks.map(move |(number, asking)| (Mark { part, number }, asking))
        })
        .collect();
    all.sort_by(|(mark, one), (other, beside)| {
        (&one.code, one.at, mark).cmp(&(&beside.code, beside.at, other))
    });
    all
}

/// Each question of which another case has asked the same shortly before.
pub(super) fn asked_twice(parts: &[Part]) -> Vec<Finding> {
    let all = all(parts);
    let pairs = all.iter().zip(all.iter().skip(1));
    pairs
        .filter(|((_, one), (_, other))| one.code == other.code && other.at - one.at <= ASKED_AGAIN_WITHIN)
        .map(|((first, _), (second, _))| Finding::AskedTwice {
            first: *first,
            second: *second,
        })
        .collect()
}

/// Each answer that is another than the one before it, whenever that was given. What people write in words of their own is
/// never the same twice, and is for people to compare.
pub(super) fn two_stories(parts: &[Part]) -> Vec<Finding> {
    let comparable = |asking: &Asking| !matches!(asking.answer, None | Some(Value::Text(_)));
    let all: Vec<(Mark, &Asking)> = all(parts)
        .into_iter()
        .filter(|(_, asking)| comparable(asking))
        .collect();
    let pairs = all.iter().zip(all.iter().skip(1));
    pairs
        .filter(|((_, one), (_, other))| {
            let answers = one.answer.as_ref().zip(other.answer.as_ref());
            one.code == other.code && answers.is_some_and(|(one, other)| alike(one) != alike(other))
        })
        .map(|((first, _), (second, _))| Finding::TwoStories {
            first: *first,
            second: *second,
        })
        .collect()
}

/// What others have asked, or ask now, of what this question asks, the newest first; none of it older than
/// [`ASKED_AGAIN_WITHIN`] before `asking` was opened.
#[must_use]
pub fn asked_before(parts: &[Part], asking: &Asking) -> Vec<Mark> {
    let mut found: Vec<(Mark, &Asking)> = all(parts)
        .into_iter()
        .filter(|(_, other)| other.code == asking.code && asking.at - other.at <= ASKED_AGAIN_WITHIN)
        .collect();
    found.reverse();
    found.into_iter().map(|(mark, _)| mark).collect()
}
