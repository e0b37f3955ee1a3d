//! Whose places count on a day: their own, and where a unit has no leader the nearest leader's above it.

use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

use crate::Stored;
use crate::organisation_rows::{Standing, stands as stands_of};
use crate::rows::{MAX_UNIT_DEPTH, Stands};
use crate::words::{from_json, natural};

/// With each place, and alone where there is none, how often it has been changed who stands where, and who is away on the day and
/// has this person as their deputy: all of it seen at the same moment.
const OF_PERSON: &str = "
SELECT standing.changes, standing.away, own.person_id, own.unit_id, own.acts_as, own.leads, own.stands_in_for
FROM (SELECT coalesce((SELECT changes FROM standings WHERE tenant = $1), 0) AS changes,
    ARRAY(SELECT DISTINCT person_id FROM absences WHERE tenant = $1 AND deputy_id = $2
        AND first_day <= $3 AND last_day >= $3 ORDER BY person_id) AS away) AS standing
LEFT JOIN LATERAL (
    SELECT places.place_id, places.person_id, places.unit_id,
        coalesce(places.acts_as, job.acts_as, '[]'::json)::text AS acts_as,
        places.leads OR coalesce(job.leads, false) AS leads, places.stands_in_for
    FROM places
    JOIN people USING (tenant, person_id)
    JOIN units USING (tenant, unit_id)
    LEFT JOIN job_functions AS job
        ON job.tenant = places.tenant AND job.name = coalesce(places.job_function, people.job_function)
    WHERE places.tenant = $1 AND places.person_id = $2
        AND coalesce(places.from_day, $3) <= $3 AND coalesce(places.until_day, $3) >= $3
        AND coalesce(units.from_day, $3) <= $3 AND coalesce(units.until_day, $3) >= $3
) AS own ON true
ORDER BY own.place_id";

const IN_UNIT: &str = "
SELECT places.person_id, places.unit_id, coalesce(places.acts_as, job.acts_as, '[]'::json)::text AS acts_as,
    places.leads OR coalesce(job.leads, false) AS leads, places.stands_in_for
FROM places
JOIN people USING (tenant, person_id)
JOIN units USING (tenant, unit_id)
LEFT JOIN job_functions AS job
    ON job.tenant = places.tenant AND job.name = coalesce(places.job_function, people.job_function)
WHERE places.tenant = $1 AND places.unit_id = $2 AND people.active
    AND coalesce(places.from_day, $3) <= $3 AND coalesce(places.until_day, $3) >= $3
    AND coalesce(units.from_day, $3) <= $3 AND coalesce(units.until_day, $3) >= $3
ORDER BY places.place_id";

/// The units beneath one that have no leader of their own, down to where there is one.
const LED: &str = "
WITH RECURSIVE led (unit_id, depth) AS (
    SELECT $2::uuid, 0::bigint
    UNION
    SELECT units.unit_id, led.depth + 1
    FROM led JOIN units ON units.tenant = $1 AND units.parent_id = led.unit_id
    WHERE led.depth < $4
        AND coalesce(units.from_day, $3) <= $3 AND coalesce(units.until_day, $3) >= $3
        AND NOT EXISTS (
            SELECT 1 FROM places
            JOIN people ON people.tenant = places.tenant AND people.person_id = places.person_id
            LEFT JOIN job_functions AS job
                ON job.tenant = places.tenant AND job.name = coalesce(places.job_function, people.job_function)
            WHERE places.tenant = $1 AND places.unit_id = units.unit_id AND people.active
                AND (places.leads OR job.leads)
                AND coalesce(places.from_day, $3) <= $3 AND coalesce(places.until_day, $3) >= $3
        )
)
SELECT DISTINCT unit_id FROM led WHERE depth > 0 ORDER BY unit_id";

