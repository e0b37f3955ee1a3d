//! Figures over many cases.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId, UnitId};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{Postgres, Row};
use uuid::Uuid;

use super::PostgresStore;
use super::tenant_tx::TenantTx;
use crate::rows::{
    FigureCell, FigureCount, FigureEvent, FigureKey, FigureQuery, LiveQuery, LiveSteps, OpenWork, cells,
};
use crate::traits::Stored;
use crate::words::{natural, word};
use crate::{FigureStore, Spread};

/// Parameters: tenant, what is counted, from when, until when, flow, version, unit.
macro_rules! asked {
    () => {
        " FROM figures WHERE tenant = $1 AND counted = $2 AND at >= $3 AND at < $4
            AND ($5::text IS NULL OR flow = $5) AND ($6::bigint IS NULL OR flow_version = $6)
            AND ($7::uuid IS NULL OR unit_id = $7)"
    };
}

/// The last parameter is whether items and clocks are told apart.
const KEYS: &str = concat!(
    "SELECT flow, CASE WHEN $8::boolean THEN name ELSE '' END AS named, party, other, unit_id, count(DISTINCT case_id) AS cases",
    asked!(),
    " GROUP BY flow, named, party, other, unit_id"
);

/// As above. A day is 86,400 seconds. What was done before its clock begins took no days.
const COUNTS: &str = concat!(
    "SELECT flow, CASE WHEN $8::boolean THEN name ELSE '' END AS named, party, other, unit_id, in_time,
        CASE WHEN since > at THEN 0 ELSE floor(extract(epoch FROM at - since) / 86400)::bigint END AS days,
        count(*) AS times",
    asked!(),
    " GROUP BY flow, named, party, other, unit_id, in_time, days"
);

/// The last parameters are the name and how many.
const EVENTS: &str = concat!(
    "SELECT case_id, number",
    asked!(),
    " AND name = $8 ORDER BY at DESC, case_id DESC, number DESC LIMIT $9"
);

