//! Where people leave the flow's way, with a reason.

use super::done::repeat;
use super::{given, known, must_act_for};
use crate::case::turn::Turn;
use crate::case::{Block, Change, Refusal, Status, sets, settle};
use crate::flow::{Item, ItemKind};
use crate::id::ItemId;
use crate::text::{Arg, Message};

/// The item and the reason, where whoever asks may deviate here.
fn deviation<'a>(
    turn: &Turn<'a>,
    id: &ItemId,
    reason: &str,
) -> Result<(std::borrow::Cow<'a, Item>, String), Refusal> {
    settle::must_be_open(&turn.view())?;
    let item = known(turn, id)?;
    if let Some(owner) = turn.view().owner(&item) {
        must_act_for(turn, Some(&owner), true)?;
    }
    let reason = given(reason)?.to_owned();
    Ok((item, reason))
}

/// A step that the law demands is neither left out nor ended undone.
pub(super) fn must_not_be_law(item: &Item) -> Result<(), Refusal> {
    let Some(law) = &item.required_by_law else {
        return Ok(());
    };
    let source = Arg::Text(law.short());
    let block = Block::new(
        "required_by_law",
        Message::new("block-required-by-law").with("law", source.clone()),
    );
    let message = Message::new("refusal-required-by-law")
        .with("item", &item.title)
        .with("law", source);
    Err(Refusal::new("required_by_law", message).because(vec![block]))
}

/// Leaves an item out.
pub(super) fn skip(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let (item, reason) = deviation(turn, id, reason)?;
    must_not_be_law(&item)?;
    let status = turn.case.item(id).status;
    if status.has_ended() {
        return Err(Refusal::new(
            "ended",
            Message::new("refusal-ended").with("item", &item.title),
        ));
    }
    if (item.kind == ItemKind::Stage || turn.run.is_set(id)) && status == Status::Active {
        settle::cancel(turn, id);
    }
    turn.change(Change::Skipped {
        item: id.clone(),
        reason,
    });
    // One time is left out, not those to come.
    repeat(turn, &item);
    Ok(())
}

/// Has an item done anew.
pub(super) fn redo(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let (item, reason) = deviation(turn, id, reason)?;
    if !turn.case.item(id).status.has_ended() && turn.case.item(id).times == 0 {
        return Err(Refusal::new(
            "not_ended",
            Message::new("refusal-not-ended").with("item", &item.title),
        ));
    }
    if turn.case.item(id).status == Status::Active {
        return Err(Refusal::new(
            "open_already",
            Message::new("refusal-open-already").with("item", &item.title),
        ));
    }
    turn.change(Change::Redone {
        item: id.clone(),
        reason,
    });
    if turn.run.is_set(id) {
        for item in turn.run.children(&turn.case, id) {
            let state = turn.case.item(&item);
            if state.status.has_ended() && !state.gone {
                turn.change(Change::Again { item, forget: false });
            }
        }
    }
    Ok(())
}

/// Says that enough rows of a set are done; what is under way in it ends, unless the flow lets it go on.
pub(super) fn finish(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let (item, reason) = deviation(turn, id, reason)?;
    if !turn.run.is_set(id) {
        let message = Message::new("refusal-no-rows").with("item", &item.title);
        return Err(Refusal::new("no_rows", message));
    }
    must_not_be_law(&item)?;
    super::hand::must_be_active(turn, &item)?;
    turn.change(Change::OutOfTurn {
        item: id.clone(),
        reason,
    });
    sets::finish(turn, &item);
    Ok(())
}

/// Ends an item undone.
pub(super) fn cancel(turn: &mut Turn<'_>, id: &ItemId, reason: &str) -> Result<(), Refusal> {
    let (item, reason) = deviation(turn, id, reason)?;
    must_not_be_law(&item)?;
    if !matches!(turn.case.item(id).status, Status::Active | Status::Possible) {
        return Err(Refusal::new(
            "not_open",
            Message::new("refusal-not-open").with("item", &item.title),
        )
        .because(turn.view().blocks(&item)));
    }
    turn.change(Change::OutOfTurn {
        item: id.clone(),
        reason,
    });
    settle::cancel(turn, id);
    // One round is ended, not those that a cue asks for or people have added.
    if !item.opened_by.is_empty() || turn.case.item(id).added > 0 {
        repeat(turn, &item);
    }
    Ok(())
}
