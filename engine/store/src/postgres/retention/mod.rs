//! How long closed cases are kept, and what is discarded.

mod holds;
mod read;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use super::{PostgresStore, figures};
use crate::retention_store::RetentionStore;
use crate::rows::{ClosedCase, Discarding, Disposal, DisposalCase, LegalHold, Signature};
use crate::traits::Stored;
use crate::words::{column, natural, word};

/// A number follows the one before; none is given where another is under way.
const PROPOSE: &str = "
INSERT INTO disposals (tenant, disposal_id, number, proposed_at, proposed_by, proposed_name)
SELECT $1, $2, 1 + coalesce((SELECT max(number) FROM disposals WHERE tenant = $1), 0), $3, $4, $5
WHERE NOT EXISTS (SELECT FROM disposals WHERE tenant = $1 AND finished_at IS NULL AND withdrawn_at IS NULL)
ON CONFLICT DO NOTHING
RETURNING number";

const ADD: &str = "
INSERT INTO disposal_cases (tenant, disposal_id, place, case_id, flow, closed_at, last_day, what)
SELECT $1, $2, c.* FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::timestamptz[], $7::date[], $8::text[]) AS c";

const APPROVE: &str = "
UPDATE disposals SET approved_at = $3, approved_by = $4, approved_name = $5
WHERE tenant = $1 AND disposal_id = $2 AND approved_at IS NULL AND withdrawn_at IS NULL AND proposed_by <> $4";

const WITHDRAW: &str = "
UPDATE disposals SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_name = $5
WHERE tenant = $1 AND disposal_id = $2 AND approved_at IS NULL AND withdrawn_at IS NULL";

const KEEP: &str = "
UPDATE disposal_cases SET outcome = 'kept', why = $4, done_at = $5
WHERE tenant = $1 AND disposal_id = $2 AND case_id = $3 AND outcome IS NULL AND EXISTS (
    SELECT FROM disposals WHERE tenant = $1 AND disposal_id = $2 AND approved_at IS NOT NULL)";

const FINISH: &str = "
UPDATE disposals SET finished_at = $3
WHERE tenant = $1 AND disposal_id = $2 AND approved_at IS NOT NULL AND finished_at IS NULL AND NOT EXISTS (
    SELECT FROM disposal_cases WHERE tenant = $1 AND disposal_id = $2 AND outcome IS NULL)";

#[async_trait]
impl RetentionStore for PostgresStore {
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
        let (since, of) = after.unwrap_or((DateTime::UNIX_EPOCH, CaseId(Uuid::nil())));
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(read::CLOSED)
            .bind(tenant.0)
            .bind(flow)
            .bind(before)
            .bind(since)
            .bind(of.0)
            .bind(i64::from(limit))
            .bind(samspil_core::calendar::local_date(before))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(read::closed).collect()
    }

    async fn propose_disposal(
        &self,
        tenant: TenantId,
        disposal: Disposal,
        cases: Vec<DisposalCase>,
    ) -> Stored<Option<u32>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let number: Option<i64> = sqlx::query_scalar(PROPOSE)
            .bind(tenant.0)
            .bind(disposal.id)
            .bind(disposal.proposed.at)
            .bind(disposal.proposed.by.person.0)
            .bind(disposal.proposed.by.name)
            .fetch_optional(transaction.connection())
            .await?;
        let Some(number) = number else {
            transaction.commit().await?;
            return Ok(None);
        };
        let words: Stored<Vec<String>> = cases.iter().map(|case| word(case.what)).collect();
        sqlx::query(ADD)
            .bind(tenant.0)
            .bind(disposal.id)
            .bind(cases.iter().map(|case| i64::from(case.place)).collect::<Vec<_>>())
            .bind(cases.iter().map(|case| case.case.0).collect::<Vec<_>>())
            .bind(cases.iter().map(|case| case.flow.as_str()).collect::<Vec<_>>())
            .bind(cases.iter().map(|case| case.closed_at).collect::<Vec<_>>())
            .bind(cases.iter().map(|case| case.last_day).collect::<Vec<_>>())
            .bind(words?)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(Some(natural(number)?))
    }

    async fn approve_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool> {
        self.sign(tenant, APPROVE, disposal, by).await
    }

    async fn withdraw_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool> {
        self.sign(tenant, WITHDRAW, disposal, by).await
    }

    async fn disposals(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Disposal>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(read::DISPOSALS)
            .bind(tenant.0)
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(read::disposal).collect()
    }

    async fn disposal(&self, tenant: TenantId, disposal: Uuid) -> Stored<Option<Disposal>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(read::DISPOSAL)
            .bind(tenant.0)
            .bind(disposal)
            .fetch_optional(transaction.connection())
            .await?;
        transaction.commit().await?;
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
        let asked = if waiting { read::WAITING } else { read::CASES };
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(asked)
            .bind(tenant.0)
            .bind(disposal)
            .bind(i64::from(after))
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
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
        let mut transaction = self.tenants.begin(tenant).await?;
        let kept = sqlx::query(KEEP)
            .bind(tenant.0)
            .bind(disposal)
            .bind(case.0)
            .bind(why)
            .bind(at)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn discard_case(&self, tenant: TenantId, discarding: Discarding) -> Stored<Option<u32>> {
        let outcome = if discarding.archived.is_some() {
            "archived"
        } else {
            "erased"
        };
        let (file, sum) = discarding.archived.unzip();
        let (by, why) = discarding.noted;
        let mut transaction = self.tenants.begin(tenant).await?;
        figures::alone(&mut transaction, tenant).await?;
        let gone: Option<i64> =
            sqlx::query_scalar("SELECT discard_case($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .bind(discarding.disposal)
                .bind(discarding.case.0)
                .bind(column(discarding.version)?)
                .bind(discarding.at)
                .bind(discarding.day)
                .bind(outcome)
                .bind(file)
                .bind(sum.map(|sum| sum.to_vec()))
                .bind(by)
                .bind(why)
                .fetch_one(transaction.connection())
                .await?;
        transaction.commit().await?;
        gone.map(natural).transpose()
    }

    async fn finish_disposal(&self, tenant: TenantId, disposal: Uuid, at: DateTime<Utc>) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let finished = sqlx::query(FINISH)
            .bind(tenant.0)
            .bind(disposal)
            .bind(at)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(finished.rows_affected() == 1)
    }
}

impl PostgresStore {
    async fn sign(&self, tenant: TenantId, how: &'static str, disposal: Uuid, by: Signature) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let signed = sqlx::query(how)
            .bind(tenant.0)
            .bind(disposal)
            .bind(by.at)
            .bind(by.by.person.0)
            .bind(by.by.name)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(signed.rows_affected() == 1)
    }
}
