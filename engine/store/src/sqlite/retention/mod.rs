//! How long closed cases are kept, and what is discarded.

mod discard;
mod holds;
mod read;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use super::SqliteStore;
use crate::retention_store::RetentionStore;
use crate::rows::{ClosedCase, Discarding, Disposal, DisposalCase, LegalHold, Signature};
use crate::traits::Stored;
use crate::words::{natural, word};

/// A number follows the one before; none is given where another is under way.
const PROPOSE: &str = "
INSERT INTO disposals (tenant, disposal_id, number, proposed_at, proposed_by, proposed_name)
SELECT ?1, ?2, 1 + coalesce((SELECT max(number) FROM disposals WHERE tenant = ?1), 0), ?3, ?4, ?5
WHERE NOT EXISTS (SELECT 1 FROM disposals WHERE tenant = ?1 AND finished_at IS NULL AND withdrawn_at IS NULL)
RETURNING number";

const ADD: &str = "
INSERT INTO disposal_cases (tenant, disposal_id, place, case_id, flow, closed_at, last_day, what)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const APPROVE: &str = "
UPDATE disposals SET approved_at = ?3, approved_by = ?4, approved_name = ?5
WHERE tenant = ?1 AND disposal_id = ?2 AND approved_at IS NULL AND withdrawn_at IS NULL AND proposed_by <> ?4";

const WITHDRAW: &str = "
UPDATE disposals SET withdrawn_at = ?3, withdrawn_by = ?4, withdrawn_name = ?5
WHERE tenant = ?1 AND disposal_id = ?2 AND approved_at IS NULL AND withdrawn_at IS NULL";

const KEEP: &str = "
UPDATE disposal_cases SET outcome = 'kept', why = ?4, done_at = ?5
WHERE tenant = ?1 AND disposal_id = ?2 AND case_id = ?3 AND outcome IS NULL AND EXISTS (
    SELECT 1 FROM disposals WHERE tenant = ?1 AND disposal_id = ?2 AND approved_at IS NOT NULL)";

const FINISH: &str = "
UPDATE disposals SET finished_at = ?3
WHERE tenant = ?1 AND disposal_id = ?2 AND approved_at IS NOT NULL AND finished_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM disposal_cases WHERE tenant = ?1 AND disposal_id = ?2 AND outcome IS NULL)";

#[async_trait]
impl RetentionStore for SqliteStore {
    async fn put_hold(&self, tenant: TenantId, hold: LegalHold) -> Stored<bool> {
        self.write_hold(tenant, &hold).await
    }

    async fn lift_hold(&self, tenant: TenantId, hold: Uuid, by: Signature, why: &str) -> Stored<bool> {
        self.write_lifted(tenant, hold, by, why).await
    }

    async fn holds(&self, tenant: TenantId, limit: u32) -> Stored<Vec<LegalHold>> {
        self.read_holds(tenant, limit).await
    }

    async fn holds_of_citizen(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        limit: u32,
    ) -> Stored<Vec<LegalHold>> {
        self.read_holds_of_citizen(tenant, citizen, limit).await
    }

    async fn held_fast(
        &self,
        tenant: TenantId,
        cases: &[CaseId],
        day: NaiveDate,
    ) -> Stored<BTreeSet<CaseId>> {
        self.read_held_fast(tenant, cases, day).await
    }

    async fn is_held_fast(&self, tenant: TenantId, citizen: PersonId, day: NaiveDate) -> Stored<bool> {
        self.read_is_held_fast(tenant, citizen, day).await
    }

    async fn closed_cases(
        &self,
        tenant: TenantId,
        flow: &str,
        before: DateTime<Utc>,
        after: Option<(DateTime<Utc>, CaseId)>,
        limit: u32,
    ) -> Stored<Vec<ClosedCase>> {
        let file = self.files.get(tenant).await?;
        let (since, of) = after.map_or((i64::MIN, Uuid::nil()), |(at, case)| {
            (at.timestamp_micros(), case.0)
        });
        let rows = sqlx::query(read::CLOSED)
            .bind(tenant.0)
            .bind(flow)
            .bind(before.timestamp_micros())
            .bind(since)
            .bind(of)
            .bind(limit)
            .bind(samspil_core::calendar::local_date(before).to_string())
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(read::closed).collect()
    }

    async fn propose_disposal(
        &self,
        tenant: TenantId,
        disposal: Disposal,
        cases: Vec<DisposalCase>,
    ) -> Stored<Option<u32>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let number: Option<i64> = sqlx::query_scalar(PROPOSE)
            .bind(tenant.0)
            .bind(disposal.id)
            .bind(disposal.proposed.at.timestamp_micros())
            .bind(disposal.proposed.by.person.0)
            .bind(disposal.proposed.by.name)
            .fetch_optional(writing.connection()?)
            .await?;
        let Some(number) = number else {
            writing.commit().await?;
            return Ok(None);
        };
        for case in cases {
            sqlx::query(ADD)
                .bind(tenant.0)
                .bind(disposal.id)
                .bind(case.place)
                .bind(case.case.0)
                .bind(case.flow)
                .bind(case.closed_at.timestamp_micros())
                .bind(case.last_day.to_string())
                .bind(word(case.what)?)
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
        Ok(Some(natural(number)?))
    }

    async fn approve_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool> {
        self.sign(tenant, APPROVE, disposal, by).await
    }

    async fn withdraw_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool> {
        self.sign(tenant, WITHDRAW, disposal, by).await
    }

    async fn disposals(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Disposal>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(read::DISPOSALS)
            .bind(tenant.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(read::disposal).collect()
    }

    async fn disposal(&self, tenant: TenantId, disposal: Uuid) -> Stored<Option<Disposal>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(read::DISPOSAL)
            .bind(tenant.0)
            .bind(disposal)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(read::disposal).transpose()
    }

    async fn disposal_cases(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        after: u32,
        waiting: bool,
        limit: u32,
    ) -> Stored<Vec<DisposalCase>> {
        let file = self.files.get(tenant).await?;
        let asked = if waiting { read::WAITING } else { read::CASES };
        let rows = sqlx::query(asked)
            .bind(tenant.0)
            .bind(disposal)
            .bind(after)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(read::case).collect()
    }

    async fn keep_case(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        case: CaseId,
        why: &str,
        at: DateTime<Utc>,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let kept = sqlx::query(KEEP)
            .bind(tenant.0)
            .bind(disposal)
            .bind(case.0)
            .bind(why)
            .bind(at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn discard_case(&self, tenant: TenantId, discarding: Discarding) -> Stored<Option<u32>> {
        self.write_discarded(tenant, discarding).await
    }

    async fn finish_disposal(&self, tenant: TenantId, disposal: Uuid, at: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let finished = sqlx::query(FINISH)
            .bind(tenant.0)
            .bind(disposal)
            .bind(at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(finished.rows_affected() == 1)
    }
}

impl SqliteStore {
    async fn sign(&self, tenant: TenantId, how: &'static str, disposal: Uuid, by: Signature) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let signed = sqlx::query(how)
            .bind(tenant.0)
            .bind(disposal)
            .bind(by.at.timestamp_micros())
            .bind(by.by.person.0)
            .bind(by.by.name)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(signed.rows_affected() == 1)
    }
}
