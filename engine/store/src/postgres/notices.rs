//! Notices on their way and in inboxes.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::PostgresStore;
use crate::rows::{InboxRow, Outgoing};
use crate::traits::{NoticeStore, Stored};
use crate::words::{column, natural};

const INBOX: &str = "
INSERT INTO inbox (tenant, notice_id, number, case_id, unit_id, person_id, at, read_at, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, notice_id, number) DO NOTHING";

#[async_trait]
impl NoticeStore for PostgresStore {
    async fn claim_notices(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<Outgoing>> {
        let until = now.checked_add_signed(lease).unwrap_or(now);
        let rows: Vec<(i32, Uuid, Uuid, i64, Vec<u8>)> =
            sqlx::query_as("SELECT tenant, case_id, notice_id, fence, body FROM claim_notices($1, $2, $3)")
                .bind(now)
                .bind(until)
                .bind(i64::from(limit))
                .fetch_all(self.tenants.of_none())
                .await?;
        rows.into_iter()
            .map(|(tenant, case, id, fence, body)| {
                Ok(Outgoing {
                    tenant: TenantId(tenant),
                    case: CaseId(case),
                    id,
                    fence: natural(fence)?,
                    attempts: natural(fence.saturating_sub(1))?,
                    body,
                })
            })
            .collect()
    }

    async fn deliver(
        &self,
        tenant: TenantId,
        notice: Uuid,
        fence: u64,
        inbox: Vec<InboxRow>,
    ) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone = sqlx::query(
            "DELETE FROM outgoing WHERE tenant = $1 AND notice_id = $2 AND fence = $3 AND claimed",
        )
        .bind(tenant.0)
        .bind(notice)
        .bind(column(fence)?)
        .execute(transaction.connection())
        .await?;
        if gone.rows_affected() == 0 {
            transaction.commit().await?;
            return Ok(false);
        }
        for (number, row) in (0_i64..).zip(&inbox) {
            sqlx::query(INBOX)
                .bind(tenant.0)
                .bind(row.id)
                .bind(number)
                .bind(row.case.0)
                .bind(row.unit.map(|unit| unit.0))
                .bind(row.person.map(|person| person.0))
                .bind(row.at)
                .bind(row.read_at)
                .bind(row.body.as_slice())
                .execute(transaction.connection())
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn put_back(
        &self,
        tenant: TenantId,
        notice: Uuid,
        fence: u64,
        retry_at: DateTime<Utc>,
    ) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let changed = sqlx::query(
            "UPDATE outgoing SET claimed = false, free_at = $4
             WHERE tenant = $1 AND notice_id = $2 AND fence = $3 AND claimed",
        )
        .bind(tenant.0)
        .bind(notice)
        .bind(column(fence)?)
        .bind(retry_at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn inbox(
        &self,
        tenant: TenantId,
        person: PersonId,
        units: &[UnitId],
        limit: u32,
    ) -> Stored<Vec<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let units: Vec<Uuid> = units.iter().map(|unit| unit.0).collect();
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, at, read_at, body FROM inbox
             WHERE tenant = $1 AND (person_id = $2 OR unit_id = ANY ($3))
             ORDER BY at DESC, notice_id DESC, number LIMIT $4",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(units)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(arrived).collect()
    }

    async fn case_inbox(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, at, read_at, body FROM inbox
             WHERE tenant = $1 AND case_id = $2 ORDER BY at, notice_id, number LIMIT $3",
        )
        .bind(tenant.0)
        .bind(case.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(arrived).collect()
    }

    async fn mark_read(&self, tenant: TenantId, notice: Uuid, at: DateTime<Utc>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query("UPDATE inbox SET read_at = $3 WHERE tenant = $1 AND notice_id = $2 AND read_at IS NULL")
            .bind(tenant.0)
            .bind(notice)
            .bind(at)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await
    }
}

fn arrived(row: &PgRow) -> Stored<InboxRow> {
    Ok(InboxRow {
        id: row.try_get("notice_id")?,
        case: CaseId(row.try_get("case_id")?),
        unit: row.try_get::<Option<_>, _>("unit_id")?.map(UnitId),
        person: row.try_get::<Option<_>, _>("person_id")?.map(PersonId),
        at: row.try_get("at")?,
        body: row.try_get("body")?,
        read_at: row.try_get("read_at")?,
    })
}
