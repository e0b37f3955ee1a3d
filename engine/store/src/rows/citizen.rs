//! Citizens, and the keys that what is said of them is kept under.

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId};
use uuid::Uuid;

use super::Hash;

/// A citizen in the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citizen {
    /// By whom cases and parties know them.
    pub person: PersonId,
    /// What their number is found by; none where nobody knows it.
    pub number_sum: Option<Hash>,
    /// Who they are, sealed under their own key; none where they were erased.
    pub identity: Option<Vec<u8>>,
    /// Since when their name and address are protected.
    pub protected_since: Option<NaiveDate>,
    /// When they were registered.
    pub registered_at: DateTime<Utc>,
    /// When what is kept of them last changed.
    pub changed_at: DateTime<Utc>,
    /// That they were erased.
    pub erased: Option<Erasure>,
}

/// That somebody was erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erasure {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a name.
    pub by: String,
    /// Why, in a line.
    pub why: String,
}

/// A citizen whose cases have still to be told that their name and address are protected, or are so no longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UntoldProtection {
    /// The citizen.
    pub person: PersonId,
    /// They are protected now.
    pub is_protected: bool,
    /// When that last changed.
    pub since: DateTime<Utc>,
}

/// A case about a citizen who is erased, without what people called it: that may name them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Untitled {
    /// The case.
    pub case: CaseId,
    /// How many events it has had: with another it is not as it was seen.
    pub version: u64,
    /// Its state, in the runtime's own form, with no title.
    pub snapshot: Vec<u8>,
}

/// The key of a citizen or a case, sealed under a key of the tenant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldKey {
    /// The citizen or the case.
    pub holder: Uuid,
    /// The sealed key; none where it was destroyed.
    pub sealed: Option<Vec<u8>>,
    /// The number of the tenant's key that it is sealed under.
    pub under: u32,
}
