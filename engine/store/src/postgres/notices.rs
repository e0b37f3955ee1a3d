//! Notices on their way and in inboxes.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::PostgresStore;
use crate::rows::{Delivery, InboxQuery, InboxRow, Outgoing};
use crate::traits::{NoticeStore, Stored};
use crate::words::{column, natural};

const INBOX: &str = "
INSERT INTO inbox (tenant, notice_id, number, case_id, unit_id, person_id, at, read_at, body, on_behalf_of)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant, notice_id, number) DO NOTHING";

const TELLING: &str = "
INSERT INTO tellings (tenant, notice_id, person_id, due_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (tenant, notice_id, person_id) DO NOTHING";

const MAIL: &str = "
INSERT INTO mails (tenant, mail_id, person_id, made_at, things, free_at, body) VALUES ($1, $2, $3, $4, 1, $5, $6)
ON CONFLICT (tenant, mail_id) DO NOTHING";

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

    async fn deliver(&self, tenant: TenantId, notice: Uuid, fence: u64, delivery: Delivery) -> Stored<bool> {
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
        for (number, row) in (0_i64..).zip(&delivery.inbox) {
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
                .bind(row.on_behalf_of.map(|person| person.0))
                .execute(transaction.connection())
                .await?;
        }
        for telling in &delivery.tellings {
            sqlx::query(TELLING)
                .bind(tenant.0)
                .bind(telling.notice)
                .bind(telling.person.0)
                .bind(telling.due_at)
                .execute(transaction.connection())
                .await?;
        }
        for mail in &delivery.mails {
            sqlx::query(MAIL)
                .bind(tenant.0)
                .bind(mail.id)
                .bind(mail.person.0)
                .bind(mail.made_at)
                .bind(mail.due_at)
                .bind(mail.body.as_slice())
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

    async fn inbox(&self, tenant: TenantId, query: &InboxQuery) -> Stored<Vec<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let units: Vec<Uuid> = query.units.iter().map(|unit| unit.0).collect();
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
             WHERE tenant = $1 AND (person_id = $2 OR unit_id = ANY ($3)) AND (NOT $4 OR read_at IS NULL)
                AND ($5::timestamptz IS NULL OR (at, notice_id) < ($5, $6::uuid))
             ORDER BY at DESC, notice_id DESC, number LIMIT $7",
        )
        .bind(tenant.0)
        .bind(query.person.0)
        .bind(units)
        .bind(query.unread)
        .bind(query.after.map(|(at, _)| at))
        .bind(query.after.map(|(_, id)| id))
        .bind(i64::from(query.limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(arrived).collect()
    }

    async fn notice(&self, tenant: TenantId, notice: Uuid) -> Stored<Option<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
             WHERE tenant = $1 AND notice_id = $2",
        )
        .bind(tenant.0)
        .bind(notice)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(arrived).transpose()
    }

    async fn case_inbox(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
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
        on_behalf_of: row.try_get::<Option<_>, _>("on_behalf_of")?.map(PersonId),
        at: row.try_get("at")?,
        body: row.try_get("body")?,
        read_at: row.try_get("read_at")?,
    })
}
