//! What comes back by the calendar, whatever the cases do.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::calendar::CronExpr;
use samspil_core::id::TenantId;
use samspil_store::Spread;

use crate::Failure;
use crate::clock::rests_until;
use crate::engine::{Engine, Shared};

/// When what is no longer needed is forgotten, and what can wait is done: at night, away from the hour that summer time takes or gives.
const HOUSEKEEPING: &str = "40 4 * * *";

/// How long an answer to a command is kept: whoever sends it again does so within days.
const KEEP_ANSWERS: Duration = Duration::days(30);

/// How long an ended session or token is kept, so that a list still shows why a login failed.
const KEEP_ENDED: Duration = Duration::days(7);

/// How many rows one statement forgets, so that no command waits long behind it.
const MAX_FORGOTTEN: u32 = 5_000;

/// How many such statements one night takes; the rest waits for the next.
const MAX_PARTS: usize = 1_000;

/// How long to rest where the schedule names no time; it always does.
const NO_TIME: Duration = Duration::days(1);

/// Follows the schedules until the engine stops.
pub(crate) async fn run(shared: Arc<Shared>) {
    let Ok(nightly) = HOUSEKEEPING.parse::<CronExpr>() else {
        tracing::error!("the schedule cannot be read");
        return;
    };
    loop {
        let now = shared.clock.now();
        let next = nightly.next_after(now).unwrap_or(now + NO_TIME);
        if !rests_until(shared.clock.as_ref(), &shared.stop, next).await {
            return;
        }
        match forget(&shared).await {
            Ok(rows) => tracing::info!(rows, "what is no longer needed is forgotten"),
            Err(failure) => tracing::warn!(%failure, "what is no longer needed is kept until the next night"),
        }
    }
}

async fn forget(shared: &Shared) -> Result<u64, Failure> {
    let now = shared.timers.look(shared).await?;
    let mut forgotten = 0;
    let held = shared.store.held_tenants().await?;
    let tenants = shared
        .store
        .tenants()
        .await?
        .into_iter()
        .map(|(tenant, _)| tenant);
    // By a clock that is in doubt nothing is too old.
    for tenant in tenants.filter(|tenant| !held.contains(tenant)) {
        for _ in 0..MAX_PARTS {
            let rows = shared
                .store
                .forget(tenant, now - KEEP_ANSWERS, now - KEEP_ENDED, MAX_FORGOTTEN)
                .await?;
            forgotten += rows;
            if rows == 0 || shared.stop.is_cancelled() {
                break;
            }
        }
        forgotten += forget_looks(shared, tenant, now).await?;
        let cases = shared.store.spread_figures(tenant, Spread::All).await?;
        tracing::debug!(%tenant, cases, "what cases gave to figures is spread out");
    }
    Ok(forgotten)
}

/// Forgets the oldest of a tenant's access log, as far as the tenant lets it grow old.
async fn forget_looks(shared: &Shared, tenant: TenantId, now: DateTime<Utc>) -> Result<u64, Failure> {
    let before = shared.access_rules(tenant).await?.forgotten_before(now);
    let mut forgotten = 0;
    for _ in 0..MAX_PARTS {
        let rows = shared.store.forget_access(tenant, before, MAX_FORGOTTEN).await?;
        forgotten += rows;
        if rows == 0 || shared.stop.is_cancelled() {
            break;
        }
    }
    Ok(forgotten)
}

impl Engine {
    /// Forgets what is no longer needed, now; gives how many rows.
    ///
    /// # Errors
    /// What the store says.
    pub async fn forget(&self) -> Result<u64, Failure> {
        forget(self.shared()).await
    }
}
