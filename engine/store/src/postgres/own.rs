//! What people keep for themselves.

use async_trait::async_trait;
use samspil_core::id::{CaseId, PersonId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::own_store::{MAX_OWN_LISTS, MAX_TASK_MARKS, OwnStore};
use crate::rows::{OwnList, TaskMark};
use crate::traits::Stored;
use crate::words::{from_word, natural, word};

const KEEP_LIST: &str = "
INSERT INTO own_lists (tenant, person_id, name, address, kept_at)
SELECT $1, $2, $3, $4, $5
WHERE (SELECT count(*) FROM own_lists WHERE tenant = $1 AND person_id = $2 AND name <> $3) < $6
ON CONFLICT (tenant, person_id, name) DO UPDATE SET address = excluded.address, kept_at = excluded.kept_at";

const MARK: &str = "
INSERT INTO task_marks (tenant, person_id, case_id, item, round, follow_up, priority, tags)
SELECT $1, $2, $3, $4, $5, $6, $7, $8
WHERE EXISTS (SELECT FROM tasks WHERE tenant = $1 AND case_id = $3 AND item = $4 AND round = $5)
    AND (SELECT count(*) FROM task_marks
        WHERE tenant = $1 AND person_id = $2 AND NOT (case_id = $3 AND item = $4)) < $9
ON CONFLICT (tenant, person_id, case_id, item) DO UPDATE SET round = excluded.round, follow_up = excluded.follow_up,
    priority = excluded.priority, tags = excluded.tags";

#[async_trait]
impl OwnStore for PostgresStore {
    async fn keep_own_list(&self, tenant: TenantId, person: PersonId, list: OwnList) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = sqlx::query(KEEP_LIST)
            .bind(tenant.0)
            .bind(person.0)
            .bind(&list.name)
            .bind(&list.address)
            .bind(list.kept_at)
            .bind(i64::from(MAX_OWN_LISTS))
            .execute(writing.connection())
            .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn own_lists(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<OwnList>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT name, address, kept_at FROM own_lists WHERE tenant = $1 AND person_id = $2 ORDER BY name",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        let list = |row: &PgRow| {
            Ok(OwnList {
                name: row.try_get("name")?,
                address: row.try_get("address")?,
                kept_at: row.try_get("kept_at")?,
            })
        };
        rows.iter().map(list).collect()
    }

    async fn forget_own_list(&self, tenant: TenantId, person: PersonId, name: &str) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let gone = sqlx::query("DELETE FROM own_lists WHERE tenant = $1 AND person_id = $2 AND name = $3")
            .bind(tenant.0)
            .bind(person.0)
            .bind(name)
            .execute(writing.connection())
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() == 1)
    }

    async fn mark_task(&self, tenant: TenantId, person: PersonId, mark: TaskMark) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        if mark.is_empty() {
            sqlx::query(
                "DELETE FROM task_marks WHERE tenant = $1 AND person_id = $2 AND case_id = $3 AND item = $4",
            )
            .bind(tenant.0)
            .bind(person.0)
            .bind(mark.case.0)
            .bind(&mark.item)
            .execute(writing.connection())
            .await?;
            writing.commit().await?;
            return Ok(true);
        }
        let written = sqlx::query(MARK)
            .bind(tenant.0)
            .bind(person.0)
            .bind(mark.case.0)
            .bind(&mark.item)
            .bind(i64::from(mark.round))
            .bind(mark.follow_up)
            .bind(mark.priority.map(word).transpose()?)
            .bind(&mark.tags)
            .bind(i64::from(MAX_TASK_MARKS))
            .execute(writing.connection())
            .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn task_marks(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<TaskMark>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT case_id, item, round, follow_up, priority, tags FROM task_marks AS mark
             WHERE tenant = $1 AND person_id = $2 AND EXISTS (SELECT FROM tasks WHERE tasks.tenant = $1
                AND tasks.case_id = mark.case_id AND tasks.item = mark.item AND tasks.round = mark.round)
             ORDER BY case_id, item LIMIT $3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(i64::from(MAX_TASK_MARKS))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        rows.iter().map(mark).collect()
    }
}

fn mark(row: &PgRow) -> Stored<TaskMark> {
    let priority: Option<&str> = row.try_get("priority")?;
    Ok(TaskMark {
        case: CaseId(row.try_get("case_id")?),
        item: row.try_get("item")?,
        round: natural(row.try_get("round")?)?,
        follow_up: row.try_get("follow_up")?,
        priority: priority.map(from_word).transpose()?,
        tags: row.try_get("tags")?,
    })
}
