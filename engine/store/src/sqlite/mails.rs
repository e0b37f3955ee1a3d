//! Mail on its way.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{PersonId, TenantId};
use serde_json::{Value as Json, json};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteStore;
use crate::gathered::{Gathered, gathered, parted};
use crate::rows::{ClaimedMail, GivenUpMail, KeptMail, Unsent};
use crate::traits::{MailStore, Stored};
use crate::words::{column, moment, natural};

/// What has been read meanwhile is not told.
const READ: &str = "
DELETE FROM tellings WHERE tenant = ?1 AND due_at <= ?2 AND EXISTS (
    SELECT 1 FROM inbox WHERE inbox.tenant = tellings.tenant AND inbox.notice_id = tellings.notice_id
        AND inbox.read_at IS NOT NULL)";

/// All that is due to those who have waited longest.
const TAKE: &str = "
DELETE FROM tellings WHERE tenant = ?1 AND due_at <= ?2 AND person_id IN (
    SELECT person_id FROM tellings WHERE tenant = ?1 AND due_at <= ?2 ORDER BY due_at LIMIT ?3)
RETURNING person_id, notice_id";

const MAKE: &str = "
INSERT INTO mails (tenant, mail_id, person_id, made_at, things, free_at, notices)
SELECT ?1, unhex(value ->> 0), unhex(value ->> 1), ?2, value ->> 2, ?2, unhex(value ->> 3) FROM json_each(?3) WHERE true
ON CONFLICT (tenant, mail_id) DO NOTHING";

/// Mail that is free, longest first.
const CLAIM: &str = "
UPDATE mails SET fence = fence + 1, claimed = 1, free_at = ?3
WHERE tenant = ?1 AND (tenant, mail_id) IN (
    SELECT tenant, mail_id FROM mails WHERE tenant = ?1 AND free_at <= ?2
    ORDER BY free_at, made_at, mail_id LIMIT ?4)
RETURNING mail_id, person_id, made_at, things, body, fence, tries, notices";