/// Parameters: tenant, how many, how many hours back. A contact is counted from the one before it in its case, which is
/// spread out already or together with it. Who comes second finds the cases looked at.
const SPREAD: &str = "
WITH late AS (
    SELECT cases.case_id, cases.version, cases.changed_at, cases.flow, coalesce(seen.version, 0) AS seen
    FROM cases LEFT JOIN figures_counted AS seen ON seen.tenant = $1 AND seen.case_id = cases.case_id
    WHERE cases.tenant = $1 AND cases.erased_at IS NULL AND cases.version > coalesce(seen.version, 0)
        AND cases.changed_at >= coalesce((SELECT max(changed_at) FROM figures_counted WHERE tenant = $1)
            - $3::bigint * interval '1 hour', '-infinity')
    ORDER BY cases.changed_at, cases.case_id LIMIT $2
), counted AS (
    INSERT INTO figures_counted (tenant, case_id, version, changed_at)
    SELECT $1, case_id, version, changed_at FROM late
    ON CONFLICT (tenant, case_id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at
        WHERE figures_counted.version < excluded.version
    RETURNING case_id
), spread AS (
    INSERT INTO figures (tenant, counted, at, case_id, number, place, flow, flow_version, name, party, other, unit_id,
        since, in_time)
    SELECT $1, f.value ->> 0, e.at, e.case_id, e.number, f.place - 1, late.flow, (e.figures::json ->> 'v')::bigint,
        f.value ->> 1, f.value ->> 2, f.value ->> 3, (f.value ->> 4)::uuid,
        coalesce('epoch'::timestamptz + (f.value ->> 5)::bigint * interval '1 microsecond',
            CASE f.value ->> 0 WHEN 'contact' THEN coalesce(
                lag(e.at) OVER (PARTITION BY e.case_id, f.value ->> 0 ORDER BY e.at, e.number, f.place), (
                SELECT max(before.at) FROM figures AS before
                WHERE before.tenant = $1 AND before.case_id = e.case_id AND before.counted = 'contact'))
            END), (f.value ->> 6)::boolean
    FROM counted JOIN late ON late.case_id = counted.case_id
    JOIN events AS e ON e.tenant = $1 AND e.case_id = late.case_id AND e.number > late.seen AND e.number <= late.version
        AND e.figures IS NOT NULL
    CROSS JOIN json_array_elements(e.figures::json -> 'f') WITH ORDINALITY AS f (value, place)
    ON CONFLICT DO NOTHING
)
SELECT count(*) FROM counted";

/// Parameters: tenant, now.
const OPEN: &str = "
SELECT cases.flow AS flow, tasks.party AS party, tasks.unit_id AS unit_id, count(DISTINCT tasks.case_id) AS cases,
    count(*) AS tasks, count(CASE WHEN tasks.due < $2 THEN 1 END) AS overdue
FROM tasks JOIN cases ON cases.tenant = $1 AND cases.case_id = tasks.case_id
WHERE tasks.tenant = $1
GROUP BY cases.flow, tasks.party, tasks.unit_id
ORDER BY cases.flow, tasks.party, tasks.unit_id NULLS FIRST";

/// Open work of live cases. Parameters: tenant, flow, version, now. What stands for a row of a list is one with the others.
macro_rules! live_work {
    () => {
        " FROM cases JOIN tasks ON tasks.tenant = $1 AND tasks.case_id = cases.case_id
         WHERE cases.tenant = $1 AND cases.flow = $2 AND ($3::bigint IS NULL OR cases.flow_version = $3)
            AND cases.status <> 'closed'"
    };
}

const LIVE_WORK_KEYS: &str = concat!(
    "SELECT split_part(tasks.item, '#', 1) AS named, cases.flow_version AS of_version,
        count(DISTINCT cases.case_id) AS cases",
    live_work!(),
    " GROUP BY named, cases.flow_version"
);

/// A day is 86,400 seconds.
const LIVE_WORK_COUNTS: &str = concat!(
    "SELECT split_part(tasks.item, '#', 1) AS named, cases.flow_version AS of_version,
        greatest(floor(extract(epoch FROM $4 - tasks.opened_at) / 86400), 0)::bigint AS days, count(*) AS times",
    live_work!(),
    " GROUP BY named, cases.flow_version, days"
);

/// Parameters: tenant, flow, version.
const LIVE_DEVIATIONS: &str = "
SELECT figures.name AS named, cases.flow_version AS of_version, count(DISTINCT cases.case_id) AS cases, count(*) AS times
FROM cases JOIN figures ON figures.tenant = $1 AND figures.case_id = cases.case_id AND figures.counted = 'deviated'
WHERE cases.tenant = $1 AND cases.flow = $2 AND ($3::bigint IS NULL OR cases.flow_version = $3) AND cases.status <> 'closed'
GROUP BY named, cases.flow_version";

/// The first number of the locks that whoever spreads out or discards takes; the second is the tenant.
const FIGURE_LOCKS: i32 = 34;

/// Alone until the transaction ends: what a case that is being discarded gave is not spread out beside it, where neither would
/// see the other's rows.
pub(super) async fn alone(transaction: &mut TenantTx, tenant: TenantId) -> Stored<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1, $2)")
        .bind(FIGURE_LOCKS)
        .bind(tenant.0)
        .execute(transaction.connection())
        .await?;
    Ok(())
}

fn bound<'q>(
    statement: &'static str,
    tenant: TenantId,
    query: &FigureQuery,
) -> Stored<Query<'q, Postgres, PgArguments>> {
    Ok(sqlx::query(statement)
        .bind(tenant.0)
        .bind(word(query.counted)?)
        .bind(query.since)
        .bind(query.until)
        .bind(query.flow.clone())
        .bind(query.version.map(i64::from))
        .bind(query.unit.map(|unit| unit.0)))
}

#[async_trait]
impl FigureStore for PostgresStore {
    async fn spread_some(&self, tenant: TenantId, which: Spread, limit: u32) -> Stored<u64> {
        let mut transaction = self.tenants.begin(tenant).await?;
        alone(&mut transaction, tenant).await?;
        let spread = sqlx::query_scalar(SPREAD).bind(tenant.0).bind(i64::from(limit));
        let spread = spread.bind(which.hours());
        let cases: i64 = spread.fetch_one(transaction.connection()).await?;
        transaction.commit().await?;
        natural(cases)
    }

    async fn figures(&self, tenant: TenantId, query: &FigureQuery) -> Stored<Vec<FigureCell>> {
        self.spread_figures(tenant, Spread::Newest).await?;
        let mut transaction = self.tenants.begin(tenant).await?;
        let keys = bound(KEYS, tenant, query)?.bind(query.by_name);
        let keys = keys.fetch_all(transaction.connection()).await?;
        let counts = bound(COUNTS, tenant, query)?.bind(query.by_name);
        let counts = counts.fetch_all(transaction.connection()).await?;
        transaction.commit().await?;
        let keys = keys
            .iter()
            .map(|row| Ok((key(row)?, natural(row.try_get("cases")?)?)));
        let counts = counts.iter().map(|row| Ok((key(row)?, count(row)?)));
        Ok(cells(
            keys.collect::<Stored<_>>()?,
            counts.collect::<Stored<_>>()?,
        ))
    }

