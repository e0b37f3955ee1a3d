//! How far work in many steps is.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::administration_store::BatchStore;
use crate::rows::{Batch, BatchName, NewBatch};
use crate::traits::Stored;
use crate::words::{column, from_word, natural};

const BEGIN: &str = "
INSERT INTO batches (tenant, kind, about, began_at, began_by, tries, done, whole, moved, came_at)
VALUES ($1, $2, $3, $4, $5, 1, $6, $7, 0, $4)
ON CONFLICT (tenant, kind, about) DO UPDATE SET tries = batches.tries + 1, done = excluded.done, whole = excluded.whole,
    came_at = excluded.came_at, ended_at = NULL, fault = NULL";

#[async_trait]
impl BatchStore for PostgresStore {
    async fn begin_batch(&self, tenant: TenantId, batch: NewBatch) -> Stored<()> {
        let mut writing = self.tenants.begin(tenant).await?;
        sqlx::query(BEGIN)
            .bind(tenant.0)
            .bind(batch.name.kind.word())
            .bind(&batch.name.about)
            .bind(batch.at)
            .bind(&batch.by)
            .bind(column(batch.done)?)
            .bind(batch.whole.map(column).transpose()?)
            .execute(writing.connection())
            .await?;
        writing.commit().await
    }

    async fn batch_came(
        &self,
        tenant: TenantId,
        batch: &BatchName,
        (done, moved): (u64, u64),
        at: DateTime<Utc>,
    ) -> Stored<()> {
        let mut writing = self.tenants.begin(tenant).await?;
        sqlx::query(
            "UPDATE batches SET done = $4, moved = $5, came_at = $6
             WHERE tenant = $1 AND kind = $2 AND about = $3 AND ended_at IS NULL",
        )
        .bind(tenant.0)
        .bind(batch.kind.word())
        .bind(&batch.about)
        .bind(column(done)?)
        .bind(column(moved)?)
        .bind(at)
        .execute(writing.connection())
        .await?;
        writing.commit().await
    }

    async fn end_batch(
        &self,
        tenant: TenantId,
        batch: &BatchName,
        fault: Option<String>,
        at: DateTime<Utc>,
    ) -> Stored<()> {
        let mut writing = self.tenants.begin(tenant).await?;
        sqlx::query(
            "UPDATE batches SET ended_at = $4, came_at = $4, fault = $5
             WHERE tenant = $1 AND kind = $2 AND about = $3 AND ended_at IS NULL",
        )
        .bind(tenant.0)
        .bind(batch.kind.word())
        .bind(&batch.about)
        .bind(at)
        .bind(fault)
        .execute(writing.connection())
        .await?;
        writing.commit().await
    }

    async fn batches(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Batch>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT kind, about, began_at, began_by, tries, done, whole, moved, came_at, ended_at, fault FROM batches
             WHERE tenant = $1 ORDER BY began_at DESC, kind, about LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        rows.iter().map(batch).collect()
    }
}

fn batch(row: &PgRow) -> Stored<Batch> {
    let whole: Option<i64> = row.try_get("whole")?;
    Ok(Batch {
        name: BatchName {
            kind: from_word(row.try_get("kind")?)?,
            about: row.try_get("about")?,
        },
        began_at: row.try_get("began_at")?,
        began_by: row.try_get("began_by")?,
        tries: natural(row.try_get("tries")?)?,
        done: natural(row.try_get("done")?)?,
        whole: whole.map(natural).transpose()?,
        moved: natural(row.try_get("moved")?)?,
        came_at: row.try_get("came_at")?,
        ended_at: row.try_get("ended_at")?,
        fault: row.try_get("fault")?,
    })
}
