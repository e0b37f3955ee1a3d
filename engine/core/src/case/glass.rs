//! A case opened by somebody who has nothing to do with it, with a reason, for some hours.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// How long a case may be open to somebody who has nothing to do with it, in hours: a working day, so that one reason is
/// given each day.
pub const MAX_OPEN_HOURS: u32 = 8;

/// What somebody who acts in none of a citizen's cases did with the citizen in the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterDeed {
    /// Had all of their number shown.
    Revealed,
    /// Changed what is kept of them.
    Changed,
    /// Took out everything that is kept of them.
    Extracted,
}

impl RegisterDeed {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revealed => "revealed",
            Self::Changed => "changed",
            Self::Extracted => "extracted",
        }
    }
}

/// Who opened a case that they have nothing to do with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opened {
    /// Who.
    pub person: PersonId,
    /// Until when they may look.
    pub until: DateTime<Utc>,
}
