//! What a store can do about how long closed cases are kept.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use crate::rows::{ClosedCase, Discarding, Disposal, DisposalCase, LegalHold, Signature};
use crate::traits::Stored;

/// How long closed cases are kept, and what is discarded.
#[async_trait]
pub trait RetentionStore: Send + Sync {
    /// Keeps a legal hold. False where it would be on a case that is not there or was discarded: once it is kept, nothing
    /// of what it is on is discarded.
    async fn put_hold(&self, tenant: TenantId, hold: LegalHold) -> Stored<bool>;
    /// Lifts a legal hold. False where there is none, or it was lifted before.
    async fn lift_hold(&self, tenant: TenantId, hold: Uuid, by: Signature, why: &str) -> Stored<bool>;
    /// Legal holds, those that stand before those that are lifted, and of each the newest first.
    async fn holds(&self, tenant: TenantId, limit: u32) -> Stored<Vec<LegalHold>>;
    /// Legal holds on a citizen and on the cases that they take or took part in, the newest first.
    async fn holds_of_citizen(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        limit: u32,
    ) -> Stored<Vec<LegalHold>>;
    /// Those of these cases that a hold on them, or on somebody who takes or took part in them, stops on a day.
    async fn held_fast(&self, tenant: TenantId, cases: &[CaseId], day: NaiveDate)
    -> Stored<BTreeSet<CaseId>>;
    /// Whether a hold is on the citizen on a day.
    async fn is_held_fast(&self, tenant: TenantId, citizen: PersonId, day: NaiveDate) -> Stored<bool>;
    /// Cases of a flow that closed before a moment, were not discarded and are stopped by no hold on its day, the one that
    /// closed first first.
    async fn closed_cases(
        &self,
        tenant: TenantId,
        flow: &str,
        before: DateTime<Utc>,
        after: Option<(DateTime<Utc>, CaseId)>,
        limit: u32,
    ) -> Stored<Vec<ClosedCase>>;
    /// Keeps a disposal with its cases, and gives its number. None where another is under way.
    async fn propose_disposal(
        &self,
        tenant: TenantId,
        disposal: Disposal,
        cases: Vec<DisposalCase>,
    ) -> Stored<Option<u32>>;
    /// Approves a disposal. False where there is none that waits for it, or whoever approves proposed it.
    async fn approve_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool>;
    /// Withdraws a disposal that is not approved. False where there is none.
    async fn withdraw_disposal(&self, tenant: TenantId, disposal: Uuid, by: Signature) -> Stored<bool>;
    /// Disposals, newest first.
    async fn disposals(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Disposal>>;
    /// The disposal.
    async fn disposal(&self, tenant: TenantId, disposal: Uuid) -> Stored<Option<Disposal>>;
    /// The cases of a disposal after a place; those alone that wait where `waiting` is set.
    async fn disposal_cases(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        after: u32,
        waiting: bool,
        limit: u32,
    ) -> Stored<Vec<DisposalCase>>;
    /// Notes that a case of a disposal is kept, and why. False where it does not wait.
    async fn keep_case(
        &self,
        tenant: TenantId,
        disposal: Uuid,
        case: CaseId,
        why: &str,
        at: DateTime<Utc>,
    ) -> Stored<bool>;
    /// Takes away what is said in a case, and with it the citizens whose last case it was, in one transaction; that it
    /// was, and the chain of its history, stay. Gives those citizens; none where nothing was done: the disposal is not
    /// approved, the case does not wait in it, has not closed, has changed, or a hold stops it.
    async fn discard_case(&self, tenant: TenantId, discarding: Discarding) -> Stored<Option<u32>>;
    /// Notes that a disposal is finished. False where cases of it wait.
    async fn finish_disposal(&self, tenant: TenantId, disposal: Uuid, at: DateTime<Utc>) -> Stored<bool>;
}
