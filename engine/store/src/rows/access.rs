//! Who looked at what.

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId};
use uuid::Uuid;

use super::Hash;

/// Who looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accessor {
    /// A person.
    Person(PersonId),
    /// A system outside, or whoever runs the program.
    Outside,
    /// The engine itself.
    Engine,
}

impl Accessor {
    /// The person, where it is one.
    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Outside | Self::Engine => None,
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Outside => "outside",
            Self::Engine => "engine",
        }
    }

    /// As it was written, with the person that was written beside it.
    pub(crate) fn read(word: &str, person: Option<Uuid>) -> Option<Self> {
        match (word, person) {
            ("person", Some(person)) => Some(Self::Person(PersonId(person))),
            ("outside", None) => Some(Self::Outside),
            ("engine", None) => Some(Self::Engine),
            _ => None,
        }
    }
}

/// What was done with what was looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessAction {
    /// It was read.
    Read,
    /// It was looked for, by a criterion that the entry tells.
    Search,
    /// It was added.
    Add,
    /// It was changed.
    Change,
    /// It was taken out, as a file.
    Extract,
    /// It was deleted.
    Delete,
}

/// An entry to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAccess {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: Accessor,
    /// What was done.
    pub action: AccessAction,
    /// What kind of thing it was: a case, a history, a list.
    pub object: String,
    /// The case, where it was one.
    pub case: Option<CaseId>,
    /// Whose case it is, where that is known.
    pub citizen: Option<PersonId>,
    /// As whom, why, by what criterion and by which way in, in the runtime's own form.
    pub details: Vec<u8>,
}

/// An entry as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessEntry {
    /// Its number in the tenant, from 1 with no gaps.
    pub number: u64,
    /// What was kept; its details are empty where they were erased.
    pub access: NewAccess,
    /// The sum of the details, which stays where they are erased.
    pub sum: Hash,
    /// Its link in the chain: see `access_chain`.
    pub chain: Hash,
}

/// The end of a log: the number of an entry and the chain's hash with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AccessHead {
    /// The number; 0 before the first.
    pub number: u64,
    /// The chain's hash.
    pub chain: Hash,
}

/// Which entries are asked for; newest first. Nothing asked means all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AccessQuery {
    /// Only about this case.
    pub case: Option<CaseId>,
    /// Only about this citizen.
    pub citizen: Option<PersonId>,
    /// Only what this person did.
    pub person: Option<PersonId>,
    /// Only this.
    pub action: Option<AccessAction>,
    /// Only from this moment on.
    pub since: Option<DateTime<Utc>>,
    /// Only before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Only those with these numbers.
    pub numbers: Option<Vec<u64>>,
    /// Only those before this number: that of the last row of the page before.
    pub before: Option<u64>,
    /// At most this many.
    pub limit: u32,
}

/// Rows of a file that a person takes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TakenOut {
    /// Who.
    pub person: PersonId,
    /// The day, in Copenhagen.
    pub day: NaiveDate,
    /// How many rows.
    pub rows: u32,
}

/// Entries that were drawn by chance to be looked at by someone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Its id.
    pub id: Uuid,
    /// When it was drawn.
    pub at: DateTime<Utc>,
    /// By whom.
    pub drawn_by: PersonId,
    /// From which moment on entries were drawn.
    pub since: DateTime<Utc>,
    /// Before which moment.
    pub until: DateTime<Utc>,
    /// The entries by number, each with what was found.
    pub entries: Vec<(u64, Option<SampleNote>)>,
}

/// What was found of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleVerdict {
    /// There was a reason to look.
    InOrder,
    /// Somebody must ask.
    Unclear,
    /// There was none.
    Wrong,
}

/// What was found of an entry, by whom and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleNote {
    /// What was found.
    pub verdict: SampleVerdict,
    /// In words.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
}
