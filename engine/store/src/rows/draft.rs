//! Drafts of flows, and the scenarios that are kept with them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A scenario file that is kept with a flow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ScenarioFile {
    /// Its name, the flow's only one.
    pub name: String,
    /// What is written in it.
    pub text: String,
}

/// One writing of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The flow's name.
    pub flow: String,
    /// The number of the writing, from 1.
    pub number: u32,
    /// The flow file; nothing where the draft is over.
    pub text: String,
    /// The scenarios beside it.
    pub scenarios: Vec<ScenarioFile>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// By whom.
    pub written_by: String,
}

impl Draft {
    /// The draft was published or given up, and there is none until somebody begins one anew.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.text.is_empty()
    }

    /// The end of the draft, written after this writing of it.
    #[must_use]
    pub fn over(self, at: DateTime<Utc>, by: &str) -> Self {
        Self {
            number: self.number.saturating_add(1),
            text: String::new(),
            scenarios: Vec::new(),
            written_at: at,
            written_by: by.to_owned(),
            flow: self.flow,
        }
    }
}

/// A draft in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftHead {
    /// The flow's name.
    pub flow: String,
    /// The number of its newest writing.
    pub number: u32,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// By whom.
    pub written_by: String,
}

/// How many open cases run by a version of a flow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Running {
    /// The flow's name.
    pub flow: String,
    /// The version.
    pub version: u32,
    /// How many cases.
    pub cases: u64,
}
