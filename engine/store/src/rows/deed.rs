//! What administrators did.

use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;

use super::Hash;

/// A deed before it has its place in the chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDeed {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none where it was done on the machine itself.
    pub person: Option<PersonId>,
    /// What they were called then.
    pub by: String,
    /// What kind of deed.
    pub kind: String,
    /// What was done, in the program's own form.
    pub body: String,
}

/// A deed as it is kept. It never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    /// Its number, from 1 with no gaps.
    pub number: u64,
    /// What it is.
    pub deed: NewDeed,
    /// The chain's hash after it.
    pub chain: Hash,
}

/// Which deeds; what is not said is not asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeedQuery {
    /// By this person.
    pub person: Option<PersonId>,
    /// Of this kind.
    pub kind: Option<String>,
    /// From this moment on.
    pub since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// At most so many.
    pub limit: u32,
}
