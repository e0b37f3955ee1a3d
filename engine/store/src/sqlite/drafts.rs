//! Drafts of flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::draft_store::{DRAFTS_KEPT, DraftStore};
use crate::rows::{Draft, DraftHead, Running, ScenarioFile};
use crate::traits::Stored;
use crate::words::{from_json, json, moment, natural};

const WRITE: &str = "
INSERT INTO flow_drafts (tenant, flow, number, text, scenarios, written_at, written_by)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
WHERE ?3 = 1 + (SELECT coalesce(max(number), 0) FROM flow_drafts WHERE tenant = ?1 AND flow = ?2)";

const FORGET: &str = "DELETE FROM flow_drafts WHERE tenant = ?1 AND flow = ?2 AND number <= ?3";

const ONE: &str = "
SELECT flow, number, text, scenarios, written_at, written_by
FROM flow_drafts WHERE tenant = ?1 AND flow = ?2 AND number = coalesce(?3, number)
ORDER BY number DESC LIMIT 1";

const LIST: &str = "
SELECT flow, number, written_at, written_by FROM flow_drafts AS newest
WHERE tenant = ?1 AND text <> '' AND number = (SELECT max(number) FROM flow_drafts
    WHERE flow_drafts.tenant = ?1 AND flow_drafts.flow = newest.flow)
ORDER BY flow";

const RUNNING: &str = "
SELECT flow, flow_version, count(*) AS cases FROM cases
WHERE tenant = ?1 AND status <> 'closed' GROUP BY flow, flow_version ORDER BY flow, flow_version";

#[async_trait]
impl DraftStore for SqliteStore {
    async fn write_draft(&self, tenant: TenantId, draft: Draft) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let written = sqlx::query(WRITE)
            .bind(tenant.0)
            .bind(&draft.flow)
            .bind(draft.number)
            .bind(&draft.text)
            .bind(json(&draft.scenarios)?)
            .bind(draft.written_at.timestamp_micros())
            .bind(&draft.written_by)
            .execute(writing.connection()?)
            .await?;
        let is_next = written.rows_affected() == 1;
        let kept = if draft.is_over() { 1 } else { DRAFTS_KEPT };
        if is_next && draft.number > kept {
            sqlx::query(FORGET)
                .bind(tenant.0)
                .bind(&draft.flow)
                .bind(draft.number - kept)
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
        Ok(is_next)
    }

    async fn draft(&self, tenant: TenantId, flow: &str, number: Option<u32>) -> Stored<Option<Draft>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(ONE)
            .bind(tenant.0)
            .bind(flow)
            .bind(number)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(draft).transpose()
    }

    async fn drafts(&self, tenant: TenantId) -> Stored<Vec<DraftHead>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(LIST)
            .bind(tenant.0)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(head).collect()
    }

    async fn put_scenarios(
        &self,
        tenant: TenantId,
        flow: &str,
        version: u32,
        scenarios: Vec<ScenarioFile>,
    ) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO flow_scenarios (tenant, flow, version, scenarios) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant, flow, version) DO UPDATE SET scenarios = excluded.scenarios",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(version)
        .bind(json(&scenarios)?)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn scenarios(&self, tenant: TenantId, flow: &str, version: u32) -> Stored<Vec<ScenarioFile>> {
        let file = self.files.get(tenant).await?;
        let kept: Option<String> = sqlx::query_scalar(
            "SELECT scenarios FROM flow_scenarios WHERE tenant = ?1 AND flow = ?2 AND version <= ?3
             ORDER BY version DESC LIMIT 1",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(version)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        kept.map_or_else(|| Ok(Vec::new()), |kept| from_json(&kept))
    }

    async fn running(&self, tenant: TenantId) -> Stored<Vec<Running>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(RUNNING)
            .bind(tenant.0)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let running = rows.iter().map(|row| {
            Ok(Running {
                flow: row.try_get("flow")?,
                version: natural(row.try_get("flow_version")?)?,
                cases: u64::try_from(row.try_get::<i64, _>("cases")?).unwrap_or_default(),
            })
        });
        running.collect()
    }
}

fn draft(row: &SqliteRow) -> Stored<Draft> {
    Ok(Draft {
        flow: row.try_get("flow")?,
        number: natural(row.try_get("number")?)?,
        text: row.try_get("text")?,
        scenarios: from_json(row.try_get("scenarios")?)?,
        written_at: moment(row.try_get("written_at")?)?,
        written_by: row.try_get("written_by")?,
    })
}

fn head(row: &SqliteRow) -> Stored<DraftHead> {
    Ok(DraftHead {
        flow: row.try_get("flow")?,
        number: natural(row.try_get("number")?)?,
        written_at: moment(row.try_get("written_at")?)?,
        written_by: row.try_get("written_by")?,
    })
}
