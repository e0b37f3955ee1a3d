//! The register of citizens, and the keys that what is said of them is kept under.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::PostgresStore;
use super::tenant_tx::TenantTx;
use crate::packed::packed;
use crate::rows::{Citizen, Erasure, Hash, HeldKey, Untitled, UntoldProtection};
use crate::words::{column, hash, natural};
use crate::{CitizenStore, Stored};

const ADD: &str = "
INSERT INTO citizens (tenant, person_id, number_sum, identity, protected_since, registered_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

/// A number that another has is left to the key: whoever is second changes nothing.
const CHANGE: &str = "
UPDATE citizens SET number_sum = $3, identity = $4, protected_since = $5, changed_at = $6,
    untold_since = CASE WHEN (protected_since IS NULL) = ($5::date IS NULL) THEN untold_since
        ELSE $6::timestamptz END
WHERE tenant = $1 AND person_id = $2 AND erased_at IS NULL";

const BY_PERSON: &str = "
SELECT person_id, number_sum, identity, protected_since, registered_at, changed_at, erased_at, erased_by, erased_why
FROM citizens WHERE tenant = $1 AND person_id = ANY ($2) ORDER BY person_id";

const BY_NUMBER: &str = "
SELECT person_id, number_sum, identity, protected_since, registered_at, changed_at, erased_at, erased_by, erased_why
FROM citizens WHERE tenant = $1 AND number_sum = $2";

const UNTOLD: &str = "
SELECT person_id, protected_since IS NOT NULL AS is_protected, untold_since FROM citizens
WHERE tenant = $1 AND untold_since IS NOT NULL AND erased_at IS NULL ORDER BY untold_since, person_id LIMIT $2";

const TOLD: &str = "
UPDATE citizens SET untold_since = NULL WHERE tenant = $1 AND person_id = $2 AND untold_since = $3";

const ADD_KEYS: &str = "
INSERT INTO held_keys (tenant, holder_id, sealed, sealed_under)
SELECT $1, k.* FROM unnest($2::uuid[], $3::bytea[], $4::bigint[]) AS k
ON CONFLICT DO NOTHING";

const KEYS: &str = "
SELECT holder_id, sealed, sealed_under FROM held_keys
WHERE tenant = $1 AND holder_id = ANY ($2) ORDER BY holder_id";

const ERASE: &str = "
UPDATE citizens SET number_sum = NULL, identity = NULL, changed_at = $3, erased_at = $3, erased_by = $4,
    erased_why = $5
WHERE tenant = $1 AND person_id = $2 AND erased_at IS NULL";

/// Parameters: tenant, citizen, the cases that they are known to take part in.
const OTHERS: &str = "
SELECT EXISTS (SELECT 1 FROM case_people WHERE tenant = $1 AND person_id = $2 AND NOT case_id = ANY ($3))";

const UNTITLE: &str = "
UPDATE cases SET title = '', title_folded = '', snapshot = $4
WHERE tenant = $1 AND case_id = $2 AND version = $3 AND erased_at IS NULL";

/// Parameters: tenant, cases. One that is still called something has changed meanwhile.
const TITLED: &str = "
SELECT EXISTS (SELECT 1 FROM cases WHERE tenant = $1 AND title <> '' AND case_id = ANY ($2))";

const DESTROY: &str = "
UPDATE held_keys SET sealed = NULL, destroyed_at = $3
WHERE tenant = $1 AND holder_id = ANY ($2) AND sealed IS NOT NULL";

const RESEAL: &str = "
UPDATE held_keys SET sealed = k.sealed, sealed_under = k.sealed_under
FROM unnest($2::uuid[], $3::bytea[], $4::bigint[]) AS k (holder_id, sealed, sealed_under)
WHERE held_keys.tenant = $1 AND held_keys.holder_id = k.holder_id AND held_keys.sealed IS NOT NULL
    AND held_keys.sealed_under < k.sealed_under";

#[async_trait]
impl CitizenStore for PostgresStore {
    async fn add_citizen(&self, tenant: TenantId, citizen: Citizen, key: HeldKey) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        write_keys(&mut transaction, ADD_KEYS, tenant, &[key]).await?;
        let added = sqlx::query(ADD)
            .bind(tenant.0)
            .bind(citizen.person.0)
            .bind(citizen.number_sum.map(|sum| sum.to_vec()))
            .bind(citizen.identity)
            .bind(citizen.protected_since)
            .bind(citizen.registered_at)
            .bind(citizen.changed_at)
            .execute(transaction.connection())
            .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn change_citizen(&self, tenant: TenantId, citizen: Citizen) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let changed = sqlx::query(CHANGE)
            .bind(tenant.0)
            .bind(citizen.person.0)
            .bind(citizen.number_sum.map(|sum| sum.to_vec()))
            .bind(citizen.identity)
            .bind(citizen.protected_since)
            .bind(citizen.changed_at)
            .execute(transaction.connection())
            .await;
        let changed = match changed {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(false),
            changed => changed?,
        };
        transaction.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    async fn citizens(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Citizen>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(BY_PERSON)
            .bind(tenant.0)
            .bind(people.iter().map(|person| person.0).collect::<Vec<_>>())
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(citizen).collect()
    }

    async fn citizen_by_number(&self, tenant: TenantId, number_sum: Hash) -> Stored<Option<Citizen>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(BY_NUMBER)
            .bind(tenant.0)
            .bind(number_sum.to_vec())
            .fetch_optional(transaction.connection())
            .await?;
        transaction.commit().await?;
        row.as_ref().map(citizen).transpose()
    }

    async fn untold_protection(&self, tenant: TenantId, limit: u32) -> Stored<Vec<UntoldProtection>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(UNTOLD)
            .bind(tenant.0)
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let untold = |row: &PgRow| {
            Ok(UntoldProtection {
                person: PersonId(row.try_get("person_id")?),
                is_protected: row.try_get("is_protected")?,
                since: row.try_get("untold_since")?,
            })
        };
        rows.iter().map(untold).collect()
    }

    async fn protection_told(
        &self,
        tenant: TenantId,
        person: PersonId,
        since: DateTime<Utc>,
    ) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let told = sqlx::query(TOLD)
            .bind(tenant.0)
            .bind(person.0)
            .bind(since)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(told.rows_affected() == 1)
    }

    async fn held_keys(&self, tenant: TenantId, holders: &[Uuid]) -> Stored<Vec<HeldKey>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let kept = read_keys(&mut transaction, tenant, holders).await?;
        transaction.commit().await?;
        Ok(kept)
    }

    async fn add_held_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<Vec<HeldKey>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        write_keys(&mut transaction, ADD_KEYS, tenant, &keys).await?;
        let holders: Vec<Uuid> = keys.iter().map(|key| key.holder).collect();
        let kept = read_keys(&mut transaction, tenant, &holders).await?;
        transaction.commit().await?;
        Ok(kept)
    }

    async fn erase_citizen(
        &self,
        tenant: TenantId,
        person: PersonId,
        (cases, otherwise): (&[Untitled], &[CaseId]),
        erasure: Erasure,
    ) -> Stored<bool> {
        // Their account goes with them, and so who stands where.
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        // Cases before their citizen, as whoever discards takes them.
        if !untitle(&mut transaction, tenant, cases).await? {
            return Ok(false);
        }
        let erased = sqlx::query(ERASE)
            .bind(tenant.0)
            .bind(person.0)
            .bind(erasure.at)
            .bind(erasure.by)
            .bind(erasure.why)
            .execute(transaction.connection())
            .await?;
        if erased.rows_affected() == 0 {
            return Ok(false);
        }
        // One that was opened meanwhile is theirs as well.
        let others: bool = sqlx::query_scalar(OTHERS)
            .bind(tenant.0)
            .bind(person.0)
            .bind(
                about(cases)
                    .chain(otherwise.iter().map(|case| case.0))
                    .collect::<Vec<_>>(),
            )
            .fetch_one(transaction.connection())
            .await?;
        if others {
            return Ok(false);
        }
        let holders: Vec<Uuid> = about(cases).chain([person.0]).collect();
        sqlx::query(DESTROY)
            .bind(tenant.0)
            .bind(holders)
            .bind(erasure.at)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn keys_under_older(&self, tenant: TenantId, under: u32, limit: u32) -> Stored<Vec<HeldKey>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT holder_id, sealed, sealed_under FROM held_keys
             WHERE tenant = $1 AND sealed_under < $2 AND sealed IS NOT NULL
             ORDER BY sealed_under, holder_id LIMIT $3",
        )
        .bind(tenant.0)
        .bind(i64::from(under))
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(held_key).collect()
    }

    async fn reseal_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        write_keys(&mut transaction, RESEAL, tenant, &keys).await?;
        transaction.commit().await
    }
}

