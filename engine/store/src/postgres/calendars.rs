//! Calendars.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::rows::CalendarVersion;
use crate::traits::{CalendarStore, Stored};
use crate::words::natural;

#[async_trait]
impl CalendarStore for PostgresStore {
    async fn put_calendar(&self, tenant: TenantId, calendar: CalendarVersion) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        // Of two who lay down the same version at once, the key lets one through.
        let written = sqlx::query(
            "INSERT INTO calendars (tenant, version, rules, set_at, set_by, why)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = 1 + (SELECT coalesce(max(version), 0) FROM calendars WHERE tenant = $1)
             ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(i64::from(calendar.version))
        .bind(&calendar.rules)
        .bind(calendar.set_at)
        .bind(&calendar.set_by)
        .bind(&calendar.why)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn calendar_version(&self, tenant: TenantId) -> Stored<u32> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM calendars WHERE tenant = $1")
            .bind(tenant.0)
            .fetch_one(transaction.connection())
            .await?;
        transaction.commit().await?;
        natural(latest.unwrap_or_default())
    }

    async fn calendars(&self, tenant: TenantId, limit: u32) -> Stored<Vec<CalendarVersion>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT version, rules, set_at, set_by, why, counted_at FROM calendars
             WHERE tenant = $1 ORDER BY version DESC LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(calendar).collect()
    }

    async fn calendar_counted(&self, tenant: TenantId, version: u32, at: DateTime<Utc>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "UPDATE calendars SET counted_at = $3
             WHERE tenant = $1 AND version <= $2 AND counted_at IS NULL",
        )
        .bind(tenant.0)
        .bind(i64::from(version))
        .bind(at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }
}

fn calendar(row: &PgRow) -> Stored<CalendarVersion> {
    Ok(CalendarVersion {
        version: natural(row.try_get("version")?)?,
        rules: row.try_get("rules")?,
        set_at: row.try_get("set_at")?,
        set_by: row.try_get("set_by")?,
        why: row.try_get("why")?,
        counted_at: row.try_get("counted_at")?,
    })
}
