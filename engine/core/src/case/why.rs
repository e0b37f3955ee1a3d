//! Why an item stands as it does: what stands in the way, who can change it, and what would happen then.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::settle::what_keeps;
use super::{Block, Eyes, Status, SubcaseStanding, View, arithmetic};
use crate::flow::{Item, ItemKind};
use crate::guard::Reads;
use crate::id::{ItemId, TableId};
use crate::text::{Arg, Message};

/// Why an item stands as it does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Why {
    /// The item.
    pub item: ItemId,
    /// Where it stands.
    pub status: Status,
    /// How it came there, in sentences.
    pub because: Vec<Message>,
    /// What stands in the way of its start, or keeps a stage from ending.
    pub blocks: Vec<Block>,
    /// What happens when it is done.
    pub then: Vec<Message>,
    /// Its clock's arithmetic.
    pub clock: Vec<Message>,
}

/// Why an item stands as it does; none where the case has no such item.
#[must_use]
pub fn why(view: &View<'_>, id: &ItemId) -> Option<Why> {
    let item = view.run.item(view.case, id)?;
    Some(told(view, &item, &|_| true, &|_| true))
}

/// The same as these parties may read it; none where they do not see the item.
#[must_use]
pub fn why_seen(view: &View<'_>, parties: &Eyes, id: &ItemId) -> Option<Why> {
    let item = view.run.item(view.case, id)?;
    if !view.sees_item(parties, &item) {
        return None;
    }
    let sees = |other: &ItemId| view.sees_named(parties, other);
    let reads = |reads: &Reads| {
        reads.fields.iter().all(|path| view.sees_field(parties, path)) && reads.items.iter().all(sees)
    };
    let mut why = told(view, &item, &sees, &reads);
    why.blocks = why
        .blocks
        .iter()
        .map(|block| view.seen_block(parties, block))
        .collect();
    // On what ground another is there, and that it has ended, is not for everyone.
    let ground = view
        .owner(&item)
        .filter(|owner| !view.knows_grounds(parties) && !parties.contains(owner))
        .and_then(|owner| view.nobody_there(&owner));
    why.because.retain(|line| Some(line) != ground.as_ref());
    let clock = view.run.clock_in(view.case, id.as_str());
    if !clock.is_some_and(|clock| view.sees_clock(parties, &clock)) {
        why.clock.clear();
    }
    Some(why)
}

fn told(
    view: &View<'_>,
    item: &Item,
    sees: &dyn Fn(&ItemId) -> bool,
    sees_all: &dyn Fn(&Reads) -> bool,
) -> Why {
    let id = &item.id;
    let state = view.case.item(id);
    let blocks = match (state.status, &item.kind) {
        (Status::Waiting, _) => view.blocks(item),
        (Status::Active, _) if view.run.is_set(id) => what_keeps(view, Some(id)),
        (Status::Active, ItemKind::Stage) => what_keeps(view, Some(id)),
        _ => Vec::new(),
    };
    let clock = view.run.clock_in(view.case, id.as_str());
    let mut because = because(view, item);
    because.extend(rules(view, item, sees_all));
    Why {
        item: id.clone(),
        status: state.status,
        because,
        blocks,
        then: then(view, item, sees),
        clock: clock.map_or_else(Vec::new, |clock| arithmetic(view, &clock)),
    }
}

/// Which rules of decision tables the item hangs on, with the values that they were found by; its clock says its own.
fn rules(view: &View<'_>, item: &Item, sees_all: &dyn Fn(&Reads) -> bool) -> Vec<Message> {
    let guards = &view.run.guards;
    let asked = guards.of_item(&item.id);
    let tables: BTreeSet<&TableId> = asked.flat_map(|guard| &guard.reads().tables).collect();
    tables
        .into_iter()
        .filter_map(|table| guards.tables.get(table))
        .filter(|table| sees_all(&table.reads()))
        .flat_map(|table| table.sentences(view))
        .collect()
}