#[async_trait]
impl MailStore for SqliteStore {
    async fn tenants_with_mail(&self, now: DateTime<Utc>) -> Stored<Vec<TenantId>> {
        let mut found = Vec::new();
        for file in self.usable_files().await? {
            let due: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM tellings WHERE due_at <= ?1)
                    OR EXISTS (SELECT 1 FROM mails WHERE free_at <= ?1)",
            )
            .bind(now.timestamp_micros())
            .fetch_one(&mut *file.read().await?)
            .await?;
            found.extend(due.then_some(file.tenant));
        }
        Ok(found)
    }

    async fn next_mail(&self) -> Stored<Option<DateTime<Utc>>> {
        let mut next: Option<i64> = None;
        for file in self.usable_files().await? {
            let own: (Option<i64>, Option<i64>) = sqlx::query_as(
                "SELECT (SELECT min(due_at) FROM tellings),
                    (SELECT min(free_at) FROM mails WHERE free_at IS NOT NULL)",
            )
            .fetch_one(&mut *file.read().await?)
            .await?;
            next = next.into_iter().chain(own.0).chain(own.1).min();
        }
        next.map(moment).transpose()
    }

    async fn gather_mails(&self, tenant: TenantId, now: DateTime<Utc>, limit: u32) -> Stored<u32> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let micros = now.timestamp_micros();
        sqlx::query(READ)
            .bind(tenant.0)
            .bind(micros)
            .execute(writing.connection()?)
            .await?;
        let taken: Vec<(Uuid, Uuid)> = sqlx::query_as(TAKE)
            .bind(tenant.0)
            .bind(micros)
            .bind(limit)
            .fetch_all(writing.connection()?)
            .await?;
        let mails = gathered(taken);
        if !mails.is_empty() {
            let row = |mail: &Gathered| {
                json!([
                    mail.id.simple().to_string(),
                    mail.person.0.simple().to_string(),
                    mail.things,
                    hex(&mail.notices)
                ])
            };
            sqlx::query(MAKE)
                .bind(tenant.0)
                .bind(micros)
                .bind(mails.iter().map(row).collect::<Json>().to_string())
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
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
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let rows = sqlx::query(CLAIM)
            .bind(tenant.0)
            .bind(now.timestamp_micros())
            .bind(until.timestamp_micros())
            .bind(limit)
            .fetch_all(writing.connection()?)
            .await?;
        writing.commit().await?;
        let mut mails = rows.iter().map(claimed).collect::<Stored<Vec<_>>>()?;
        mails.sort_by_key(|mail| (mail.made_at, mail.id));
        Ok(mails)
    }

    async fn mail_sent(&self, tenant: TenantId, mail: Uuid, fence: u64) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let gone = sqlx::query(
            "DELETE FROM mails WHERE tenant = ?1 AND mail_id = ?2 AND fence = ?3 AND claimed = 1",
        )
        .bind(tenant.0)
        .bind(mail)
        .bind(column(fence)?)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn mail_unsent(&self, tenant: TenantId, mail: Uuid, fence: u64, unsent: Unsent) -> Stored<bool> {
        let (free_at, given_up_at, tried, fault) = match unsent {
            Unsent::NotTried(at) => (Some(at), None, 0, None),
            Unsent::Again { at, fault } => (Some(at), None, 1, Some(fault)),
            Unsent::GivenUp { at, fault } => (None, Some(at), 1, Some(fault)),
        };
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let changed = sqlx::query(
            "UPDATE mails SET claimed = 0, free_at = ?4, given_up_at = ?5, tries = tries + ?6,
                fault = coalesce(?7, fault)
             WHERE tenant = ?1 AND mail_id = ?2 AND fence = ?3 AND claimed = 1",
        )
        .bind(tenant.0)
        .bind(mail)
        .bind(column(fence)?)
        .bind(free_at.map(|at: DateTime<Utc>| at.timestamp_micros()))
        .bind(given_up_at.map(|at: DateTime<Utc>| at.timestamp_micros()))
        .bind(tried)
        .bind(fault)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn given_up_mails(&self, tenant: TenantId, limit: u32) -> Stored<Vec<GivenUpMail>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT mail_id, person_id, made_at, things, tries, coalesce(fault, '') AS fault, given_up_at FROM mails
             WHERE tenant = ?1 AND given_up_at IS NOT NULL ORDER BY given_up_at DESC, mail_id LIMIT ?2",
        )
        .bind(tenant.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(given_up).collect()
    }

    async fn mails_of_person(&self, tenant: TenantId, person: PersonId, limit: u32) -> Stored<Vec<KeptMail>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT made_at, things, tries, given_up_at FROM mails
             WHERE tenant = ?1 AND person_id = ?2 ORDER BY made_at DESC, mail_id LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        let mail = |row: &SqliteRow| {
            let given_up_at: Option<i64> = row.try_get("given_up_at")?;
            Ok(KeptMail {
                made_at: moment(row.try_get("made_at")?)?,
                things: natural(row.try_get("things")?)?,
                tries: natural(row.try_get("tries")?)?,
                given_up_at: given_up_at.map(moment).transpose()?,
            })
        };
        rows.iter().map(mail).collect()
    }

    async fn try_mail_again(&self, tenant: TenantId, mail: Uuid, at: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let changed = sqlx::query(
            "UPDATE mails SET given_up_at = NULL, free_at = ?3, tries = 0
             WHERE tenant = ?1 AND mail_id = ?2 AND given_up_at IS NOT NULL",
        )
        .bind(tenant.0)
        .bind(mail)
        .bind(at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn forget_mail(&self, tenant: TenantId, mail: Uuid) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let gone =
            sqlx::query("DELETE FROM mails WHERE tenant = ?1 AND mail_id = ?2 AND given_up_at IS NOT NULL")
                .bind(tenant.0)
                .bind(mail)
                .execute(writing.connection()?)
                .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

fn claimed(row: &SqliteRow) -> Stored<ClaimedMail> {
    Ok(ClaimedMail {
        id: row.try_get("mail_id")?,
        person: PersonId(row.try_get("person_id")?),
        made_at: moment(row.try_get("made_at")?)?,
        things: natural(row.try_get("things")?)?,
        body: row.try_get("body")?,
        fence: natural(row.try_get("fence")?)?,
        tries: natural(row.try_get("tries")?)?,
        notices: parted(row.try_get("notices")?),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn given_up(row: &SqliteRow) -> Stored<GivenUpMail> {
    Ok(GivenUpMail {
        id: row.try_get("mail_id")?,
        person: PersonId(row.try_get("person_id")?),
        made_at: moment(row.try_get("made_at")?)?,
        things: natural(row.try_get("things")?)?,
        tries: natural(row.try_get("tries")?)?,
        fault: row.try_get("fault")?,
        given_up_at: moment(row.try_get("given_up_at")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn what_is_due_is_found_by_its_index() {
        for (statement, index) in [
            (READ, "tellings_due"),
            (TAKE, "tellings_due"),
            (CLAIM, "mails_free"),
        ] {
            let plan = plan(statement).await;
            assert!(plan.contains(index) && !plan.contains("SCAN mails"), "{plan}");
        }
    }
}
