//! Which agreements and workflows must be described? Each stage has an owner, an input and an output.

use super::Asked;
use crate::flow::{Item, ItemKind, ReviewFinding};
use crate::id::ItemId;

pub(super) fn ask(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    let first = flow.inside(None).find(|item| item.kind == ItemKind::Stage);
    let begins = |stage: &Item| {
        // What a case begins with is given to its first stage.
        let above = |item: &&Item| item.parent.as_ref().and_then(|parent| flow.items.get(parent));
        let mut chain = std::iter::successors(Some(stage), above);
        chain.any(|one| first.is_some_and(|first| first.id == one.id))
    };
    for stage in flow.items.values().filter(|item| item.kind == ItemKind::Stage) {
        let work = asked.work_in(&stage.id);
        if work.iter().all(|item| item.owner.is_none()) {
            asked.find_at(ReviewFinding::NoOwner, stage);
        }
        if !begins(stage) && !has_input(asked, stage, &work) {
            asked.find_at(ReviewFinding::NoInput, stage);
        }
        if !has_output(asked, stage, &work) {
            asked.find_at(ReviewFinding::NoOutput, stage);
        }
    }
}

/// Whether something leads to the stage or to what lies in it: work before it, what is known, or a message.
fn has_input(asked: &Asked<'_>, stage: &Item, work: &[&Item]) -> bool {
    let inside = |id: &ItemId| *id == stage.id || work.iter().any(|item| item.id == *id);
    let led_to = |item: &Item| {
        let after = item.after.iter().flat_map(|after| after.items());
        let reads = asked.guards.of_item(&item.id).any(|guard| {
            let reads = guard.reads();
            !reads.fields.is_empty() || reads.items.iter().any(|item| !inside(item))
        });
        !item.opened_by.is_empty()
            || after.into_iter().any(|id| !inside(id))
            || item.awaits().is_some()
            || item
                .repeats
                .as_ref()
                .is_some_and(|repeats| repeats.each.is_some())
            || reads
    };
    let above = |item: &&Item| {
        item.parent
            .as_ref()
            .and_then(|parent| asked.flow.items.get(parent))
    };
    std::iter::successors(Some(stage), above).any(led_to) || work.iter().any(|item| led_to(item))
}

/// Whether the stage leaves something behind: what is written, said, sent, promised or decided, or what others go on from.
fn has_output(asked: &Asked<'_>, stage: &Item, work: &[&Item]) -> bool {
    let leaves = |item: &&Item| {
        let kind = matches!(
            item.kind,
            ItemKind::Decision | ItemKind::Milestone | ItemKind::Subcase(_)
        );
        kind || !item.fills.is_empty()
            || !item.sets.is_empty()
            || item.says.is_some()
            || item.letter.is_some()
            || item.ends_case
            || !item.then_again.is_empty()
    };
    let is_own = |id: &ItemId| *id == stage.id || work.iter().any(|item| item.id == *id);
    let goes_on = || {
        let others = asked.flow.items.values().filter(|item| !is_own(&item.id));
        let mut before = others.flat_map(|item| item.after.iter().flat_map(|after| after.items()));
        before.any(is_own)
    };
    work.iter().any(leaves) || goes_on()
}
