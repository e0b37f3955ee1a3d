//! People, units and places in them.

use async_trait::async_trait;
use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::parameters::ids;
use super::{SqliteStore, standing};
use crate::danish_order::compare;
use crate::organisation_rows::members;
use crate::rows::{Member, Person, Stands, Unit};
use crate::traits::{DirectoryStore, Stored};
use crate::words::{from_json, from_word, json, word};

#[async_trait]
impl DirectoryStore for SqliteStore {
    async fn put_unit(&self, tenant: TenantId, unit: Unit) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO units (tenant, unit_id, name, side) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant, unit_id) DO UPDATE SET name = excluded.name, side = excluded.side",
        )
        .bind(tenant.0)
        .bind(unit.id.0)
        .bind(unit.name)
        .bind(word(unit.side)?)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn units(&self, tenant: TenantId) -> Stored<Vec<Unit>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query("SELECT unit_id, name, side FROM units WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let mut units = rows.iter().map(unit).collect::<Stored<Vec<_>>>()?;
        units.sort_by(|one, other| compare(&one.name, &other.name));
        Ok(units)
    }

    async fn units_on(&self, tenant: TenantId, day: NaiveDate) -> Stored<Vec<Unit>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT unit_id, name, side FROM units
             WHERE tenant = ?1 AND coalesce(from_day, ?2) <= ?2 AND coalesce(until_day, ?2) >= ?2",
        )
        .bind(tenant.0)
        .bind(day.to_string())
        .fetch_all(&mut *file.read().await?)
        .await?;
        let mut units = rows.iter().map(unit).collect::<Stored<Vec<_>>>()?;
        units.sort_by(|one, other| compare(&one.name, &other.name));
        Ok(units)
    }

    async fn put_person(&self, tenant: TenantId, person: Person) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let taken: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM people WHERE tenant = ?1 AND login = ?2 AND person_id <> ?3")
                .bind(tenant.0)
                .bind(&person.login)
                .bind(person.id.0)
                .fetch_optional(writing.connection()?)
                .await?;
        if taken.is_none() {
            sqlx::query(
                "INSERT INTO people (tenant, person_id, login, name, password, roles, active)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (tenant, person_id) DO UPDATE SET login = excluded.login,
                    name = excluded.name, password = excluded.password, roles = excluded.roles,
                    active = excluded.active",
            )
            .bind(tenant.0)
            .bind(person.id.0)
            .bind(person.login)
            .bind(person.name)
            .bind(person.password)
            .bind(json(&person.roles)?)
            .bind(person.active)
            .execute(writing.connection()?)
            .await?;
        }
        writing.commit().await?;
        Ok(taken.is_none())
    }

    async fn rehash_password(
        &self,
        tenant: TenantId,
        person: PersonId,
        seen: &str,
        anew: String,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let kept = sqlx::query(
            "UPDATE people SET password = ?4 WHERE tenant = ?1 AND person_id = ?2 AND password = ?3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(seen)
        .bind(anew)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn people(&self, tenant: TenantId) -> Stored<Vec<Person>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, login, name, password, roles, active FROM people WHERE tenant = ?1",
        )
        .bind(tenant.0)
        .fetch_all(&mut *file.read().await?)
        .await?;
        let mut people = rows.iter().map(person).collect::<Stored<Vec<_>>>()?;
        people
            .sort_by(|one, other| compare(&one.name, &other.name).then_with(|| one.login.cmp(&other.login)));
        Ok(people)
    }

    async fn person_by_login(&self, tenant: TenantId, login: &str) -> Stored<Option<Person>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, login, name, password, roles, active FROM people
             WHERE tenant = ?1 AND login = ?2",
        )
        .bind(tenant.0)
        .bind(login)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(person).transpose()
    }

    async fn person(&self, tenant: TenantId, id: PersonId) -> Stored<Option<Person>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, login, name, password, roles, active FROM people
             WHERE tenant = ?1 AND person_id = ?2",
        )
        .bind(tenant.0)
        .bind(id.0)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(person).transpose()
    }

    async fn people_among(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Person>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, login, name, password, roles, active FROM people
             WHERE tenant = ?1 AND person_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY person_id",
        )
        .bind(tenant.0)
        .bind(ids(people.iter().map(|person| person.0)))
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(person).collect()
    }

    async fn put_members(&self, tenant: TenantId, person: PersonId, members: Vec<Member>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("DELETE FROM places WHERE tenant = ?1 AND person_id = ?2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(writing.connection()?)
            .await?;
        for member in members {
            sqlx::query(
                "INSERT INTO places (tenant, place_id, person_id, unit_id, acts_as, leads)
                 VALUES (?1, randomblob(16), ?2, ?3, ?4, 0)",
            )
            .bind(tenant.0)
            .bind(person.0)
            .bind(member.unit.0)
            .bind(json(&member.acts_as)?)
            .execute(writing.connection()?)
            .await?;
        }
        writing.commit().await
    }

    async fn stands(&self, tenant: TenantId, person: PersonId, day: NaiveDate) -> Stored<Stands> {
        let file = self.files.get(tenant).await?;
        let mut reading = file.read().await?;
        standing::stands(&mut reading, tenant, person, day).await
    }

    async fn members_of(&self, tenant: TenantId, unit: UnitId, day: NaiveDate) -> Stored<Vec<Member>> {
        let file = self.files.get(tenant).await?;
        let standing = standing::in_unit(&mut *file.read().await?, tenant, unit, day).await?;
        Ok(members(standing))
    }
}

fn unit(row: &SqliteRow) -> Stored<Unit> {
    Ok(Unit {
        id: UnitId(row.try_get("unit_id")?),
        name: row.try_get("name")?,
        side: from_word(row.try_get("side")?)?,
    })
}

fn person(row: &SqliteRow) -> Stored<Person> {
    Ok(Person {
        id: PersonId(row.try_get("person_id")?),
        login: row.try_get("login")?,
        name: row.try_get("name")?,
        password: row.try_get("password")?,
        roles: from_json(row.try_get("roles")?)?,
        active: row.try_get("active")?,
    })
}
