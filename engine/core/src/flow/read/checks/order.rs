//! Due moments that are counted from each other, and how a circle is found.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::code::DUE_CIRCLE;
use crate::flow::{Anchor, Clock, Flow, Lasts};
use crate::text::Message;

use super::super::Reading;

/// Each circle once, in the order that it is walked, from the one of its names that comes first in the alphabet.
///
/// Every name leads to at most one other, so a walk from each name ends at a name that leads on to nothing, at a name
/// that was walked before, or in a circle.
pub(super) fn circles<'n>(next: &BTreeMap<&'n str, &'n str>) -> Vec<Vec<&'n str>> {
    let mut walked: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for start in next.keys() {
        let mut path: Vec<&str> = Vec::new();
        let mut at = *start;
        while walked.insert(at) {
            path.push(at);
            match next.get(at) {
                Some(on) => at = on,
                None => break,
            }
        }
        if let Some(begins) = path.iter().position(|name| *name == at)
            && next.contains_key(at)
            && path.last().is_some_and(|last| next.get(last) == Some(&at))
        {
            found.push(path.split_off(begins));
        }
    }
    found
}

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let next = flow
        .clocks
        .values()
        .filter_map(|clock| Some((clock.id.as_str(), counted_from(clock)?)));
    for circle in circles(&next.collect()) {
        let place = circle
            .first()
            .and_then(|name| flow.clocks.get(*name))
            .map(|clock| clock.place);
        let what = Message::new("flow-due-circle").with("items", circle);
        out.error(
            DUE_CIRCLE,
            place.unwrap_or_default(),
            what,
            Message::new("flow-due-circle-hint"),
        );
    }
}

fn counted_from(clock: &Clock) -> Option<&str> {
    match &clock.lasts {
        Lasts::Before(_, Anchor::DueOf(item)) | Lasts::Until(Anchor::DueOf(item)) => Some(item.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once() {
        let next = |pairs: &[(&'static str, &'static str)]| pairs.iter().copied().collect();
        assert_eq!(circles(&next(&[("a", "b"), ("b", "c")])), Vec::<Vec<&str>>::new());
        assert_eq!(circles(&next(&[("a", "a")])), [["a"]]);
        assert_eq!(
            circles(&next(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "c")])),
            [["b", "c"]]
        );
        assert_eq!(
            circles(&next(&[("a", "b"), ("b", "a"), ("x", "y"), ("y", "x")])),
            [["a", "b"], ["x", "y"]]
        );
    }
}
