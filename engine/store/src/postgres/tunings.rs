//! What administrators tune.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::rows::TuningEntry;
use crate::traits::{Stored, TuningStore};
use crate::words::natural;

#[async_trait]
impl TuningStore for PostgresStore {
    async fn put_tuning(&self, tenant: TenantId, entry: TuningEntry) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        // Of two who lay down the same number at once, the key lets one through.
        let written = sqlx::query(
            "INSERT INTO tunings (tenant, number, deed, set_at, set_by, why)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = 1 + (SELECT coalesce(max(number), 0) FROM tunings WHERE tenant = $1)
             ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(i64::from(entry.number))
        .bind(&entry.deed)
        .bind(entry.set_at)
        .bind(&entry.set_by)
        .bind(&entry.why)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn tuning_number(&self, tenant: TenantId) -> Stored<u32> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM tunings WHERE tenant = $1")
            .bind(tenant.0)
            .fetch_one(transaction.connection())
            .await?;
        transaction.commit().await?;
        natural(latest.unwrap_or_default())
    }

    async fn tunings(&self, tenant: TenantId, limit: u32) -> Stored<Vec<TuningEntry>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, deed, set_at, set_by, why, counted_at FROM tunings
             WHERE tenant = $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(entry).collect()
    }

    async fn tuning_counted(&self, tenant: TenantId, number: u32, at: DateTime<Utc>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "UPDATE tunings SET counted_at = $3
             WHERE tenant = $1 AND number = $2 AND counted_at IS NULL",
        )
        .bind(tenant.0)
        .bind(i64::from(number))
        .bind(at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }
}

fn entry(row: &PgRow) -> Stored<TuningEntry> {
    Ok(TuningEntry {
        number: natural(row.try_get("number")?)?,
        deed: row.try_get("deed")?,
        set_at: row.try_get("set_at")?,
        set_by: row.try_get("set_by")?,
        why: row.try_get("why")?,
        counted_at: row.try_get("counted_at")?,
    })
}
