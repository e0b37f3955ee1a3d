//! Copies of the database, which PostgreSQL makes by its own means.

use std::path::Path;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::administration_store::BackupStore;
use crate::rows::{Archiving, Backup, CopyHeld};
use crate::traits::Stored;
use crate::words::{column, from_word, natural};

#[async_trait]
impl BackupStore for PostgresStore {
    async fn put_backup(&self, tenant: TenantId, backup: Backup) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = sqlx::query(
            "INSERT INTO backups (tenant, backup_id, taken_at, way, place, bytes, verified_at, kept_by, manifest, fault)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(backup.id)
        .bind(backup.taken_at)
        .bind(backup.way.word())
        .bind(&backup.place)
        .bind(backup.bytes.map(column).transpose()?)
        .bind(backup.verified_at)
        .bind(&backup.by)
        .bind(&backup.manifest)
        .bind(&backup.fault)
        .execute(writing.connection())
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn backups(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Backup>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT backup_id, taken_at, way, place, bytes, verified_at, kept_by, manifest, fault FROM backups
             WHERE tenant = $1 ORDER BY taken_at DESC, backup_id LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        rows.iter().map(backup).collect()
    }

    async fn last_whole_backup(
        &self,
        tenant: TenantId,
        until: DateTime<Utc>,
    ) -> Stored<Option<DateTime<Utc>>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let last = sqlx::query_scalar(
            "SELECT taken_at FROM backups
             WHERE tenant = $1 AND taken_at <= $2 AND verified_at IS NOT NULL AND fault IS NULL
             ORDER BY taken_at DESC LIMIT 1",
        )
        .bind(tenant.0)
        .bind(until)
        .fetch_optional(reading.connection())
        .await?;
        reading.commit().await?;
        Ok(last)
    }

    async fn copy_to(&self, _: TenantId, _: &Path) -> Stored<Option<CopyHeld>> {
        Ok(None)
    }

    async fn archiving(&self, tenant: TenantId) -> Stored<Option<Archiving>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT current_setting('archive_mode') <> 'off' AS archives, last_archived_time,
                CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN last_failed_time END AS failed
             FROM pg_stat_archiver",
        )
        .fetch_one(reading.connection())
        .await?;
        reading.commit().await?;
        Ok(Some(Archiving {
            on: row.try_get("archives")?,
            last_at: row.try_get("last_archived_time")?,
            failed_at: row.try_get("failed")?,
        }))
    }
}

fn backup(row: &PgRow) -> Stored<Backup> {
    let bytes: Option<i64> = row.try_get("bytes")?;
    Ok(Backup {
        id: row.try_get("backup_id")?,
        taken_at: row.try_get("taken_at")?,
        way: from_word(row.try_get("way")?)?,
        place: row.try_get("place")?,
        bytes: bytes.map(natural).transpose()?,
        verified_at: row.try_get("verified_at")?,
        by: row.try_get("kept_by")?,
        manifest: row.try_get("manifest")?,
        fault: row.try_get("fault")?,
    })
}
