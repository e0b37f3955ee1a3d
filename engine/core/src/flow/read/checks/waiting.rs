//! Items that can never start, because each waits for the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::code::AFTER_CIRCLE;
use crate::flow::{After, Diagnostic, Flow, Item, Relation};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;
use super::order::circles;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let started = startable(flow);
    let mut next: BTreeMap<&str, &str> = BTreeMap::new();
    for item in flow.items.values().filter(|item| !started.contains(&item.id)) {
        let stage = others(item).iter().find(|other| is_its_stage(flow, item, other));
        if let Some(stage) = stage {
            report(flow, vec![item.id.as_str(), stage.as_str()], out);
        } else if let Some(other) = waits_for(item, &started) {
            next.insert(item.id.as_str(), other.as_str());
        }
    }
    for circle in circles(&next) {
        report(flow, circle, out);
    }
}

fn report(flow: &Flow, circle: Vec<&str>, out: &mut Reading) {
    let first = circle.first().and_then(|name| flow.items.get(*name));
    let place = first.map(|item| item.place).unwrap_or_default();
    let known = |name: &&str| flow.items.get(*name).is_some_and(|item| item.known_as.is_some());
    let imported = circle.iter().all(known);
    let what = Message::new("flow-after-circle").with("items", circle);
    let hint = Message::new("flow-after-circle-hint");
    if imported {
        // The model that it comes from says so; it is carried as it is.
        out.report(Diagnostic::warning(AFTER_CIRCLE, place, what).hinting(hint));
    } else {
        out.error(AFTER_CIRCLE, place, what, hint);
    }
}

/// The items that this one comes after.
fn others(item: &Item) -> &[ItemId] {
    item.after.as_ref().map(After::items).unwrap_or_default()
}

/// Whether an item lies in this stage and can never come after it: the stage is done once what lies in it is over.
fn is_its_stage(flow: &Flow, item: &Item, other: &ItemId) -> bool {
    let each_time = flow.items.get(other).is_some_and(|other| other.done_each_time);
    !each_time && lies_in(flow, item, other)
}

/// Whether the item comes after the other only where a guard holds.
fn is_on_terms(item: &Item, other: &ItemId) -> bool {
    let mut provisos = item.provisos.iter();
    provisos.any(|proviso| {
        proviso.relation == Relation::After && proviso.item == *other && proviso.when.is_some()
    })
}

/// Whether an item lies in this stage, at any depth.
pub(super) fn lies_in(flow: &Flow, item: &Item, stage: &ItemId) -> bool {
    let above = |item: &&Item| item.parent.as_ref().and_then(|parent| flow.items.get(parent));
    std::iter::successors(Some(item), above)
        .skip(1)
        .take(flow.items.len())
        .any(|parent| parent.id == *stage)
}

/// What an item waits for, by the items' numbers in reading order.
struct Waiting {
    stage: Option<usize>,
    /// Items that it comes after and that can block it.
    others: Vec<usize>,
    /// How many of those must be able to happen.
    needed: usize,
}

impl Waiting {
    fn of(flow: &Flow, item: &Item, removed: &BTreeSet<&ItemId>) -> Self {
        let (mut blocking, mut passing) = (Vec::new(), 0);
        let all = others(item);
        for other in all {
            match flow.items.get_full(other) {
                Some((number, _, found))
                    if !found.out_of_play
                        && !found.done_before
                        && !removed.contains(other)
                        && !is_on_terms(item, other) =>
                {
                    if !is_its_stage(flow, item, other) {
                        blocking.push(number);
                    }
                }
                _ => passing += 1,
            }
        }
        let needed = match &item.after {
            None | Some(After::All(_)) => all.len(),
            Some(After::Any(_) | After::Coming(_)) => all.len().min(1),
            Some(After::AtLeast(count, _)) => usize::try_from(*count).unwrap_or(usize::MAX).min(all.len()),
        };
        Self {
            stage: item
                .parent
                .as_ref()
                .and_then(|parent| flow.items.get_index_of(parent)),
            others: blocking,
            needed: needed.saturating_sub(passing),
        }
    }

    fn is_over(&self, started: &[bool]) -> bool {
        let has = |number: &usize| started.get(*number).copied().unwrap_or_default();
        self.stage.as_ref().is_none_or(has)
            && self.others.iter().filter(|other| has(other)).count() >= self.needed
    }
}

/// Every item that can start, whatever guards and people do: its stage can start, and enough of what it comes after
/// can, or can be out of play and so does not block. Names of items that do not exist are told of elsewhere.
fn startable(flow: &Flow) -> BTreeSet<&ItemId> {
    let removed: BTreeSet<&ItemId> = flow.items.values().flat_map(|item| &item.removes).collect();
    let waiting: Vec<Waiting> = flow
        .items
        .values()
        .map(|item| Waiting::of(flow, item, &removed))
        .collect();
    let mut started = vec![false; waiting.len()];
    // Each round but the last starts an item, so there are no more rounds than items.
    for _ in 0..=waiting.len() {
        let mut new = false;
        for (number, wait) in waiting.iter().enumerate() {
            if started.get(number) == Some(&false) && wait.is_over(&started) {
                new = true;
                if let Some(state) = started.get_mut(number) {
                    *state = true;
                }
            }
        }
        if !new {
            break;
        }
    }
    let states = flow.items.keys().zip(started);
    states
        .filter(|(_, started)| *started)
        .map(|(item, _)| item)
        .collect()
}

/// One thing that the item waits for in vain: its stage, or an item that it comes after.
fn waits_for<'f>(item: &'f Item, started: &BTreeSet<&ItemId>) -> Option<&'f ItemId> {
    let parent = item.parent.as_ref().filter(|parent| !started.contains(parent));
    parent.or_else(|| others(item).iter().find(|other| !started.contains(other)))
}
