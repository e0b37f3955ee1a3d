//! Who looked at what.

mod look;
mod read;
mod samples;
mod taken_out;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use super::SqliteStore;
use crate::rows::{AccessEntry, AccessHead, AccessQuery, NewAccess, Sample, SampleNote, TakenOut};
use crate::traits::{AccessStore, Stored};
use crate::words::{hash, moment, natural, place};

/// Parameters: tenant, the moment, at most. The last of the oldest entries that are all from before the moment.
const PREFIX: &str = "
SELECT max(number) FROM (
    SELECT number, min(at < ?2) OVER (ORDER BY number) AS old FROM (
        SELECT number, at FROM access_log WHERE tenant = ?1 ORDER BY number LIMIT ?3))
WHERE old";

#[async_trait]
impl AccessStore for SqliteStore {
    async fn log(
        &self,
        tenant: TenantId,
        seen: &[(CaseId, u64)],
        entries: Vec<NewAccess>,
    ) -> Stored<BTreeSet<CaseId>> {
        self.write_looks(tenant, seen.to_vec(), entries).await
    }

    async fn access(&self, tenant: TenantId, query: &AccessQuery) -> Stored<Vec<AccessEntry>> {
        let file = self.files.get(tenant).await?;
        let rows = read::finding(tenant, query)?
            .build()
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(read::entry).collect()
    }

    async fn access_after(&self, tenant: TenantId, after: u64, limit: u32) -> Stored<Vec<AccessEntry>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, at, who, person_id, action, object, case_id, citizen_id, sum, chain, details
             FROM access_log WHERE tenant = ?1 AND number > ?2 ORDER BY number LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(place(after))
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(read::entry).collect()
    }

    async fn access_start(&self, tenant: TenantId) -> Stored<AccessHead> {
        let file = self.files.get(tenant).await?;
        let start: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT number, chain FROM access_starts WHERE tenant = ?1")
                .bind(tenant.0)
                .fetch_optional(&mut *file.read().await?)
                .await?;
        start.map_or_else(|| Ok(AccessHead::default()), head)
    }

    async fn access_head(&self, tenant: TenantId) -> Stored<AccessHead> {
        let file = self.files.get(tenant).await?;
        let end: Option<(i64, Vec<u8>)> = sqlx::query_as(read::HEAD)
            .bind(tenant.0)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        end.map_or_else(|| Ok(AccessHead::default()), head)
    }

    async fn access_span(
        &self,
        tenant: TenantId,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Stored<Option<(u64, u64)>> {
        let file = self.files.get(tenant).await?;
        let (first, last): (Option<i64>, Option<i64>) = sqlx::query_as(
            "SELECT min(number), max(number) FROM access_log WHERE tenant = ?1 AND at >= ?2 AND at < ?3",
        )
        .bind(tenant.0)
        .bind(since.timestamp_micros())
        .bind(until.timestamp_micros())
        .fetch_one(&mut *file.read().await?)
        .await?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(None);
        };
        Ok(Some((natural(first)?, natural(last)?)))
    }

    async fn forget_access(&self, tenant: TenantId, before: DateTime<Utc>, limit: u32) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let last: Option<i64> = sqlx::query_scalar(PREFIX)
            .bind(tenant.0)
            .bind(before.timestamp_micros())
            .bind(limit)
            .fetch_one(writing.connection()?)
            .await?;
        sqlx::query(
            "INSERT INTO access_starts (tenant, number, chain)
             SELECT tenant, number, chain FROM access_log WHERE tenant = ?1 AND number = ?2
             ON CONFLICT (tenant) DO UPDATE SET number = excluded.number, chain = excluded.chain",
        )
        .bind(tenant.0)
        .bind(last)
        .execute(writing.connection()?)
        .await?;
        let gone = sqlx::query("DELETE FROM access_log WHERE tenant = ?1 AND number <= ?2")
            .bind(tenant.0)
            .bind(last)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected())
    }

    async fn take_out(&self, tenant: TenantId, taken: TakenOut, most: u32) -> Stored<bool> {
        self.count_taken_out(tenant, taken, most).await
    }

    async fn let_take_out(&self, tenant: TenantId, day: NaiveDate, but: Option<PersonId>) -> Stored<u64> {
        self.forget_taken_out(tenant, day, but).await
    }

    async fn put_sample(&self, tenant: TenantId, sample: Sample) -> Stored<()> {
        self.write_sample(tenant, &sample).await
    }

    async fn samples(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Sample>> {
        self.read_samples(tenant, limit).await
    }

    async fn put_sample_note(
        &self,
        tenant: TenantId,
        sample: Uuid,
        number: u64,
        note: SampleNote,
    ) -> Stored<bool> {
        self.write_note(tenant, (sample, number), &note).await
    }
}

fn head((number, chain): (i64, Vec<u8>)) -> Stored<AccessHead> {
    Ok(AccessHead {
        number: natural(number)?,
        chain: hash(&chain)?,
    })
}

/// A moment where there is one.
fn maybe(at: Option<i64>) -> Stored<Option<DateTime<Utc>>> {
    at.map(moment).transpose()
}
