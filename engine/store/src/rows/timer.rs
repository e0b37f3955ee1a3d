//! Timers: when a case must be looked at.

use samspil_core::id::{CaseId, TenantId};

/// A case whose time has come, claimed for a while by one node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WakeUp {
    /// The tenant.
    pub tenant: TenantId,
    /// The case.
    pub case: CaseId,
    /// The claim's number: each new claim of the case's timer has a higher one, and a commit that carries an older
    /// one is refused.
    pub fence: u64,
}
