//! People, units and places in them.

use async_trait::async_trait;
use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::{PostgresStore, standing};
use crate::danish_order::compare;
use crate::organisation_rows::members;
use crate::rows::{Member, Person, Stands, Unit};
use crate::traits::{DirectoryStore, Stored};
use crate::words::{from_json, from_word, json, word};

#[async_trait]
impl DirectoryStore for PostgresStore {
    async fn put_unit(&self, tenant: TenantId, unit: Unit) -> Stored<()> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        sqlx::query(
            "INSERT INTO units (tenant, unit_id, name, side) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant, unit_id) DO UPDATE SET name = excluded.name, side = excluded.side",
        )
        .bind(tenant.0)
        .bind(unit.id.0)
        .bind(unit.name)
        .bind(word(unit.side)?)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn units(&self, tenant: TenantId) -> Stored<Vec<Unit>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query("SELECT unit_id, name, side FROM units WHERE tenant = $1")
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let mut units = rows.iter().map(unit).collect::<Stored<Vec<_>>>()?;
        units.sort_by(|one, other| compare(&one.name, &other.name));
        Ok(units)
    }

    async fn units_on(&self, tenant: TenantId, day: NaiveDate) -> Stored<Vec<Unit>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT unit_id, name, side FROM units
             WHERE tenant = $1 AND coalesce(from_day, $2) <= $2 AND coalesce(until_day, $2) >= $2",
        )
        .bind(tenant.0)
        .bind(day)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        let mut units = rows.iter().map(unit).collect::<Stored<Vec<_>>>()?;
        units.sort_by(|one, other| compare(&one.name, &other.name));
        Ok(units)
    }

    async fn put_person(&self, tenant: TenantId, person: Person) -> Stored<bool> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        let taken: Option<i64> = sqlx::query_scalar(
            "SELECT 1::bigint FROM people WHERE tenant = $1 AND login = $2 AND person_id <> $3",
        )
        .bind(tenant.0)
        .bind(&person.login)
        .bind(person.id.0)
        .fetch_optional(transaction.connection())
        .await?;
        if taken.is_none() {
            sqlx::query(
                "INSERT INTO people (tenant, person_id, login, name, password, roles, active)
                 VALUES ($1, $2, $3, $4, $5, $6::json, $7)
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
            .execute(transaction.connection())
            .await?;
        }
        transaction.commit().await?;
        Ok(taken.is_none())
    }

    async fn rehash_password(
        &self,
        tenant: TenantId,
        person: PersonId,
        seen: &str,
        anew: String,
    ) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let kept = sqlx::query(
            "UPDATE people SET password = $4 WHERE tenant = $1 AND person_id = $2 AND password = $3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(seen)
        .bind(anew)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn people(&self, tenant: TenantId) -> Stored<Vec<Person>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, login, name, password, roles::text, active FROM people WHERE tenant = $1",
        )
        .bind(tenant.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        let mut people = rows.iter().map(person).collect::<Stored<Vec<_>>>()?;
        people
            .sort_by(|one, other| compare(&one.name, &other.name).then_with(|| one.login.cmp(&other.login)));
        Ok(people)
    }

    async fn person_by_login(&self, tenant: TenantId, login: &str) -> Stored<Option<Person>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, login, name, password, roles::text, active FROM people
             WHERE tenant = $1 AND login = $2",
        )
        .bind(tenant.0)
        .bind(login)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(person).transpose()
    }

    async fn person(&self, tenant: TenantId, id: PersonId) -> Stored<Option<Person>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, login, name, password, roles::text, active FROM people
             WHERE tenant = $1 AND person_id = $2",
        )
        .bind(tenant.0)
        .bind(id.0)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(person).transpose()
    }

    async fn people_among(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Person>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, login, name, password, roles::text, active FROM people
             WHERE tenant = $1 AND person_id = ANY($2) ORDER BY person_id",
        )
        .bind(tenant.0)
        .bind(people.iter().map(|person| person.0).collect::<Vec<_>>())
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(person).collect()
    }

    async fn put_members(&self, tenant: TenantId, person: PersonId, members: Vec<Member>) -> Stored<()> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        sqlx::query("DELETE FROM places WHERE tenant = $1 AND person_id = $2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(transaction.connection())
            .await?;
        for member in members {
            sqlx::query(
                "INSERT INTO places (tenant, place_id, person_id, unit_id, acts_as, leads)
                 VALUES ($1, gen_random_uuid(), $2, $3, $4::json, false)",
            )
            .bind(tenant.0)
            .bind(person.0)
            .bind(member.unit.0)
            .bind(json(&member.acts_as)?)
            .execute(transaction.connection())
            .await?;
        }
        transaction.commit().await
    }

    async fn stands(&self, tenant: TenantId, person: PersonId, day: NaiveDate) -> Stored<Stands> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let stands = standing::stands(transaction.connection(), tenant, person, day).await?;
        transaction.commit().await?;
        Ok(stands)
    }

    async fn members_of(&self, tenant: TenantId, unit: UnitId, day: NaiveDate) -> Stored<Vec<Member>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let standing = standing::in_unit(transaction.connection(), tenant, unit, day).await?;
        transaction.commit().await?;
        Ok(members(standing))
    }
}

fn unit(row: &PgRow) -> Stored<Unit> {
    Ok(Unit {
        id: UnitId(row.try_get("unit_id")?),
        name: row.try_get("name")?,
        side: from_word(row.try_get("side")?)?,
    })
}

fn person(row: &PgRow) -> Stored<Person> {
    Ok(Person {
        id: PersonId(row.try_get("person_id")?),
        login: row.try_get("login")?,
        name: row.try_get("name")?,
        password: row.try_get("password")?,
        roles: from_json(row.try_get("roles")?)?,
        active: row.try_get("active")?,
    })
}
