//! Who sees what.

use std::collections::BTreeSet;

use super::data::fields;
use super::{Area, Found};
use crate::flow::{Flow, Sight};
use crate::id::PartyId;
use crate::text::{Arg, Message, Text};

/// Fields and items that others see than before, and parties that see at other times.
pub(super) fn compare(before: &Flow, after: &Flow, found: &mut Found) {
    let old = fields(before);
    for (path, field) in fields(after) {
        let Some(was) = old.get(path) else {
            new_one(after, &field.title, &field.seen_by, found);
            continue;
        };
        let flows = (before, after);
        one(flows, &field.title, (&was.seen_by, &field.seen_by), found);
        if was.seen_in != field.seen_in {
            found.about(Area::Sight, "difference-sight-phases", &field.title);
        }
    }
    for (id, item) in &after.items {
        match before.items.get(id) {
            Some(was) => one((before, after), &item.title, (&was.seen_by, &item.seen_by), found),
            None => new_one(after, &item.title, &item.seen_by, found),
        }
    }
    for (id, party) in &after.parties {
        let was = before.parties.get(id);
        if was.is_some_and(|was| was.sees_in != party.sees_in) {
            found.about(Area::Sight, "difference-sight-of-party", &party.title);
        }
    }
}

/// Who sees what came.
fn new_one(flow: &Flow, title: &Text, sight: &Sight, found: &mut Found) {
    if let Some(parties) = seers(flow, sight) {
        let message = Message::new("difference-sight-new").with("title", title);
        found.add(Area::Sight, message.with("parties", titles(flow, &parties)));
    }
}

/// The parties that are named; none where only those see it whose work needs it.
fn seers(flow: &Flow, sight: &Sight) -> Option<BTreeSet<PartyId>> {
    match sight {
        Sight::Narrow => None,
        Sight::Everyone => Some(flow.parties.keys().cloned().collect()),
        Sight::Parties(parties) => Some(parties.iter().cloned().collect()),
    }
}

fn titles<'p>(flow: &Flow, parties: impl IntoIterator<Item = &'p PartyId>) -> Arg {
    let title = |id: &PartyId| {
        let party = flow.parties.get(id);
        party.map_or_else(|| Arg::Text(id.to_string()), |party| Arg::from(&party.title))
    };
    Arg::List(parties.into_iter().map(title).collect())
}

fn one((before, after): (&Flow, &Flow), title: &Text, (was, is): (&Sight, &Sight), found: &mut Found) {
    if was == is {
        return;
    }
    let mut told = |key: &str, parties: Arg| {
        let message = Message::new(key).with("title", title);
        found.add(Area::Sight, message.with("parties", parties));
    };
    match (seers(before, was), seers(after, is)) {
        (None, None) => {}
        (None, Some(now)) => told("difference-sight-opened", titles(after, &now)),
        (Some(then), None) => told("difference-sight-narrowed", titles(before, &then)),
        (Some(then), Some(now)) => {
            let gained: Vec<&PartyId> = now.difference(&then).collect();
            let lost: Vec<&PartyId> = then.difference(&now).collect();
            if !gained.is_empty() {
                told("difference-sight-gained", titles(after, gained));
            }
            if !lost.is_empty() {
                told("difference-sight-lost", titles(before, lost));
            }
        }
    }
}
