//! What administrators tune.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::rows::TuningEntry;
use crate::traits::{Stored, TuningStore};
use crate::words::{moment, natural};

#[async_trait]
impl TuningStore for SqliteStore {
    async fn put_tuning(&self, tenant: TenantId, entry: TuningEntry) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM tunings WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_one(writing.connection()?)
            .await?;
        if latest.unwrap_or_default().saturating_add(1) != i64::from(entry.number) {
            writing.commit().await?;
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO tunings (tenant, number, deed, set_at, set_by, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .bind(tenant.0)
        .bind(entry.number)
        .bind(&entry.deed)
        .bind(entry.set_at.timestamp_micros())
        .bind(&entry.set_by)
        .bind(&entry.why)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(true)
    }

    async fn tuning_number(&self, tenant: TenantId) -> Stored<u32> {
        let file = self.files.get(tenant).await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM tunings WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_one(&mut *file.read().await?)
            .await?;
        natural(latest.unwrap_or_default())
    }

    async fn tunings(&self, tenant: TenantId, limit: u32) -> Stored<Vec<TuningEntry>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, deed, set_at, set_by, why, counted_at FROM tunings
             WHERE tenant = ?1 ORDER BY number DESC LIMIT ?2",
        )
        .bind(tenant.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(entry).collect()
    }

    async fn tuning_counted(&self, tenant: TenantId, number: u32, at: DateTime<Utc>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "UPDATE tunings SET counted_at = ?3
             WHERE tenant = ?1 AND number = ?2 AND counted_at IS NULL",
        )
        .bind(tenant.0)
        .bind(number)
        .bind(at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }
}

fn entry(row: &SqliteRow) -> Stored<TuningEntry> {
    let counted_at: Option<i64> = row.try_get("counted_at")?;
    Ok(TuningEntry {
        number: natural(row.try_get("number")?)?,
        deed: row.try_get("deed")?,
        set_at: moment(row.try_get("set_at")?)?,
        set_by: row.try_get("set_by")?,
        why: row.try_get("why")?,
        counted_at: counted_at.map(moment).transpose()?,
    })
}
