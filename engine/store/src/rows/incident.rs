//! Cases that cannot go on by themselves.

use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use uuid::Uuid;

/// A case that the engine could not bring forward. Its timer rests until the incident is resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// When it arose.
    pub at: DateTime<Utc>,
    /// What went wrong, in the runtime's own form; no personal data.
    pub body: Vec<u8>,
    /// When it was resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// By whom.
    pub resolved_by: Option<String>,
}
