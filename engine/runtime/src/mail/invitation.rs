//! A meeting as calendars are told of it: nothing of the case but when it is.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, ItemId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rows::id_of;

/// How a meeting stands for whoever is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// Under which calendars know it: the same however often it moves.
    pub uid: Uuid,
    /// The case, for the link.
    pub case: CaseId,
    /// It is not held, or without the reader.
    pub off: bool,
    /// It goes only once its reader, who was asked in somebody's stead, stands in no longer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once_back: bool,
    /// How often what was agreed has changed: what has a higher number counts.
    pub number: u32,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
}

/// Under which id calendars know something of a round of a task: when it is due, or when to plan it for.
#[must_use]
pub fn deadline_uid(case: CaseId, item: &str, round: u32, what: &str) -> Uuid {
    id_of(&[
        case.0.as_bytes(),
        &round.to_be_bytes(),
        what.as_bytes(),
        item.as_bytes(),
    ])
}

/// Under which id calendars know a round of a meeting.
#[must_use]
pub fn meeting_uid(case: CaseId, item: &ItemId, round: u32) -> Uuid {
    id_of(&[
        b"meeting",
        case.0.as_bytes(),
        &round.to_be_bytes(),
        item.as_str().as_bytes(),
    ])
}
