//! Tokens, and programs as people.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId, TokenId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::rows::{Hash, Service, Token};
use crate::traits::{Stored, TokenStore};
use crate::words::{from_json, hash, json};

#[async_trait]
impl TokenStore for PostgresStore {
    async fn put_token(&self, tenant: TenantId, token: Token) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO tokens (tenant, token_id, secret, name, person_id, scopes, made_at, ends_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6::json, $7, $8, $9)",
        )
        .bind(tenant.0)
        .bind(token.id.0)
        .bind(token.secret.as_slice())
        .bind(token.name)
        .bind(token.person.0)
        .bind(json(&token.scopes)?)
        .bind(token.made_at)
        .bind(token.ends_at)
        .bind(token.used_at)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn token(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Token>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT token_id, secret, name, person_id, scopes::text, made_at, ends_at, used_at FROM tokens
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
            "SELECT token_id, secret, name, person_id, scopes::text, made_at, ends_at, used_at FROM tokens
             WHERE tenant = $1 AND person_id = $2 ORDER BY made_at DESC, token_id DESC",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(token).collect()
    }

    async fn token_used(&self, tenant: TenantId, token: TokenId, at: DateTime<Utc>) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query("UPDATE tokens SET used_at = $3 WHERE tenant = $1 AND token_id = $2")
            .bind(tenant.0)
            .bind(token.0)
            .bind(at)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await
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

    async fn put_service(&self, tenant: TenantId, service: Service) -> Stored<()> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        sqlx::query(
            "INSERT INTO services (tenant, person_id, owner_id) VALUES ($1, $2, $3)
             ON CONFLICT (tenant, person_id) DO UPDATE SET owner_id = excluded.owner_id",
        )
        .bind(tenant.0)
        .bind(service.person.0)
        .bind(service.owner.0)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn service(&self, tenant: TenantId, person: PersonId) -> Stored<Option<Service>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row =
            sqlx::query("SELECT person_id, owner_id FROM services WHERE tenant = $1 AND person_id = $2")
                .bind(tenant.0)
                .bind(person.0)
                .fetch_optional(transaction.connection())
                .await?;
        transaction.commit().await?;
        row.as_ref().map(service).transpose()
    }

    async fn services(&self, tenant: TenantId) -> Stored<Vec<Service>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows =
            sqlx::query("SELECT person_id, owner_id FROM services WHERE tenant = $1 ORDER BY person_id")
                .bind(tenant.0)
                .fetch_all(transaction.connection())
                .await?;
        transaction.commit().await?;
        rows.iter().map(service).collect()
    }
}

fn token(row: &PgRow) -> Stored<Token> {
    Ok(Token {
        id: TokenId(row.try_get("token_id")?),
        secret: hash(row.try_get("secret")?)?,
        name: row.try_get("name")?,
        person: PersonId(row.try_get("person_id")?),
        scopes: from_json(row.try_get("scopes")?)?,
        made_at: row.try_get("made_at")?,
        ends_at: row.try_get("ends_at")?,
        used_at: row.try_get("used_at")?,
    })
}

fn service(row: &PgRow) -> Stored<Service> {
    Ok(Service {
        person: PersonId(row.try_get("person_id")?),
        owner: PersonId(row.try_get("owner_id")?),
    })
}
