//! Notices on their way and in inboxes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteStore;
use super::parameters::ids;
use super::tenant_file::TenantFile;
use crate::rows::{HandOver, InboxQuery, InboxRow, Outgoing};
use crate::traits::{NoticeStore, Stored};
use crate::words::{column, moment, natural};

/// A notice that may be claimed: since when, when it was made, the tenant, its id.
type Free = (i64, i64, TenantId, Uuid);

/// Parameters: tenant, person, units, whether unread only, and the place after which: moment and id. The tenant stands
/// in each branch, as in lists of tasks.
const MINE: &str = "
SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
WHERE (tenant = ?1 AND person_id = ?2 OR tenant = ?1 AND unit_id IN (SELECT unhex(value) FROM json_each(?3)))
    AND (NOT ?4 OR read_at IS NULL) AND (?5 IS NULL OR at < ?5 OR at = ?5 AND notice_id < ?6)
ORDER BY at DESC, notice_id DESC, number LIMIT ?7";

const ONE: &str = "
SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
WHERE tenant = ?1 AND notice_id = ?2";

#[async_trait]
impl NoticeStore for SqliteStore {
    async fn claim_notices(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<Outgoing>> {
        let mut free = Vec::new();
        for file in self.usable_files().await? {
            match free_notices(&file, now, limit).await {
                Ok(found) => free.extend(found),
                Err(error) => tracing::error!(tenant = %file.tenant, %error, "notices cannot be read"),
            }
        }
        free.sort_unstable();
        free.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut by_tenant: BTreeMap<TenantId, Vec<Uuid>> = BTreeMap::new();
        for (_, _, tenant, id) in &free {
            by_tenant.entry(*tenant).or_default().push(*id);
        }
        let mut claimed = BTreeMap::new();
        for (tenant, notices) in by_tenant {
            let file = self.files.get(tenant).await?;
            match claim(&file, now, lease, &notices).await {
                Ok(found) => claimed.extend(found.into_iter().map(|one| ((tenant, one.id), one))),
                Err(error) => tracing::error!(%tenant, %error, "notices cannot be claimed"),
            }
        }
        let in_order = free
            .iter()
            .filter_map(|(_, _, tenant, id)| claimed.remove(&(*tenant, *id)));
        Ok(in_order.collect())
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
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let changed = sqlx::query(
            "UPDATE outgoing SET claimed = 0, free_at = ?4
             WHERE tenant = ?1 AND notice_id = ?2 AND fence = ?3 AND claimed = 1",
        )
        .bind(tenant.0)
        .bind(notice)
        .bind(column(fence)?)
        .bind(retry_at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn inbox(&self, tenant: TenantId, query: &InboxQuery) -> Stored<Vec<InboxRow>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(MINE)
            .bind(tenant.0)
            .bind(query.person.0)
            .bind(ids(query.units.iter().map(|unit| unit.0)))
            .bind(query.unread)
            .bind(query.after.map(|(at, _)| at.timestamp_micros()))
            .bind(query.after.map(|(_, id)| id))
            .bind(query.limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(arrived).collect()
    }

    async fn notice(&self, tenant: TenantId, notice: Uuid) -> Stored<Option<InboxRow>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(ONE)
            .bind(tenant.0)
            .bind(notice)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(arrived).transpose()
    }

    async fn notices(&self, tenant: TenantId, notices: &[Uuid]) -> Stored<Vec<InboxRow>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
             WHERE tenant = ?1 AND notice_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY notice_id",
        )
        .bind(tenant.0)
        .bind(ids(notices.iter().copied()))
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(arrived).collect()
    }

    async fn case_inbox(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<InboxRow>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT notice_id, case_id, unit_id, person_id, on_behalf_of, at, read_at, body FROM inbox
             WHERE tenant = ?1 AND case_id = ?2 ORDER BY at, notice_id, number LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(case.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(arrived).collect()
    }

    async fn mark_read(&self, tenant: TenantId, notice: Uuid, at: DateTime<Utc>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("UPDATE inbox SET read_at = ?3 WHERE tenant = ?1 AND notice_id = ?2 AND read_at IS NULL")
            .bind(tenant.0)
            .bind(notice)
            .bind(at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await
    }
}

async fn free_notices(file: &Arc<TenantFile>, now: DateTime<Utc>, limit: u32) -> Stored<Vec<Free>> {
    let rows: Vec<(i64, i64, Uuid)> = sqlx::query_as(
        "SELECT free_at, made_at, notice_id FROM outgoing WHERE free_at <= ?1
         ORDER BY free_at, made_at, notice_id LIMIT ?2",
    )
    .bind(now.timestamp_micros())
    .bind(limit)
    .fetch_all(&mut *file.read().await?)
    .await?;
    let free = rows
        .into_iter()
        .map(|(free_at, made_at, id)| (free_at, made_at, file.tenant, id));
    Ok(free.collect())
}

async fn claim(
    file: &Arc<TenantFile>,
    now: DateTime<Utc>,
    lease: Duration,
    notices: &[Uuid],
) -> Stored<Vec<Outgoing>> {
    let until = now.checked_add_signed(lease).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let mut writing = file.write_behind().await?;
    let rows: Vec<(Uuid, Uuid, i64, Vec<u8>)> = sqlx::query_as(
        "UPDATE outgoing SET fence = fence + 1, claimed = 1, free_at = ?3
         WHERE tenant = ?1 AND notice_id IN (SELECT unhex(value) FROM json_each(?4)) AND free_at <= ?2
         RETURNING notice_id, case_id, fence, body",
    )
    .bind(file.tenant.0)
    .bind(now.timestamp_micros())
    .bind(until.timestamp_micros())
    .bind(ids(notices.iter().copied()))
    .fetch_all(writing.connection()?)
    .await?;
    writing.commit().await?;
    rows.into_iter()
        .map(|(id, case, fence, body)| {
            Ok(Outgoing {
                tenant: file.tenant,
                case: CaseId(case),
                id,
                fence: natural(fence)?,
                attempts: natural(fence.saturating_sub(1))?,
                body,
            })
        })
        .collect()
}

fn arrived(row: &SqliteRow) -> Stored<InboxRow> {
    let read: Option<i64> = row.try_get("read_at")?;
    Ok(InboxRow {
        id: row.try_get("notice_id")?,
        case: CaseId(row.try_get("case_id")?),
        unit: row.try_get::<Option<_>, _>("unit_id")?.map(UnitId),
        person: row.try_get::<Option<_>, _>("person_id")?.map(PersonId),
        on_behalf_of: row.try_get::<Option<_>, _>("on_behalf_of")?.map(PersonId),
        at: moment(row.try_get("at")?)?,
        body: row.try_get("body")?,
        read_at: read.map(moment).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn an_inbox_goes_by_its_indexes() {
        let plan = plan(MINE).await;
        for index in ["inbox_of_person", "inbox_of_unit"] {
            assert!(plan.contains(index), "{plan}");
        }
    }
}
