//! Copies of a tenant's file.

use std::path::Path;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row, SqliteConnection};

use super::{SqliteStore, connection};
use crate::administration_store::BackupStore;
use crate::rows::{Archiving, Backup, CopyHeld};
use crate::traits::Stored;
use crate::words::{column, from_word, moment, natural};
use crate::{StoreError, words};

/// What SQLite says of a file that is whole.
const WHOLE: &str = "ok";

const HELD: &str = "
SELECT (SELECT max(version) FROM _sqlx_migrations) AS migration,
    (SELECT count(*) FROM cases WHERE tenant = ?1) AS cases,
    (SELECT count(*) FROM events WHERE tenant = ?1) AS events,
    coalesce(access.number, 0) AS access_number, coalesce(access.chain, zeroblob(32)) AS access_chain,
    coalesce(deed.number, 0) AS deed_number, coalesce(deed.chain, zeroblob(32)) AS deed_chain
FROM (SELECT 1)
LEFT JOIN (SELECT number, chain FROM (SELECT number, chain FROM access_log WHERE tenant = ?1
    UNION ALL SELECT number, chain FROM access_starts WHERE tenant = ?1) ORDER BY number DESC LIMIT 1) AS access
LEFT JOIN (SELECT number, chain FROM deeds WHERE tenant = ?1 ORDER BY number DESC LIMIT 1) AS deed";

#[async_trait]
impl BackupStore for SqliteStore {
    async fn put_backup(&self, tenant: TenantId, backup: Backup) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let written = sqlx::query(
            "INSERT INTO backups (tenant, backup_id, taken_at, way, place, bytes, verified_at, kept_by, manifest, fault)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(backup.id)
        .bind(backup.taken_at.timestamp_micros())
        .bind(backup.way.word())
        .bind(&backup.place)
        .bind(backup.bytes.map(column).transpose()?)
        .bind(backup.verified_at.map(|at| at.timestamp_micros()))
        .bind(&backup.by)
        .bind(&backup.manifest)
        .bind(&backup.fault)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn backups(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Backup>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT backup_id, taken_at, way, place, bytes, verified_at, kept_by, manifest, fault FROM backups
             WHERE tenant = ?1 ORDER BY taken_at DESC, backup_id LIMIT ?2",
        )
        .bind(tenant.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(backup).collect()
    }

    async fn last_whole_backup(
        &self,
        tenant: TenantId,
        until: DateTime<Utc>,
    ) -> Stored<Option<DateTime<Utc>>> {
        let file = self.files.get(tenant).await?;
        let last: Option<i64> = sqlx::query_scalar(
            "SELECT taken_at FROM backups
             WHERE tenant = ?1 AND taken_at <= ?2 AND verified_at IS NOT NULL AND fault IS NULL
             ORDER BY taken_at DESC LIMIT 1",
        )
        .bind(tenant.0)
        .bind(until.timestamp_micros())
        .fetch_optional(&mut *file.read().await?)
        .await?;
        last.map(moment).transpose()
    }

    async fn copy_to(&self, tenant: TenantId, file: &Path) -> Stored<Option<CopyHeld>> {
        let own = self.files.get(tenant).await?;
        let place = file
            .to_str()
            .ok_or_else(|| StoreError::NotWritable(format!("{}: not UTF-8", file.display())))?;
        let mut reader = connection::copier(own.path()).await?;
        sqlx::query("VACUUM INTO ?1")
            .bind(place)
            .execute(&mut reader)
            .await?;
        reader.close().await?;
        read_through(tenant, file).await.map(Some)
    }

    async fn archiving(&self, _: TenantId) -> Stored<Option<Archiving>> {
        Ok(None)
    }
}

/// Reads a copy through, page by page and chain by chain, and says what it holds.
async fn read_through(tenant: TenantId, file: &Path) -> Stored<CopyHeld> {
    let mut copy = connection::copy(file).await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut copy)
        .await?;
    if found != WHOLE {
        return Err(StoreError::Corrupt(found));
    }
    let held = held(&mut copy, tenant, file).await?;
    copy.close().await?;
    Ok(held)
}

async fn held(copy: &mut SqliteConnection, tenant: TenantId, file: &Path) -> Stored<CopyHeld> {
    let row = sqlx::query(HELD).bind(tenant.0).fetch_one(copy).await?;
    let size = tokio::fs::metadata(file)
        .await
        .map_err(|error| StoreError::Unreachable(error.to_string()))?;
    Ok(CopyHeld {
        bytes: size.len(),
        migration: row.try_get("migration")?,
        cases: natural(row.try_get("cases")?)?,
        events: natural(row.try_get("events")?)?,
        access_number: natural(row.try_get("access_number")?)?,
        access_chain: words::hexed(row.try_get("access_chain")?),
        deed_number: natural(row.try_get("deed_number")?)?,
        deed_chain: words::hexed(row.try_get("deed_chain")?),
    })
}

fn backup(row: &SqliteRow) -> Stored<Backup> {
    let (bytes, verified_at): (Option<i64>, Option<i64>) =
        (row.try_get("bytes")?, row.try_get("verified_at")?);
    Ok(Backup {
        id: row.try_get("backup_id")?,
        taken_at: moment(row.try_get("taken_at")?)?,
        way: from_word(row.try_get("way")?)?,
        place: row.try_get("place")?,
        bytes: bytes.map(natural).transpose()?,
        verified_at: verified_at.map(moment).transpose()?,
        by: row.try_get("kept_by")?,
        manifest: row.try_get("manifest")?,
        fault: row.try_get("fault")?,
    })
}
