//! The way back: what begins anew where work is sent back.

use std::collections::{BTreeMap, BTreeSet};

use super::{After, Flow, Happening, Item, Relation, Turning};
use crate::id::ItemId;

impl Flow {
    /// What begins anew when an item sends the work back: everything on a way from where it is sent back to, to the item
    /// itself, in the flow's order.
    #[must_use]
    pub fn sent_back(&self) -> BTreeMap<ItemId, Vec<ItemId>> {
        let mut onward: BTreeMap<&ItemId, BTreeSet<&ItemId>> = BTreeMap::new();
        for item in self.items.values() {
            for before in item.after.iter().flat_map(|after| after.items()) {
                onward.entry(before).or_default().insert(&item.id);
            }
            onward.entry(&item.id).or_default().extend(&item.owes);
            if let Some(parent) = &item.parent {
                onward.entry(parent).or_default().insert(&item.id);
            }
        }
        let reached = |from: &ItemId| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from];
            while let Some(next) = open.pop() {
                for after in onward.get(next).into_iter().flatten() {
                    if seen.insert((*after).clone()) {
                        open.push(after);
                    }
                }
            }
            seen
        };
        let mut result = BTreeMap::new();
        for item in self.items.values().filter(|item| !item.then_again.is_empty()) {
            let mut body: BTreeSet<ItemId> = item.then_again.iter().cloned().collect();
            for back_to in &item.then_again {
                let between = reached(back_to);
                body.extend(
                    between
                        .into_iter()
                        .filter(|one| *one == item.id || reached(one).contains(&item.id)),
                );
            }
            // What lies in a stage waits with it; a stage comes before what lies in it.
            for inner in self.items.values() {
                if inner.parent.as_ref().is_some_and(|stage| body.contains(stage)) {
                    body.insert(inner.id.clone());
                }
            }
            let order = self.items.keys().filter(|id| body.contains(*id)).cloned();
            result.insert(item.id.clone(), order.collect());
        }
        result
    }

    /// What has happened whenever this item is done: what it comes after, what opened it, and so on back.
    pub(crate) fn surely_before<'f>(&'f self, item: &'f Item) -> BTreeSet<&'f ItemId> {
        let removed: BTreeSet<&ItemId> = self.items.values().flat_map(|item| &item.removes).collect();
        let mut found: BTreeSet<&ItemId> = BTreeSet::new();
        let mut open = vec![item];
        while let Some(one) = open.pop() {
            let named = after_all(one).chain(opened_by(one)).chain(&one.parent);
            for other in named.filter_map(|name| self.items.get(name)) {
                let is_stage_of_it = one.parent.as_ref() == Some(&other.id);
                let may_be_missing = other.out_of_play || removed.contains(&other.id);
                if is_stage_of_it {
                    // Its stage has begun, so that what that comes after has happened.
                    open.push(other);
                } else if !may_be_missing && found.insert(&other.id) {
                    open.push(other);
                }
            }
        }
        found
    }
}

fn after_all(item: &Item) -> impl Iterator<Item = &ItemId> {
    let all = match &item.after {
        Some(After::All(items)) => items.as_slice(),
        Some(After::Any(items)) if items.len() == 1 => items.as_slice(),
        _ => &[],
    };
    all.iter().filter(|other| {
        let mut terms = item.provisos.iter();
        !terms.any(|terms| terms.relation == Relation::After && terms.item == **other && terms.when.is_some())
    })
}

fn opened_by(item: &Item) -> impl Iterator<Item = &ItemId> {
    let only = match item.opened_by.as_slice() {
        [cue] => cue.all.as_slice(),
        _ => &[],
    };
    only.iter().filter_map(|happening| match happening {
        Happening::Item(Turning::Done, source) => Some(source),
        _ => None,
    })
}
