//! Figures over many cases.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId, UnitId};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Row, Sqlite};
use uuid::Uuid;

use super::SqliteStore;
use super::heap::micros;
use crate::rows::{
    FigureCell, FigureCount, FigureEvent, FigureKey, FigureQuery, LiveQuery, LiveSteps, OpenWork, cells,
};
use crate::traits::Stored;
use crate::words::{natural, word};
use crate::{FigureStore, Spread};

/// Parameters: tenant, what is counted, from when, until when, flow, version, unit.
macro_rules! asked {
    () => {
        " FROM figures WHERE tenant = ?1 AND counted = ?2 AND at >= ?3 AND at < ?4
            AND (?5 IS NULL OR flow = ?5) AND (?6 IS NULL OR flow_version = ?6) AND (?7 IS NULL OR unit_id = ?7)"
    };
}

/// The last parameter is whether items and clocks are told apart.
const KEYS: &str = concat!(
    "SELECT flow, CASE WHEN ?8 THEN name ELSE '' END AS named, party, other, unit_id, count(DISTINCT case_id) AS cases",
    asked!(),
    " GROUP BY flow, named, party, other, unit_id"
);

/// As above. A day is 86,400,000,000 microseconds. What was done before its clock begins took no days.
const COUNTS: &str = concat!(
    "SELECT flow, CASE WHEN ?8 THEN name ELSE '' END AS named, party, other, unit_id, in_time,
        max((at - since) / 86400000000, 0) AS days, count(*) AS times",
    asked!(),
    " GROUP BY flow, named, party, other, unit_id, in_time, days"
);

/// The last parameters are the name and how many.
const EVENTS: &str = concat!(
    "SELECT case_id, number",
    asked!(),
    " AND name = ?8 ORDER BY at DESC, case_id DESC, number DESC LIMIT ?9"
);

/// Cases that have changed since they were looked at last. Parameters: tenant, how many, how far back in microseconds.
macro_rules! late {
    () => {
        "SELECT cases.case_id AS case_id, cases.version AS version, cases.changed_at AS changed_at, cases.flow AS flow,
            coalesce(seen.version, 0) AS seen
        FROM cases LEFT JOIN figures_counted AS seen ON seen.tenant = ?1 AND seen.case_id = cases.case_id
        WHERE cases.tenant = ?1 AND cases.erased_at IS NULL AND cases.version > coalesce(seen.version, 0)
            AND cases.changed_at >= coalesce((SELECT max(changed_at) FROM figures_counted WHERE tenant = ?1) - ?3,
                -9223372036854775808)
        ORDER BY cases.changed_at, cases.case_id LIMIT ?2"
    };
}

const LATE: &str = concat!("SELECT EXISTS (", late!(), ")");

/// As above. A contact is counted from the one before it in its case, which is spread out already or together with it.
const SPREAD: &str = concat!(
    "INSERT INTO figures (tenant, counted, at, case_id, number, place, flow, flow_version, name, party, other, unit_id,
        since, in_time)
    SELECT ?1, f.value ->> 0, e.at, e.case_id, e.number, f.key, late.flow, e.figures ->> 'v', f.value ->> 1, f.value ->> 2,
        f.value ->> 3, unhex(f.value ->> 4),
        coalesce(f.value ->> 5, CASE f.value ->> 0 WHEN 'contact' THEN coalesce(
            lag(e.at) OVER (PARTITION BY e.case_id, f.value ->> 0 ORDER BY e.at, e.number, f.key), (
            SELECT max(before.at) FROM figures AS before
            WHERE before.tenant = ?1 AND before.case_id = e.case_id AND before.counted = 'contact')) END),
        f.value ->> 6
    FROM (",
    late!(),
    ") AS late
    CROSS JOIN events AS e ON e.tenant = ?1 AND e.case_id = late.case_id AND e.number > late.seen
        AND e.number <= late.version AND e.figures IS NOT NULL
    CROSS JOIN json_each(e.figures, '$.f') AS f
    WHERE true ON CONFLICT DO NOTHING"
);

