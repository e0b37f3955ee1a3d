//! What comes from outside a task: data, messages, and whom the parties are.

use serde_json::Value as Json;

use super::data::{must_tell_apart, set_values};
use crate::calendar::local_date;
use crate::case::letter::must_not_be_locked;
use crate::case::turn::Turn;
use crate::case::typed::{Filling, typed_data};
use crate::case::{Actor, Binding, Block, Change, Refusal, conditions, messages, pairs, settle};
use crate::flow::{Item, Party, Side};
use crate::id::{FieldPath, MessageName, PartyId};
use crate::text::Message;

/// How many units and people one party may be bound to.
const MAX_BINDINGS: usize = 50;

/// Sets data outside any form; a party may set what it fills somewhere or has said itself, of a list only those columns.
pub(super) fn set(turn: &mut Turn<'_>, data: &Json) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    let own = own_fields(turn);
    let typed = |only| {
        let filling = Filling {
            schema: &turn.run.flow.data,
            only,
            before: &turn.case.data,
            row: None,
            written: Some(&turn.run.sensitive),
        };
        typed_data(&filling, data).map_err(|because| {
            Refusal::new("wrong_data", Message::new("refusal-wrong-values")).because(because)
        })
    };
    let mut values = typed(None)?;
    if let Some(own) = &own {
        let barred: Vec<Block> = values
            .keys()
            .filter(|path| !own.iter().any(|own| conditions::starts_with(own, path)))
            .map(|path| {
                let message = Message::new("block-not-yours").with("path", path.as_str());
                Block::new("owner", message)
            })
            .collect();
        if !barred.is_empty() {
            return Err(Refusal::new("not_owner", Message::new("refusal-not-yours")).because(barred));
        }
        values = typed(Some(own))?;
    }
    must_tell_apart(turn, &values)?;
    must_not_be_locked(turn, &values)?;
    set_values(turn, values);
    Ok(())
}

/// What whoever asks fills somewhere or has said itself; none where it may set everything.
fn own_fields(turn: &Turn<'_>) -> Option<Vec<FieldPath>> {
    let by = &turn.event.by;
    if matches!(by, Actor::Engine | Actor::Outside) {
        return None;
    }
    let flow = &turn.run.flow;
    let mine = |item: &&Item| item.owner.as_ref().is_some_and(|owner| by.is(owner));
    let filled = flow.items.values().filter(mine).flat_map(|item| &item.fills);
    let said = flow
        .data
        .fields()
        .filter(|field| field.said_by.as_ref().is_some_and(|party| by.is(party)))
        .map(|field| &field.path);
    Some(filled.chain(said).cloned().collect())
}

/// Binds a party to units and people.
pub(in crate::case) fn bind(turn: &mut Turn<'_>, party: &PartyId, to: &[Binding]) -> Result<(), Refusal> {
    if turn.case.has_ended() {
        return settle::must_be_open(&turn.view());
    }
    let Some(known) = turn.run.flow.parties.get(party) else {
        let message = Message::new("refusal-unknown-party").with("party", party.as_str());
        return Err(Refusal::new("unknown_party", message));
    };
    if to.len() > MAX_BINDINGS || (!known.many && to.len() > 1) {
        let message = Message::new("refusal-one-only").with("party", &known.title);
        return Err(Refusal::new("one_only", message));
    }
    let today = local_date(turn.at());
    if known.demanded && to.iter().all(|one| one.until.is_some_and(|until| until < today)) {
        return Err(demanded(known));
    }
    if known.side != Side::Relative && to.iter().any(|one| one.relation.is_some()) {
        let message = Message::new("refusal-wrong-relation").with("party", &known.title);
        return Err(Refusal::new("wrong_relation", message));
    }
    let backwards = |one: &Binding| one.from.zip(one.until).is_some_and(|(from, until)| until < from);
    if to.iter().any(backwards) {
        return Err(Refusal::new("wrong_days", Message::new("refusal-wrong-days")));
    }
    if turn.case.parties.get(party).map(Vec::as_slice) != Some(to) {
        turn.change(Change::PartyBound {
            party: party.clone(),
            to: to.to_vec(),
        });
    }
    Ok(())
}

/// A person begins a case with somebody bound to every party that the flow demands.
///
/// # Errors
/// A refusal where one is missing.
pub(in crate::case) fn must_be_bound(turn: &Turn<'_>) -> Result<(), Refusal> {
    if turn.event.by.person().is_none() {
        return Ok(());
    }
    let mut parties = turn.run.flow.parties.values().filter(|party| party.demanded);
    let today = local_date(turn.at());
    let stays = |one: &Binding| one.until.is_none_or(|until| today <= until);
    let bound = |party: &Party| {
        turn.case
            .parties
            .get(&party.id)
            .is_some_and(|to| to.iter().any(stays))
    };
    match parties.find(|party| !bound(party)) {
        Some(party) => Err(demanded(party)),
        None => Ok(()),
    }
}

fn demanded(party: &Party) -> Refusal {
    let message = Message::new("refusal-demanded").with("party", &party.title);
    Refusal::new("demanded", message)
}

/// A message. One that the flow declares holds what it says there; any other brings fields of the case file.
pub(super) fn message(turn: &mut Turn<'_>, message: &MessageName, data: &Json) -> Result<(), Refusal> {
    if let Some(heard) = pairs::from_outside(turn, message, data) {
        return heard;
    }
    settle::must_be_open(&turn.view())?;
    let waits = messages::waits_for(turn, message);
    if waits.is_empty() {
        let text = Message::new("refusal-unknown-message").with("message", message.as_str());
        return Err(Refusal::new("unknown_message", text));
    }
    let holds = match turn.run.flow.messages.get(message) {
        Some(form) => messages::read(form, data)?,
        None => {
            if !data.is_null() {
                set(turn, data)?;
            }
            messages::Holds::new()
        }
    };
    messages::come(turn, message, &waits, holds)
}
