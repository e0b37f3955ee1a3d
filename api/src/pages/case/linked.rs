//! The cases that a case is tied to: the one that it belongs to, those that it is paired with, and its sub-cases.

use std::collections::BTreeMap;

use samspil_core::case::{Eyes, Subcase};
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{By, CaseRead};

use super::head::standing;
use crate::pages::parts::Badge;
use crate::pages::words::Speaker;

/// A case that this one is tied to.
pub(super) struct LinkShown {
    /// Where it is read, where the reader may.
    pub(super) href: Option<String>,
    /// What it is to this case.
    pub(super) text: String,
    /// How it stands.
    pub(super) standing: Option<Badge>,
}

/// The case above, the paired ones and the cases below that the reader may know of; a sub-case that is not theirs to read is named by the
/// item that they see.
pub(super) fn links(
    read: &CaseRead,
    eyes: &Eyes,
    speaker: Speaker<'_>,
    known: &BTreeMap<CaseId, CaseRead>,
    by: &By,
) -> Vec<LinkShown> {
    let above = read.case.parent.as_ref();
    let above = above.and_then(|parent| known.get(&parent.case)).map(|above| {
        let message =
            Message::new("case-belongs-to").with("title", above.title(&above.eyes(by), speaker.language));
        shown(&message.with("flow", &above.run.flow.title), Some(above), speaker)
    });
    let view = read.view();
    let seen = |one: &&Subcase| view.sees_named(eyes, &one.item);
    let below = read.case.subcases.iter().rev().filter(seen).map(|one| {
        let message = Message::new("case-subcase").with("item", view.title(&one.item));
        let there = one.case.and_then(|case| known.get(&case));
        shown(&message.with("round", one.round), there, speaker)
    });
    let paired = view.pairs_seen(eyes).into_iter().filter_map(|pair| {
        let there = pair.case.and_then(|case| known.get(&case))?;
        let message =
            Message::new("case-paired-with").with("title", there.title(&there.eyes(by), speaker.language));
        let message = message.with("flow", &there.run.flow.title);
        Some(shown(&message, Some(there), speaker))
    });
    above.into_iter().chain(paired).chain(below).collect()
}

fn shown(message: &Message, there: Option<&CaseRead>, speaker: Speaker<'_>) -> LinkShown {
    LinkShown {
        href: there.map(|there| format!("/cases/{}", there.case.id)),
        text: speaker.say(message),
        standing: there.map(|there| standing(speaker, there.case.standing)),
    }
}
