//! The register of citizens, and the keys that what is said of them is kept under.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::SqliteStore;
use super::parameters::ids;
use super::tenant_file::Writing;
use crate::StoreError;
use crate::packed::packed;
use crate::rows::{Citizen, Erasure, Hash, HeldKey, Untitled, UntoldProtection};
use crate::words::{column, hash, moment, natural};
use crate::{CitizenStore, Stored};

const ADD: &str = "
INSERT INTO citizens (tenant, person_id, number_sum, identity, protected_since, registered_at, changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";

const CHANGE: &str = "
UPDATE OR IGNORE citizens SET number_sum = ?3, identity = ?4, protected_since = ?5, changed_at = ?6,
    untold_since = CASE WHEN (protected_since IS NULL) = (?5 IS NULL) THEN untold_since ELSE ?6 END
WHERE tenant = ?1 AND person_id = ?2 AND erased_at IS NULL";

const BY_PERSON: &str = "
SELECT person_id, number_sum, identity, protected_since, registered_at, changed_at, erased_at, erased_by, erased_why
FROM citizens WHERE tenant = ?1 AND person_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY person_id";

const BY_NUMBER: &str = "
SELECT person_id, number_sum, identity, protected_since, registered_at, changed_at, erased_at, erased_by, erased_why
FROM citizens WHERE tenant = ?1 AND number_sum = ?2";

const UNTOLD: &str = "
SELECT person_id, protected_since IS NOT NULL AS is_protected, untold_since FROM citizens
WHERE tenant = ?1 AND untold_since IS NOT NULL AND erased_at IS NULL ORDER BY untold_since, person_id LIMIT ?2";

const TOLD: &str = "
UPDATE citizens SET untold_since = NULL WHERE tenant = ?1 AND person_id = ?2 AND untold_since = ?3";

const ADD_KEY: &str = "
INSERT INTO held_keys (tenant, holder_id, sealed, sealed_under) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

const ERASE: &str = "
UPDATE citizens SET number_sum = NULL, identity = NULL, changed_at = ?3, erased_at = ?3, erased_by = ?4,
    erased_why = ?5
WHERE tenant = ?1 AND person_id = ?2 AND erased_at IS NULL";

/// Parameters: tenant, citizen, the cases that they are known to take part in.
const OTHERS: &str = "
SELECT EXISTS (SELECT 1 FROM case_people WHERE tenant = ?1 AND person_id = ?2 AND NOT case_id IN (SELECT unhex(value) FROM json_each(?3)))";

const UNTITLE: &str = "
UPDATE cases SET title = '', title_folded = '', snapshot = ?4
WHERE tenant = ?1 AND case_id = ?2 AND version = ?3 AND erased_at IS NULL";

/// Parameters: tenant, cases. One that is still called something has changed meanwhile.
const TITLED: &str = "
SELECT EXISTS (SELECT 1 FROM cases WHERE tenant = ?1 AND title <> '' AND case_id IN (SELECT unhex(value) FROM json_each(?2)))";

const DESTROY: &str = "
UPDATE held_keys SET sealed = NULL, destroyed_at = ?3
WHERE tenant = ?1 AND holder_id IN (SELECT unhex(value) FROM json_each(?2)) AND sealed IS NOT NULL";

const RESEAL: &str = "
UPDATE held_keys SET sealed = ?3, sealed_under = ?4
WHERE tenant = ?1 AND holder_id = ?2 AND sealed IS NOT NULL AND sealed_under < ?4";

#[async_trait]
impl CitizenStore for SqliteStore {
    async fn add_citizen(&self, tenant: TenantId, citizen: Citizen, key: HeldKey) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        add_key(&mut writing, tenant, &key).await?;
        let added = sqlx::query(ADD)
            .bind(tenant.0)
            .bind(citizen.person.0)
            .bind(citizen.number_sum.map(|sum| sum.to_vec()))
            .bind(citizen.identity)
            .bind(citizen.protected_since.map(|day| day.to_string()))
            .bind(citizen.registered_at.timestamp_micros())
            .bind(citizen.changed_at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        writing.commit().await?;
        Ok(true)
    }

    async fn change_citizen(&self, tenant: TenantId, citizen: Citizen) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let changed = sqlx::query(CHANGE)
            .bind(tenant.0)
            .bind(citizen.person.0)
            .bind(citizen.number_sum.map(|sum| sum.to_vec()))
            .bind(citizen.identity)
            .bind(citizen.protected_since.map(|day| day.to_string()))
            .bind(citizen.changed_at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    async fn citizens(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Citizen>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(BY_PERSON)
            .bind(tenant.0)
            .bind(ids(people.iter().map(|person| person.0)))
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(citizen).collect()
    }

    async fn citizen_by_number(&self, tenant: TenantId, number_sum: Hash) -> Stored<Option<Citizen>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(BY_NUMBER)
            .bind(tenant.0)
            .bind(number_sum.to_vec())
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(citizen).transpose()
    }

    async fn untold_protection(&self, tenant: TenantId, limit: u32) -> Stored<Vec<UntoldProtection>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(UNTOLD)
            .bind(tenant.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let untold = |row: &SqliteRow| {
            Ok(UntoldProtection {
                person: PersonId(row.try_get("person_id")?),
                is_protected: row.try_get("is_protected")?,
                since: moment(row.try_get("untold_since")?)?,
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
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let told = sqlx::query(TOLD)
            .bind(tenant.0)
            .bind(person.0)
            .bind(since.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(told.rows_affected() == 1)
    }

    async fn held_keys(&self, tenant: TenantId, holders: &[Uuid]) -> Stored<Vec<HeldKey>> {
        let file = self.files.get(tenant).await?;
        read_keys(&mut *file.read().await?, tenant, holders).await
    }

    async fn add_held_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<Vec<HeldKey>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        for key in &keys {
            add_key(&mut writing, tenant, key).await?;
        }
        let holders: Vec<Uuid> = keys.iter().map(|key| key.holder).collect();
        let kept = read_keys(writing.connection()?, tenant, &holders).await?;
        writing.commit().await?;
        Ok(kept)
    }

    async fn erase_citizen(
        &self,
        tenant: TenantId,
        person: PersonId,
        (cases, otherwise): (&[Untitled], &[CaseId]),
        erasure: Erasure,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        // What is no longer there is written over, not only let go.
        sqlx::query("PRAGMA secure_delete = ON")
            .execute(writing.connection()?)
            .await?;
        let at = erasure.at.timestamp_micros();
        let erased = sqlx::query(ERASE)
            .bind(tenant.0)
            .bind(person.0)
            .bind(at)
            .bind(erasure.by)
            .bind(erasure.why)
            .execute(writing.connection()?)
            .await?;
        if erased.rows_affected() == 0 {
            return Ok(false);
        }
        // One that was opened meanwhile is theirs as well.
        let others: bool = sqlx::query_scalar(OTHERS)
            .bind(tenant.0)
            .bind(person.0)
            .bind(ids(about(cases).chain(otherwise.iter().map(|case| case.0))))
            .fetch_one(writing.connection()?)
            .await?;
        if others || !untitle(&mut writing, tenant, cases).await? {
            return Ok(false);
        }
        let holders = about(cases).chain([person.0]);
        sqlx::query(DESTROY)
            .bind(tenant.0)
            .bind(ids(holders))
            .bind(at)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        // The log still holds what was there before.
        file.empty_log().await?;
        Ok(true)
    }

    async fn keys_under_older(&self, tenant: TenantId, under: u32, limit: u32) -> Stored<Vec<HeldKey>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT holder_id, sealed, sealed_under FROM held_keys
             WHERE tenant = ?1 AND sealed_under < ?2 AND sealed IS NOT NULL
             ORDER BY sealed_under, holder_id LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(under)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(held_key).collect()
    }

    async fn reseal_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        for key in keys {
            sqlx::query(RESEAL)
                .bind(tenant.0)
                .bind(key.holder)
                .bind(key.sealed)
                .bind(key.under)
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await
    }
}

fn about(cases: &[Untitled]) -> impl Iterator<Item = Uuid> + '_ {
    cases.iter().map(|one| one.case.0)
}

/// Takes away what cases are called; false where one of them is not as it was seen.
async fn untitle(writing: &mut Writing, tenant: TenantId, cases: &[Untitled]) -> Stored<bool> {
    for one in cases {
        sqlx::query(UNTITLE)
            .bind(tenant.0)
            .bind(one.case.0)
            .bind(column(one.version)?)
            .bind(packed(&one.snapshot))
            .execute(writing.connection()?)
            .await?;
    }
    let titled: bool = sqlx::query_scalar(TITLED)
        .bind(tenant.0)
        .bind(ids(about(cases)))
        .fetch_one(writing.connection()?)
        .await?;
    Ok(!titled)
}

async fn add_key(writing: &mut Writing, tenant: TenantId, key: &HeldKey) -> Stored<()> {
    sqlx::query(ADD_KEY)
        .bind(tenant.0)
        .bind(key.holder)
        .bind(key.sealed.as_deref())
        .bind(key.under)
        .execute(writing.connection()?)
        .await?;
    Ok(())
}

async fn read_keys(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    holders: &[Uuid],
) -> Stored<Vec<HeldKey>> {
    let rows = sqlx::query(
        "SELECT holder_id, sealed, sealed_under FROM held_keys
         WHERE tenant = ?1 AND holder_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY holder_id",
    )
    .bind(tenant.0)
    .bind(ids(holders.iter().copied()))
    .fetch_all(connection)
    .await?;
    rows.iter().map(held_key).collect()
}

fn held_key(row: &SqliteRow) -> Stored<HeldKey> {
    Ok(HeldKey {
        holder: row.try_get("holder_id")?,
        sealed: row.try_get("sealed")?,
        under: natural(row.try_get("sealed_under")?)?,
    })
}

fn citizen(row: &SqliteRow) -> Stored<Citizen> {
    let number_sum: Option<Vec<u8>> = row.try_get("number_sum")?;
    let protected_since: Option<String> = row.try_get("protected_since")?;
    let erased_at: Option<i64> = row.try_get("erased_at")?;
    let day = |text: String| {
        text.parse()
            .map_err(|_| StoreError::Corrupt("a citizen's protection has no date".to_owned()))
    };
    let erased = match erased_at {
        None => None,
        Some(at) => Some(Erasure {
            at: moment(at)?,
            by: row.try_get("erased_by")?,
            why: row.try_get("erased_why")?,
        }),
    };
    Ok(Citizen {
        person: PersonId(row.try_get("person_id")?),
        number_sum: number_sum.map(|sum| hash(&sum)).transpose()?,
        identity: row.try_get("identity")?,
        protected_since: protected_since.map(day).transpose()?,
        registered_at: moment(row.try_get("registered_at")?)?,
        changed_at: moment(row.try_get("changed_at")?)?,
        erased,
    })
}
