//! Published flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::FlowStore;
use crate::rows::{FlowHead, FlowVersion};
use crate::traits::Stored;
use crate::words::{from_json, json, moment, natural};

/// A version that is marked as a trial is never the newest. Parameter: tenant.
macro_rules! ordinary {
    () => {
        "NOT EXISTS (SELECT 1 FROM flow_trials AS trial
            WHERE trial.tenant = ?1 AND trial.flow = flows.flow AND trial.version = flows.version)"
    };
}

/// The newest version, and the number of the last, which may be a trial. Parameters: tenant, flow.
const LATEST: &str = concat!(
    "SELECT version, text, (SELECT max(version) FROM flows WHERE tenant = ?1 AND flow = ?2) AS last
     FROM flows WHERE tenant = ?1 AND flow = ?2 AND ",
    ordinary!(),
    " ORDER BY version DESC LIMIT 1",
);

#[async_trait]
impl FlowStore for SqliteStore {
    async fn publish(&self, tenant: TenantId, flow: FlowVersion, after: Option<u32>) -> Stored<Option<u32>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let latest: Option<(i64, String, i64)> = sqlx::query_as(LATEST)
            .bind(tenant.0)
            .bind(&flow.flow)
            .fetch_optional(writing.connection()?)
            .await?;
        // The number of a trial is taken too.
        let (newest, last) = match latest {
            Some((version, text, _)) if text == flow.text => {
                writing.commit().await?;
                return natural(version).map(Some);
            }
            Some((version, _, last)) => (version, last),
            None => (0, 0),
        };
        if after.is_some_and(|after| i64::from(after) != newest) {
            writing.commit().await?;
            return Ok(None);
        }
        let version = last.saturating_add(1);
        sqlx::query(
            "INSERT INTO flows (tenant, flow, version, title, text, published_at, published_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .bind(tenant.0)
        .bind(&flow.flow)
        .bind(version)
        .bind(json(&flow.title)?)
        .bind(&flow.text)
        .bind(flow.published_at.timestamp_micros())
        .bind(&flow.published_by)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        natural(version).map(Some)
    }

    async fn flows(&self, tenant: TenantId) -> Stored<Vec<FlowVersion>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(concat!(
            "SELECT flow, version, title, text, published_at, published_by FROM flows AS latest
             WHERE tenant = ?1 AND version = (SELECT max(version) FROM flows
                WHERE flows.tenant = ?1 AND flows.flow = latest.flow AND ",
            ordinary!(),
            ") ORDER BY flow",
        ))
        .bind(tenant.0)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(published).collect()
    }

    async fn versions(
        &self,
        tenant: TenantId,
        flow: &str,
        before: Option<u32>,
        limit: u32,
    ) -> Stored<Vec<FlowHead>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT flow, version, title, published_at, published_by FROM flows
             WHERE tenant = ?1 AND flow = ?2 AND (version < ?3 OR ?3 IS NULL) ORDER BY version DESC LIMIT ?4",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(before)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(head).collect()
    }

    async fn flow(&self, tenant: TenantId, flow: &str, version: Option<u32>) -> Stored<Option<FlowVersion>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(concat!(
            "SELECT flow, version, title, text, published_at, published_by FROM flows
             WHERE tenant = ?1 AND flow = ?2 AND (version = ?3 OR ?3 IS NULL AND ",
            ordinary!(),
            ") ORDER BY version DESC LIMIT 1",
        ))
        .bind(tenant.0)
        .bind(flow)
        .bind(version)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(published).transpose()
    }
}

fn published(row: &SqliteRow) -> Stored<FlowVersion> {
    Ok(FlowVersion {
        flow: row.try_get("flow")?,
        version: natural(row.try_get("version")?)?,
        title: from_json(row.try_get("title")?)?,
        text: row.try_get("text")?,
        published_at: moment(row.try_get("published_at")?)?,
        published_by: row.try_get("published_by")?,
    })
}

fn head(row: &SqliteRow) -> Stored<FlowHead> {
    Ok(FlowHead {
        flow: row.try_get("flow")?,
        version: natural(row.try_get("version")?)?,
        title: from_json(row.try_get("title")?)?,
        published_at: moment(row.try_get("published_at")?)?,
        published_by: row.try_get("published_by")?,
    })
}
