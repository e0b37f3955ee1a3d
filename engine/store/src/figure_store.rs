//! What a store can say of many cases at once.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use crate::rows::{FigureCell, FigureEvent, FigureQuery, LiveQuery, LiveSteps, OpenWork};
use crate::traits::Stored;

/// Of how many cases at a time what they gave is spread out, so that no command waits long behind it.
const SPREAD_AT_ONCE: u32 = 500;

/// How many times in a row at most: more cases than a municipality has, and each night all that waits is spread out.
const MAX_SPREADS: usize = 2_000;

/// How far back of the newest change that is spread out changes are looked for before figures are read, in hours: those
/// that came to the disk after younger ones did, or by a clock that was behind. What lies farther back waits for the night.
pub(crate) const LOOK_BACK_HOURS: i64 = 24;

/// Where changes that wait are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spread {
    /// Among the newest: see [`LOOK_BACK_HOURS`].
    Newest,
    /// Among all there are.
    All,
}

impl Spread {
    /// How far back it is looked, in hours; none where all are looked at.
    pub(crate) const fn hours(self) -> Option<i64> {
        match self {
            Self::Newest => Some(LOOK_BACK_HOURS),
            Self::All => None,
        }
    }
}

/// Figures over many cases, from the events that they come from. What a case gave goes when it is discarded.
#[async_trait]
pub trait FigureStore: Send + Sync {
    /// Spreads out what cases gave since they were looked at last, of so many cases at most, those first that changed
    /// first. Gives of how many cases.
    async fn spread_some(&self, tenant: TenantId, which: Spread, limit: u32) -> Stored<u64>;

    /// Spreads out what all cases gave so far: commits leave that undone, so that what is read seldom costs those little who
    /// work. Gives of how many cases.
    async fn spread_figures(&self, tenant: TenantId, which: Spread) -> Stored<u64> {
        let mut cases: u64 = 0;
        for _ in 0..MAX_SPREADS {
            let some = self.spread_some(tenant, which, SPREAD_AT_ONCE).await?;
            cases = cases.saturating_add(some);
            if some < u64::from(SPREAD_AT_ONCE) {
                break;
            }
        }
        Ok(cases)
    }

    /// Figures, by what belongs together, in its order; the newest that waits is spread out first.
    async fn figures(&self, tenant: TenantId, query: &FigureQuery) -> Stored<Vec<FigureCell>>;

    /// The newest events that gave a figure of this name, newest first; the newest that waits is spread out before.
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
