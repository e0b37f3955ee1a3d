//! Why an item stands as it does: what stands in the way, who can change it, and what would happen then.

use serde::{Deserialize, Serialize};

use super::settle::what_keeps;
use super::{Block, Status, View, arithmetic};
use crate::flow::{Item, ItemKind};
use crate::id::ItemId;
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
    let state = view.case.item(id);
    let blocks = match (state.status, &item.kind) {
        (Status::Waiting, _) => view.blocks(&item),
        (Status::Active, ItemKind::Stage) => what_keeps(view, Some(id)),
        _ => Vec::new(),
    };
    let clock = view.run.flow.clocks.get(id.as_str());
    Some(Why {
        item: id.clone(),
        status: state.status,
        because: because(view, &item),
        blocks,
        then: then(view, &item),
        clock: clock.map_or_else(Vec::new, |clock| arithmetic(view, clock)),
    })
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
    if let Some(reason) = &state.reason {
        lines.push(Message::new("why-reason").with("reason", reason.as_str()));
    }
    if let Some(at) = state.owed_since {
        lines.push(Message::new("why-owed").with("at", at));
    }
    if let Some(owner) = view.owner(item) {
        lines.push(Message::new("why-owner").with("party", view.party_title(&owner)));
    }
    if let Some(law) = &item.required_by_law {
        let source = format!("{} § {}", law.act, law.section);
        lines.push(Message::new("why-required-by-law").with("law", source));
    }
    lines
}

fn then(view: &View<'_>, item: &Item) -> Vec<Message> {
    let titles = |items: &[ItemId]| Arg::List(items.iter().map(|item| view.title(item)).collect());
    let relations = [
        ("then-owes", &item.owes),
        ("then-removes", &item.removes),
        ("then-brings-back", &item.brings_back),
        ("then-ends", &item.ends),
        ("then-again", &item.then_again),
    ];
    let mut lines: Vec<Message> = relations
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(key, items)| Message::new(key).with("items", titles(items)))
        .collect();
    let waiting: Vec<ItemId> = view
        .run
        .flow
        .items
        .values()
        .filter(|other| other.after.iter().any(|after| after.items().contains(&item.id)))
        .map(|other| other.id.clone())
        .collect();
    if !waiting.is_empty() {
        lines.push(Message::new("then-opens").with("items", titles(&waiting)));
    }
    lines
}
