//! Calendars that a tenant has laid down.

use chrono::{DateTime, Utc};

/// One version of a tenant's calendar. A version never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarVersion {
    /// The version, from 1 with no gaps.
    pub version: u32,
    /// The rules, in the runtime's own form.
    pub rules: Vec<u8>,
    /// When it was laid down.
    pub set_at: DateTime<Utc>,
    /// By whom: a name, or the program's own.
    pub set_by: String,
    /// Why, in a line.
    pub why: String,
    /// When every open case had been counted by it.
    pub counted_at: Option<DateTime<Utc>>,
}
