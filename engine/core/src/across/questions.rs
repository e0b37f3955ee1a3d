//! The same question from several, and answers that differ.

use super::goals::alike;
use super::{Asking, Finding, Mark, Part, PlanBounds};
use crate::flow::Value;

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
pub(super) fn asked_twice(parts: &[Part], bounds: &PlanBounds) -> Vec<Finding> {
    let all = all(parts);
    let pairs = all.iter().zip(all.iter().skip(1));
    pairs
        .filter(|((_, one), (_, other))| one.code == other.code && other.at - one.at <= bounds.asked_again())
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

/// What others have asked, or ask now, of what this question asks, the newest first; none of it older before
/// `asking` was opened than the bounds say.
#[must_use]
pub fn asked_before(parts: &[Part], asking: &Asking, bounds: &PlanBounds) -> Vec<Mark> {
    let mut found: Vec<(Mark, &Asking)> = all(parts)
        .into_iter()
        .filter(|(_, other)| other.code == asking.code && asking.at - other.at <= bounds.asked_again())
        .collect();
    found.reverse();
    found.into_iter().map(|(mark, _)| mark).collect()
}
