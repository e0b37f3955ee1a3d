//! Tenants and their settings.

use async_trait::async_trait;
use samspil_core::id::TenantId;

use super::PostgresStore;
use crate::StoreError;
use crate::traits::{Stored, TenantStore};

#[async_trait]
impl TenantStore for PostgresStore {
    async fn add_tenant(&self, tenant: TenantId, name: &str) -> Stored<()> {
        let mut transaction = self.tenants.begin_unknown(tenant).await?;
        sqlx::query("INSERT INTO tenants (tenant, name) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(tenant.0)
            .bind(name)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await
    }

    async fn tenants(&self) -> Stored<Vec<(TenantId, String)>> {
        let rows: Vec<(i32, String)> = sqlx::query_as("SELECT tenant, name FROM all_tenants()")
            .fetch_all(self.tenants.of_none())
            .await?;
        Ok(rows
            .into_iter()
            .map(|(tenant, name)| (TenantId(tenant), name))
            .collect())
    }

    async fn setting(&self, tenant: TenantId, name: &str) -> Stored<Option<Vec<u8>>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let value = sqlx::query_scalar("SELECT value FROM settings WHERE tenant = $1 AND name = $2")
            .bind(tenant.0)
            .bind(name)
            .fetch_optional(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(value)
    }

    async fn put_setting(&self, tenant: TenantId, name: &str, value: Vec<u8>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO settings (tenant, name, value) VALUES ($1, $2, $3)
             ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
        )
        .bind(tenant.0)
        .bind(name)
        .bind(value)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn swap_setting(
        &self,
        tenant: TenantId,
        name: &str,
        seen: Option<&[u8]>,
        value: Vec<u8>,
    ) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let statement = match seen {
            Some(_) => "UPDATE settings SET value = $3 WHERE tenant = $1 AND name = $2 AND value = $4",
            None => {
                "INSERT INTO settings (tenant, name, value) SELECT $1, $2, $3 WHERE $4::bytea IS NULL
                 ON CONFLICT (tenant, name) DO NOTHING"
            }
        };
        let kept = sqlx::query(statement)
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn ready(&self) -> Stored<()> {
        let refuses: bool = sqlx::query_scalar("SELECT current_setting('transaction_read_only')::boolean")
            .fetch_one(self.tenants.of_none())
            .await?;
        if refuses {
            Err(StoreError::NotWritable(
                "the server takes no writes now".to_owned(),
            ))
        } else {
            Ok(())
        }
    }

    async fn close(&self) {
        self.listening.abort();
        self.teller.finish().await;
        self.tenants.close().await;
    }
}
