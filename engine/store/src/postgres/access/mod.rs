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

use super::PostgresStore;
use crate::rows::{AccessEntry, AccessHead, AccessQuery, NewAccess, Sample, SampleNote, TakenOut};
use crate::traits::{AccessStore, Stored};
use crate::words::{hash, natural, place};

#[async_trait]
impl AccessStore for PostgresStore {
    async fn log(
        &self,
        tenant: TenantId,
        seen: &[(CaseId, u64)],
        entries: Vec<NewAccess>,
    ) -> Stored<BTreeSet<CaseId>> {
        self.write_looks(tenant, seen.to_vec(), entries).await
    }

    async fn access(&self, tenant: TenantId, query: &AccessQuery) -> Stored<Vec<AccessEntry>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = read::finding(tenant, query)?
            .build()
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(read::entry).collect()
    }

    async fn access_after(&self, tenant: TenantId, after: u64, limit: u32) -> Stored<Vec<AccessEntry>> {
        let mut transaction = self.tenants.begin_keyed(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, at, who, person_id, action, object, case_id, citizen_id, sum, chain, details
             FROM access_log WHERE tenant = $1 AND number > $2 ORDER BY number LIMIT $3",
        )
        .bind(tenant.0)
        .bind(place(after))
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(read::entry).collect()
    }

    async fn access_start(&self, tenant: TenantId) -> Stored<AccessHead> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let start: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT number, chain FROM access_starts WHERE tenant = $1")
                .bind(tenant.0)
                .fetch_optional(transaction.connection())
                .await?;
        transaction.commit().await?;
        start.map_or_else(|| Ok(AccessHead::default()), head)
    }

    async fn access_head(&self, tenant: TenantId) -> Stored<AccessHead> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let end: Option<(i64, Vec<u8>)> = sqlx::query_as(read::HEAD)
            .bind(tenant.0)
            .fetch_optional(transaction.connection())
            .await?;
        transaction.commit().await?;
        end.map_or_else(|| Ok(AccessHead::default()), head)
    }

    async fn access_span(
        &self,
        tenant: TenantId,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Stored<Option<(u64, u64)>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let (first, last): (Option<i64>, Option<i64>) = sqlx::query_as(
            "SELECT min(number), max(number) FROM access_log WHERE tenant = $1 AND at >= $2 AND at < $3",
        )
        .bind(tenant.0)
        .bind(since)
        .bind(until)
        .fetch_one(transaction.connection())
        .await?;
        transaction.commit().await?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(None);
        };
        Ok(Some((natural(first)?, natural(last)?)))
    }

    async fn forget_access(&self, tenant: TenantId, before: DateTime<Utc>, limit: u32) -> Stored<u64> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone: i64 = sqlx::query_scalar("SELECT forget_access($1, $2)")
            .bind(before)
            .bind(i64::from(limit))
            .fetch_one(transaction.connection())
            .await?;
        transaction.commit().await?;
        natural(gone)
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
