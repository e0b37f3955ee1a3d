//! That every ladder ends: rungs are bounded, and no ladder opens what would begin it anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::code::LADDER_CIRCLE;
use crate::flow::{Flow, RungAction};
use crate::text::Message;

use super::super::Reading;

/// The items that each item's ladder opens.
type Opens<'f> = BTreeMap<&'f str, BTreeSet<&'f str>>;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let mut opens = Opens::new();
    for clock in flow.clocks.values() {
        let Some(item) = &clock.item else { continue };
        for rung in &clock.ladder {
            if let RungAction::Open(other) | RungAction::Call(other) = &rung.does {
                opens.entry(item.as_str()).or_default().insert(other.as_str());
            }
        }
    }
    for item in opens.keys() {
        // Each circle is told of once, from the first of its names.
        let circle = reached(&opens, item);
        let first = circle.iter().next() == Some(item);
        if let (true, true, Some(clock)) = (circle.contains(item), first, flow.clocks.get(*item)) {
            let items: Vec<&str> = circle.into_iter().collect();
            let what = Message::new("flow-ladder-circle").with("items", items);
            let hint = Message::new("flow-ladder-circle-hint");
            out.error(LADDER_CIRCLE, clock.place, what, hint);
        }
    }
}

/// Everything that an item's ladder leads to and that leads back to it; all that it leads to where nothing does.
fn reached<'f>(opens: &Opens<'f>, from: &'f str) -> BTreeSet<&'f str> {
    let onward = |from: &'f str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            for other in opens.get(next).into_iter().flatten() {
                if seen.insert(*other) {
                    open.push(other);
                }
            }
        }
        seen
    };
    let all = onward(from);
    if !all.contains(from) {
        return all;
    }
    all.into_iter()
        .filter(|other| onward(other).contains(from))
        .collect()
}
