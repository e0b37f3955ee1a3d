//! The organisation as a whole, and changes of it.

use async_trait::async_trait;
use samspil_core::id::{PersonId, TenantId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

use super::PostgresStore;
use crate::danish_order::compare;
use crate::organisation_rows::{Lists, source};
use crate::rows::{
    Changed, Days, JobFunction, Kept, OrgPerson, OrgUnit, Organisation, OrganisationChange,
    OrganisationEntry, Place,
};
use crate::traits::{OrganisationStore, Stored};
use crate::words::{column, from_json, from_word, json, natural, word};

/// Names, logins and outside ids of what is about to be changed are given free, so that one may have what another had.
const FREED: [&str; 2] = [
    "UPDATE units SET name = '- ' || unit_id::text, external_id = NULL WHERE tenant = $1 AND unit_id IN
        (SELECT id FROM json_to_recordset($2::json) AS new (id uuid))",
    "UPDATE people SET login = '- ' || person_id::text, external_id = NULL WHERE tenant = $1 AND person_id IN
        (SELECT id FROM json_to_recordset($2::json) AS new (id uuid))",
];

const UNITS: &str = "
INSERT INTO units (tenant, unit_id, name, side, parent_id, kind, cvr, ownership, from_day, until_day, source, external_id)
SELECT $1, id, name, side, parent, kind, cvr, ownership, from_day, until_day, source, external_id
FROM json_to_recordset($2::json) AS new (id uuid, name text, side text, parent uuid, kind text, cvr integer,
    ownership text, from_day date, until_day date, source text, external_id text)
ON CONFLICT (tenant, unit_id) DO UPDATE SET name = excluded.name, side = excluded.side, parent_id = excluded.parent_id,
    kind = excluded.kind, cvr = excluded.cvr, ownership = excluded.ownership, from_day = excluded.from_day,
    until_day = excluded.until_day, source = excluded.source, external_id = excluded.external_id";

const PEOPLE: &str = "
INSERT INTO people (tenant, person_id, login, name, roles, active, job_function, source, external_id)
SELECT $1, id, login, name, roles, active, job_function, source, external_id
FROM json_to_recordset($2::json) AS new (id uuid, login text, name text, roles json, active boolean,
    job_function text, source text, external_id text)
ON CONFLICT (tenant, person_id) DO UPDATE SET login = excluded.login, name = excluded.name, roles = excluded.roles,
    active = excluded.active, job_function = excluded.job_function, source = excluded.source,
    external_id = excluded.external_id";

const SIGNED_OUT: [&str; 2] = [
    "DELETE FROM sessions WHERE tenant = $1 AND person_id IN
        (SELECT id FROM json_to_recordset($2::json) AS new (id uuid, active boolean) WHERE NOT active)",
    "DELETE FROM tokens WHERE tenant = $1 AND person_id IN
        (SELECT id FROM json_to_recordset($2::json) AS new (id uuid, active boolean) WHERE NOT active)",
];

const PLACES: &str = "
INSERT INTO places (tenant, place_id, person_id, unit_id, acts_as, job_function, leads, stands_in_for, from_day,
    until_day, source)
SELECT $1, id, person, unit, CASE json_typeof(acts_as) WHEN 'null' THEN NULL ELSE acts_as END, job_function, leads,
    stands_in_for, from_day, until_day, source
FROM json_to_recordset($2::json) AS new (id uuid, person uuid, unit uuid, acts_as json, job_function text,
    leads boolean, stands_in_for uuid, from_day date, until_day date, source text)
ON CONFLICT (tenant, place_id) DO UPDATE SET person_id = excluded.person_id, unit_id = excluded.unit_id,
    acts_as = excluded.acts_as, job_function = excluded.job_function, leads = excluded.leads,
    stands_in_for = excluded.stands_in_for, from_day = excluded.from_day, until_day = excluded.until_day,
    source = excluded.source";

const FUNCTIONS: &str = "
INSERT INTO job_functions (tenant, name, acts_as, leads)
SELECT $1, name, acts_as, leads
FROM json_to_recordset($2::json) AS new (name text, acts_as json, leads boolean)
ON CONFLICT (tenant, name) DO UPDATE SET acts_as = excluded.acts_as, leads = excluded.leads";

const ALL_PEOPLE: &str = "
SELECT person_id, login, name, roles::text, active, job_function, source, external_id FROM people
WHERE tenant = $1 AND name <> '' AND NOT EXISTS
    (SELECT 1 FROM services WHERE services.tenant = people.tenant AND services.person_id = people.person_id)";

const ALL_PLACES: &str = "
SELECT place_id, person_id, unit_id, acts_as::text, job_function, leads, stands_in_for, from_day, until_day, source
FROM places WHERE tenant = $1 ORDER BY from_day NULLS FIRST, place_id";

async fn version(tenant: TenantId, connection: &mut PgConnection) -> Stored<u64> {
    let latest: Option<i64> =
        sqlx::query_scalar("SELECT max(number) FROM organisation_changes WHERE tenant = $1")
            .bind(tenant.0)
            .fetch_one(connection)
            .await?;
    natural(latest.unwrap_or_default())
}

/// Keeps passwords and who people are at a provider; false where one is another than was seen.
async fn own(tenant: TenantId, changed: &Changed, connection: &mut PgConnection) -> Stored<bool> {
    for password in &changed.passwords {
        let kept = sqlx::query(
            "UPDATE people SET password = $3 WHERE tenant = $1 AND person_id = $2 AND password IS NOT DISTINCT FROM $4",
        )
        .bind(tenant.0)
        .bind(password.person.0)
        .bind(&password.kept)
        .bind(&password.seen)
        .execute(&mut *connection)
        .await?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
    }
    for identity in &changed.identities {
        let kept = sqlx::query(
            "INSERT INTO identities (tenant, issuer, subject, person_id, provider, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, issuer, subject) DO NOTHING",
        )
        .bind(tenant.0)
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .bind(identity.person.0)
        .bind(&identity.provider)
        .bind(identity.seen_at)
        .execute(&mut *connection)
        .await?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

#[async_trait]
impl OrganisationStore for PostgresStore {
    async fn organisation(&self, tenant: TenantId) -> Stored<Organisation> {
        let mut transaction = self.tenants.begin(tenant).await?;
        // The version first: what is read after it may be newer, and then no change that goes by it is kept.
        let version = version(tenant, transaction.connection()).await?;
        let units = sqlx::query(
            "SELECT unit_id, name, side, parent_id, kind, cvr, ownership, from_day, until_day, source, external_id
             FROM units WHERE tenant = $1",
        )
        .bind(tenant.0)
        .fetch_all(transaction.connection())
        .await?;
        let people = sqlx::query(ALL_PEOPLE)
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        let places = sqlx::query(ALL_PLACES)
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        let functions = sqlx::query("SELECT name, acts_as::text, leads FROM job_functions WHERE tenant = $1")
            .bind(tenant.0)
            .fetch_all(transaction.connection())
            .await?;
        let programs: Vec<uuid::Uuid> =
            sqlx::query_scalar("SELECT person_id FROM services WHERE tenant = $1 ORDER BY person_id")
                .bind(tenant.0)
                .fetch_all(transaction.connection())
                .await?;
        transaction.commit().await?;
        let mut organisation = Organisation {
            version,
            units: units.iter().map(unit).collect::<Stored<_>>()?,
            people: people.iter().map(person).collect::<Stored<_>>()?,
            places: places.iter().map(place).collect::<Stored<_>>()?,
            functions: functions.iter().map(function).collect::<Stored<_>>()?,
            programs: programs.into_iter().map(PersonId).collect(),
        };
        organisation
            .units
            .sort_by(|one, other| compare(&one.name, &other.name));
        organisation
            .people
            .sort_by(|one, other| compare(&one.name, &other.name).then_with(|| one.login.cmp(&other.login)));
        organisation
            .functions
            .sort_by(|one, other| compare(&one.name, &other.name));
        Ok(organisation)
    }

    async fn keep_organisation(&self, tenant: TenantId, change: OrganisationChange) -> Stored<Kept> {
        let mut transaction = self.tenants.begin_placing(tenant).await?;
        let number = change.seen.saturating_add(1);
        // Of two who have seen the same version, the key lets one through.
        let first = sqlx::query(
            "INSERT INTO organisation_changes (tenant, number, changed_at, changed_by, way, counts, body)
             SELECT $1, $2, $3, $4, $5, $6::json, $7::json
             WHERE $2 = 1 + (SELECT coalesce(max(number), 0) FROM organisation_changes WHERE tenant = $1)
             ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(column(number)?)
        .bind(change.at)
        .bind(change.by.map(|by| by.0))
        .bind(word(change.way)?)
        .bind(json(&change.changed.counts())?)
        .bind(json(&change.changed)?)
        .execute(transaction.connection())
        .await?;
        if first.rows_affected() == 0 {
            return Ok(Kept::Moved);
        }
        let lists = Lists::of(&change.changed);
        let statements = [
            (FREED[0], &lists.units),
            (UNITS, &lists.units),
            (FREED[1], &lists.people),
            (PEOPLE, &lists.people),
            (SIGNED_OUT[0], &lists.people),
            (SIGNED_OUT[1], &lists.people),
            (PLACES, &lists.places),
            (FUNCTIONS, &lists.functions),
        ];
        for (statement, list) in statements {
            let written = sqlx::query(statement)
                .bind(tenant.0)
                .bind(list)
                .execute(transaction.connection())
                .await;
            match written {
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(Kept::Taken),
                written => written?,
            };
        }
        if !own(tenant, &change.changed, transaction.connection()).await? {
            return Ok(Kept::Moved);
        }
        transaction.commit().await?;
        Ok(Kept::Yes(number))
    }

    async fn organisation_changes(&self, tenant: TenantId, limit: u32) -> Stored<Vec<OrganisationEntry>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, changed_at, changed_by, way, counts::text FROM organisation_changes
             WHERE tenant = $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(entry).collect()
    }
}

fn days(row: &PgRow) -> Stored<Days> {
    Ok(Days {
        from: row.try_get("from_day")?,
        until: row.try_get("until_day")?,
    })
}

fn unit(row: &PgRow) -> Stored<OrgUnit> {
    let parent: Option<uuid::Uuid> = row.try_get("parent_id")?;
    let ownership: Option<&str> = row.try_get("ownership")?;
    let cvr: Option<i32> = row.try_get("cvr")?;
    Ok(OrgUnit {
        id: UnitId(row.try_get("unit_id")?),
        name: row.try_get("name")?,
        side: from_word(row.try_get("side")?)?,
        parent: parent.map(UnitId),
        kind: from_word(row.try_get("kind")?)?,
        cvr: cvr.map(|cvr| natural(cvr.into())).transpose()?,
        ownership: ownership.map(from_word).transpose()?,
        days: days(row)?,
        source: source(row.try_get("source")?, row.try_get("external_id")?),
    })
}

fn person(row: &PgRow) -> Stored<OrgPerson> {
    Ok(OrgPerson {
        id: PersonId(row.try_get("person_id")?),
        login: row.try_get("login")?,
        name: row.try_get("name")?,
        roles: from_json(row.try_get("roles")?)?,
        active: row.try_get("active")?,
        job_function: row.try_get("job_function")?,
        source: source(row.try_get("source")?, row.try_get("external_id")?),
    })
}

fn place(row: &PgRow) -> Stored<Place> {
    let acts_as: Option<&str> = row.try_get("acts_as")?;
    let stands_in_for: Option<uuid::Uuid> = row.try_get("stands_in_for")?;
    Ok(Place {
        id: row.try_get("place_id")?,
        person: PersonId(row.try_get("person_id")?),
        unit: UnitId(row.try_get("unit_id")?),
        acts_as: acts_as.map(from_json).transpose()?,
        job_function: row.try_get("job_function")?,
        leads: row.try_get("leads")?,
        stands_in_for: stands_in_for.map(PersonId),
        days: days(row)?,
        source: row.try_get("source")?,
    })
}

fn function(row: &PgRow) -> Stored<JobFunction> {
    Ok(JobFunction {
        name: row.try_get("name")?,
        acts_as: from_json(row.try_get("acts_as")?)?,
        leads: row.try_get("leads")?,
    })
}

fn entry(row: &PgRow) -> Stored<OrganisationEntry> {
    let by: Option<uuid::Uuid> = row.try_get("changed_by")?;
    Ok(OrganisationEntry {
        number: natural(row.try_get("number")?)?,
        at: row.try_get("changed_at")?,
        by: by.map(PersonId),
        way: from_word(row.try_get("way")?)?,
        counts: from_json(row.try_get("counts")?)?,
    })
}
