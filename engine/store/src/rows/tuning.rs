//! What administrators have tuned.

use chrono::{DateTime, Utc};

/// An entry of a tenant's journal of tunings. An entry never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TuningEntry {
    /// Its number, from 1 with no gaps.
    pub number: u32,
    /// What it does, in the runtime's own form.
    pub deed: Vec<u8>,
    /// When it was laid down.
    pub set_at: DateTime<Utc>,
    /// By whom: a name, or the program's own.
    pub set_by: String,
    /// Why, in a line.
    pub why: String,
    /// When every open case had been counted by it.
    pub counted_at: Option<DateTime<Utc>>,
}
