//! Figures over many cases, for process owners: none of few cases, and nobody's name.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::UnitId;
use samspil_runtime::{FigureTable, Figures, MIN_CASES};
use serde::Serialize;
use utoipa::ToSchema;

use super::query::Query;
use crate::app::App;
use crate::identity::Signed;
use crate::management::{Titles, Wanted, file as as_file};
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// Figures of a period.
#[derive(Serialize, ToSchema)]
pub(super) struct ManagementShown {
    /// The year or the quarter.
    period: String,
    /// Its first moment.
    since: DateTime<Utc>,
    /// The first moment after it.
    until: DateTime<Utc>,
    /// When the figures were read.
    at: DateTime<Utc>,
    /// The fewest cases that a row is shown of.
    least_cases: u64,
    /// Days that `other` waited for `party`, by flow.
    waits: RowsShown,
    /// Deadlines kept and missed, by flow, clock and unit.
    deadlines: RowsShown,
    /// Deviations, by flow, step and how: `other` is skipped, redone, `out_of_turn` or added.
    deviations: RowsShown,
    /// Days between contacts across authority and provider, by flow.
    contacts: RowsShown,
    /// Tasks done, and how many before they were due, by flow, party and unit.
    tasks: RowsShown,
    /// What is open now.
    load: LoadShown,
}

/// Rows of figures.
#[derive(Serialize, ToSchema)]
struct RowsShown {
    /// The rows.
    rows: Vec<RowShown>,
    /// How many rows are left out because they come from few cases.
    hidden: u64,
}

/// Figures of one row.
#[derive(Serialize, ToSchema)]
struct RowShown {
    /// The flow.
    flow: String,
    /// The item or the clock, where they are told apart.
    name: Option<String>,
    /// Whose doing it was, where parties are told apart.
    party: Option<String>,
    /// The party that waited, or how people deviated.
    other: Option<String>,
    /// The unit, where units are told apart and there is one.
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// How often.
    times: u64,
    /// How often in time.
    in_time: u64,
    /// How often late.
    late: u64,
    /// Half of them took at most so many whole days.
    median_days: Option<u32>,
    /// Nine of ten took at most so many whole days.
    ninety_days: Option<u32>,
    /// A part of it comes from few cases and is left out.
    in_part: bool,
}

/// What is open now.
#[derive(Serialize, ToSchema)]
struct LoadShown {
    /// By flow, party and unit.
    rows: Vec<OpenShown>,
    /// How many rows are left out because they come from few cases.
    hidden: u64,
}

/// What a party of a unit has to do.
#[derive(Serialize, ToSchema)]
struct OpenShown {
    /// The flow.
    flow: String,
    /// The party.
    party: String,
    /// The unit.
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// How many tasks are open.
    tasks: u64,
    /// How many of them are overdue.
    overdue: u64,
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl From<&Figures> for RowShown {
    fn from(row: &Figures) -> Self {
        Self {
            flow: row.key.flow.clone(),
            name: some(&row.key.name),
            party: some(&row.key.party),
            other: some(&row.key.other),
            unit: row.key.unit,
            times: row.times,
            in_time: row.in_time,
            late: row.late,
            median_days: row.days.median(),
            ninety_days: row.days.percentile(90),
            in_part: row.in_part,
        }
    }
}

impl From<FigureTable> for RowsShown {
    fn from(table: FigureTable) -> Self {
        Self {
            rows: table.rows.iter().map(RowShown::from).collect(),
            hidden: table.hidden,
        }
    }
}

/// Figures of a year or a quarter: who waits on whom, deadlines, deviations, contacts, tasks and what is open now.
#[utoipa::path(
    get, path = "/management", tag = "management", params(Wanted), responses((status = 200, body = ManagementShown)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Json<ManagementShown>, Problem> {
    let ask = wanted.ask(app.engine.clock().now())?;
    let found = app.engine.management(signed.tenant, &ask).await?;
    let (since, until) = ask.period.bounds();
    let open = found.load.rows.into_iter().map(|row| OpenShown {
        flow: row.flow,
        party: row.party,
        unit: row.unit,
        tasks: row.tasks,
        overdue: row.overdue,
    });
    Ok(Json(ManagementShown {
        period: ask.period.to_string(),
        since,
        until,
        at: found.at,
        least_cases: MIN_CASES,
        waits: found.waits.into(),
        deadlines: found.deadlines.into(),
        deviations: found.deviations.into(),
        contacts: found.contacts.into(),
        tasks: found.tasks.into(),
        load: LoadShown {
            rows: open.collect(),
            hidden: found.load.hidden,
        },
    }))
}

/// The same as a file for spreadsheets.
#[utoipa::path(
    get, path = "/management.csv", tag = "management", params(Wanted),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let ask = wanted.ask(app.engine.clock().now())?;
    let found = app.engine.management(signed.tenant, &ask).await?;
    let titles = Titles::of(&app, signed.tenant, &found).await?;
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"management.csv\""),
    ];
    Ok((about, as_file::file(&ask, &found, &titles, language)).into_response())
}
