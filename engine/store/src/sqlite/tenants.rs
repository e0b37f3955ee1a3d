//! Tenants and their settings.

use async_trait::async_trait;
use samspil_core::id::{PersonId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::rows::SettingChange;
use crate::traits::Stored;
use crate::words::{from_word, moment, word};
use crate::{StoreError, TenantStore};

const NOTE: &str = "
INSERT INTO setting_changes (tenant, name, number, about, done, changed_at, changed_by, proposed_by, body)
SELECT ?1, ?2, 1 + coalesce(max(number), 0), ?3, ?4, ?5, ?6, ?7, ?8 FROM setting_changes
WHERE tenant = ?1 AND name = ?2";

#[async_trait]
impl TenantStore for SqliteStore {
    async fn add_tenant(&self, tenant: TenantId, name: &str) -> Stored<()> {
        self.files.make(tenant, name).await
    }

    async fn tenants(&self) -> Stored<Vec<(TenantId, String)>> {
        let mut tenants = Vec::new();
        for file in self.usable_files().await? {
            let name = sqlx::query_scalar("SELECT name FROM tenants WHERE tenant = ?1")
                .bind(file.tenant.0)
                .fetch_one(&mut *file.read().await?)
                .await?;
            tenants.push((file.tenant, name));
        }
        Ok(tenants)
    }

    async fn unusable(&self) -> Stored<Vec<(TenantId, StoreError)>> {
        let mut unusable = Vec::new();
        for tenant in self.files.tenants().await? {
            match self.files.get(tenant).await {
                Ok(_) => {}
                Err(StoreError::NoTenant) => {
                    // One that was taken away since the folder was read is no tenant.
                    if self.files.is_there(tenant).await? {
                        unusable.push((tenant, StoreError::Unfinished));
                    }
                }
                Err(error) => unusable.push((tenant, error)),
            }
        }
        Ok(unusable)
    }

    async fn setting(&self, tenant: TenantId, name: &str) -> Stored<Option<Vec<u8>>> {
        let file = self.files.get(tenant).await?;
        let value = sqlx::query_scalar("SELECT value FROM settings WHERE tenant = ?1 AND name = ?2")
            .bind(tenant.0)
            .bind(name)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        Ok(value)
    }

    async fn put_setting(&self, tenant: TenantId, name: &str, value: Vec<u8>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO settings (tenant, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
        )
        .bind(tenant.0)
        .bind(name)
        .bind(value)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn swap_setting(
        &self,
        tenant: TenantId,
        name: &str,
        seen: Option<&[u8]>,
        value: Vec<u8>,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let kept = sqlx::query(swap(seen))
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn swap_setting_noted(
        &self,
        tenant: TenantId,
        name: &str,
        seen: Option<&[u8]>,
        value: Vec<u8>,
        change: SettingChange,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let kept = sqlx::query(swap(seen))
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(writing.connection()?)
            .await?;
        if kept.rows_affected() == 0 {
            writing.commit().await?;
            return Ok(false);
        }
        sqlx::query(NOTE)
            .bind(tenant.0)
            .bind(name)
            .bind(change.about)
            .bind(word(change.done)?)
            .bind(change.at.timestamp_micros())
            .bind(change.by.map(|by| by.0))
            .bind(change.proposed_by.map(|by| by.0))
            .bind(change.body)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(true)
    }

    async fn setting_changes(&self, tenant: TenantId, name: &str, limit: u32) -> Stored<Vec<SettingChange>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT about, done, changed_at, changed_by, proposed_by, body FROM setting_changes
             WHERE tenant = ?1 AND name = ?2 ORDER BY number DESC LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(name)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(change).collect()
    }

    async fn ready(&self) -> Stored<()> {
        self.files.writable().await?;
        for file in self.files.refused() {
            file.try_room().await?;
        }
        Ok(())
    }

    async fn close(&self) {
        self.files.close().await;
    }
}

const fn swap(seen: Option<&[u8]>) -> &'static str {
    match seen {
        Some(_) => "UPDATE settings SET value = ?3 WHERE tenant = ?1 AND name = ?2 AND value = ?4",
        None => {
            "INSERT INTO settings (tenant, name, value) SELECT ?1, ?2, ?3 WHERE ?4 IS NULL
             ON CONFLICT (tenant, name) DO NOTHING"
        }
    }
}

fn change(row: &SqliteRow) -> Stored<SettingChange> {
    let person = |column: &str| -> Stored<Option<PersonId>> {
        let id: Option<uuid::Uuid> = row.try_get(column)?;
        Ok(id.map(PersonId))
    };
    Ok(SettingChange {
        about: row.try_get("about")?,
        done: from_word(row.try_get("done")?)?,
        at: moment(row.try_get("changed_at")?)?,
        by: person("changed_by")?,
        proposed_by: person("proposed_by")?,
        body: row.try_get("body")?,
    })
}
