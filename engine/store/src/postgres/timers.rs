//! Claiming timers.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, TenantId};
use uuid::Uuid;

use super::PostgresStore;
use crate::rows::WakeUp;
use crate::traits::{Stored, TimerStore};
use crate::words::natural;

#[async_trait]
impl TimerStore for PostgresStore {
    async fn claim_timers(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<WakeUp>> {
        let until = now.checked_add_signed(lease).unwrap_or(now);
        let rows: Vec<(i32, Uuid, i64)> =
            sqlx::query_as("SELECT tenant, case_id, fence FROM claim_timers($1, $2, $3)")
                .bind(now)
                .bind(until)
                .bind(i64::from(limit))
                .fetch_all(self.tenants.of_none())
                .await?;
        rows.into_iter()
            .map(|(tenant, case, fence)| {
                Ok(WakeUp {
                    tenant: TenantId(tenant),
                    case: CaseId(case),
                    fence: natural(fence)?,
                })
            })
            .collect()
    }

    async fn next_timer(&self) -> Stored<Option<DateTime<Utc>>> {
        let next = sqlx::query_scalar("SELECT next_timer()")
            .fetch_one(self.tenants.of_none())
            .await?;
        Ok(next)
    }

    async fn held_tenants(&self) -> Stored<Vec<TenantId>> {
        let held: Vec<i32> = sqlx::query_scalar("SELECT tenant FROM held_tenants()")
            .fetch_all(self.tenants.of_none())
            .await?;
        Ok(held.into_iter().map(TenantId).collect())
    }
}
