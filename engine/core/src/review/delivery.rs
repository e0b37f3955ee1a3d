//! How is help followed up and adjusted? Delivery has a follow-up that comes again, and a short way to change the order.

use super::Asked;
use crate::flow::{Chain, Item, ReviewFinding, Side, Subject};
use crate::id::FieldPath;

pub(super) fn ask(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    if flow.about.subject != Subject::Citizen || !asked.delivers() {
        return;
    }
    let follows_up = |item: &&Item| {
        let comes_again = item.repeats.as_ref().is_some_and(|repeats| {
            repeats.every.is_some()
                || repeats.window.is_some()
                || repeats.freely
                || repeats.again_while.is_some()
        });
        let both = asked.takes_part(item, Side::Authority) || item.says.is_some() || item.awaits().is_some();
        comes_again && both
    };
    if !flow.items.values().any(|item| follows_up(&item)) {
        asked.find_whole(ReviewFinding::NoFollowUp);
    }
    let list = |path: &FieldPath| Chain::list_of(path).filter(|list| flow.data.field(list).is_some());
    let fills_same = |one: &Item, other: &Item| {
        let mut both = one
            .fills
            .iter()
            .flat_map(|a| other.fills.iter().map(move |b| (a, b)));
        both.any(|(a, b)| a == b || list(a).as_ref() == Some(b) || list(b).as_ref() == Some(a))
    };
    let again = |item: &Item| {
        let repeats = item.repeats.as_ref().is_some_and(|repeats| repeats.freely);
        (item.optional || repeats)
            && (item.says.is_some()
                || flow
                    .items
                    .values()
                    .any(|other| other.id != item.id && fills_same(item, other)))
    };
    let back = |item: &Item| !item.then_again.is_empty() || again(item);
    if !flow.items.values().any(back) {
        asked.find_whole(ReviewFinding::NoWayBack);
    }
}
