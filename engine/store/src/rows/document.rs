//! Documents of cases, and the municipality's own words in letters.

use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use uuid::Uuid;

use super::Hash;

/// A document as it was written. It never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentRow {
    /// Its id.
    pub id: Uuid,
    /// The case that it is of.
    pub case: CaseId,
    /// The item that it was written for.
    pub item: String,
    /// Its number among the letters of its item.
    pub number: u32,
    /// Its name in the flow.
    pub name: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// The sum of what it says.
    pub sum: Hash,
    /// Whose key it is sealed under; none where there are no keys.
    pub sealed_by: Option<Uuid>,
    /// What it says, in the runtime's own form.
    pub body: Vec<u8>,
}

/// One version of a municipality's own words in letters. A version never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterWordsRow {
    /// The version, from 1 with no gaps.
    pub version: u32,
    /// The words, in the runtime's own form.
    pub words: Vec<u8>,
    /// When it was laid down.
    pub set_at: DateTime<Utc>,
    /// By whom.
    pub set_by: String,
    /// Why, in a line.
    pub why: String,
}
