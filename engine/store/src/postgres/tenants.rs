//! Tenants and their settings.

use async_trait::async_trait;
use samspil_core::id::{PersonId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::rows::SettingChange;
use crate::traits::Stored;
use crate::words::{from_word, word};
use crate::{StoreError, TenantStore};

const NOTE: &str = "
INSERT INTO setting_changes (tenant, name, number, about, done, changed_at, changed_by, proposed_by, body)
SELECT $1::integer, $2::text, 1 + coalesce(max(number), 0), $3::text, $4::text, $5::timestamptz, $6::uuid, $7::uuid, $8::json
FROM setting_changes WHERE tenant = $1 AND name = $2";

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

    async fn unusable(&self) -> Stored<Vec<(TenantId, StoreError)>> {
        Ok(Vec::new())
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
        let kept = sqlx::query(swap(seen))
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
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
        let mut transaction = self.tenants.begin(tenant).await?;
        // Whoever else swaps it waits for the row, so the numbers of the journal follow one another.
        let kept = sqlx::query(swap(seen))
            .bind(tenant.0)
            .bind(name)
            .bind(value)
            .bind(seen)
            .execute(transaction.connection())
            .await?;
        if kept.rows_affected() == 0 {
            transaction.commit().await?;
            return Ok(false);
        }
        sqlx::query(NOTE)
            .bind(tenant.0)
            .bind(name)
            .bind(change.about)
            .bind(word(change.done)?)
            .bind(change.at)
            .bind(change.by.map(|by| by.0))
            .bind(change.proposed_by.map(|by| by.0))
            .bind(change.body)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn setting_changes(&self, tenant: TenantId, name: &str, limit: u32) -> Stored<Vec<SettingChange>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT about, done, changed_at, changed_by, proposed_by, body::text FROM setting_changes
             WHERE tenant = $1 AND name = $2 ORDER BY number DESC LIMIT $3",
        )
        .bind(tenant.0)
        .bind(name)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(change).collect()
    }

    /// That the server answers and takes writes. Not that its disk has room: nothing tells that from here but a write, and
    /// a write at each asking, by each node, would cost more than it tells. The write that is refused says it.
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

const fn swap(seen: Option<&[u8]>) -> &'static str {
    match seen {
        Some(_) => "UPDATE settings SET value = $3 WHERE tenant = $1 AND name = $2 AND value = $4",
        None => {
            "INSERT INTO settings (tenant, name, value) SELECT $1, $2, $3 WHERE $4::bytea IS NULL
             ON CONFLICT (tenant, name) DO NOTHING"
        }
    }
}

fn change(row: &PgRow) -> Stored<SettingChange> {
    let person = |column: &str| -> Stored<Option<PersonId>> {
        let id: Option<uuid::Uuid> = row.try_get(column)?;
        Ok(id.map(PersonId))
    };
    Ok(SettingChange {
        about: row.try_get("about")?,
        done: from_word(row.try_get("done")?)?,
        at: row.try_get("changed_at")?,
        by: person("changed_by")?,
        proposed_by: person("proposed_by")?,
        body: row.try_get("body")?,
    })
}
