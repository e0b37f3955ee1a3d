//! Where a case stands, whose move it is and what is waited for.

use std::collections::BTreeMap;

use samspil_core::case::{Eyes, OpenTask, Standing, Status, View, open_tasks};
use samspil_core::flow::ItemKind;
use samspil_core::id::PartyId;
use samspil_core::text::{Arg, Message};

use crate::pages::parts::{Badge, Tone};
use crate::pages::words::Speaker;

/// The open tasks that these parties see.
pub(crate) fn seen_tasks(view: &View<'_>, parties: &Eyes) -> Vec<OpenTask> {
    let mut tasks = open_tasks(view);
    tasks.retain(|task| view.sees_named(parties, &task.item));
    tasks
}

/// The word for how a case stands.
pub(crate) fn standing(speaker: Speaker<'_>, standing: Standing) -> Badge {
    let (key, tone) = match standing {
        Standing::Open => ("case-open", Some(Tone::Info)),
        Standing::OnHold => ("case-on-hold", Some(Tone::Warning)),
        Standing::Closed => ("case-closed", Some(Tone::Success)),
        Standing::Terminated => ("case-terminated", None),
    };
    Badge {
        text: speaker.say(&Message::new(key)),
        tone,
    }
}

/// Whose move it is and what is waited for, a sentence each.
pub(crate) fn moves(view: &View<'_>, parties: &Eyes) -> Vec<Message> {
    match view.case.standing {
        Standing::Closed | Standing::Terminated => return ended(view),
        Standing::OnHold => return vec![Message::new("case-rests")],
        Standing::Open => {}
    }
    let tasks = seen_tasks(view, parties);
    let (own, others): (Vec<&OpenTask>, Vec<&OpenTask>) = tasks
        .iter()
        .partition(|task| parties.acting().contains(&task.party));
    let mut lines = Vec::new();
    if !own.is_empty() {
        let count = i64::try_from(own.len()).unwrap_or(i64::MAX);
        lines.push(Message::new("case-your-move").with("count", count));
    }
    let mut waited: BTreeMap<&PartyId, Vec<Arg>> = BTreeMap::new();
    for task in others {
        let titles = waited.entry(&task.party).or_default();
        titles.push(Arg::Both(task.title.clone()));
    }
    for (party, items) in waited {
        let line = Message::new("case-waits-for-party").with("party", view.party_title(party));
        lines.push(line.with("items", Arg::List(items)));
    }
    lines.extend(outside(view, parties));
    if lines.is_empty() {
        lines.push(planned(view, parties).unwrap_or_else(|| Message::new("case-nobody-s-move")));
    }
    lines
}

fn ended(view: &View<'_>) -> Vec<Message> {
    let ended = view.case.stood_still_at;
    ended
        .map(|at| Message::new("case-ended").with("at", at))
        .into_iter()
        .collect()
}

/// What is waited for outside: a message, or a time.
fn outside(view: &View<'_>, parties: &Eyes) -> Vec<Message> {
    let waits = view.run.flow.items.values().filter(|item| {
        let open = view.case.item(&item.id).status == Status::Active;
        open && matches!(item.kind, ItemKind::Wait(_) | ItemKind::Subcase(_)) && view.sees_item(parties, item)
    });
    waits
        .map(|item| match view.case.item(&item.id).ends_at {
            Some(at) => Message::new("case-waits-until")
                .with("item", &item.title)
                .with("at", at),
            None => Message::new("case-waits-outside").with("item", &item.title),
        })
        .collect()
}

/// What comes next by itself.
fn planned(view: &View<'_>, parties: &Eyes) -> Option<Message> {
    let waiting = view.run.flow.items.values().filter_map(|item| {
        let state = view.case.item(&item.id);
        let planned = state.planned.filter(|_| state.status == Status::Waiting)?;
        view.sees_item(parties, item).then_some((planned, item))
    });
    let (at, item) = waiting.min_by_key(|(at, _)| *at)?;
    Some(
        Message::new("case-comes-next")
            .with("item", &item.title)
            .with("at", at),
    )
}
