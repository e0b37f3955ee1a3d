//! Goals on one theme that go different ways.

use super::finding::MAX_FINDINGS;
use super::{Finding, Goal, Mark, Part};
use crate::flow::Value;

/// A value as it is compared with what another flow holds.
pub(super) fn alike(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.trim().to_lowercase(),
        other => format!("{other:?}"),
    }
}

/// How many goals of one plan are compared with those of others: more than one plan can aim at.
const MAX_COMPARED: usize = 50;

/// Goals of two open plans that are about the same theme and do not go the same way.
pub(super) fn against(parts: &[Part]) -> Vec<Finding> {
    let open = parts.iter().enumerate().filter(|(_, part)| part.is_open());
    let all: Vec<(Mark, (String, String))> = open
        .flat_map(|(part, found)| {
            let goals = found.goals.iter().enumerate();
            let aims = goals.filter_map(move |(number, goal)| Some((Mark { part, number }, aim(goal)?)));
            aims.take(MAX_COMPARED)
        })
        .collect();
    let mut found = Vec::new();
    for (place, (one, (theme, direction))) in all.iter().enumerate() {
        for (other, beside) in all.iter().skip(place + 1) {
            if found.len() >= MAX_FINDINGS {
                return found;
            }
            if one.part != other.part && *theme == beside.0 && *direction != beside.1 {
                found.push(Finding::Against {
                    one: *one,
                    other: *other,
                });
            }
        }
    }
    found
}

/// The theme of a goal and which way it goes, as they are compared.
fn aim(goal: &Goal) -> Option<(String, String)> {
    let (theme, direction) = goal.theme.as_ref().zip(goal.direction.as_ref())?;
    Some((alike(&theme.value), alike(&direction.value)))
}
