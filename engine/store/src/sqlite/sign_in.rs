//! Providers, code apps and links.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteStore;
use crate::rows::{BegunSignIn, CodeApp, Hash, Link, Opens, ProviderIdentity, ShownBy};
use crate::sign_in_store::{MAX_BEGUN_SIGN_INS, SignInStore};
use crate::traits::Stored;
use crate::words::{from_json, hash, json, moment, natural};

const BEGIN: &str = "
INSERT INTO begun_sign_ins (tenant, state, browser, provider, next, ends_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE (SELECT count(*) FROM begun_sign_ins WHERE tenant = ?1) < ?7";

const PUT_APP: &str = "
INSERT INTO code_apps (tenant, person_id, sealed, confirmed_at, last_step) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (tenant, person_id) DO UPDATE SET sealed = excluded.sealed, confirmed_at = excluded.confirmed_at,
    last_step = excluded.last_step";

const LINK: &str = "SELECT link_id, secret, person_id, opens, made_by, made_at, ends_at, used_at FROM links
    WHERE tenant = ?1 AND link_id = ?2";
const LINK_BY_SECRET: &str =
    "SELECT link_id, secret, person_id, opens, made_by, made_at, ends_at, used_at FROM links
    WHERE tenant = ?1 AND secret = ?2";
const LINKS_OF_CASE: &str =
    "SELECT link_id, secret, person_id, opens, made_by, made_at, ends_at, used_at FROM links
    WHERE tenant = ?1 AND case_id = ?2 ORDER BY made_at DESC, link_id DESC LIMIT ?3";
const LINKS_OF_PERSON: &str =
    "SELECT link_id, secret, person_id, opens, made_by, made_at, ends_at, used_at FROM links
    WHERE tenant = ?1 AND person_id = ?2 ORDER BY made_at DESC, link_id DESC LIMIT ?3";

const BY_SESSION: &str = "
SELECT EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND person_id = ?2 AND active)
    AND NOT EXISTS (
        SELECT 1 FROM services JOIN people AS owner ON owner.tenant = services.tenant AND owner.person_id = services.owner_id
        WHERE services.tenant = ?1 AND services.person_id = ?2 AND NOT owner.active)
    AND EXISTS (
        SELECT 1 FROM sessions WHERE tenant = ?1 AND session_id = ?3 AND person_id = ?2 AND ends_at > ?4
        AND step = 'signed_in' AND (link_id IS NULL OR EXISTS (
            SELECT 1 FROM links WHERE links.tenant = ?1 AND links.link_id = sessions.link_id)))";
const BY_TOKEN: &str = "
SELECT EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND person_id = ?2 AND active)
    AND NOT EXISTS (
        SELECT 1 FROM services JOIN people AS owner ON owner.tenant = services.tenant AND owner.person_id = services.owner_id
        WHERE services.tenant = ?1 AND services.person_id = ?2 AND NOT owner.active)
    AND EXISTS (SELECT 1 FROM tokens WHERE tenant = ?1 AND token_id = ?3 AND person_id = ?2 AND ends_at > ?4)";

#[async_trait]
impl SignInStore for SqliteStore {
    async fn is_signed_in(
        &self,
        tenant: TenantId,
        person: PersonId,
        by: ShownBy,
        now: DateTime<Utc>,
    ) -> Stored<bool> {
        let (sql, id) = match by {
            ShownBy::Session(session) => (BY_SESSION, session.0),
            ShownBy::Token(token) => (BY_TOKEN, token.0),
        };
        let file = self.files.get(tenant).await?;
        let is = sqlx::query_scalar(sql)
            .bind(tenant.0)
            .bind(person.0)
            .bind(id)
            .bind(now.timestamp_micros())
            .fetch_one(&mut *file.read().await?)
            .await?;
        Ok(is)
    }

