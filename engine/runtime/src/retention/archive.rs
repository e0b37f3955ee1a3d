//! Where cases are written before they are erased.

use async_trait::async_trait;
use samspil_core::case::Event;
use samspil_core::id::TenantId;
use samspil_store::Hash;

use crate::CaseRead;

/// A case as it is archived: all of it, with what was sealed.
pub struct Archived<'a> {
    /// The tenant.
    pub tenant: TenantId,
    /// The number of the disposal.
    pub disposal: u32,
    /// The case as it is now.
    pub read: &'a CaseRead,
    /// Everything that happened, oldest first. What was erased before is left out.
    pub events: Vec<Event>,
}

/// Why an archive does not keep a case.
#[derive(thiserror::Error, Clone, Debug)]
#[error("the archive cannot: {0}")]
pub struct ArchiveFault(pub String);

/// Where cases are written before they are erased.
#[async_trait]
pub trait Archive: Send + Sync {
    /// Keeps a case, and gives the file that it is in with the file's sum, after both are on disk. The same case again is
    /// written in place of what was there, but only as long as it is as it was read: what is left of a case that was
    /// discarded meanwhile takes no whole one's place.
    async fn keep(&self, case: Archived<'_>) -> Result<(String, Hash), ArchiveFault>;
}
