//! How people are told, who stands in for whom, and calendars' addresses.

use async_trait::async_trait;
use chrono::NaiveDate;
use samspil_core::id::{AbsenceId, PersonId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::PostgresStore;
use crate::rows::{Absence, Feed, Hash, Reach};
use crate::traits::{ReachStore, Stored};
use crate::words::{from_minutes, from_word, hash, minutes, word};

const PUT: &str = "
INSERT INTO reach (tenant, person_id, address, language, reminders, lateness, for_unit, meetings, digest_at,
    quiet_from, quiet_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (tenant, person_id) DO UPDATE SET address = excluded.address, language = excluded.language,
    reminders = excluded.reminders, lateness = excluded.lateness, for_unit = excluded.for_unit,
    meetings = excluded.meetings, digest_at = excluded.digest_at, quiet_from = excluded.quiet_from,
    quiet_until = excluded.quiet_until";

const REACH: &str = "
SELECT person_id, address, language, reminders, lateness, for_unit, meetings, digest_at, quiet_from, quiet_until
FROM reach JOIN people USING (tenant, person_id)
WHERE tenant = $1 AND person_id = ANY ($2) AND active
ORDER BY person_id";

const ABSENT: &str = "
SELECT absence_id, absences.person_id, deputy_id, first_day, last_day
FROM absences JOIN people ON people.tenant = absences.tenant AND people.person_id = deputy_id
WHERE absences.tenant = $1 AND absences.person_id = ANY ($2)
    AND first_day <= $3 AND last_day >= $3 AND active
ORDER BY absences.person_id, absence_id";

#[async_trait]
impl ReachStore for PostgresStore {
    async fn put_reach(&self, tenant: TenantId, reach: Reach) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(PUT)
            .bind(tenant.0)
            .bind(reach.person.0)
            .bind(reach.address)
            .bind(word(reach.language)?)
            .bind(word(reach.reminders)?)
            .bind(word(reach.lateness)?)
            .bind(word(reach.for_unit)?)
            .bind(word(reach.meetings)?)
            .bind(minutes(reach.digest_at))
            .bind(reach.quiet.map(|(from, _)| minutes(from)))
            .bind(reach.quiet.map(|(_, until)| minutes(until)))
            .execute(transaction.connection())
            .await?;
        transaction.commit().await
    }

    async fn reach(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Reach>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(REACH)
            .bind(tenant.0)
            .bind(people.iter().map(|person| person.0).collect::<Vec<_>>())
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(reach).collect()
    }

    async fn put_absence(&self, tenant: TenantId, absence: Absence) -> Stored<()> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        sqlx::query(
            "INSERT INTO absences (tenant, absence_id, person_id, deputy_id, first_day, last_day)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, absence_id) DO NOTHING",
        )
        .bind(tenant.0)
        .bind(absence.id.0)
        .bind(absence.person.0)
        .bind(absence.deputy.0)
        .bind(absence.first_day)
        .bind(absence.last_day)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn end_absence(&self, tenant: TenantId, person: PersonId, absence: AbsenceId) -> Stored<bool> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        let gone =
            sqlx::query("DELETE FROM absences WHERE tenant = $1 AND person_id = $2 AND absence_id = $3")
                .bind(tenant.0)
                .bind(person.0)
                .bind(absence.0)
                .execute(transaction.connection())
                .await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn absences(&self, tenant: TenantId, person: PersonId, since: NaiveDate) -> Stored<Vec<Absence>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT absence_id, person_id, deputy_id, first_day, last_day FROM absences
             WHERE tenant = $1 AND person_id = $2 AND last_day >= $3 ORDER BY first_day, absence_id",
        )
        .bind(tenant.0)
        .bind(person.0)
        .bind(since)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(absence).collect()
    }

    async fn absent(&self, tenant: TenantId, people: &[PersonId], day: NaiveDate) -> Stored<Vec<Absence>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(ABSENT)
            .bind(tenant.0)
            .bind(people.iter().map(|person| person.0).collect::<Vec<_>>())
            .bind(day)
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(absence).collect()
    }

    async fn put_feed(&self, tenant: TenantId, feed: Feed) -> Stored<()> {
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO feeds (tenant, person_id, secret, made_at, login) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant, person_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at,
                login = excluded.login",
        )
        .bind(tenant.0)
        .bind(feed.person.0)
        .bind(feed.secret.as_slice())
        .bind(feed.made_at)
        .bind(feed.login)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    async fn feed(&self, tenant: TenantId, secret: Hash) -> Stored<Option<Feed>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, secret, made_at, login FROM feeds WHERE tenant = $1 AND secret = $2",
        )
        .bind(tenant.0)
        .bind(secret.as_slice())
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(feed).transpose()
    }

    async fn feed_of(&self, tenant: TenantId, person: PersonId) -> Stored<Option<Feed>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT person_id, secret, made_at, login FROM feeds WHERE tenant = $1 AND person_id = $2",
        )
        .bind(tenant.0)
        .bind(person.0)
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.as_ref().map(feed).transpose()
    }

    async fn end_feed(&self, tenant: TenantId, person: PersonId) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let gone = sqlx::query("DELETE FROM feeds WHERE tenant = $1 AND person_id = $2")
            .bind(tenant.0)
            .bind(person.0)
            .execute(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

fn reach(row: &PgRow) -> Stored<Reach> {
    let quiet: (Option<i32>, Option<i32>) = (row.try_get("quiet_from")?, row.try_get("quiet_until")?);
    Ok(Reach {
        person: PersonId(row.try_get("person_id")?),
        address: row.try_get("address")?,
        language: from_word(row.try_get("language")?)?,
        reminders: from_word(row.try_get("reminders")?)?,
        lateness: from_word(row.try_get("lateness")?)?,
        for_unit: from_word(row.try_get("for_unit")?)?,
        meetings: from_word(row.try_get("meetings")?)?,
        digest_at: from_minutes(row.try_get("digest_at")?)?,
        quiet: match quiet {
            (Some(from), Some(until)) => Some((from_minutes(from)?, from_minutes(until)?)),
            _ => None,
        },
    })
}

fn absence(row: &PgRow) -> Stored<Absence> {
    Ok(Absence {
        id: AbsenceId(row.try_get("absence_id")?),
        person: PersonId(row.try_get("person_id")?),
        deputy: PersonId(row.try_get("deputy_id")?),
        first_day: row.try_get("first_day")?,
        last_day: row.try_get("last_day")?,
    })
}

fn feed(row: &PgRow) -> Stored<Feed> {
    Ok(Feed {
        person: PersonId(row.try_get("person_id")?),
        secret: hash(row.try_get("secret")?)?,
        made_at: row.try_get("made_at")?,
        login: row.try_get("login")?,
    })
}
