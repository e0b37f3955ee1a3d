//! What a store can do about drafts of flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;

use crate::rows::{Draft, DraftHead, Running, ScenarioFile};
use crate::traits::Stored;

/// How many writings of a draft are kept: a day's work of several people, so that whoever wrote on an older one is told what
/// came since.
pub const DRAFTS_KEPT: u32 = 50;

/// Drafts of flows, one for each flow.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// Keeps a writing, where its number is the next. False where somebody else has written since. One without text ends the
    /// draft, and what was written before goes away.
    async fn write_draft(&self, tenant: TenantId, draft: Draft) -> Stored<bool>;

    /// A writing of a draft, or the newest, also where the draft is over.
    async fn draft(&self, tenant: TenantId, flow: &str, number: Option<u32>) -> Stored<Option<Draft>>;

    /// The drafts that are not over, by flow.
    async fn drafts(&self, tenant: TenantId) -> Stored<Vec<DraftHead>>;

    /// Keeps the scenarios of a version of a flow, in place of those that it had.
    async fn put_scenarios(
        &self,
        tenant: TenantId,
        flow: &str,
        version: u32,
        scenarios: Vec<ScenarioFile>,
    ) -> Stored<()>;

    /// The scenarios of a version of a flow: those that were kept with it, else with the newest version before it that some
    /// were kept with, for whoever publishes without the workbench keeps none.
    async fn scenarios(&self, tenant: TenantId, flow: &str, version: u32) -> Stored<Vec<ScenarioFile>>;

    /// How many cases that are not closed run by each version of each flow.
    async fn running(&self, tenant: TenantId) -> Stored<Vec<Running>>;
}
