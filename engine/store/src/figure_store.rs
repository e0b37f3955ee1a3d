//! What a store can say of many cases at once.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use crate::rows::{FigureCell, FigureEvent, FigureQuery, OpenWork};
use crate::traits::Stored;

/// Figures over many cases, kept with the events that they come from. What a case gave goes when it is discarded.
#[async_trait]
pub trait FigureStore: Send + Sync {
    /// Figures, by what belongs together, in its order.
    async fn figures(&self, tenant: TenantId, query: &FigureQuery) -> Stored<Vec<FigureCell>>;

    /// The newest events that gave a figure of this name, newest first.
    async fn figure_events(
        &self,
        tenant: TenantId,
        query: &FigureQuery,
        name: &str,
        limit: u32,
    ) -> Stored<Vec<FigureEvent>>;

    /// Work that is open, by flow, party and unit, in that order.
    async fn open_work(&self, tenant: TenantId, now: DateTime<Utc>) -> Stored<Vec<OpenWork>>;
}
