//! Drafts of flows.

use async_trait::async_trait;
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::draft_store::{DRAFTS_KEPT, DraftStore};
use crate::rows::{Draft, DraftHead, Running, ScenarioFile};
use crate::traits::Stored;
use crate::words::{from_json, json, natural};

const WRITE: &str = "
INSERT INTO flow_drafts (tenant, flow, number, text, scenarios, written_at, written_by)
SELECT $1, $2, $3, $4, $5::json, $6, $7
WHERE $3 = 1 + (SELECT coalesce(max(number), 0) FROM flow_drafts WHERE tenant = $1 AND flow = $2)
ON CONFLICT DO NOTHING";

const FORGET: &str = "DELETE FROM flow_drafts WHERE tenant = $1 AND flow = $2 AND number <= $3";

const ONE: &str = "
SELECT flow, number, text, scenarios::text, written_at, written_by
FROM flow_drafts WHERE tenant = $1 AND flow = $2 AND number = coalesce($3, number)
ORDER BY number DESC LIMIT 1";

const LIST: &str = "
SELECT flow, number, written_at, written_by FROM flow_drafts AS newest
WHERE tenant = $1 AND text <> '' AND number = (SELECT max(number) FROM flow_drafts
    WHERE flow_drafts.tenant = $1 AND flow_drafts.flow = newest.flow)
ORDER BY flow";

const RUNNING: &str = "
SELECT flow, flow_version, count(*) AS cases FROM cases
WHERE tenant = $1 AND status <> 'closed' GROUP BY flow, flow_version ORDER BY flow, flow_version";

#[async_trait]
impl DraftStore for PostgresStore {
    async fn write_draft(&self, tenant: TenantId, draft: Draft) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let written = sqlx::query(WRITE)
            .bind(tenant.0)
            .bind(&draft.flow)
            .bind(i64::from(draft.number))
            .bind(&draft.text)
            .bind(json(&draft.scenarios)?)
            .bind(draft.written_at)
            .bind(&draft.written_by)
            .execute(transaction.connection())
            .await?;
        let is_next = written.rows_affected() == 1;
        let kept = if draft.is_over() { 1 } else { DRAFTS_KEPT };
        if is_next && draft.number > kept {
            sqlx::query(FORGET)
                .bind(tenant.0)
                .bind(&draft.flow)
                .bind(i64::from(draft.number - kept))
                .execute(transaction.connection())
                .await?;
        }
        transaction.commit().await?;
        Ok(is_next)
    }

    async fn draft(&self, tenant: TenantId, flow: &str, number: Option<u32>) -> Stored<Option<Draft>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(ONE)
            .bind(tenant.0)
            .bind(flow)
            .bind(number.map(i64::from))
            .fetch_optional(transaction.connection())
            .await?;
        transaction.commit().await?;
        row.as_ref().map(draft).transpose()
    }

    async fn drafts(&self, tenant: TenantId) -> Stored<Vec<DraftHead>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(LIST)
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(head).collect()
    }

    async fn put_scenarios(
        &self,
        tenant: TenantId,
        flow: &str,
        version: u32,
        scenarios: Vec<ScenarioFile>,
    ) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO flow_scenarios (tenant, flow, version, scenarios) VALUES ($1, $2, $3, $4::json)
             ON CONFLICT (tenant, flow, version) DO UPDATE SET scenarios = excluded.scenarios",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(i64::from(version))
        .bind(json(&scenarios)?)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn scenarios(&self, tenant: TenantId, flow: &str, version: u32) -> Stored<Vec<ScenarioFile>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let kept: Option<String> = sqlx::query_scalar(
            "SELECT scenarios::text FROM flow_scenarios WHERE tenant = $1 AND flow = $2 AND version <= $3
             ORDER BY version DESC LIMIT 1",
        )
        .bind(tenant.0)
        .bind(flow)
        .bind(i64::from(version))
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        kept.map_or_else(|| Ok(Vec::new()), |kept| from_json(&kept))
    }

    async fn running(&self, tenant: TenantId) -> Stored<Vec<Running>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(RUNNING)
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
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

fn draft(row: &PgRow) -> Stored<Draft> {
    Ok(Draft {
        flow: row.try_get("flow")?,
        number: natural(row.try_get("number")?)?,
        text: row.try_get("text")?,
        scenarios: from_json(row.try_get("scenarios")?)?,
        written_at: row.try_get("written_at")?,
        written_by: row.try_get("written_by")?,
    })
}

fn head(row: &PgRow) -> Stored<DraftHead> {
    Ok(DraftHead {
        flow: row.try_get("flow")?,
        number: natural(row.try_get("number")?)?,
        written_at: row.try_get("written_at")?,
        written_by: row.try_get("written_by")?,
    })
}
