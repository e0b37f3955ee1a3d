//! Goals on one theme that go different ways.

use super::{Finding, Goal, Mark, Part};
use crate::flow::Value;

/// A value as it is compared with what another flow holds.
pub(super) fn alike(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.trim().to_lowercase(),
        other => format!("{other:?}"),
    }
}

/// Goals of two open plans that are about the same theme and do not go the same way.
pub(super) fn against(parts: &[Part]) -> Vec<Finding> {
    let open = parts.iter().enumerate().filter(|(_, part)| part.is_open());
    let all: Vec<(Mark, &Goal)> = open
        .flat_map(|(part, found)| {
            let goals = found.goals.iter().enumerate();
            goals.map(move |(number, goal)| (Mark { part, number }, goal))
        })
        .collect();
    let mut found = Vec::new();
    for (place, (one, goal)) in all.iter().enumerate() {
        for (other, beside) in all.iter().skip(place + 1) {
            if one.part != other.part && apart(goal, beside) {
                found.push(Finding::Against {
                    one: *one,
                    other: *other,
                });
            }
        }
    }
    found
}

fn apart(goal: &Goal, other: &Goal) -> bool {
    let theme = goal.theme.as_ref().zip(other.theme.as_ref());
    let direction = goal.direction.as_ref().zip(other.direction.as_ref());
    theme.is_some_and(|(one, other)| alike(&one.value) == alike(&other.value))
        && direction.is_some_and(|(one, other)| alike(&one.value) != alike(&other.value))
}
