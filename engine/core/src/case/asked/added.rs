//! Work that the flow did not plan.

use super::{given, must_act_for};
use crate::case::turn::Turn;
use crate::case::{AddedWork, Change, Refusal, settle};
use crate::id::{ItemId, PartyId};
use crate::text::{Message, Text};

/// How much unplanned work a case may hold: past this, the flow does not fit the work.
const MAX_ADDED: usize = 100;

/// The longest title, in characters: a line of a list.
const MAX_TITLE_CHARS: usize = 120;

/// Adds work for a party; whoever adds it acts for a party of the case.
pub(super) fn add(turn: &mut Turn<'_>, title: &str, owner: &PartyId, reason: &str) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    let run = turn.run;
    if !run.flow.parties.contains_key(owner) {
        let message = Message::new("refusal-unknown-party").with("party", owner.as_str());
        return Err(Refusal::new("unknown_party", message));
    }
    if !run.flow.parties.keys().any(|party| turn.event.by.is(party)) {
        must_act_for(turn, Some(owner), true)?;
    }
    let reason = given(reason)?.to_owned();
    let title = title.trim();
    let fits = !title.is_empty() && title.chars().count() <= MAX_TITLE_CHARS;
    let number = turn.case.added.len() + 1;
    let id = ItemId::new(&format!("added_{number}"))
        .ok()
        .filter(|_| fits && number <= MAX_ADDED);
    let Some(item) = id else {
        return Err(Refusal::new("added_work", Message::new("refusal-added-work")));
    };
    let work = AddedWork {
        title: Text::danish(title),
        owner: owner.clone(),
        reason,
    };
    turn.change(Change::Added { item, work });
    Ok(())
}
