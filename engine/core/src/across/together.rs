//! Cases that were begun side by side with nobody to hold them together, and those that come back.

use chrono::Duration;

use super::{Finding, Part, PlanBounds};

/// The open cases that were each begun shortly after another, where nobody coordinates any case of the citizen. What a
/// case began itself is one effort with it.
pub(super) fn parallel(parts: &[Part], bounds: &PlanBounds) -> Option<Finding> {
    let coordinated = |part: &Part| part.is_open() && !part.coordinators.is_empty();
    if parts.iter().any(coordinated) {
        return None;
    }
    let mut open: Vec<(usize, &Part)> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.is_open() && !begun_by_one_of(part, parts))
        .collect();
    open.sort_by_key(|(number, part)| (part.started_at, *number));
    let near = |one: &Part, other: &Part| other.started_at - one.started_at <= bounds.begun_together();
    let mut found: Vec<usize> = Vec::new();
    for ((number, one), (next, other)) in open.iter().zip(open.iter().skip(1)) {
        if near(one, other) {
            found.extend([*number, *next]);
        }
    }
    found.sort_unstable();
    found.dedup();
    (!found.is_empty()).then_some(Finding::Parallel(found))
}

fn begun_by_one_of(part: &Part, parts: &[Part]) -> bool {
    part.begun_by
        .is_some_and(|case| parts.iter().any(|other| other.case == case))
}

/// Cases that were closed, each with the first that was begun about the same within the bounds.
pub(super) fn back(parts: &[Part], bounds: &PlanBounds) -> Vec<Finding> {
    let closed = parts.iter().enumerate().filter_map(|(number, part)| {
        let at = part.stood_still_at.filter(|_| !part.is_open())?;
        Some((number, part, at))
    });
    closed
        .filter_map(|(ended, part, at)| {
            let others = parts.iter().enumerate().filter(|(number, _)| *number != ended);
            let later = others.filter(|(_, other)| {
                let after = other.started_at - at;
                let soon = Duration::zero() <= after && after <= bounds.back();
                soon && is_about_the_same(part, other) && !begun_by_one_of(other, parts)
            });
            let (anew, _) = later.min_by_key(|(number, other)| (other.started_at, *number))?;
            Some(Finding::Back { ended, anew })
        })
        .collect()
}

fn is_about_the_same(part: &Part, other: &Part) -> bool {
    part.flow == other.flow || (part.kle.is_some() && part.kle == other.kle)
}
