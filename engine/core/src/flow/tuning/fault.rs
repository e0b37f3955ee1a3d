//! What is wrong with a tuning.

use crate::text::Message;

/// What is wrong with a tuning: where, by the names of its keys, and what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TuningFault {
    /// Where: a JSON pointer.
    pub pointer: String,
    /// A word for programs: `outside_limits`.
    pub code: &'static str,
    /// What is wrong and what to write instead.
    pub message: Message,
}

impl TuningFault {
    pub(super) fn new(pointer: impl Into<String>, code: &'static str, message: Message) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            message,
        }
    }
}
