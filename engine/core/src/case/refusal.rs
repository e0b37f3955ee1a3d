//! Why something cannot be done, and who can change that.

use serde::{Deserialize, Serialize};

use crate::guard::Guard;
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

/// What a block speaks of, so that it is told in full only to those who see all of that.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Fields whose values are in the message.
    pub fields: Vec<FieldPath>,
    /// Items that the message names, in its order.
    pub items: Vec<ItemId>,
    /// Items that `lifted_by` names, in its order.
    pub lifting: Vec<ItemId>,
}

/// One thing that stands in the way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// Its stable code: `after`, `when`, `owed`, `stage`, …
    pub code: String,
    /// What stands in the way, with its values.
    pub message: Message,
    /// Who or what can lift it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted_by: Option<Message>,
    /// What it speaks of; not written anywhere.
    #[serde(skip)]
    pub about: About,
}

impl Block {
    pub(super) fn new(code: &str, message: Message) -> Self {
        Self {
            code: code.to_owned(),
            message,
            lifted_by: None,
            about: About::default(),
        }
    }

    pub(super) fn naming<'a>(mut self, items: impl IntoIterator<Item = &'a ItemId>) -> Self {
        self.about.items.extend(items.into_iter().cloned());
        self
    }

    pub(super) fn reading(mut self, guard: &Guard) -> Self {
        let reads = guard.reads();
        self.about.fields.extend(reads.fields.iter().cloned());
        self.about.items.extend(reads.items.iter().cloned());
        self
    }

    pub(super) fn lifted_by(mut self, who: Message) -> Self {
        self.lifted_by = Some(who);
        self
    }
}

/// A refusal: the case is as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refusal {
    /// Its stable code.
    pub code: String,
    /// What is refused, in a sentence.
    pub message: Message,
    /// Why, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Block>,
}

/// The code where a case never comes to rest.
const ENDLESS: &str = "endless";

/// The code where what a case asks of its guards is more than may be reckoned at once.
const TOO_MUCH: &str = "too_much";

impl Refusal {
    /// Of a case that never comes to rest.
    pub(super) fn endless() -> Self {
        Self::new(ENDLESS, Message::new("refusal-endless"))
    }

    /// Of a case whose guards take more steps than one turn may.
    pub(super) fn too_much() -> Self {
        Self::new(TOO_MUCH, Message::new("refusal-too-much"))
    }

    /// Whether the case cannot go on by itself, whoever asks for what: somebody must look at its flow.
    #[must_use]
    pub fn lays_to_rest(&self) -> bool {
        self.code == ENDLESS || self.code == TOO_MUCH
    }

    pub(super) fn new(code: &str, message: Message) -> Self {
        Self {
            code: code.to_owned(),
            message,
            because: Vec::new(),
        }
    }

    pub(super) fn because(mut self, because: Vec<Block>) -> Self {
        self.because = because;
        self
    }
}