/// As above: they are looked at now.
const COUNTED: &str = concat!(
    "INSERT INTO figures_counted (tenant, case_id, version, changed_at)
    SELECT ?1, late.case_id, late.version, late.changed_at FROM (",
    late!(),
    ") AS late WHERE true
    ON CONFLICT (tenant, case_id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at"
);

/// Microseconds in an hour.
const HOUR: i64 = 3_600_000_000;

/// Parameters: tenant, now.
const OPEN: &str = "
SELECT cases.flow AS flow, tasks.party AS party, tasks.unit_id AS unit_id, count(DISTINCT tasks.case_id) AS cases,
    count(*) AS tasks, count(CASE WHEN tasks.due < ?2 THEN 1 END) AS overdue
FROM tasks JOIN cases ON cases.tenant = ?1 AND cases.case_id = tasks.case_id
WHERE tasks.tenant = ?1
GROUP BY cases.flow, tasks.party, tasks.unit_id
ORDER BY cases.flow, tasks.party, tasks.unit_id NULLS FIRST";

/// Open work of live cases. Parameters: tenant, flow, version, now. What stands for a row of a list is one with the others.
macro_rules! live_work {
    () => {
        " FROM cases JOIN tasks ON tasks.tenant = ?1 AND tasks.case_id = cases.case_id
         WHERE cases.tenant = ?1 AND cases.flow = ?2 AND (?3 IS NULL OR cases.flow_version = ?3)
            AND cases.status <> 'closed'"
    };
}

const LIVE_WORK_KEYS: &str = concat!(
    "SELECT substr(tasks.item, 1, instr(tasks.item || '#', '#') - 1) AS named, cases.flow_version AS of_version,
        count(DISTINCT cases.case_id) AS cases",
    live_work!(),
    " GROUP BY named, cases.flow_version"
);

/// A day is 86,400,000,000 microseconds.
const LIVE_WORK_COUNTS: &str = concat!(
    "SELECT substr(tasks.item, 1, instr(tasks.item || '#', '#') - 1) AS named, cases.flow_version AS of_version,
        max((?4 - tasks.opened_at) / 86400000000, 0) AS days, count(*) AS times",
    live_work!(),
    " GROUP BY named, cases.flow_version, days"
);

/// Parameters: tenant, flow, version.
const LIVE_DEVIATIONS: &str = "
SELECT figures.name AS named, cases.flow_version AS of_version, count(DISTINCT cases.case_id) AS cases, count(*) AS times
FROM cases JOIN figures ON figures.tenant = ?1 AND figures.case_id = cases.case_id AND figures.counted = 'deviated'
WHERE cases.tenant = ?1 AND cases.flow = ?2 AND (?3 IS NULL OR cases.flow_version = ?3) AND cases.status <> 'closed'
GROUP BY named, cases.flow_version";

fn bound<'q>(
    statement: &'static str,
    tenant: TenantId,
    query: &FigureQuery,
) -> Stored<Query<'q, Sqlite, SqliteArguments>> {
    Ok(sqlx::query(statement)
        .bind(tenant.0)
        .bind(word(query.counted)?)
        .bind(micros(query.since))
        .bind(micros(query.until))
        .bind(query.flow.clone())
        .bind(query.version)
        .bind(query.unit.map(|unit| unit.0)))
}

#[async_trait]
impl FigureStore for SqliteStore {
    async fn spread_some(&self, tenant: TenantId, which: Spread, limit: u32) -> Stored<u64> {
        let file = self.files.get(tenant).await?;
        let back = which.hours().map(|hours| hours.saturating_mul(HOUR));
        let any: bool = sqlx::query_scalar(LATE)
            .bind(tenant.0)
            .bind(1)
            .bind(back)
            .fetch_one(&mut *file.read().await?)
            .await?;
        if !any {
            return Ok(0);
        }
        let mut writing = file.write_behind().await?;
        let spread = sqlx::query(SPREAD).bind(tenant.0).bind(limit).bind(back);
        spread.execute(writing.connection()?).await?;
        let counted = sqlx::query(COUNTED).bind(tenant.0).bind(limit).bind(back);
        let counted = counted.execute(writing.connection()?).await?.rows_affected();
        writing.commit().await?;
        Ok(counted)
    }

