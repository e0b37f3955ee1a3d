//! Published flows.

use chrono::{DateTime, Utc};
use samspil_core::text::Text;

/// One published version of a flow. A version never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowVersion {
    /// The flow's name.
    pub flow: String,
    /// The version, from 1 with no gaps.
    pub version: u32,
    /// The flow's title in this version.
    pub title: Text,
    /// The file as it was published.
    pub text: String,
    /// When.
    pub published_at: DateTime<Utc>,
    /// By whom: a login or the program's own name.
    pub published_by: String,
}

/// A published version without its text, for a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowHead {
    /// The flow's name.
    pub flow: String,
    /// The version, from 1 with no gaps.
    pub version: u32,
    /// The flow's title in this version.
    pub title: Text,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// By whom: a login or the program's own name.
    pub published_by: String,
}
