//! Whether a waiting item will come by itself, so that its stage waits for it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::hindrance::Hindrance;
use super::{ItemState, Status, View, settle};
use crate::flow::{Happening, Item, Relation, Repeat};
use crate::id::ItemId;

/// Whether a waiting item will come by itself: its time will, or what it waits for is under way or will come in the same
/// stage. Items that wait for each other in a ring do not, nor does what only follows something optional.
pub(super) fn is_expected(view: &View<'_>, item: &Item) -> bool {
    is_expected_without(view, item, None)
}

/// The same where one that it may wait for does not come.
pub(super) fn is_expected_without(view: &View<'_>, item: &Item, without: Option<&ItemId>) -> bool {
    let mut coming = BTreeSet::new();
    if comes(view, item, &coming, without) {
        return true;
    }
    let chain = chain_before(view, item);
    // Each round finds at least one more that will come, or is the last.
    for _ in &chain {
        let known = coming.len();
        for one in chain.iter().rev() {
            if !one.optional && !coming.contains(&one.id) && comes(view, one, &coming, without) {
                coming.insert(one.id.clone());
            }
        }
        if coming.contains(&item.id) {
            return true;
        }
        if coming.len() == known {
            return false;
        }
    }
    false
}

/// The item, what it waits for that waits in the same stage, what that waits for, and so on: each once.
fn chain_before<'a>(view: &View<'a>, item: &Item) -> Vec<Cow<'a, Item>> {
    let mut chain: Vec<Cow<'a, Item>> = Vec::new();
    let mut met: BTreeSet<ItemId> = BTreeSet::from([item.id.clone()]);
    let mut open = vec![item.id.clone()];
    while let Some(one) = open.pop() {
        let Some(one) = view.run.item(view.case, &one) else {
            continue;
        };
        for before in before(&one) {
            let found = view.run.item(view.case, before);
            let waits = view.case.item(before).status == Status::Waiting;
            let beside = found.is_some_and(|found| found.parent == item.parent);
            if waits && beside && met.insert(before.clone()) {
                open.push(before.clone());
            }
        }
        chain.push(one);
    }
    chain
}

/// What an item may wait for.
fn before(item: &Item) -> impl Iterator<Item = &ItemId> {
    let after = item.after.iter().flat_map(|after| after.items());
    let happenings = item.opened_by.iter().flat_map(|cue| &cue.all);
    after.chain(happenings.filter_map(|happening| match happening {
        Happening::Item(_, source) => Some(source),
        Happening::Field(..) => None,
    }))
}

/// Whether an item that is open will be done by itself. What anyone may do as often as they want and has been done is
/// waited for no more.
pub(super) fn goes_to_its_end(state: &ItemState, said: Option<&Item>) -> bool {
    match state.status {
        Status::Active => !(state.happened && said.is_some_and(settle::is_free)),
        Status::Possible => state.owed || !(state.happened || said.is_some_and(|said| said.optional)),
        Status::Waiting | Status::Done | Status::Skipped | Status::Cancelled => false,
    }
}

/// Whether the item will come, as far as is known of what else will.
fn comes(view: &View<'_>, item: &Item, coming: &BTreeSet<ItemId>, without: Option<&ItemId>) -> bool {
    let is_coming = |before: &ItemId| {
        let state = view.case.item(before);
        match state.status {
            _ if Some(before) == without => false,
            Status::Waiting => coming.contains(before),
            _ => goes_to_its_end(state, view.run.flow.items.get(before.base())),
        }
    };
    // What nothing stands in the way of opens in the next pass.
    view.hindrances(item).iter().all(|hindrance| match hindrance {
        Hindrance::NotBefore => {
            let planned = item.repeats.as_ref().is_some_and(Repeat::is_planned);
            !planned || view.case.item(&item.id).planned.is_some()
        }
        Hindrance::After => item
            .after
            .iter()
            .flat_map(|after| after.items())
            .filter(|before| view.applies(item, Relation::After, before))
            .any(|before| !view.is_behind_us(before) && is_coming(before)),
        Hindrance::OpenedBy => item.opened_by.iter().any(|cue| {
            !cue.all.is_empty()
                && cue.all.iter().all(|happening| match happening {
                    Happening::Item(_, source) => is_coming(source),
                    Happening::Field(..) => false,
                })
        }),
        // What is under way, or owed and may not be, will be done.
        Hindrance::Owed => without.is_none_or(|without| !item.not_while_owed.contains(without)),
        Hindrance::NotWith => true,
        _ => false,
    })
}
