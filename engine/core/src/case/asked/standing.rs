//! The case as a whole: put on hold, let go on, ended, opened again.

use super::{given, must_act_for};
use crate::case::turn::Turn;
use crate::case::{Actor, Block, Change, Refusal, Standing, settle};
use crate::flow::Side;
use crate::text::Message;

/// Only the authority decides over the case as a whole.
pub(super) fn must_be_authority(turn: &Turn<'_>) -> Result<(), Refusal> {
    if matches!(turn.event.by, Actor::Engine | Actor::Outside) {
        return Ok(());
    }
    let mut authority = turn
        .run
        .flow
        .parties
        .values()
        .filter(|party| party.side == Side::Authority);
    if authority.clone().any(|party| turn.event.by.is(&party.id)) {
        return Ok(());
    }
    must_act_for(turn, authority.next().map(|party| &party.id), false)
}

/// Puts the case on hold.
pub(super) fn hold(turn: &mut Turn<'_>, reason: &str) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    must_be_authority(turn)?;
    let reason = given(reason)?.to_owned();
    turn.change(Change::Held { reason });
    Ok(())
}

/// Lets the case go on.
pub(super) fn resume(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    must_be_authority(turn)?;
    match turn.case.standing {
        Standing::OnHold => {
            turn.change(Change::Resumed);
            Ok(())
        }
        Standing::Open => Err(Refusal::new("not_on_hold", Message::new("refusal-not-on-hold"))),
        Standing::Closed | Standing::Terminated => settle::must_be_open(&turn.view()),
    }
}

/// Closes the case, where nothing keeps it.
pub(super) fn close(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    must_be_authority(turn)?;
    let kept = turn.view().keeps_from_closing();
    if !kept.is_empty() {
        return Err(Refusal::new("not_done", Message::new("refusal-not-done")).because(kept));
    }
    settle::close_now(turn);
    Ok(())
}

/// Ends the case before its work is done; what is owed is said, and the law's steps are not passed over.
pub(super) fn terminate(turn: &mut Turn<'_>, reason: &str) -> Result<(), Refusal> {
    if turn.case.has_ended() {
        return settle::must_be_open(&turn.view());
    }
    must_be_authority(turn)?;
    let reason = given(reason)?.to_owned();
    must_not_be_demanded_above(turn)?;
    must_not_owe_by_law(turn)?;
    settle::end_all(turn);
    turn.change(Change::Terminated { reason });
    Ok(())
}

/// A sub-case that the law demands where it belongs is not ended before its work is done.
fn must_not_be_demanded_above(turn: &Turn<'_>) -> Result<(), Refusal> {
    let parent = turn.case.parent.as_ref();
    let Some(law) = parent.and_then(|parent| parent.required_by_law.as_deref()) else {
        return Ok(());
    };
    let block = Block::new(
        "required_by_law",
        Message::new("block-required-by-law").with("law", law),
    );
    let message = Message::new("refusal-required-by-law")
        .with("item", turn.case.title.as_str())
        .with("law", law);
    Err(Refusal::new("required_by_law", message).because(vec![block]))
}

/// What is owed by law is done before the case ends.
pub(super) fn must_not_owe_by_law(turn: &Turn<'_>) -> Result<(), Refusal> {
    let demanded: Vec<Block> = turn
        .view()
        .owed_by_law()
        .map(|item| {
            Block::new(
                "owed",
                Message::new("block-owed").with("item", turn.view().title(item)),
            )
            .naming([item])
        })
        .collect();
    if !demanded.is_empty() {
        return Err(Refusal::new("owed", Message::new("refusal-owed-by-law")).because(demanded));
    }
    Ok(())
}

/// Opens the case again.
pub(super) fn reopen(turn: &mut Turn<'_>, reason: &str) -> Result<(), Refusal> {
    must_be_authority(turn)?;
    if !turn.case.has_ended() {
        return Err(Refusal::new("not_closed", Message::new("refusal-not-closed")));
    }
    let reason = given(reason)?.to_owned();
    turn.change(Change::Reopened { reason });
    Ok(())
}
