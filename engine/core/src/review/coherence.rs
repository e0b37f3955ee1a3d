//! Signs that a course does not hang together: several ask the same, a wait that nobody sees, and work that is done without
//! anybody asking whether it helped.

use std::collections::BTreeSet;

use super::Asked;
use crate::flow::{CASE_ENDED, Item, ItemKind, ReviewFinding, Side, Subject};
use crate::id::{FieldPath, PartyId};

pub(super) fn ask(asked: &mut Asked<'_>) {
    asked_twice(asked);
    waits_unseen(asked);
    let flow = asked.flow;
    if flow.about.subject != Subject::Citizen || !asked.delivers() {
        return;
    }
    let asks = |item: &Item| item.repeats.is_some() && asked.takes_part(item, Side::Citizen);
    if !flow.items.values().any(asks) {
        asked.find_whole(ReviewFinding::NobodyAsks);
    }
}

/// Two parties, neither leading the other, each have a form that asks for the same words of the citizen's.
fn asked_twice(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    let said = |path: &FieldPath| {
        let field = flow.data.field(path)?;
        let side = asked.side(field.said_by.as_ref()?)?;
        matches!(side, Side::Citizen | Side::Relative).then_some(field)
    };
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    let items: Vec<&Item> = flow.items.values().collect();
    for path in items.iter().flat_map(|item| &item.fills) {
        let Some(field) = said(path).filter(|_| told.insert(path.clone())) else {
            continue;
        };
        let owners: BTreeSet<&PartyId> = items
            .iter()
            .filter(|item| item.fills.contains(path))
            .filter_map(|item| item.owner.as_ref())
            .filter(|owner| field.said_by.as_ref() != Some(*owner))
            .collect();
        let led =
            |one: &PartyId, other: &PartyId| flow.leader_of(one).is_some_and(|leader| leader.id == *other);
        let apart = owners.iter().any(|one| {
            let mut others = owners.iter().filter(|other| *other != one);
            others.any(|other| !led(one, other) && !led(other, one))
        });
        if apart {
            found.push(field);
        }
    }
    for field in found {
        asked.find(
            ReviewFinding::AskedTwice,
            (field.path.as_str(), &field.title, field.place),
        );
    }
}

/// Work waits for something outside that may never come: no time ends the wait, no clock counts it, nobody is told.
fn waits_unseen(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    let is_awaited = |wait: &Item| {
        let mut after = flow
            .items
            .values()
            .flat_map(|item| item.after.iter().flat_map(|after| after.items()));
        after.any(|id| *id == wait.id)
    };
    for wait in flow.items.values() {
        let ItemKind::Wait(what) = &wait.kind else {
            continue;
        };
        let counted = flow
            .clocks
            .values()
            .any(|clock| clock.item.as_ref() == Some(&wait.id) && !clock.ladder.is_empty());
        // That the other case of a pair ended without a word is nothing that anybody waits for.
        let expected = what
            .message
            .as_ref()
            .is_some_and(|message| message.as_str() != CASE_ENDED);
        if expected && !what.ends_by_time() && !wait.optional && !counted && is_awaited(wait) {
            asked.find_at(ReviewFinding::WaitsUnseen, wait);
        }
    }
}
