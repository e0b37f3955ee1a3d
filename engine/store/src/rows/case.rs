//! A case as it is kept.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, UnitId};
use samspil_core::text::Text;

/// A SHA-256 sum.
pub type Hash = [u8; 32];

/// Whether a case is open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Work goes on.
    Open,
    /// Everything stands still until someone resumes it.
    OnHold,
    /// Closed by its flow or by a person.
    Closed,
}

/// What lists show of a case, kept beside its snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseHead {
    /// The flow's name.
    pub flow: String,
    /// The version of the flow that the case runs by.
    pub flow_version: u32,
    /// What people call the case; never a personal number.
    pub title: String,
    /// Open, on hold or closed.
    pub status: CaseStatus,
    /// When it started.
    pub opened_at: DateTime<Utc>,
    /// When it closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The outermost active stage's title, for lists.
    pub stage: Option<Text>,
}

/// A case in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseRow {
    /// The case.
    pub case: CaseId,
    /// How many events it has had.
    pub version: u64,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// What lists show.
    pub head: CaseHead,
}

/// A case as loaded for work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredCase {
    /// The case.
    pub case: CaseId,
    /// How many events it has had: the number of its last event.
    pub version: u64,
    /// The hash of its last event's link in the chain.
    pub chain: Hash,
    /// The flow's name.
    pub flow: String,
    /// The version of the flow that the case runs by.
    pub flow_version: u32,
    /// Its state after the last event.
    pub snapshot: Vec<u8>,
}

/// What a case is at, and since when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseEnd {
    /// The case.
    pub case: CaseId,
    /// How many events it has had.
    pub version: u64,
    /// The hash of its last event's link in the chain.
    pub chain: Hash,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// One event of a case's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEvent {
    /// Its number in the case, from 1 with no gaps.
    pub number: u64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened, in the core's own form; empty where it was erased.
    pub body: Vec<u8>,
    /// The sum of the body, which stays where the body is erased.
    pub sum: Hash,
    /// Its link in the chain: see `chain`.
    pub chain: Hash,
}

/// Which cases are asked for; newest change first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CaseQuery {
    /// Only of this flow.
    pub flow: Option<String>,
    /// Only with this status.
    pub status: Option<CaseStatus>,
    /// Only those whose title holds this text, whatever the case of its letters.
    pub text: Option<String>,
    /// Only those where a party is bound to one of these units or people; `None` means all.
    pub bound_to: Option<(Vec<UnitId>, Vec<PersonId>)>,
    /// Only those that wake by themselves before this moment.
    pub wakes_before: Option<DateTime<Utc>>,
    /// Only those after this one in the order: the last row of the page before.
    pub after: Option<(DateTime<Utc>, CaseId)>,
    /// At most this many.
    pub limit: u32,
}
