//! What leaves a case: notices on their way, and what has arrived in someone's inbox.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use uuid::Uuid;

use super::Delivery;

/// Something to be sent, kept with the command that caused it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewNotice {
    /// Its id: one cause gives one id, so that it arrives once however often it is sent.
    pub id: Uuid,
    /// What it is, in the runtime's own form.
    pub body: Vec<u8>,
}

/// Something on its way, claimed for a while by one node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outgoing {
    /// The tenant.
    pub tenant: TenantId,
    /// The case.
    pub case: CaseId,
    /// Its id.
    pub id: Uuid,
    /// The claim's number, as with timers.
    pub fence: u64,
    /// How often it has been tried before.
    pub attempts: u32,
    /// What it is.
    pub body: Vec<u8>,
}

/// A claimed notice, and where it goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    /// The notice.
    pub notice: Uuid,
    /// By which claim.
    pub fence: u64,
    /// Where it goes.
    pub delivery: Delivery,
}

/// Something that has arrived, for a unit or a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InboxRow {
    /// The notice's id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// The person it is for.
    pub person: Option<PersonId>,
    /// For whom that person stands in.
    pub on_behalf_of: Option<PersonId>,
    /// When it arrived.
    pub at: DateTime<Utc>,
    /// What it says, in the runtime's own form.
    pub body: Vec<u8>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// Whose inbox, and which of it; newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InboxQuery {
    /// What is for this person,
    pub person: PersonId,
    /// or for one of these units.
    pub units: Vec<UnitId>,
    /// Only what nobody has read.
    pub unread: bool,
    /// Only what comes after this in the order: the last row of the page before.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// At most this many.
    pub limit: u32,
}
