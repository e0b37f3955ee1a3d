//! What should happen outside a case because of what happened in it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Begins, Binding, Invited, LetGoBecause, MeetingNews, Parent, Protection, Word};
use crate::flow::Value;
use crate::id::{CaseId, ClockId, FieldPath, FlowId, ItemId, PartyId, PersonId};
use crate::text::Message;

/// Why someone is written to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something of theirs is coming up.
    Reminder,
    /// Something of another's is late.
    Lateness,
    /// Somebody who has nothing to do with the case opened it.
    Opened,
}

/// A rung that has something to say: one rung writes once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RungRef {
    /// Why it writes.
    pub kind: NoticeKind,
    /// The clock.
    pub clock: ClockId,
    /// The clock's round.
    pub round: u32,
    /// The rung's place in the ladder.
    pub rung: u16,
}

/// What should happen outside. The runtime performs it after the event is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Effect {
    /// Write to a party.
    Notice {
        /// Why: lateness, where any of it is late.
        kind: NoticeKind,
        /// The rungs that it tells of: those that came at once to one reader.
        rungs: Vec<RungRef>,
        /// The party.
        to: PartyId,
        /// Who of the party, where someone has claimed the task.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// What it says; no personal data.
        message: Message,
    },
    /// Tell those of a party who take part in a meeting how it stands.
    Meeting {
        /// The meeting.
        item: ItemId,
        /// Its round.
        round: u32,
        /// What is new.
        news: MeetingNews,
        /// How often what was agreed has changed; of two words about one round the higher counts.
        number: u32,
        /// When it begins.
        starts: DateTime<Utc>,
        /// When it ends.
        ends: DateTime<Utc>,
        /// The party.
        to: PartyId,
        /// Whom of it.
        bound: Vec<Binding>,
        /// Who takes part beside them and knows it: whoever is one of these, too, is not told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        others: Vec<Invited>,
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
        /// The letter's number among those of its item; none where the flow has no such document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
        /// What it tells, as it stood when it was written.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        tells: BTreeMap<FieldPath, Value>,
    },
    /// Begin a sub-case by the newest version of a flow.
    BeginCase {
        /// The flow.
        flow: FlowId,
        /// What people call it.
        title: String,
        /// The case that it belongs to, and what it is there.
        parent: Parent,
        /// Whom its parties are bound to; those that its flow does not have are left out.
        parties: BTreeMap<PartyId, Vec<Binding>>,
        /// What is handed in, by its own fields.
        data: BTreeMap<FieldPath, Value>,
        /// What of the citizen is protected.
        #[serde(default, skip_serializing_if = "Protection::is_none")]
        protection: Protection,
    },
    /// End a sub-case, for what it was in this case has ended.
    EndCase {
        /// The sub-case.
        case: CaseId,
        /// What has ended.
        because: LetGoBecause,
        /// The reason that a person gave.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Tell the case that this one belongs to that this one has ended.
    TellParent {
        /// The case, and what this one is there.
        parent: Parent,
        /// Whether its work is done.
        done: bool,
        /// The reason that a person gave for ending it before that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// What is taken out, by this case's fields.
        data: BTreeMap<FieldPath, Value>,
    },
    /// Say something to the other case of a pair.
    Say {
        /// Which pair.
        pair: u32,
        /// The other case; none where this one began it, and does not know yet by which id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<CaseId>,
        /// How the other case begins, where this is the first that is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begins: Option<Box<Begins>>,
        /// Its number among all that this case says in the pair.
        number: u32,
        /// When it is said.
        at: DateTime<Utc>,
        /// What.
        word: Word,
    },
}