    async fn figures(&self, tenant: TenantId, query: &FigureQuery) -> Stored<Vec<FigureCell>> {
        self.spread_figures(tenant, Spread::Newest).await?;
        let file = self.files.get(tenant).await?;
        let mut reading = file.read().await?;
        let keys = bound(KEYS, tenant, query)?.bind(query.by_name);
        let keys = keys.fetch_all(&mut *reading).await?;
        let counts = bound(COUNTS, tenant, query)?.bind(query.by_name);
        let counts = counts.fetch_all(&mut *reading).await?;
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
        let file = self.files.get(tenant).await?;
        let rows = bound(EVENTS, tenant, query)?
            .bind(name.to_owned())
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let event = |row: &SqliteRow| {
            Ok(FigureEvent {
                case: CaseId(row.try_get("case_id")?),
                number: natural(row.try_get("number")?)?,
            })
        };
        rows.iter().map(event).collect()
    }

    async fn live_steps(&self, tenant: TenantId, query: &LiveQuery) -> Stored<LiveSteps> {
        self.spread_figures(tenant, Spread::Newest).await?;
        let file = self.files.get(tenant).await?;
        let mut reading = file.read().await?;
        let asked = |statement: &'static str| {
            sqlx::query(statement)
                .bind(tenant.0)
                .bind(query.flow.clone())
                .bind(query.version)
        };
        let keys = asked(LIVE_WORK_KEYS).fetch_all(&mut *reading).await?;
        let counts = asked(LIVE_WORK_COUNTS).bind(micros(query.now));
        let counts = counts.fetch_all(&mut *reading).await?;
        let deviated = asked(LIVE_DEVIATIONS).fetch_all(&mut *reading).await?;
        let cases = |row: &SqliteRow| Ok((step(query, row)?, natural(row.try_get("cases")?)?));
        let waited = |row: &SqliteRow| {
            let days: Option<i64> = row.try_get("days")?;
            Ok((step(query, row)?, of_step(days.map(natural).transpose()?, row)?))
        };
        let times = |row: &SqliteRow| Ok((step(query, row)?, of_step(None, row)?));
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
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(OPEN)
            .bind(tenant.0)
            .bind(micros(now))
            .fetch_all(&mut *file.read().await?)
            .await?;
        let open = |row: &SqliteRow| {
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
fn step(query: &LiveQuery, row: &SqliteRow) -> Stored<FigureKey> {
    let version: i64 = row.try_get("of_version")?;
    Ok(FigureKey {
        flow: query.flow.clone(),
        name: row.try_get("named")?,
        party: String::new(),
        other: version.to_string(),
        unit: None,
    })
}

fn of_step(days: Option<u32>, row: &SqliteRow) -> Stored<FigureCount> {
    Ok(FigureCount {
        in_time: None,
        days,
        times: natural(row.try_get("times")?)?,
    })
}

fn key(row: &SqliteRow) -> Stored<FigureKey> {
    Ok(FigureKey {
        flow: row.try_get("flow")?,
        name: row.try_get("named")?,
        party: row.try_get("party")?,
        other: row.try_get("other")?,
        unit: row.try_get::<Option<Uuid>, _>("unit_id")?.map(UnitId),
    })
}

fn count(row: &SqliteRow) -> Stored<FigureCount> {
    let days: Option<i64> = row.try_get("days")?;
    Ok(FigureCount {
        in_time: row.try_get("in_time")?,
        days: days.map(natural).transpose()?,
        times: natural(row.try_get("times")?)?,
    })
}
