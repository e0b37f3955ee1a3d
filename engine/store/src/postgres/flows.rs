//! Published flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::FlowStore;
use crate::rows::{FlowHead, FlowVersion};
use crate::traits::Stored;
use crate::words::{from_json, json, natural};

/// A version that is marked as a trial is never the newest. Parameter: tenant.
macro_rules! ordinary {
    () => {
        "NOT EXISTS (SELECT 1 FROM flow_trials AS trial
            WHERE trial.tenant = $1 AND trial.flow = flows.flow AND trial.version = flows.version)"
    };
}

/// The newest version, and the number of the last, which may be a trial. Parameters: tenant, flow.
const LATEST: &str = concat!(
    "SELECT version, text, (SELECT max(version) FROM flows WHERE tenant = $1 AND flow = $2) AS last
     FROM flows WHERE tenant = $1 AND flow = $2 AND ",
    ordinary!(),
    " ORDER BY version DESC LIMIT 1",
);

#[async_trait]
impl FlowStore for PostgresStore {
    async fn publish(&self, tenant: TenantId, flow: FlowVersion, after: Option<u32>) -> Stored<Option<u32>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        // One publisher of a flow at a time, until the transaction ends.
        sqlx::query("SELECT pg_advisory_xact_lock($1, hashtext($2))")
            .bind(tenant.0)
            .bind(&flow.flow)
            .execute(transaction.connection())
            .await?;
        let latest: Option<(i64, String, i64)> = sqlx::query_as(LATEST)
            .bind(tenant.0)
            .bind(&flow.flow)
            .fetch_optional(transaction.connection())
            .await?;
        // The number of a trial is taken too.
        let (newest, last) = match latest {
            Some((version, text, _)) if text == flow.text => {
                transaction.commit().await?;
                return natural(version).map(Some);
            }
            Some((version, _, last)) => (version, last),
            None => (0, 0),
        };
        if after.is_some_and(|after| i64::from(after) != newest) {
            transaction.commit().await?;
            return Ok(None);
        }
        let version = last.saturating_add(1);
        sqlx::query(
            "INSERT INTO flows (tenant, flow, version, title, text, published_at, published_by)
             VALUES ($1, $2, $3, $4::json, $5, $6, $7)",
        )
        .bind(tenant.0)
        .bind(&flow.flow)
        .bind(version)
        .bind(json(&flow.title)?)
        .bind(&flow.text)
        .bind(flow.published_at)
        .bind(&flow.published_by)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        natural(version).map(Some)
    }

    async fn flows(&self, tenant: TenantId) -> Stored<Vec<FlowVersion>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(concat!(
            "SELECT DISTINCT ON (flow) flow, version, title::text, text, published_at, published_by FROM flows
             WHERE tenant = $1 AND ",
            ordinary!(),
            " ORDER BY flow, version DESC",
        ))
        .bind(tenant.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(published).collect()
    }

    async fn versions(
        &self,
        tenant: TenantId,
        flow: &str,
        before: Option<u32>,
        limit: u32,
    ) -> Stored<Vec<FlowHead>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT flow, version, title::text, published_at, published_by FROM flows
             WHERE tenant = $1 AND flow = $2 AND (version < $3 OR $3::bigint IS NULL)
             ORDER BY version DESC LIMIT $4",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(before.map(i64::from))
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(head).collect()
    }

    async fn flow(&self, tenant: TenantId, flow: &str, version: Option<u32>) -> Stored<Option<FlowVersion>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(concat!(
            "SELECT flow, version, title::text, text, published_at, published_by FROM flows
             WHERE tenant = $1 AND flow = $2 AND (version = $3 OR $3::bigint IS NULL AND ",
            ordinary!(),
            ") ORDER BY version DESC LIMIT 1",
        ))
        .bind(tenant.0)
        .bind(flow)
        .bind(version.map(i64::from))
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(published).transpose()
    }
}

fn published(row: &PgRow) -> Stored<FlowVersion> {
    Ok(FlowVersion {
        flow: row.try_get("flow")?,
        version: natural(row.try_get("version")?)?,
        title: from_json(row.try_get("title")?)?,
        text: row.try_get("text")?,
        published_at: row.try_get("published_at")?,
        published_by: row.try_get("published_by")?,
    })
}

fn head(row: &PgRow) -> Stored<FlowHead> {
    Ok(FlowHead {
        flow: row.try_get("flow")?,
        version: natural(row.try_get("version")?)?,
        title: from_json(row.try_get("title")?)?,
        published_at: row.try_get("published_at")?,
        published_by: row.try_get("published_by")?,
    })
}
