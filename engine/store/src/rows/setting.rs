//! What was changed of a setting.

use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingDone {
    /// It is new.
    Added,
    /// It is otherwise than before.
    Changed,
    /// It is there no longer.
    Retired,
}

impl SettingDone {
    /// Its word, as files and message keys have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Retired => "retired",
        }
    }
}

/// A change of a setting as its journal has it. It never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingChange {
    /// What of the setting was changed: a name.
    pub about: String,
    /// What was done.
    pub done: SettingDone,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none where it was done on the machine itself.
    pub by: Option<PersonId>,
    /// Who had proposed it, where two did it.
    pub proposed_by: Option<PersonId>,
    /// What it is by now, as JSON; secrets are never in it.
    pub body: String,
}
