//! Work that a person lays to rest, takes up again or gives up, and items that a person takes out of play.

use super::done::{put_out, repeat};
use super::hand::must_be_active;
use super::{given, known, must_act_for};
use crate::case::turn::Turn;
use crate::case::{Block, Change, Refusal, Status, settle};
use crate::flow::Item;
use crate::id::ItemId;
use crate::text::Message;

/// The item, where whoever asks may decide over it.
fn mine<'a>(turn: &Turn<'a>, id: &ItemId) -> Result<std::borrow::Cow<'a, Item>, Refusal> {
    settle::must_be_open(&turn.view())?;
    let item = known(turn, id)?;
    if let Some(owner) = turn.view().owner(&item) {
        must_act_for(turn, Some(&owner), true)?;
    }
    Ok(item)
}

/// An item and all that lies in it.
fn with_inner(turn: &Turn<'_>, id: &ItemId) -> Vec<ItemId> {
    let mut found = vec![id.clone()];
    let mut at = 0;
    while let Some(id) = found.get(at).cloned() {
        found.extend(turn.run.children(&turn.case, &id));
        at += 1;
    }
    found
}

/// Lays what is under way to rest, with all that is under way in it.
pub(super) fn rest(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let item = mine(turn, id)?;
    let reason = given(reason)?.to_owned();
    must_be_active(turn, &item)?;
    must_not_rest(turn, &item)?;
    for item in with_inner(turn, id) {
        let state = turn.case.item(&item);
        if state.status == Status::Active && !state.resting {
            turn.change(Change::Rested {
                item,
                reason: reason.clone(),
            });
        }
    }
    Ok(())
}

/// Lets what rests go on, with all that rests in it.
pub(super) fn go_on(turn: &mut Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    let item = mine(turn, id)?;
    if !turn.case.item(id).resting {
        let message = Message::new("refusal-not-resting").with("item", &item.title);
        return Err(Refusal::new("not_resting", message));
    }
    for item in with_inner(turn, id) {
        if turn.case.item(&item).resting {
            turn.change(Change::WentOn { item });
        }
    }
    Ok(())
}

/// Gives up what is under way: it failed, and all that lies in it ends.
pub(super) fn fail(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let item = mine(turn, id)?;
    let reason = given(reason)?.to_owned();
    super::deviate::must_not_be_law(&item)?;
    must_be_active(turn, &item)?;
    turn.change(Change::Failed {
        item: id.clone(),
        reason,
    });
    for inner in turn.run.children(&turn.case, id) {
        settle::cancel(turn, &inner);
    }
    // One round was given up, not those that people have added.
    if turn.case.item(id).added > 0 {
        repeat(turn, &item);
    }
    Ok(())
}

/// Takes an item out of play that nobody has begun.
pub(super) fn take_out(turn: &mut Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    let item = mine(turn, id)?;
    super::deviate::must_not_be_law(&item)?;
    let state = turn.case.item(id);
    if state.out_of_play || !matches!(state.status, Status::Possible | Status::Waiting) {
        let message = Message::new("refusal-begun").with("item", &item.title);
        return Err(Refusal::new("begun", message));
    }
    put_out(turn, id);
    Ok(())
}

/// Brings an item back into play.
pub(super) fn bring_back(turn: &mut Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    let item = mine(turn, id)?;
    if !turn.case.item(id).out_of_play {
        let message = Message::new("refusal-in-play").with("item", &item.title);
        return Err(Refusal::new("in_play", message));
    }
    turn.change(Change::BroughtBack { item: id.clone() });
    Ok(())
}

/// Refuses where the item rests.
pub(super) fn must_not_rest(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    if !turn.case.item(&item.id).resting {
        return Ok(());
    }
    let message = Message::new("refusal-resting").with("item", &item.title);
    let block = Block::new("resting", message.clone()).lifted_by(Message::new("lifted-by-going-on"));
    Err(Refusal::new("resting", message).because(vec![block]))
}