/// Places of a person that count on a day, and how often it had been changed by then who stands where.
async fn of_person(
    connection: &mut PgConnection,
    tenant: TenantId,
    person: PersonId,
    day: NaiveDate,
) -> Stored<(u64, Vec<uuid::Uuid>, Vec<Standing>)> {
    let rows = sqlx::query(OF_PERSON)
        .bind(tenant.0)
        .bind(person.0)
        .bind(day)
        .fetch_all(&mut *connection)
        .await?;
    let changes: Option<i64> = rows.first().map(|row| row.try_get("changes")).transpose()?;
    let away: Option<Vec<uuid::Uuid>> = rows.first().map(|row| row.try_get("away")).transpose()?;
    let mut own = Vec::with_capacity(rows.len());
    for row in &rows {
        if row.try_get::<Option<uuid::Uuid>, _>("person_id")?.is_some() {
            own.push(standing(row)?);
        }
    }
    let mut beneath = Vec::new();
    for place in own.iter().filter(|place| place.leads) {
        let units: Vec<uuid::Uuid> = sqlx::query_scalar(LED)
            .bind(tenant.0)
            .bind(place.unit.0)
            .bind(day)
            .bind(depth())
            .fetch_all(&mut *connection)
            .await?;
        beneath.extend(units.into_iter().map(|unit| Standing {
            unit: UnitId(unit),
            acts_as: place.acts_as.clone(),
            ..*place
        }));
    }
    let places = own.into_iter().chain(beneath).collect();
    Ok((
        natural(changes.unwrap_or_default())?,
        away.unwrap_or_default(),
        places,
    ))
}

/// How a person stands on a day: their own places, and those of whom they stand in for.
pub(super) async fn stands(
    connection: &mut PgConnection,
    tenant: TenantId,
    person: PersonId,
    day: NaiveDate,
) -> Stored<Stands> {
    let (changes, absent, own) = of_person(connection, tenant, person, day).await?;
    let mut away = Vec::with_capacity(absent.len());
    for absent in absent.into_iter().map(PersonId) {
        let (_, _, places) = of_person(connection, tenant, absent, day).await?;
        away.push((absent, places));
    }
    Ok(stands_of(changes, own, away))
}

/// Places in a unit that count on a day.
pub(super) async fn in_unit(
    connection: &mut PgConnection,
    tenant: TenantId,
    unit: UnitId,
    day: NaiveDate,
) -> Stored<Vec<Standing>> {
    let mut found = Vec::new();
    let mut above = Some(unit);
    for step in 0..=MAX_UNIT_DEPTH {
        let Some(at) = above else { break };
        let rows = sqlx::query(IN_UNIT)
            .bind(tenant.0)
            .bind(at.0)
            .bind(day)
            .fetch_all(&mut *connection)
            .await?;
        let mut there: Vec<Standing> = rows.iter().map(standing).collect::<Stored<_>>()?;
        let led = there.iter().any(|place| place.leads);
        if step > 0 {
            there.retain(|place| place.leads);
        }
        found.extend(there.into_iter().map(|place| Standing { unit, ..place }));
        if led {
            break;
        }
        above = above_of(connection, tenant, at, day).await?;
    }
    Ok(found)
}

/// The unit above one that is there on a day; none above one that is not, for that has ended with all its tasks.
async fn above_of(
    connection: &mut PgConnection,
    tenant: TenantId,
    unit: UnitId,
    day: NaiveDate,
) -> Stored<Option<UnitId>> {
    let parent: Option<Option<uuid::Uuid>> = sqlx::query_scalar(
        "SELECT parent_id FROM units WHERE tenant = $1 AND unit_id = $2
             AND coalesce(from_day, $3) <= $3 AND coalesce(until_day, $3) >= $3",
    )
    .bind(tenant.0)
    .bind(unit.0)
    .bind(day)
    .fetch_optional(connection)
    .await?;
    Ok(parent.flatten().map(UnitId))
}

fn depth() -> i64 {
    i64::try_from(MAX_UNIT_DEPTH).unwrap_or(i64::MAX)
}

fn standing(row: &PgRow) -> Stored<Standing> {
    Ok(Standing {
        person: PersonId(row.try_get("person_id")?),
        unit: UnitId(row.try_get("unit_id")?),
        acts_as: from_json(row.try_get("acts_as")?)?,
        leads: row.try_get("leads")?,
        stands_in_for: row
            .try_get::<Option<uuid::Uuid>, _>("stands_in_for")?
            .map(PersonId),
    })
}