fn because(view: &View<'_>, item: &Item) -> Vec<Message> {
    let state = view.case.item(&item.id);
    let mut lines = Vec::new();
    match state.status {
        Status::Waiting => lines.push(Message::new("why-waiting")),
        Status::Possible => lines.push(Message::new("why-possible")),
        Status::Active => {
            if let Some(at) = state.opened_at {
                lines.push(
                    Message::new("why-active")
                        .with("at", at)
                        .with("round", state.round),
                );
            }
        }
        Status::Done => {
            if let Some(at) = state.happened_at {
                lines.push(Message::new("why-done").with("at", at).with("times", state.times));
            }
        }
        Status::Skipped | Status::Cancelled => {
            let key = if state.status == Status::Skipped {
                "why-skipped"
            } else {
                "why-cancelled"
            };
            if let Some(at) = state.ended_at {
                lines.push(Message::new(key).with("at", at));
            }
        }
    }
    lines.extend(of_subcase(view, item));
    if state.resting {
        lines.push(Message::new("why-resting"));
    }
    if state.failed {
        lines.push(Message::new("why-failed"));
    }
    if let Some(reason) = &state.reason {
        lines.push(Message::new("why-reason").with("reason", reason.as_str()));
    }
    if let Some(at) = state.owed_since {
        lines.push(
            match &state.owed_to {
                Some(to) => Message::new("why-owed-to").with("party", view.party_title(to)),
                None => Message::new("why-owed"),
            }
            .with("at", at),
        );
    }
    if let Some(owner) = view.owner(item) {
        lines.push(Message::new("why-owner").with("party", view.party_title(&owner)));
        lines.extend(view.nobody_there(&owner).filter(|_| !state.status.has_ended()));
    }
    if let Some(law) = &item.required_by_law {
        let source = law.short();
        lines.push(Message::new("why-required-by-law").with("law", source));
    }
    lines
}

/// How the item's sub-case stands, where it has one.
fn of_subcase(view: &View<'_>, item: &Item) -> Option<Message> {
    let subcase = view.case.subcase_now(&item.id)?;
    Some(match (subcase.standing, &subcase.reason) {
        (SubcaseStanding::Called, _) => Message::new("why-subcase-called"),
        (SubcaseStanding::UnderWay, _) => Message::new("why-subcase-under-way"),
        (SubcaseStanding::Done, _) => Message::new("why-subcase-done"),
        (SubcaseStanding::Ended, None) => Message::new("why-subcase-ended"),
        (SubcaseStanding::Ended, Some(reason)) => {
            Message::new("why-subcase-ended-because").with("reason", reason.as_str())
        }
        (SubcaseStanding::LetGo, _) => Message::new("why-subcase-let-go"),
    })
}

fn then(view: &View<'_>, item: &Item, sees: &dyn Fn(&ItemId) -> bool) -> Vec<Message> {
    let flow = &view.run.flow;
    let waits = |other: &&Item| {
        let after = other.after.iter().any(|after| after.items().contains(&item.id));
        after || other.opens_on(item.id.base())
    };
    let opens: Vec<ItemId> = flow
        .items
        .values()
        .filter(waits)
        .map(|other| other.id.clone())
        .collect();
    let relations = [
        ("then-owes", &item.owes),
        ("then-removes", &item.removes),
        ("then-brings-back", &item.brings_back),
        ("then-ends", &item.ends),
        ("then-again", &item.then_again),
        ("then-opens", &opens),
    ];
    let ends_case = item.ends_case.then(|| Message::new("then-ends-case"));
    relations
        .into_iter()
        .filter_map(|(key, items)| {
            let titles: Vec<Arg> = items
                .iter()
                .filter(|id| sees(id))
                .map(|id| view.title(id))
                .collect();
            (!titles.is_empty()).then(|| Message::new(key).with("items", Arg::List(titles)))
        })
        .chain(ends_case)
        .collect()
}
