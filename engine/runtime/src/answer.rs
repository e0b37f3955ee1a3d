//! What the engine answers.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::{Case, Event, Runnable, View};
use samspil_core::id::CaseId;
use serde::{Deserialize, Serialize};

/// What a command came to. A second sending of the same command gets the same, with no event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The case.
    pub case: CaseId,
    /// How many events it has had now.
    pub version: u64,
    /// What happened; none where nothing changed, or where the answer was given before.
    #[serde(skip)]
    pub event: Option<Event>,
}

/// A case as read at a moment.
#[derive(Clone, Debug)]
pub struct CaseRead {
    /// The flow that it runs by.
    pub run: Arc<Runnable>,
    /// The case.
    pub case: Arc<Case>,
    /// When it was read.
    pub at: DateTime<Utc>,
}

impl CaseRead {
    /// The case through its flow.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View {
            run: &self.run,
            case: &self.case,
            at: self.at,
        }
    }
}
