//! Items that can never start, because each waits for the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::code::AFTER_CIRCLE;
use crate::flow::{After, Flow, Item};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;
use super::order::circles;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let started = startable(flow);
    let stuck = flow.items.values().filter(|item| !started.contains(&item.id));
    let next: BTreeMap<&str, &str> = stuck
        .filter_map(|item| Some((item.id.as_str(), waits_for(item, &started)?.as_str())))
        .collect();
    for circle in circles(&next) {
        let place = circle
            .first()
            .and_then(|name| flow.items.get(*name))
            .map(|item| item.place);
        let what = Message::new("flow-after-circle").with("items", circle);
        out.error(
            AFTER_CIRCLE,
            place.unwrap_or_default(),
            what,
            Message::new("flow-after-circle-hint"),
        );
    }
}

/// Every item that can start, whatever guards and people do: its stage can start, and enough of what it comes after
/// can, or can be out of play and so does not block. Names of items that do not exist are told of elsewhere.
fn startable(flow: &Flow) -> BTreeSet<&ItemId> {
    let removed: BTreeSet<&ItemId> = flow.items.values().flat_map(|item| &item.removes).collect();
    let mut started: BTreeSet<&ItemId> = BTreeSet::new();
    for _ in 0..flow.items.len() {
        let before = started.len();
        for item in flow.items.values() {
            let passes = |other: &&ItemId| {
                started.contains(other)
                    || removed.contains(other)
                    || flow.items.get(*other).is_none_or(|other| other.out_of_play)
            };
            let inside = item.parent.as_ref().is_none_or(|parent| started.contains(parent));
            let met = item.after.as_ref().is_none_or(|after| {
                let passing = after.items().iter().filter(passes).count();
                passing >= needed(after)
            });
            if inside && met {
                started.insert(&item.id);
            }
        }
        if started.len() == before {
            break;
        }
    }
    started
}

fn needed(after: &After) -> usize {
    match after {
        After::All(items) => items.len(),
        After::Any(items) => items.len().min(1),
        After::AtLeast(count, items) => usize::try_from(*count).unwrap_or(usize::MAX).min(items.len()),
    }
}

/// One thing that the item waits for in vain: its stage, or an item that it comes after.
fn waits_for<'f>(item: &'f Item, started: &BTreeSet<&ItemId>) -> Option<&'f ItemId> {
    let parent = item.parent.as_ref().filter(|parent| !started.contains(parent));
    parent.or_else(|| {
        let others = item.after.as_ref().map(After::items).unwrap_or_default();
        others.iter().find(|other| !started.contains(other))
    })
}
