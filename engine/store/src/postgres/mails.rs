//! Mail on its way.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{PersonId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::PostgresStore;
use crate::gathered::{gathered, parted};
use crate::rows::{ClaimedMail, GivenUpMail, KeptMail, Unsent};
use crate::traits::{MailStore, Stored};
use crate::words::{column, natural};

/// What has been read meanwhile is not told.
const READ: &str = "
DELETE FROM tellings WHERE tenant = $1 AND due_at <= $2 AND EXISTS (
    SELECT 1 FROM inbox WHERE inbox.tenant = tellings.tenant AND inbox.notice_id = tellings.notice_id
        AND inbox.read_at IS NOT NULL)";

/// All that is due to those who have waited longest.
const TAKE: &str = "
DELETE FROM tellings WHERE tenant = $1 AND due_at <= $2 AND person_id IN (
    SELECT person_id FROM tellings WHERE tenant = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3)
RETURNING person_id, notice_id";

const MAKE: &str = "
INSERT INTO mails (tenant, mail_id, person_id, made_at, things, free_at, notices)
SELECT $1, m.mail_id, m.person_id, $2, m.things, $2, m.notices
FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::bytea[]) AS m (mail_id, person_id, things, notices)
ON CONFLICT (tenant, mail_id) DO NOTHING";

/// Mail that is free, longest first.
const CLAIM: &str = "
WITH free AS MATERIALIZED (
    SELECT mail_id FROM mails WHERE tenant = $1 AND free_at <= $2
    ORDER BY free_at, made_at, mail_id LIMIT $4 FOR UPDATE SKIP LOCKED
)
UPDATE mails SET fence = fence + 1, claimed = true, free_at = $3 FROM free
WHERE mails.tenant = $1 AND mails.mail_id = free.mail_id
RETURNING mails.mail_id, person_id, made_at, things, body, fence, tries, notices";

#[async_trait]
impl MailStore for PostgresStore {
    async fn tenants_with_mail(&self, now: DateTime<Utc>) -> Stored<Vec<TenantId>> {
        let tenants: Vec<i32> =
            sqlx::query_scalar("SELECT tenant FROM tenants_with_mail($1) ORDER BY tenant")
                .bind(now)
                .fetch_all(self.tenants.of_none())
                .await?;
        Ok(tenants.into_iter().map(TenantId).collect())
    }

    async fn next_mail(&self) -> Stored<Option<DateTime<Utc>>> {
        let next = sqlx::query_scalar("SELECT next_mail()")
            .fetch_one(self.tenants.of_none())
            .await?;
        Ok(next)
    }

