//! Work in many steps for an administrator.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchKind {
    /// Open cases are counted anew by a calendar.
    Calendar,
    /// Open cases are counted anew by a tuning.
    Tuning,
    /// Cases of a disposal are discarded.
    Retention,
    /// A file of the organisation is taken in.
    Import,
    /// What comes of publishing is carried to live cases.
    Publishing,
}

impl BatchKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Calendar,
        Self::Tuning,
        Self::Retention,
        Self::Import,
        Self::Publishing,
    ];

    /// Its word, as addresses and message keys have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Tuning => "tuning",
            Self::Retention => "retention",
            Self::Import => "import",
            Self::Publishing => "publishing",
        }
    }
}

/// Which batch: its kind, and what of that kind it is about: a number of a version, or an id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BatchName {
    /// The kind.
    pub kind: BatchKind,
    /// What it is about.
    pub about: String,
}

/// A batch that begins, or begins anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewBatch {
    /// Which.
    pub name: BatchName,
    /// When.
    pub at: DateTime<Utc>,
    /// Who made it begin: a name, or the program's own.
    pub by: String,
    /// How much of it was done before.
    pub done: u64,
    /// How much there is in all, where that is known.
    pub whole: Option<u64>,
}

/// A batch as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// Which.
    pub name: BatchName,
    /// When it first began.
    pub began_at: DateTime<Utc>,
    /// Who made it begin first.
    pub began_by: String,
    /// How often it was begun.
    pub tries: u32,
    /// How much of it is done, in cases or lines.
    pub done: u64,
    /// How much there is in all, where that is known.
    pub whole: Option<u64>,
    /// How much came of it: deadlines that moved, cases that are gone.
    pub moved: u64,
    /// When it last said how far it is.
    pub came_at: DateTime<Utc>,
    /// When it ended, well or not.
    pub ended_at: Option<DateTime<Utc>>,
    /// What it fell over, in the program's own words.
    pub fault: Option<String>,
}
