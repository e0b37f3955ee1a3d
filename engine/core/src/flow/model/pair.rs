//! Paired cases: two cases that owe each other work, and the protocol by which they speak.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{BoundAs, Expression, Field};
use crate::flow::Place;
use crate::id::{FieldPath, FlowId, MessageName, PartyId, SideId};
use crate::text::Text;

/// What a case hears where the other one came to its end without saying so by the protocol.
pub const CASE_ENDED: &str = "other_case_ended";

/// How a flow's cases are paired with those of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The flow of the other case.
    pub with: FlowId,
    /// Where it is named.
    pub place: Place,
    /// The side of the protocol that this flow is.
    pub side: SideId,
    /// The party here that stands for the other side: it owes what that owes, and is owed what is owed to that.
    pub other: PartyId,
    /// Parties of the other case that are bound as another party of this case is, where this one begins it.
    pub parties: Vec<BoundAs>,
    /// The protocol: written here, or in the other flow and put together with this one.
    pub protocol: Protocol,
}

impl Pair {
    /// Whether this side says the message.
    #[must_use]
    pub fn says(&self, message: &ProtocolMessage) -> bool {
        message.by.as_ref().is_none_or(|side| *side == self.side)
    }

    /// Whether the other side says the message.
    #[must_use]
    pub fn hears(&self, message: &ProtocolMessage) -> bool {
        message.by.as_ref().is_none_or(|side| *side != self.side)
    }

    /// Whether this side begins the other's case.
    #[must_use]
    pub fn begins(&self) -> bool {
        self.protocol.sides.keys().next() == Some(&self.side)
    }
}

/// Who may say what to whom, in which order, and what is owed for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protocol {
    /// What people call it.
    pub title: Text,
    /// Its two sides; the first one begins.
    pub sides: IndexMap<SideId, Text>,
    /// What is said, in reading order; the first message begins the pair.
    pub messages: IndexMap<MessageName, ProtocolMessage>,
    /// Where it is written.
    pub place: Place,
}

impl Protocol {
    /// Whether this is the message that begins the pair.
    #[must_use]
    pub fn opens(&self, message: &MessageName) -> bool {
        self.messages.keys().next() == Some(message)
    }

    /// What must have been said before this one: what it comes after, and what begins the pair.
    pub fn before<'p>(&'p self, message: &'p ProtocolMessage) -> impl Iterator<Item = &'p MessageName> {
        let first = self.messages.keys().next();
        let first = first.filter(|first| **first != message.id);
        message.after.iter().chain(first)
    }

    /// The messages that answer this one.
    pub fn answers_to<'p>(&'p self, message: &'p MessageName) -> impl Iterator<Item = &'p ProtocolMessage> {
        let all = self.messages.values();
        all.filter(move |other| other.answers.contains(message))
    }
}

/// One thing that a side may say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProtocolMessage {
    /// Its name.
    pub id: MessageName,
    /// What people call it.
    pub title: Text,
    /// The side that says it; either where none is named.
    pub by: Option<SideId>,
    /// What it holds, by name.
    pub holds: IndexMap<String, Field>,
    /// For each list of records that it holds, the column that tells the records apart.
    pub rows: BTreeMap<String, String>,
    /// What must have been said before.
    pub after: Vec<MessageName>,
    /// What it answers: it is said once for each of these.
    pub answers: Vec<MessageName>,
    /// It may be said as often as its side wants.
    pub repeats: bool,
    /// It is said at most so often.
    pub at_most: Option<u32>,
    /// What the other side owes for it.
    pub owes: Option<AnswerOwed>,
    /// Nothing more is said after it.
    pub ends: bool,
    /// Where it is written.
    pub place: Place,
}

/// What is owed for a message. By when, the clocks of the items that it is owed between say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerOwed {
    /// The message that is owed.
    pub message: MessageName,
    /// Where it is named.
    pub place: Place,
}

/// What an item says to the other side when it is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Says {
    /// The message.
    pub message: MessageName,
    /// Where it is named.
    pub place: Place,
    /// What the message's fields hold.
    pub gives: Vec<SaidField>,
}

/// A field of a message and what it is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidField {
    /// The message's field.
    pub field: String,
    /// Where it is named.
    pub place: Place,
    /// What it holds, told by this case.
    pub value: Expression,
}

/// A field of this case that takes over what a message holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenField {
    /// This case's field; a column is taken record by record.
    pub mine: FieldPath,
    /// The message's field, or a column of it: `lines.answer`.
    pub theirs: String,
    /// Where the message's field is named.
    pub place: Place,
}
