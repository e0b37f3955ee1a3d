//! Everything that is chained, in order.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId};
use sqlx::Row;
use uuid::Uuid;

use super::SqliteStore;
use super::cases::{case, event};
use crate::rows::{CaseEnd, StoredCase, StoredEvent};
use crate::traits::{AuditStore, Stored};
use crate::words::{column, hash, moment, natural};

#[async_trait]
impl AuditStore for SqliteStore {
    async fn case_ends(
        &self,
        tenant: TenantId,
        after: Option<CaseId>,
        snapshots: bool,
        limit: u32,
    ) -> Stored<Vec<StoredCase>> {
        let file = self.files.get(tenant).await?;
        // An empty id sorts before all others.
        let after = after.map_or_else(Vec::new, |case| case.0.as_bytes().to_vec());
        let rows = sqlx::query(
            "SELECT case_id AS id, version, chain, flow, flow_version, iif(?3, snapshot, x'') AS snapshot
             FROM cases WHERE tenant = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?4",
        )
        .bind(tenant.0)
        .bind(after)
        .bind(snapshots)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(case).collect()
    }

    async fn all_events(
        &self,
        tenant: TenantId,
        after: Option<(CaseId, u64)>,
        limit: u32,
    ) -> Stored<Vec<(CaseId, StoredEvent)>> {
        let file = self.files.get(tenant).await?;
        let (case, number) = match after {
            Some((case, number)) => (case.0.as_bytes().to_vec(), number),
            None => (Vec::new(), 0),
        };
        let rows = sqlx::query(
            "SELECT case_id, number, at, sum, chain, body FROM events
             WHERE tenant = ?1 AND (case_id, number) > (?2, ?3) ORDER BY case_id, number LIMIT ?4",
        )
        .bind(tenant.0)
        .bind(case)
        .bind(column(number)?)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
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
        let file = self.files.get(tenant).await?;
        let (at, case) = match after {
            Some((at, case)) => (at.timestamp_micros(), case.0.as_bytes().to_vec()),
            None => (since.timestamp_micros(), Vec::new()),
        };
        let rows = sqlx::query(
            "SELECT case_id, version, chain, changed_at FROM cases
             WHERE tenant = ?1 AND (changed_at, case_id) > (?2, ?3) ORDER BY changed_at, case_id LIMIT ?4",
        )
        .bind(tenant.0)
        .bind(at)
        .bind(case)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(CaseEnd {
                    case: CaseId(row.try_get("case_id")?),
                    version: natural(row.try_get("version")?)?,
                    chain: hash(row.try_get("chain")?)?,
                    changed_at: moment(row.try_get("changed_at")?)?,
                })
            })
            .collect()
    }

    async fn chained(&self, tenant: TenantId) -> Stored<(u64, u64)> {
        let file = self.files.get(tenant).await?;
        let (events, entries): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM events WHERE tenant = ?1),
                (SELECT count(*) FROM access_log WHERE tenant = ?1)",
        )
        .bind(tenant.0)
        .fetch_one(&mut *file.read().await?)
        .await?;
        Ok((natural(events)?, natural(entries)?))
    }
}
