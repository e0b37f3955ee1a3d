//! Tenants and their settings.

use async_trait::async_trait;
use samspil_core::id::TenantId;

use super::SqliteStore;
use crate::traits::{Stored, TenantStore};

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
        let statement = match seen {
            Some(_) => "UPDATE settings SET value = ?3 WHERE tenant = ?1 AND name = ?2 AND value = ?4",
            None => {
                "INSERT INTO settings (tenant, name, value) SELECT ?1, ?2, ?3 WHERE ?4 IS NULL
                 ON CONFLICT (tenant, name) DO NOTHING"
            }
        };
        let kept = sqlx::query(statement)
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn ready(&self) -> Stored<()> {
        self.files.writable().await
    }

    async fn close(&self) {
        self.files.close().await;
    }
}
