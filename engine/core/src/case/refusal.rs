//! Why something cannot be done, and who can change that.

use serde::{Deserialize, Serialize};

use crate::text::Message;

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
}

impl Block {
    pub(super) fn new(code: &str, message: Message) -> Self {
        Self {
            code: code.to_owned(),
            message,
            lifted_by: None,
        }
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

impl Refusal {
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
