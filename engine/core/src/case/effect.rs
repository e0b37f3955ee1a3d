//! What should happen outside a case because of what happened in it.

use serde::{Deserialize, Serialize};

use crate::id::{ClockId, ItemId, PartyId, PersonId};
use crate::text::Message;

/// Why someone is written to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something of theirs is coming up.
    Reminder,
    /// Something of another's is late.
    Lateness,
}

/// What should happen outside. The runtime performs it after the event is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Effect {
    /// Write to a party.
    Notice {
        /// Why.
        kind: NoticeKind,
        /// The clock, its round and rung: one rung writes once.
        clock: ClockId,
        /// The clock's round.
        round: u32,
        /// The rung's place in the ladder.
        rung: u16,
        /// The party.
        to: PartyId,
        /// Who of the party, where someone has claimed the task.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// What it says; no personal data.
        message: Message,
    },
    /// Send a letter to the citizen.
    Letter {
        /// The item that sends it.
        item: ItemId,
        /// The item's round.
        round: u32,
        /// The document's name in the flow.
        document: String,
    },
}
