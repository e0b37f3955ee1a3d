//! Sessions.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, SessionId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use crate::rows::{Hash, Session};
use crate::traits::{SessionStore, Stored};
use crate::words::{from_word, hash, moment, word};

#[async_trait]
impl SessionStore for SqliteStore {
    async fn put_session(&self, tenant: TenantId, session: Session) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO sessions (tenant, session_id, secret, person_id, began_at, seen_at, ends_at, provider,
                link_id, device, step)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )
        .bind(tenant.0)
        .bind(session.id.0)
        .bind(session.secret.as_slice())
        .bind(session.person.0)
        .bind(session.began_at.timestamp_micros())
        .bind(session.seen_at.timestamp_micros())
        .bind(session.ends_at.timestamp_micros())
        .bind(session.provider)
        .bind(session.link)
        .bind(session.device)
        .bind(word(session.step)?)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn session(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Session>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(
            "SELECT session_id, secret, person_id, began_at, seen_at, ends_at, provider, link_id, device, step
             FROM sessions WHERE tenant = ?1 AND secret = ?2 AND ends_at > ?3",
        )
        .bind(tenant.0)
        .bind(secret.as_slice())
        .bind(now.timestamp_micros())
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(session).transpose()
    }

    async fn sessions(&self, tenant: TenantId, person: PersonId, now: DateTime<Utc>) -> Stored<Vec<Session>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT session_id, secret, person_id, began_at, seen_at, ends_at, provider, link_id, device, step
             FROM sessions WHERE tenant = ?1 AND person_id = ?2 AND ends_at > ?3
             ORDER BY seen_at DESC, session_id DESC",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(now.timestamp_micros())
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(session).collect()
    }

    async fn prolong_session(
        &self,
        tenant: TenantId,
        session: SessionId,
        seen_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("UPDATE sessions SET seen_at = ?3, ends_at = ?4 WHERE tenant = ?1 AND session_id = ?2")
            .bind(tenant.0)
            .bind(session.0)
            .bind(seen_at.timestamp_micros())
            .bind(ends_at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        writing.commit().await
    }

    async fn end_session(&self, tenant: TenantId, person: PersonId, session: SessionId) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let gone =
            sqlx::query("DELETE FROM sessions WHERE tenant = ?1 AND person_id = ?2 AND session_id = ?3")
                .bind(tenant.0)
                .bind(person.0)
                .bind(session.0)
                .execute(writing.connection()?)
                .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn end_sessions(&self, tenant: TenantId, person: PersonId, but: Option<SessionId>) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let gone = sqlx::query(
            "DELETE FROM sessions WHERE tenant = ?1 AND person_id = ?2 AND session_id IS DISTINCT FROM ?3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(but.map(|but| but.0))
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(gone.rows_affected())
    }

    async fn end_sessions_by(&self, tenant: TenantId, provider: &str) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let gone = sqlx::query("DELETE FROM sessions WHERE tenant = ?1 AND provider = ?2")
            .bind(tenant.0)
            .bind(provider)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected())
    }
}

fn session(row: &SqliteRow) -> Stored<Session> {
    Ok(Session {
        id: SessionId(row.try_get("session_id")?),
        secret: hash(row.try_get("secret")?)?,
        person: PersonId(row.try_get("person_id")?),
        began_at: moment(row.try_get("began_at")?)?,
        seen_at: moment(row.try_get("seen_at")?)?,
        ends_at: moment(row.try_get("ends_at")?)?,
        provider: row.try_get("provider")?,
        link: row.try_get("link_id")?,
        device: row.try_get("device")?,
        step: from_word(row.try_get("step")?)?,
    })
}
