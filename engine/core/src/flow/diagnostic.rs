//! What is wrong with a flow file, where, and what to do about it.

use serde::{Deserialize, Serialize};

use crate::text::Message;

/// A place in a flow file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters the finding covers, on one line.
    pub length: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The flow cannot be published.
    Error,
    /// The flow can be published, but its author should look.
    Warning,
}

/// A finding's stable code, as `samspil explain` knows it: `F0101`. The first letter and digits name the area.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// One finding in a flow file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub what: Message,
    /// What to do; "did you mean" comes here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Message>,
}

impl Diagnostic {
    /// An error without a hint.
    #[must_use]
    pub const fn error(code: Code, place: Place, what: Message) -> Self {
        Self {
            code,
            severity: Severity::Error,
            place,
            what,
            hint: None,
        }
    }

    /// A warning without a hint.
    #[must_use]
    pub const fn warning(code: Code, place: Place, what: Message) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            place,
            what,
            hint: None,
        }
    }

    /// The same finding with what to do about it.
    #[must_use]
    pub fn hinting(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }
}