    async fn figure_events(
        &self,
        tenant: TenantId,
        query: &FigureQuery,
        name: &str,
        limit: u32,
    ) -> Stored<Vec<FigureEvent>> {
        self.spread_figures(tenant, Spread::Newest).await?;
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = bound(EVENTS, tenant, query)?
            .bind(name.to_owned())
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let event = |row: &PgRow| {
            Ok(FigureEvent {
                case: CaseId(row.try_get("case_id")?),
                number: natural(row.try_get("number")?)?,
            })
        };
        rows.iter().map(event).collect()
    }

    async fn live_steps(&self, tenant: TenantId, query: &LiveQuery) -> Stored<LiveSteps> {
        self.spread_figures(tenant, Spread::Newest).await?;
        let mut reading = self.tenants.begin(tenant).await?;
        let asked = |statement: &'static str| {
            sqlx::query(statement)
                .bind(tenant.0)
                .bind(query.flow.clone())
                .bind(query.version.map(i64::from))
        };
        let keys = asked(LIVE_WORK_KEYS).fetch_all(reading.connection()).await?;
        let counts = asked(LIVE_WORK_COUNTS).bind(query.now);
        let counts = counts.fetch_all(reading.connection()).await?;
        let deviated = asked(LIVE_DEVIATIONS).fetch_all(reading.connection()).await?;
        reading.commit().await?;
        let cases = |row: &PgRow| Ok((step(query, row)?, natural(row.try_get("cases")?)?));
        let waited = |row: &PgRow| {
            let days: Option<i64> = row.try_get("days")?;
            Ok((step(query, row)?, of_step(days.map(natural).transpose()?, row)?))
        };
        let times = |row: &PgRow| Ok((step(query, row)?, of_step(None, row)?));
        Ok(LiveSteps {
            waiting: cells(
                keys.iter().map(cases).collect::<Stored<_>>()?,
                counts.iter().map(waited).collect::<Stored<_>>()?,
            ),
            deviated: cells(
                deviated.iter().map(cases).collect::<Stored<_>>()?,
                deviated.iter().map(times).collect::<Stored<_>>()?,
            ),
        })
    }

    async fn open_work(&self, tenant: TenantId, now: DateTime<Utc>) -> Stored<Vec<OpenWork>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(OPEN)
            .bind(tenant.0)
            .bind(now)
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let open = |row: &PgRow| {
            Ok(OpenWork {
                flow: row.try_get("flow")?,
                party: row.try_get("party")?,
                unit: row.try_get::<Option<Uuid>, _>("unit_id")?.map(UnitId),
                cases: natural(row.try_get("cases")?)?,
                tasks: natural(row.try_get("tasks")?)?,
                overdue: natural(row.try_get("overdue")?)?,
            })
        };
        rows.iter().map(open).collect()
    }
}

/// A step of a flow by one of its versions, where nothing else is told apart.
fn step(query: &LiveQuery, row: &PgRow) -> Stored<FigureKey> {
    let version: i64 = row.try_get("of_version")?;
    Ok(FigureKey {
        flow: query.flow.clone(),
        name: row.try_get("named")?,
        party: String::new(),
        other: version.to_string(),
        unit: None,
    })
}

fn of_step(days: Option<u32>, row: &PgRow) -> Stored<FigureCount> {
    Ok(FigureCount {
        in_time: None,
        days,
        times: natural(row.try_get("times")?)?,
    })
}

fn key(row: &PgRow) -> Stored<FigureKey> {
    Ok(FigureKey {
        flow: row.try_get("flow")?,
        name: row.try_get("named")?,
        party: row.try_get("party")?,
        other: row.try_get("other")?,
        unit: row.try_get::<Option<Uuid>, _>("unit_id")?.map(UnitId),
    })
}

fn count(row: &PgRow) -> Stored<FigureCount> {
    let days: Option<i64> = row.try_get("days")?;
    Ok(FigureCount {
        in_time: row.try_get("in_time")?,
        days: days.map(natural).transpose()?,
        times: natural(row.try_get("times")?)?,
    })
}
