//! Everything that is chained, in order.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId};
use sqlx::Row;
use uuid::Uuid;

use super::PostgresStore;
use super::cases::{case, event};
use crate::rows::{CaseEnd, StoredCase, StoredEvent};
use crate::traits::{AuditStore, Stored};
use crate::words::{column, hash, natural};

/// Before the first: no id of a case is all zeros, and no number is 0.
fn place(after: Option<CaseId>) -> Uuid {
    after.map_or(Uuid::nil(), |case| case.0)
}

#[async_trait]
impl AuditStore for PostgresStore {
    async fn case_ends(
        &self,
        tenant: TenantId,
        after: Option<CaseId>,
        snapshots: bool,
        limit: u32,
    ) -> Stored<Vec<StoredCase>> {
        let mut transaction = self.tenants.begin_keyed(tenant).await?;
        let rows = sqlx::query(
            "SELECT case_id AS id, version, chain, flow, flow_version,
                CASE WHEN $3 THEN snapshot ELSE '' END AS snapshot
             FROM cases WHERE tenant = $1 AND case_id > $2 ORDER BY case_id LIMIT $4",
        )
        .bind(tenant.0)
        .bind(place(after))
        .bind(snapshots)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(case).collect()
    }

    async fn all_events(
        &self,
        tenant: TenantId,
        after: Option<(CaseId, u64)>,
        limit: u32,
    ) -> Stored<Vec<(CaseId, StoredEvent)>> {
        let mut transaction = self.tenants.begin_keyed(tenant).await?;
        let rows = sqlx::query(
            "SELECT case_id, number, at, sum, chain, body FROM events
             WHERE tenant = $1 AND (case_id, number) > ($2, $3) ORDER BY case_id, number LIMIT $4",
        )
        .bind(tenant.0)
        .bind(place(after.map(|(case, _)| case)))
        .bind(column(after.map_or(0, |(_, number)| number))?)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter()
            .map(|row| Ok((CaseId(row.try_get::<Uuid, _>("case_id")?), event(row)?)))
            .collect()
    }

    async fn changed_ends(
        &self,
        tenant: TenantId,
        since: DateTime<Utc>,
        after: Option<(DateTime<Utc>, CaseId)>,
        limit: u32,
    ) -> Stored<Vec<CaseEnd>> {
        let mut transaction = self.tenants.begin_keyed(tenant).await?;
        let rows = sqlx::query(
            "SELECT case_id, version, chain, changed_at FROM cases
             WHERE tenant = $1 AND (changed_at, case_id) > ($2, $3) ORDER BY changed_at, case_id LIMIT $4",
        )
        .bind(tenant.0)
        .bind(after.map_or(since, |(at, _)| at))
        .bind(place(after.map(|(_, case)| case)))
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter()
            .map(|row| {
                Ok(CaseEnd {
                    case: CaseId(row.try_get("case_id")?),
                    version: natural(row.try_get("version")?)?,
                    chain: hash(row.try_get("chain")?)?,
                    changed_at: row.try_get("changed_at")?,
                })
            })
            .collect()
    }

    async fn chained(&self, tenant: TenantId) -> Stored<(u64, u64)> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let (events, entries): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM events WHERE tenant = $1),
                (SELECT count(*) FROM access_log WHERE tenant = $1)",
        )
        .bind(tenant.0)
        .fetch_one(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok((natural(events)?, natural(entries)?))
    }
}
