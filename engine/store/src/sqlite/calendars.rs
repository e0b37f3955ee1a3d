//! Calendars.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::rows::CalendarVersion;
use crate::traits::{CalendarStore, Stored};
use crate::words::{moment, natural};

#[async_trait]
impl CalendarStore for SqliteStore {
    async fn put_calendar(&self, tenant: TenantId, calendar: CalendarVersion) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM calendars WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_one(writing.connection()?)
            .await?;
        if latest.unwrap_or_default().saturating_add(1) != i64::from(calendar.version) {
            writing.commit().await?;
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO calendars (tenant, version, rules, set_at, set_by, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .bind(tenant.0)
        .bind(calendar.version)
        .bind(&calendar.rules)
        .bind(calendar.set_at.timestamp_micros())
        .bind(&calendar.set_by)
        .bind(&calendar.why)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(true)
    }

    async fn calendar_version(&self, tenant: TenantId) -> Stored<u32> {
        let file = self.files.get(tenant).await?;
        let latest: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM calendars WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_one(&mut *file.read().await?)
            .await?;
        natural(latest.unwrap_or_default())
    }

    async fn calendars(&self, tenant: TenantId, limit: u32) -> Stored<Vec<CalendarVersion>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT version, rules, set_at, set_by, why, counted_at FROM calendars
             WHERE tenant = ?1 ORDER BY version DESC LIMIT ?2",
        )
        .bind(tenant.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(calendar).collect()
    }

    async fn calendar_counted(&self, tenant: TenantId, version: u32, at: DateTime<Utc>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "UPDATE calendars SET counted_at = ?3
             WHERE tenant = ?1 AND version <= ?2 AND counted_at IS NULL",
        )
        .bind(tenant.0)
        .bind(version)
        .bind(at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }
}

fn calendar(row: &SqliteRow) -> Stored<CalendarVersion> {
    let counted_at: Option<i64> = row.try_get("counted_at")?;
    Ok(CalendarVersion {
        version: natural(row.try_get("version")?)?,
        rules: row.try_get("rules")?,
        set_at: moment(row.try_get("set_at")?)?,
        set_by: row.try_get("set_by")?,
        why: row.try_get("why")?,
        counted_at: counted_at.map(moment).transpose()?,
    })
}