    async fn gather_mails(&self, tenant: TenantId, now: DateTime<Utc>, limit: u32) -> Stored<u32> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(READ)
            .bind(tenant.0)
            .bind(now)
            .execute(transaction.connection())
            .await?;
        let taken: Vec<(Uuid, Uuid)> = sqlx::query_as(TAKE)
            .bind(tenant.0)
            .bind(now)
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        let mails = gathered(taken);
        if !mails.is_empty() {
            sqlx::query(MAKE)
                .bind(tenant.0)
                .bind(now)
                .bind(mails.iter().map(|mail| mail.id).collect::<Vec<_>>())
                .bind(mails.iter().map(|mail| mail.person.0).collect::<Vec<_>>())
                .bind(mails.iter().map(|mail| mail.things).collect::<Vec<_>>())
                .bind(
                    mails
                        .iter()
                        .map(|mail| mail.notices.as_slice())
                        .collect::<Vec<_>>(),
                )
                .execute(transaction.connection())
                .await?;
        }
        transaction.commit().await?;
        Ok(u32::try_from(mails.len()).unwrap_or(u32::MAX))
    }

    async fn claim_mails(
        &self,
        tenant: TenantId,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Stored<Vec<ClaimedMail>> {
        let until = now.checked_add_signed(lease).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(CLAIM)
            .bind(tenant.0)
            .bind(now)
            .bind(until)
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let mut mails = rows.iter().map(claimed).collect::<Stored<Vec<_>>>()?;
        mails.sort_by_key(|mail| (mail.made_at, mail.id));
        Ok(mails)
    }

    async fn mail_sent(&self, tenant: TenantId, mail: Uuid, fence: u64) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone =
            sqlx::query("DELETE FROM mails WHERE tenant = $1 AND mail_id = $2 AND fence = $3 AND claimed")
                .bind(tenant.0)
                .bind(mail)
                .bind(column(fence)?)
                .execute(transaction.connection())
                .await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn mail_unsent(&self, tenant: TenantId, mail: Uuid, fence: u64, unsent: Unsent) -> Stored<bool> {
        let (free_at, given_up_at, tried, fault): (Option<DateTime<Utc>>, Option<DateTime<Utc>>, i64, _) =
            match unsent {
                Unsent::NotTried(at) => (Some(at), None, 0, None),
                Unsent::Again { at, fault } => (Some(at), None, 1, Some(fault)),
                Unsent::GivenUp { at, fault } => (None, Some(at), 1, Some(fault)),
            };
        let mut transaction = self.tenants.begin(tenant).await?;
        let changed = sqlx::query(
            "UPDATE mails SET claimed = false, free_at = $4, given_up_at = $5, tries = tries + $6,
                fault = coalesce($7, fault)
             WHERE tenant = $1 AND mail_id = $2 AND fence = $3 AND claimed",
        )
        .bind(tenant.0)
        .bind(mail)
        .bind(column(fence)?)
        .bind(free_at)
        .bind(given_up_at)
        .bind(tried)
        .bind(fault)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn given_up_mails(&self, tenant: TenantId, limit: u32) -> Stored<Vec<GivenUpMail>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT mail_id, person_id, made_at, things, tries, coalesce(fault, '') AS fault, given_up_at FROM mails
             WHERE tenant = $1 AND given_up_at IS NOT NULL ORDER BY given_up_at DESC, mail_id LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(given_up).collect()
    }

    async fn mails_of_person(&self, tenant: TenantId, person: PersonId, limit: u32) -> Stored<Vec<KeptMail>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT made_at, things, tries, given_up_at FROM mails
             WHERE tenant = $1 AND person_id = $2 ORDER BY made_at DESC, mail_id LIMIT $3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        let mail = |row: &PgRow| {
            Ok(KeptMail {
                made_at: row.try_get("made_at")?,
                things: natural(row.try_get("things")?)?,
                tries: natural(row.try_get("tries")?)?,
                given_up_at: row.try_get("given_up_at")?,
            })
        };
        rows.iter().map(mail).collect()
    }

    async fn try_mail_again(&self, tenant: TenantId, mail: Uuid, at: DateTime<Utc>) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let changed = sqlx::query(
            "UPDATE mails SET given_up_at = NULL, free_at = $3, tries = 0
             WHERE tenant = $1 AND mail_id = $2 AND given_up_at IS NOT NULL",
        )
        .bind(tenant.0)
        .bind(mail)
        .bind(at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn forget_mail(&self, tenant: TenantId, mail: Uuid) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone =
            sqlx::query("DELETE FROM mails WHERE tenant = $1 AND mail_id = $2 AND given_up_at IS NOT NULL")
                .bind(tenant.0)
                .bind(mail)
                .execute(transaction.connection())
                .await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

fn claimed(row: &PgRow) -> Stored<ClaimedMail> {
    Ok(ClaimedMail {
        id: row.try_get("mail_id")?,
        person: PersonId(row.try_get("person_id")?),
        made_at: row.try_get("made_at")?,
        things: natural(row.try_get("things")?)?,
        body: row.try_get("body")?,
        fence: natural(row.try_get("fence")?)?,
        tries: natural(row.try_get("tries")?)?,
        notices: parted(row.try_get("notices")?),
    })
}

fn given_up(row: &PgRow) -> Stored<GivenUpMail> {
    Ok(GivenUpMail {
        id: row.try_get("mail_id")?,
        person: PersonId(row.try_get("person_id")?),
        made_at: row.try_get("made_at")?,
        things: natural(row.try_get("things")?)?,
        tries: natural(row.try_get("tries")?)?,
        fault: row.try_get("fault")?,
        given_up_at: row.try_get("given_up_at")?,
    })
}
