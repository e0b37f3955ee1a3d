//! Work in someone's hands: starting it, taking it on, letting it go, handing it over.

use super::{given, known, must_act_for, must_do};
use crate::case::turn::Turn;
use crate::case::{Asked, Block, Change, Refusal, Status, settle};
use crate::flow::{Item, ItemKind};
use crate::id::{ItemId, PartyId, PersonId};
use crate::text::Message;

/// Starts an item that waits for a hand; out of turn where a reason is given.
pub(super) fn activate(turn: &mut Turn<'_>, id: &ItemId, reason: Option<&str>) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    let item = known(turn, id)?;
    if turn.view().owner(&item).is_some() {
        must_do(turn, &item, true)?;
    }
    start_by_hand(turn, &item, reason)
}

/// Opens an item that may start, or with a reason one that may not yet.
pub(super) fn start_by_hand(turn: &mut Turn<'_>, item: &Item, reason: Option<&str>) -> Result<(), Refusal> {
    let status = turn.case.item(&item.id).status;
    if status == Status::Active {
        return Ok(());
    }
    if status.has_ended() {
        let message = Message::new("refusal-ended").with("item", &item.title);
        let block = Block::new("ended", message.clone()).lifted_by(Message::new("lifted-by-redoing"));
        return Err(Refusal::new("ended", message).because(vec![block]));
    }
    let blocks = turn.view().blocks(item);
    if blocks.is_empty() {
        return settle::open(turn, item);
    }
    let hard = blocks
        .iter()
        .any(|block| matches!(block.code.as_str(), "case" | "out_of_play" | "not_added"));
    match reason {
        Some(reason) if !hard => {
            let reason = given(reason)?.to_owned();
            turn.change(Change::OutOfTurn {
                item: item.id.clone(),
                reason,
            });
            settle::open(turn, item)
        }
        _ => Err(blocked(item, blocks)),
    }
}

pub(super) fn blocked(item: &Item, because: Vec<Block>) -> Refusal {
    Refusal::new(
        "blocked",
        Message::new("refusal-blocked").with("item", &item.title),
    )
    .because(because)
}

/// The item where it is open human work, in the hands of whoever asks.
pub(super) fn open_work<'a>(turn: &Turn<'a>, id: &ItemId) -> Result<std::borrow::Cow<'a, Item>, Refusal> {
    settle::must_be_open(&turn.view())?;
    let item = known(turn, id)?;
    must_name_row(turn, &item)?;
    if !matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting) {
        return Err(Refusal::new(
            "no_work",
            Message::new("refusal-no-work").with("item", &item.title),
        ));
    }
    Ok(item)
}

/// Refuses where the item is there once for each row and no row is named.
fn must_name_row(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    if !turn.run.is_set(&item.id) {
        return Ok(());
    }
    let rows = turn.run.children(&turn.case, &item.id);
    let names: Vec<String> = rows.iter().map(ToString::to_string).collect();
    let message = Message::new("refusal-which-row")
        .with("item", &item.title)
        .with("rows", names);
    Err(Refusal::new("which_row", message))
}

/// Refuses where another person has the task.
pub(super) fn must_have_hand(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let claimed = turn.case.item(&item.id).claimed_by;
    match claimed {
        Some(other) if !turn.event.by.has_hand_of(other) => {
            let block = Block::new("claimed", Message::new("block-claimed"))
                .lifted_by(Message::new("lifted-by-release"));
            let message = Message::new("refusal-claimed").with("item", &item.title);
            Err(Refusal::new("claimed", message).because(vec![block]))
        }
        _ => Ok(()),
    }
}

/// Refuses where no round of the item is open.
pub(super) fn must_be_active(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    if turn.case.item(&item.id).status == Status::Active {
        return Ok(());
    }
    let message = Message::new("refusal-not-open").with("item", &item.title);
    Err(Refusal::new("not_open", message).because(turn.view().blocks(item)))
}

/// Takes a task on.
pub(super) fn claim(turn: &mut Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    let item = open_work(turn, id)?;
    must_do(turn, &item, false)?;
    must_be_active(turn, &item)?;
    must_have_hand(turn, &item)?;
    let Some(person) = turn.event.by.person() else {
        return Err(Refusal::new(
            "person_needed",
            Message::new("refusal-person-needed"),
        ));
    };
    if turn.case.item(id).claimed_by != Some(person) {
        turn.change(Change::Claimed {
            item: id.clone(),
            person,
        });
    }
    Ok(())
}

/// Refuses where whoever asks neither owns the item, with no other person having taken it on, nor leads its owner.
fn must_dispose(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let owner = turn.view().owner(item);
    must_act_for(turn, owner.as_ref(), true)?;
    let leader = owner.as_ref().and_then(|owner| turn.run.flow.leader_of(owner));
    let leads = leader.is_some_and(|leader| turn.event.by.is(&leader.id));
    if leads {
        return Ok(());
    }
    must_have_hand(turn, item)
}

/// Lets a task go; its leader may let it go for whoever has it.
pub(super) fn release(turn: &mut Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    let item = open_work(turn, id)?;
    must_dispose(turn, &item)?;
    if turn.case.item(id).claimed_by.is_some() {
        turn.change(Change::Released { item: id.clone() });
    }
    Ok(())
}

/// Gives a task to a colleague or to another party.
pub(super) fn to_others(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    match what {
        Asked::HandOver { item, to, reason } => hand_over(turn, item, to, reason.as_deref()),
        Asked::Give { item, person, reason } => give(turn, item, *person, reason),
        _ => Ok(()),
    }
}

/// Lays a task in a colleague's hands; its leader may take it from whoever has it. That the colleague acts as its owner is
/// known where people's places are.
fn give(turn: &mut Turn<'_>, id: &ItemId, person: PersonId, reason: &str) -> Result<(), Refusal> {
    let item = open_work(turn, id)?;
    must_dispose(turn, &item)?;
    must_be_active(turn, &item)?;
    let reason = given(reason)?.to_owned();
    if turn.case.item(id).claimed_by != Some(person) {
        turn.change(Change::Given {
            item: id.clone(),
            person,
            reason,
        });
    }
    Ok(())
}

/// Gives a task to another party on the same side of the table; its leader may take it from whoever has it.
fn hand_over(turn: &mut Turn<'_>, id: &ItemId, to: &PartyId, reason: Option<&str>) -> Result<(), Refusal> {
    let item = open_work(turn, id)?;
    must_dispose(turn, &item)?;
    let owner = turn.view().owner(&item);
    must_be_active(turn, &item)?;
    let parties = &turn.run.flow.parties;
    let Some(target) = parties.get(to) else {
        return Err(Refusal::new(
            "unknown_party",
            Message::new("refusal-unknown-party").with("party", to.as_str()),
        ));
    };
    let side = owner
        .as_ref()
        .and_then(|owner| parties.get(owner))
        .map(|party| party.side);
    if side != Some(target.side) {
        let message = Message::new("refusal-other-side").with("party", &target.title);
        return Err(Refusal::new("other_side", message));
    }
    let reason = reason.map(given).transpose()?.unwrap_or_default().to_owned();
    turn.change(Change::HandedOver {
        item: id.clone(),
        to: to.clone(),
        reason,
    });
    Ok(())
}