fn about(cases: &[Untitled]) -> impl Iterator<Item = Uuid> + '_ {
    cases.iter().map(|one| one.case.0)
}

/// Takes away what cases are called; false where one of them is not as it was seen.
async fn untitle(transaction: &mut TenantTx, tenant: TenantId, cases: &[Untitled]) -> Stored<bool> {
    for one in cases {
        sqlx::query(UNTITLE)
            .bind(tenant.0)
            .bind(one.case.0)
            .bind(column(one.version)?)
            .bind(packed(&one.snapshot))
            .execute(transaction.connection())
            .await?;
    }
    let titled: bool = sqlx::query_scalar(TITLED)
        .bind(tenant.0)
        .bind(about(cases).collect::<Vec<_>>())
        .fetch_one(transaction.connection())
        .await?;
    Ok(!titled)
}

async fn write_keys(
    transaction: &mut TenantTx,
    how: &'static str,
    tenant: TenantId,
    keys: &[HeldKey],
) -> Stored<()> {
    sqlx::query(how)
        .bind(tenant.0)
        .bind(keys.iter().map(|key| key.holder).collect::<Vec<_>>())
        .bind(keys.iter().map(|key| key.sealed.as_deref()).collect::<Vec<_>>())
        .bind(keys.iter().map(|key| i64::from(key.under)).collect::<Vec<_>>())
        .execute(transaction.connection())
        .await?;
    Ok(())
}

