//! What a store can say of many cases at once.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use crate::rows::{FigureCell, FigureEvent, FigureQuery, LiveQuery, LiveSteps, OpenWork};
use crate::traits::Stored;

/// Of how many commits at a time what they gave is spread out, so that no command waits long behind it.
const SPREAD_AT_ONCE: u32 = 1_000;

/// How many times in a row at most: more commits than a day has, and each night all that waits is spread out.
const MAX_SPREADS: usize = 1_000;

/// Figures over many cases, kept with the commits that they come from. What a case gave goes when it is discarded.
#[async_trait]
pub trait FigureStore: Send + Sync {
    /// Spreads out what the oldest commits gave, so many at most, that still waits for it. Gives of how many commits.
    async fn spread_some(&self, tenant: TenantId, limit: u32) -> Stored<u64>;

    /// Spreads out what all commits gave so far: they leave that undone, so that what is read seldom costs those little who
    /// work. Gives of how many commits.
    async fn spread_figures(&self, tenant: TenantId) -> Stored<u64> {
        let mut commits: u64 = 0;
        for _ in 0..MAX_SPREADS {
            let some = self.spread_some(tenant, SPREAD_AT_ONCE).await?;
            commits = commits.saturating_add(some);
            if some < u64::from(SPREAD_AT_ONCE) {
                break;
            }
        }
        Ok(commits)
    }

    /// Figures, by what belongs together, in its order; what waits is spread out first.
    async fn figures(&self, tenant: TenantId, query: &FigureQuery) -> Stored<Vec<FigureCell>>;

    /// The newest events that gave a figure of this name, newest first; what waits is spread out first.
    async fn figure_events(
        &self,
        tenant: TenantId,
        query: &FigureQuery,
        name: &str,
        limit: u32,
    ) -> Stored<Vec<FigureEvent>>;

    /// What live cases say of each step, by its name; what waits is spread out first.
    async fn live_steps(&self, tenant: TenantId, query: &LiveQuery) -> Stored<LiveSteps>;

    /// Work that is open, by flow, party and unit, in that order.
    async fn open_work(&self, tenant: TenantId, now: DateTime<Utc>) -> Stored<Vec<OpenWork>>;
}
