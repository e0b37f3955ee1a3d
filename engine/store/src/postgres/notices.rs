//! Notices on their way and in inboxes.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::PostgresStore;
use crate::rows::{HandOver, InboxQuery, InboxRow, Outgoing};
use crate::traits::{NoticeStore, Stored};
use crate::words::{column, natural};

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

    async fn deliver_all(&self, tenant: TenantId, handed: Vec<HandOver>) -> Stored<BTreeSet<Uuid>> {
        self.hand_over(tenant, handed).await
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

    async fn notices(&self, tenant: TenantId, notices: &[Uuid]) -> Stored<Vec<InboxRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
             WHERE tenant = $1 AND notice_id = ANY ($2) ORDER BY notice_id",
        )
        .bind(tenant.0)
        .bind(notices)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(arrived).collect()
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
