//! Claiming timers.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, TenantId};
use uuid::Uuid;

use super::SqliteStore;
use super::parameters::ids;
use super::tenant_file::TenantFile;
use crate::rows::WakeUp;
use crate::traits::{Stored, TimerStore};
use crate::words::{from_json, moment, natural};

/// A timer that may be claimed: since when, the tenant, the case.
type Due = (i64, TenantId, CaseId);

#[async_trait]
impl TimerStore for SqliteStore {
    async fn claim_timers(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<WakeUp>> {
        let mut due = Vec::new();
        for file in self.usable_files().await? {
            match due_timers(&file, now, limit).await {
                Ok(found) => due.extend(found),
                Err(error) => tracing::error!(tenant = %file.tenant, %error, "timers cannot be read"),
            }
        }
        due.sort_unstable();
        due.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut by_tenant: BTreeMap<TenantId, Vec<Uuid>> = BTreeMap::new();
        for (_, tenant, case) in &due {
            by_tenant.entry(*tenant).or_default().push(case.0);
        }
        let mut fences = BTreeMap::new();
        for (tenant, cases) in by_tenant {
            let file = self.files.get(tenant).await?;
            match claim(&file, now, lease, &cases).await {
                Ok(claimed) => fences.extend(claimed),
                Err(error) => tracing::error!(%tenant, %error, "timers cannot be claimed"),
            }
        }
        let claimed = due.into_iter().filter_map(|(_, tenant, case)| {
            let fence = fences.get(&(tenant, case)).copied()?;
            Some(WakeUp { tenant, case, fence })
        });
        Ok(claimed.collect())
    }

    async fn next_timer(&self) -> Stored<Option<DateTime<Utc>>> {
        let mut next: Option<i64> = None;
        for file in self.usable_files().await? {
            if is_held(&file).await? {
                continue;
            }
            let own: Option<i64> =
                sqlx::query_scalar("SELECT min(ready_at) FROM timers WHERE ready_at IS NOT NULL")
                    .fetch_one(&mut *file.read().await?)
                    .await?;
            next = next.into_iter().chain(own).min();
        }
        next.map(moment).transpose()
    }

    async fn held_tenants(&self) -> Stored<Vec<TenantId>> {
        let mut held = Vec::new();
        for file in self.usable_files().await? {
            if is_held(&file).await? {
                held.push(file.tenant);
            }
        }
        Ok(held)
    }
}

/// Whether no timer of the tenant may be claimed.
async fn is_held(file: &Arc<TenantFile>) -> Stored<bool> {
    let held = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM incidents WHERE tenant = ?1 AND about = 'clock' AND resolved_at IS NULL)",
    )
    .bind(file.tenant.0)
    .fetch_one(&mut *file.read().await?)
    .await?;
    Ok(held)
}

/// Those that are due, the longest first. All in one row: each that is handed over wakes a thread.
async fn due_timers(file: &Arc<TenantFile>, now: DateTime<Utc>, limit: u32) -> Stored<Vec<Due>> {
    let due: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(ready_at, hex(case_id))) FROM (
            SELECT ready_at, case_id FROM timers WHERE ready_at <= ?1 AND NOT EXISTS
                (SELECT 1 FROM incidents WHERE tenant = ?3 AND about = 'clock' AND resolved_at IS NULL)
            ORDER BY ready_at, tenant, case_id LIMIT ?2)",
    )
    .bind(now.timestamp_micros())
    .bind(limit)
    .bind(file.tenant.0)
    .fetch_one(&mut *file.read().await?)
    .await?;
    let due: Vec<(i64, Uuid)> = from_json(&due)?;
    let due = due.into_iter().map(|(at, case)| (at, file.tenant, CaseId(case)));
    Ok(due.collect())
}

/// Which of these may still be claimed, and the numbers of their last claims; parameters: tenant, now, cases.
const CLAIMABLE: &str = "
SELECT json_group_array(json_array(hex(case_id), fence)) FROM timers
WHERE tenant = ?1 AND case_id IN (SELECT unhex(value) FROM json_each(?3)) AND ready_at <= ?2
    AND NOT EXISTS (SELECT 1 FROM incidents WHERE tenant = ?1 AND about = 'clock' AND resolved_at IS NULL)";

/// Parameters: tenant, until when, cases.
const CLAIM: &str = "
UPDATE timers SET fence = fence + 1, claimed_until = ?2
WHERE tenant = ?1 AND case_id IN (SELECT unhex(value) FROM json_each(?3))";

async fn claim(
    file: &Arc<TenantFile>,
    now: DateTime<Utc>,
    lease: Duration,
    cases: &[Uuid],
) -> Stored<Vec<((TenantId, CaseId), u64)>> {
    let until = now.checked_add_signed(lease).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let mut writing = file.write_behind().await?;
    // Nothing changes between the two: the write lock is held.
    let claimable: String = sqlx::query_scalar(CLAIMABLE)
        .bind(file.tenant.0)
        .bind(now.timestamp_micros())
        .bind(ids(cases.iter().copied()))
        .fetch_one(writing.connection()?)
        .await?;
    let claimable: Vec<(Uuid, i64)> = from_json(&claimable)?;
    sqlx::query(CLAIM)
        .bind(file.tenant.0)
        .bind(until.timestamp_micros())
        .bind(ids(claimable.iter().map(|(case, _)| *case)))
        .execute(writing.connection()?)
        .await?;
    writing.commit().await?;
    claimable
        .into_iter()
        .map(|(case, fence)| Ok(((file.tenant, CaseId(case)), natural(fence.saturating_add(1))?)))
        .collect()
}