async fn read_keys(transaction: &mut TenantTx, tenant: TenantId, holders: &[Uuid]) -> Stored<Vec<HeldKey>> {
    let rows = sqlx::query(KEYS)
        .bind(tenant.0)
        .bind(holders)
        .fetch_all(transaction.connection())
        .await?;
    rows.iter().map(held_key).collect()
}

fn held_key(row: &PgRow) -> Stored<HeldKey> {
    Ok(HeldKey {
        holder: row.try_get("holder_id")?,
        sealed: row.try_get("sealed")?,
        under: natural(row.try_get("sealed_under")?)?,
    })
}

fn citizen(row: &PgRow) -> Stored<Citizen> {
    let number_sum: Option<Vec<u8>> = row.try_get("number_sum")?;
    let erased_at: Option<DateTime<Utc>> = row.try_get("erased_at")?;
    let erased = match erased_at {
        None => None,
        Some(at) => Some(Erasure {
            at,
            by: row.try_get("erased_by")?,
            why: row.try_get("erased_why")?,
        }),
    };
    Ok(Citizen {
        person: PersonId(row.try_get("person_id")?),
        number_sum: number_sum.map(|sum| hash(&sum)).transpose()?,
        identity: row.try_get("identity")?,
        protected_since: row.try_get("protected_since")?,
        registered_at: row.try_get("registered_at")?,
        changed_at: row.try_get("changed_at")?,
        erased,
    })
}