    async fn put_identity(&self, tenant: TenantId, identity: ProviderIdentity) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO identities (tenant, issuer, subject, person_id, provider, seen_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant, issuer, subject) DO UPDATE SET provider = excluded.provider,
                seen_at = excluded.seen_at",
        )
        .bind(tenant.0)
        .bind(identity.issuer)
        .bind(identity.subject)
        .bind(identity.person.0)
        .bind(identity.provider)
        .bind(identity.seen_at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn identity(
        &self,
        tenant: TenantId,
        issuer: &str,
        subject: &str,
    ) -> Stored<Option<ProviderIdentity>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(
            "SELECT issuer, subject, person_id, provider, seen_at FROM identities
             WHERE tenant = ?1 AND issuer = ?2 AND subject = ?3",
        )
        .bind(tenant.0)
        .bind(issuer)
        .bind(subject)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(identity).transpose()
    }

    async fn identities_of(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<ProviderIdentity>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT issuer, subject, person_id, provider, seen_at FROM identities
             WHERE tenant = ?1 AND person_id = ?2 ORDER BY issuer, subject",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(identity).collect()
    }

    async fn put_begun(&self, tenant: TenantId, begun: BegunSignIn, now: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("DELETE FROM begun_sign_ins WHERE tenant = ?1 AND ends_at <= ?2")
            .bind(tenant.0)
            .bind(now.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        let kept = sqlx::query(BEGIN)
            .bind(tenant.0)
            .bind(begun.state.as_slice())
            .bind(begun.browser.as_slice())
            .bind(begun.provider)
            .bind(begun.next)
            .bind(begun.ends_at.timestamp_micros())
            .bind(MAX_BEGUN_SIGN_INS)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn take_begun(
        &self,
        tenant: TenantId,
        state: Hash,
        browser: Hash,
        now: DateTime<Utc>,
    ) -> Stored<Option<BegunSignIn>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let row = sqlx::query(
            "DELETE FROM begun_sign_ins WHERE tenant = ?1 AND state = ?2 AND browser = ?3
             RETURNING state, browser, provider, next, ends_at",
        )
        .bind(tenant.0)
        .bind(state.as_slice())
        .bind(browser.as_slice())
        .fetch_optional(writing.connection()?)
        .await?;
        writing.commit().await?;
        let begun = row.as_ref().map(begun).transpose()?;
        Ok(begun.filter(|begun| now < begun.ends_at))
    }

    async fn put_code_app(&self, tenant: TenantId, app: CodeApp) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(PUT_APP)
            .bind(tenant.0)
            .bind(app.person.0)
            .bind(app.sealed)
            .bind(app.confirmed_at.map(|at| at.timestamp_micros()))
            .bind(app.last_step)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await
    }

    async fn code_app(&self, tenant: TenantId, person: PersonId) -> Stored<Option<CodeApp>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, sealed, confirmed_at, last_step FROM code_apps
             WHERE tenant = ?1 AND person_id = ?2",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_optional(&mut *file.read().await?)
        .await?;
        row.as_ref().map(code_app).transpose()
    }

    async fn code_apps(&self, tenant: TenantId) -> Stored<Vec<CodeApp>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT person_id, sealed, confirmed_at, last_step FROM code_apps
             WHERE tenant = ?1 ORDER BY person_id",
        )
        .bind(tenant.0)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(code_app).collect()
    }

    async fn take_step(
        &self,
        tenant: TenantId,
        person: PersonId,
        step: i64,
        at: DateTime<Utc>,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let taken = sqlx::query(
            "UPDATE code_apps SET last_step = ?3, confirmed_at = coalesce(confirmed_at, ?4)
             WHERE tenant = ?1 AND person_id = ?2 AND last_step < ?3",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(step)
        .bind(at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(taken.rows_affected() > 0)
    }

    async fn reseal_code_app(
        &self,
        tenant: TenantId,
        person: PersonId,
        old: &[u8],
        new: Vec<u8>,
    ) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("UPDATE code_apps SET sealed = ?4 WHERE tenant = ?1 AND person_id = ?2 AND sealed = ?3")
            .bind(tenant.0)
            .bind(person.0)
            .bind(old)
            .bind(new)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await
    }

    async fn end_code_app(&self, tenant: TenantId, person: PersonId) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("DELETE FROM recovery_codes WHERE tenant = ?1 AND person_id = ?2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(writing.connection()?)
            .await?;
        let gone = sqlx::query("DELETE FROM code_apps WHERE tenant = ?1 AND person_id = ?2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn put_recovery_codes(&self, tenant: TenantId, person: PersonId, codes: Vec<Hash>) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query("DELETE FROM recovery_codes WHERE tenant = ?1 AND person_id = ?2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(writing.connection()?)
            .await?;
        for code in codes {
            sqlx::query("INSERT INTO recovery_codes (tenant, person_id, code) VALUES (?1, ?2, ?3)")
                .bind(tenant.0)
                .bind(person.0)
                .bind(code.as_slice())
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await
    }

    async fn recovery_codes_left(&self, tenant: TenantId, person: PersonId) -> Stored<u32> {
        let file = self.files.get(tenant).await?;
        let left: i64 =
            sqlx::query_scalar("SELECT count(*) FROM recovery_codes WHERE tenant = ?1 AND person_id = ?2")
                .bind(tenant.0)
                .bind(person.0)
                .fetch_one(&mut *file.read().await?)
                .await?;
        natural(left)
    }

    async fn take_recovery_code(&self, tenant: TenantId, person: PersonId, code: Hash) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let taken =
            sqlx::query("DELETE FROM recovery_codes WHERE tenant = ?1 AND person_id = ?2 AND code = ?3")
                .bind(tenant.0)
                .bind(person.0)
                .bind(code.as_slice())
                .execute(writing.connection()?)
                .await?;
        writing.commit().await?;
        Ok(taken.rows_affected() > 0)
    }

    async fn put_link(&self, tenant: TenantId, link: Link) -> Stored<()> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        if link.opens == Opens::Account {
            sqlx::query("DELETE FROM links WHERE tenant = ?1 AND person_id = ?2 AND case_id IS NULL")
                .bind(tenant.0)
                .bind(link.person.0)
                .execute(writing.connection()?)
                .await?;
        }
        sqlx::query(
            "INSERT INTO links (tenant, link_id, secret, person_id, opens, case_id, made_by, made_at, ends_at, used_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )
        .bind(tenant.0)
        .bind(link.id)
        .bind(link.secret.as_slice())
        .bind(link.person.0)
        .bind(json(&link.opens)?)
        .bind(link.opens.case().map(|case| case.0))
        .bind(link.made_by.map(|by| by.0))
        .bind(link.made_at.timestamp_micros())
        .bind(link.ends_at.timestamp_micros())
        .bind(link.used_at.map(|at| at.timestamp_micros()))
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    async fn link_by_secret(&self, tenant: TenantId, secret: Hash) -> Stored<Option<Link>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(LINK_BY_SECRET)
            .bind(tenant.0)
            .bind(secret.as_slice())
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(link_row).transpose()
    }

    async fn link(&self, tenant: TenantId, link: Uuid) -> Stored<Option<Link>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(LINK)
            .bind(tenant.0)
            .bind(link)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(link_row).transpose()
    }

    async fn links_of_case(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<Link>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(LINKS_OF_CASE)
            .bind(tenant.0)
            .bind(case.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(link_row).collect()
    }

    async fn links_of_person(&self, tenant: TenantId, person: PersonId, limit: u32) -> Stored<Vec<Link>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(LINKS_OF_PERSON)
            .bind(tenant.0)
            .bind(person.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(link_row).collect()
    }

    async fn use_link(&self, tenant: TenantId, link: Uuid, at: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let used = sqlx::query(
            "UPDATE links SET used_at = ?3
             WHERE tenant = ?1 AND link_id = ?2 AND used_at IS NULL AND ends_at > ?3",
        )
        .bind(tenant.0)
        .bind(link)
        .bind(at.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(used.rows_affected() > 0)
    }

    async fn end_link(&self, tenant: TenantId, link: Uuid) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let gone = sqlx::query("DELETE FROM links WHERE tenant = ?1 AND link_id = ?2")
            .bind(tenant.0)
            .bind(link)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

fn identity(row: &SqliteRow) -> Stored<ProviderIdentity> {
    Ok(ProviderIdentity {
        issuer: row.try_get("issuer")?,
        subject: row.try_get("subject")?,
        person: PersonId(row.try_get("person_id")?),
        provider: row.try_get("provider")?,
        seen_at: moment(row.try_get("seen_at")?)?,
    })
}

fn begun(row: &SqliteRow) -> Stored<BegunSignIn> {
    Ok(BegunSignIn {
        state: hash(row.try_get("state")?)?,
        browser: hash(row.try_get("browser")?)?,
        provider: row.try_get("provider")?,
        next: row.try_get("next")?,
        ends_at: moment(row.try_get("ends_at")?)?,
    })
}

fn code_app(row: &SqliteRow) -> Stored<CodeApp> {
    let confirmed_at: Option<i64> = row.try_get("confirmed_at")?;
    Ok(CodeApp {
        person: PersonId(row.try_get("person_id")?),
        sealed: row.try_get("sealed")?,
        confirmed_at: confirmed_at.map(moment).transpose()?,
        last_step: row.try_get("last_step")?,
    })
}

fn link_row(row: &SqliteRow) -> Stored<Link> {
    let used_at: Option<i64> = row.try_get("used_at")?;
    let made_by: Option<Uuid> = row.try_get("made_by")?;
    Ok(Link {
        id: row.try_get("link_id")?,
        secret: hash(row.try_get("secret")?)?,
        person: PersonId(row.try_get("person_id")?),
        opens: from_json(row.try_get("opens")?)?,
        made_by: made_by.map(PersonId),
        made_at: moment(row.try_get("made_at")?)?,
        ends_at: moment(row.try_get("ends_at")?)?,
        used_at: used_at.map(moment).transpose()?,
    })
}
