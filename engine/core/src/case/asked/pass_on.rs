//! A party passes on from those who leave to others, with a note.

use super::added::MAX_ADDED;
use super::standing::must_be_authority;
use super::{given, outside, trust};
use crate::case::turn::Turn;
use crate::case::{AddedWork, Asked, Binding, Change, Refusal, settle};
use crate::flow::{Side, WorkKind, added_name};
use crate::id::{ItemId, PartyId};
use crate::text::{Language, Message, Text};

/// Binds a party anew, with or without a note; what the register protects of whoever comes is protected with it.
pub(super) fn ask(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    match what {
        Asked::Bind { party, to, protected } => {
            must_be_authority(turn)?;
            trust::bring_protection(turn, *protected);
            outside::bind(turn, party, to)
        }
        Asked::PassOn {
            party,
            to,
            note,
            protected,
        } => pass_on(turn, party, (to, *protected), note),
        _ => Ok(()),
    }
}

/// Binds the party to others, and lays the note with them as work to be read: nothing is handed over that nobody has read.
fn pass_on(
    turn: &mut Turn<'_>,
    party: &PartyId,
    (to, protected): (&[Binding], bool),
    note: &str,
) -> Result<(), Refusal> {
    if turn.case.has_ended() {
        return settle::must_be_open(&turn.view());
    }
    if !coordinates(turn, party) {
        must_be_authority(turn)?;
    }
    let note = given(note)?.to_owned();
    if turn.case.added.len() >= MAX_ADDED {
        return Err(Refusal::new("added_work", Message::new("refusal-added-work")));
    }
    trust::bring_protection(turn, protected);
    outside::bind(turn, party, to)?;
    let title = Message::new("passed-on");
    let number = (turn.case.added_to(None).count() + 1).to_string();
    turn.change(Change::Added {
        item: ItemId::of_row(&added_name(None), &number),
        work: AddedWork {
            title: Text {
                da: title.say(Language::Danish),
                en: Some(title.say(Language::English)),
            },
            owner: party.clone(),
            reason: note,
            stage: None,
            kind: WorkKind::Task,
        },
    });
    Ok(())
}

/// Whether whoever asks coordinates the case at work, and so says who comes after them. Whom any other party is bound to,
/// the authority decides.
fn coordinates(turn: &Turn<'_>, party: &PartyId) -> bool {
    let own = turn.run.flow.coordinator().filter(|own| own.id == *party);
    own.is_some_and(|own| matches!(own.side, Side::Authority | Side::Provider)) && turn.event.by.is(party)
}
