//! What a check comes to.

use samspil_core::id::{CaseId, TenantId};
use samspil_core::text::Message;
use samspil_store::chain::Broken;
use serde::Serialize;

/// How much was checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Tally {
    /// Tenants.
    pub tenants: u64,
    /// Cases.
    pub cases: u64,
    /// Events of their histories.
    pub events: u64,
    /// Entries of access logs.
    pub entries: u64,
    /// Deeds of administrators.
    pub deeds: u64,
    /// Cases that could not be replayed, for a body of theirs was erased.
    pub not_replayed: u64,
}

/// What is wrong with a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongWhat {
    /// It is missing; this number stands in its place.
    Missing {
        /// The number that stands there.
        found: u64,
    },
    /// Its body is not the one that was kept.
    Body,
    /// It, or what comes before it, is not what was kept.
    Chain,
    /// The history ends before the case says.
    Ends {
        /// How many events the case says that it has had.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// Events of a case that is not there.
    NoCase,
    /// It ends before an end that was signed.
    CutShort {
        /// The number that was signed.
        signed: u64,
        /// The last number that there is.
        found: u64,
    },
    /// It is whole, but another than the one that was signed.
    NotAsSigned,
    /// It was signed, and is not there.
    Gone,
    /// The case is not what its events make of it.
    NotAsReplayed,
    /// It cannot be read.
    Unreadable(String),
    /// It cannot be opened, and nothing in it was checked: why, for people.
    Unusable(Message),
}

impl From<Broken> for WrongWhat {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Number { found, .. } => Self::Missing { found },
            Broken::Body(_) => Self::Body,
            Broken::Chain(_) => Self::Chain,
            Broken::End { expected, found } => Self::Ends { expected, found },
        }
    }
}

/// A bad row: where it is and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Wrong {
    /// The table.
    pub table: &'static str,
    /// The tenant.
    pub tenant: TenantId,
    /// The case, where it is of one.
    pub case: Option<CaseId>,
    /// The number of the row.
    pub number: Option<u64>,
    /// What is wrong.
    pub what: WrongWhat,
}

impl Wrong {
    pub(super) const fn of(table: &'static str, tenant: TenantId, what: WrongWhat) -> Self {
        Self {
            table,
            tenant,
            case: None,
            number: None,
            what,
        }
    }

    pub(super) const fn in_case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    pub(super) const fn at(mut self, number: u64) -> Self {
        self.number = Some(number);
        self
    }

    /// What is wrong, for people; the keys are in the program's own message files.
    #[must_use]
    pub fn message(&self) -> Message {
        let number = |number: u64| counted(number);
        match &self.what {
            WrongWhat::Missing { found } => Message::new("verify-missing").with("found", number(*found)),
            WrongWhat::Body => Message::new("verify-body"),
            WrongWhat::Chain => Message::new("verify-chain"),
            WrongWhat::Ends { expected, found } => Message::new("verify-ends")
                .with("expected", number(*expected))
                .with("found", number(*found)),
            WrongWhat::NoCase => Message::new("verify-no-case"),
            WrongWhat::CutShort { signed, found } => Message::new("verify-cut-short")
                .with("signed", number(*signed))
                .with("found", number(*found)),
            WrongWhat::NotAsSigned => Message::new("verify-not-as-signed"),
            WrongWhat::Gone => Message::new("verify-gone"),
            WrongWhat::NotAsReplayed => Message::new("verify-not-as-replayed"),
            WrongWhat::Unreadable(detail) => {
                Message::new("verify-unreadable").with("detail", detail.as_str())
            }
            WrongWhat::Unusable(why) => Message::new("verify-unusable").with("why", why.clone()),
        }
    }
}

/// A number for a message: the largest where it is out of range, which no row's is.
fn counted(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
