//! Published flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;

use crate::rows::{FlowHead, FlowVersion};
use crate::traits::Stored;

/// Published flows.
#[async_trait]
pub trait FlowStore: Send + Sync {
    /// Keeps a version, where the latest one is the version `after`: 0 where there is none yet, nothing where any will do.
    /// The same text as the latest version gives that version and keeps nothing; `version` in the argument is not read. None
    /// where another version is the latest.
    async fn publish(&self, tenant: TenantId, flow: FlowVersion, after: Option<u32>) -> Stored<Option<u32>>;

    /// The latest version of every flow, by name; one that is marked as a trial is never the latest.
    async fn flows(&self, tenant: TenantId) -> Stored<Vec<FlowVersion>>;

    /// Versions of a flow without their text, trials too, newest first; from the newest of all, or of those before a version.
    async fn versions(
        &self,
        tenant: TenantId,
        flow: &str,
        before: Option<u32>,
        limit: u32,
    ) -> Stored<Vec<FlowHead>>;

    /// One version, or the latest.
    async fn flow(&self, tenant: TenantId, flow: &str, version: Option<u32>) -> Stored<Option<FlowVersion>>;
}
