//! What stops cases from being discarded.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::id::{CaseId, PersonId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::read::{day, signature};
use crate::rows::{HeldFast, LegalHold, Signature};
use crate::sqlite::SqliteStore;
use crate::sqlite::parameters::ids;
use crate::{StoreError, Stored};

const PUT: &str = "
INSERT INTO legal_holds (tenant, hold_id, case_id, citizen_id, ground, until, laid_at, laid_by, laid_name)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
WHERE ?3 IS NULL OR EXISTS (SELECT 1 FROM cases WHERE tenant = ?1 AND case_id = ?3 AND erased_at IS NULL)";

const LIFT: &str = "
UPDATE legal_holds SET lifted_at = ?3, lifted_by = ?4, lifted_name = ?5, lifted_why = ?6
WHERE tenant = ?1 AND hold_id = ?2 AND lifted_at IS NULL";

const ALL: &str = "
SELECT hold_id, case_id, citizen_id, ground, until, laid_at, laid_by, laid_name, lifted_at, lifted_by, lifted_name,
    lifted_why
FROM legal_holds WHERE tenant = ?1 ORDER BY lifted_at IS NOT NULL, laid_at DESC, hold_id DESC LIMIT ?2";

/// Parameters: tenant, citizen, at most.
const ALL_OF_CITIZEN: &str = "
SELECT hold_id, case_id, citizen_id, ground, until, laid_at, laid_by, laid_name, lifted_at, lifted_by, lifted_name,
    lifted_why
FROM legal_holds WHERE tenant = ?1 AND (citizen_id = ?2 OR case_id IN (
    SELECT case_id FROM case_people WHERE tenant = ?1 AND person_id = ?2))
ORDER BY laid_at DESC, hold_id DESC LIMIT ?3";

/// Parameters: tenant, cases, the day.
const OF_CASES: &str = "
SELECT hold.case_id FROM legal_holds AS hold
WHERE hold.tenant = ?1 AND hold.lifted_at IS NULL AND (hold.until IS NULL OR hold.until >= ?3)
    AND hold.case_id IN (SELECT unhex(value) FROM json_each(?2))
UNION
SELECT named.case_id FROM case_people AS named
JOIN legal_holds AS hold ON hold.tenant = ?1 AND hold.citizen_id = named.person_id AND hold.lifted_at IS NULL
    AND (hold.until IS NULL OR hold.until >= ?3)
WHERE named.tenant = ?1 AND named.case_id IN (SELECT unhex(value) FROM json_each(?2))";

/// Parameters: tenant, citizen, the day.
const OF_CITIZEN: &str = "
SELECT EXISTS (SELECT 1 FROM legal_holds WHERE tenant = ?1 AND citizen_id = ?2 AND lifted_at IS NULL
    AND (until IS NULL OR until >= ?3))";

impl SqliteStore {
    pub(super) async fn write_hold(&self, tenant: TenantId, hold: &LegalHold) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let (case, citizen) = match hold.on {
            HeldFast::Case(case) => (Some(case.0), None),
            HeldFast::Citizen(citizen) => (None, Some(citizen.0)),
        };
        let mut writing = file.write().await?;
        let put = sqlx::query(PUT)
            .bind(tenant.0)
            .bind(hold.id)
            .bind(case)
            .bind(citizen)
            .bind(&hold.ground)
            .bind(hold.until.map(|until| until.to_string()))
            .bind(hold.laid.at.timestamp_micros())
            .bind(hold.laid.by.person.0)
            .bind(&hold.laid.by.name)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(put.rows_affected() == 1)
    }

    pub(super) async fn write_lifted(
        &self,
        tenant: TenantId,
        hold: Uuid,
        by: Signature,
        why: &str,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let lifted = sqlx::query(LIFT)
            .bind(tenant.0)
            .bind(hold)
            .bind(by.at.timestamp_micros())
            .bind(by.by.person.0)
            .bind(by.by.name)
            .bind(why)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(lifted.rows_affected() == 1)
    }

    pub(super) async fn read_holds(&self, tenant: TenantId, limit: u32) -> Stored<Vec<LegalHold>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(ALL)
            .bind(tenant.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(hold).collect()
    }

    pub(super) async fn read_holds_of_citizen(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        limit: u32,
    ) -> Stored<Vec<LegalHold>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(ALL_OF_CITIZEN)
            .bind(tenant.0)
            .bind(citizen.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(hold).collect()
    }

    pub(super) async fn read_held_fast(
        &self,
        tenant: TenantId,
        cases: &[CaseId],
        day: NaiveDate,
    ) -> Stored<BTreeSet<CaseId>> {
        let file = self.files.get(tenant).await?;
        let held: Vec<Uuid> = sqlx::query_scalar(OF_CASES)
            .bind(tenant.0)
            .bind(ids(cases.iter().map(|case| case.0)))
            .bind(day.to_string())
            .fetch_all(&mut *file.read().await?)
            .await?;
        Ok(held.into_iter().map(CaseId).collect())
    }

    pub(super) async fn read_is_held_fast(
        &self,
        tenant: TenantId,
        citizen: PersonId,
        day: NaiveDate,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let held = sqlx::query_scalar(OF_CITIZEN)
            .bind(tenant.0)
            .bind(citizen.0)
            .bind(day.to_string())
            .fetch_one(&mut *file.read().await?)
            .await?;
        Ok(held)
    }
}

fn hold(row: &SqliteRow) -> Stored<LegalHold> {
    let case: Option<Uuid> = row.try_get("case_id")?;
    let citizen: Option<Uuid> = row.try_get("citizen_id")?;
    let until: Option<&str> = row.try_get("until")?;
    let on = match (case, citizen) {
        (Some(case), _) => HeldFast::Case(CaseId(case)),
        (None, Some(citizen)) => HeldFast::Citizen(PersonId(citizen)),
        (None, None) => return Err(StoreError::Corrupt("a hold on nothing".to_owned())),
    };
    let laid = signature(row, "laid")?.ok_or_else(|| StoreError::Corrupt("nobody laid a hold".to_owned()))?;
    let why: Option<String> = row.try_get("lifted_why")?;
    Ok(LegalHold {
        id: row.try_get("hold_id")?,
        on,
        ground: row.try_get("ground")?,
        until: until.map(day).transpose()?,
        laid,
        lifted: signature(row, "lifted")?.zip(why),
    })
}
