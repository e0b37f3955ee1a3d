//! People, units, sessions and tokens.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, SessionId, TenantId, TokenId, UnitId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::danish_order::compare;
use crate::rows::{Hash, Member, Person, Session, Token, Unit};
use crate::traits::{DirectoryStore, Stored};
use crate::words::{from_json, from_word, hash, json, word};

#[async_trait]
impl DirectoryStore for PostgresStore {
    async fn put_unit(&self, tenant: TenantId, unit: Unit) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
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

    async fn put_person(&self, tenant: TenantId, person: Person) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
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

    async fn put_members(&self, tenant: TenantId, person: PersonId, members: Vec<Member>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query("DELETE FROM members WHERE tenant = $1 AND person_id = $2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(transaction.connection())
            .await?;
        for member in members {
            sqlx::query(
                "INSERT INTO members (tenant, person_id, unit_id, acts_as) VALUES ($1, $2, $3, $4::json)",
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

    async fn members(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<Member>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, unit_id, acts_as::text FROM members
             WHERE tenant = $1 AND person_id = $2 ORDER BY unit_id",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(member).collect()
    }

    async fn members_of(&self, tenant: TenantId, unit: UnitId) -> Stored<Vec<Member>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, unit_id, acts_as::text FROM members
             WHERE tenant = $1 AND unit_id = $2 ORDER BY person_id",
        )
        .bind(tenant.0)
        .bind(unit.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(member).collect()
    }

    async fn put_session(&self, tenant: TenantId, session: Session) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO sessions (tenant, session_id, secret, person_id, began_at, ends_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant, session_id) DO UPDATE SET secret = excluded.secret,
                person_id = excluded.person_id, began_at = excluded.began_at, ends_at = excluded.ends_at",
        )
        .bind(tenant.0)
        .bind(session.id.0)
        .bind(session.secret.as_slice())
        .bind(session.person.0)
        .bind(session.began_at)
        .bind(session.ends_at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn session(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Session>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT session_id, secret, person_id, began_at, ends_at FROM sessions
             WHERE tenant = $1 AND secret = $2 AND ends_at > $3",
        )
        .bind(tenant.0)
        .bind(secret.as_slice())
        .bind(now)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(session).transpose()
    }

    async fn end_session(&self, tenant: TenantId, session: SessionId) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query("DELETE FROM sessions WHERE tenant = $1 AND session_id = $2")
            .bind(tenant.0)
            .bind(session.0)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await
    }

    async fn put_token(&self, tenant: TenantId, token: Token) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO tokens (tenant, token_id, secret, name, person_id, made_at, ends_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant, token_id) DO UPDATE SET secret = excluded.secret, name = excluded.name,
                person_id = excluded.person_id, made_at = excluded.made_at, ends_at = excluded.ends_at",
        )
        .bind(tenant.0)
        .bind(token.id.0)
        .bind(token.secret.as_slice())
        .bind(token.name)
        .bind(token.person.0)
        .bind(token.made_at)
        .bind(token.ends_at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn token(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Token>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT token_id, secret, name, person_id, made_at, ends_at FROM tokens
             WHERE tenant = $1 AND secret = $2 AND ends_at > $3",
        )
        .bind(tenant.0)
        .bind(secret.as_slice())
        .bind(now)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(token).transpose()
    }

    async fn tokens(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<Token>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT token_id, secret, name, person_id, made_at, ends_at FROM tokens
             WHERE tenant = $1 AND person_id = $2 ORDER BY made_at DESC, token_id DESC",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(token).collect()
    }

    async fn end_token(&self, tenant: TenantId, person: PersonId, token: TokenId) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone = sqlx::query("DELETE FROM tokens WHERE tenant = $1 AND person_id = $2 AND token_id = $3")
            .bind(tenant.0)
            .bind(person.0)
            .bind(token.0)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
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

fn member(row: &PgRow) -> Stored<Member> {
    Ok(Member {
        person: PersonId(row.try_get("person_id")?),
        unit: UnitId(row.try_get("unit_id")?),
        acts_as: from_json(row.try_get("acts_as")?)?,
    })
}

fn session(row: &PgRow) -> Stored<Session> {
    Ok(Session {
        id: SessionId(row.try_get("session_id")?),
        secret: hash(row.try_get("secret")?)?,
        person: PersonId(row.try_get("person_id")?),
        began_at: row.try_get("began_at")?,
        ends_at: row.try_get("ends_at")?,
    })
}

fn token(row: &PgRow) -> Stored<Token> {
    Ok(Token {
        id: TokenId(row.try_get("token_id")?),
        secret: hash(row.try_get("secret")?)?,
        name: row.try_get("name")?,
        person: PersonId(row.try_get("person_id")?),
        made_at: row.try_get("made_at")?,
        ends_at: row.try_get("ends_at")?,
    })
}
