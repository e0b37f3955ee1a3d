//! The municipality's calendar: which days are closed, when the offices are open, when letters are received.

use axum::Json as Body;
use axum::extract::State;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use samspil_core::calendar::{CalendarError, CalendarRules, DaySet, holiday};
use samspil_core::id::{CaseId, ClockId, FlowId, TenantId, UnitId};
use samspil_core::text::{Message, Text};
use samspil_runtime::{CalendarRefused, CalendarSet, Moved};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::Query;
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem, Reason};

/// The years that are told of: those that cases are counted in.
const YEARS: std::ops::RangeInclusive<i32> = 2_000..=2_100;

/// A calendar and how it came about.
#[derive(Serialize, ToSchema)]
pub(super) struct CalendarShown {
    /// Its number; 0 where nobody has laid one down.
    version: u32,
    /// What it says.
    #[schema(schema_with = schema::object)]
    rules: CalendarRules,
    /// When it was laid down.
    set_at: Option<DateTime<Utc>>,
    /// By whom.
    set_by: Option<String>,
    /// Why.
    why: Option<String>,
    /// When every open case had been counted by it.
    counted_at: Option<DateTime<Utc>>,
}

impl From<CalendarSet> for CalendarShown {
    fn from(calendar: CalendarSet) -> Self {
        let (set_at, set_by, why) = match calendar.set {
            Some((at, by, why)) => (Some(at), Some(by), Some(why)),
            None => (None, None, None),
        };
        Self {
            version: calendar.version,
            rules: calendar.rules,
            set_at,
            set_by,
            why,
            counted_at: calendar.counted_at,
        }
    }
}

/// A calendar as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarToBe {
    /// What it says.
    #[schema(schema_with = schema::object)]
    rules: CalendarRules,
    /// The number of the latest that you have seen.
    seen: u32,
    /// Why, in a line.
    why: String,
}

/// Rules to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarToTry {
    /// What it says.
    #[schema(schema_with = schema::object)]
    rules: CalendarRules,
}

/// A deadline that moves.
#[derive(Serialize, ToSchema)]
pub(super) struct MovedShown {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// Its flow.
    #[schema(value_type = String)]
    flow: FlowId,
    /// The clock.
    #[schema(value_type = String)]
    clock: ClockId,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// When it was due.
    from: DateTime<Utc>,
    /// When it is due by the calendar.
    to: DateTime<Utc>,
    /// It is overdue at once.
    overdue: bool,
    /// No deadline is meant, but the next time of what comes back.
    next: bool,
}

impl From<Moved> for MovedShown {
    fn from(moved: Moved) -> Self {
        Self {
            case: moved.case,
            flow: moved.flow,
            clock: moved.clock,
            title: moved.clock_title,
            from: moved.from,
            to: moved.to,
            overdue: moved.overdue,
            next: moved.next,
        }
    }
}

/// What came of laying a calendar down.
#[derive(Serialize, ToSchema)]
pub(super) struct LaidDown {
    /// Its number.
    version: u32,
    /// Every open case has been counted by it; otherwise that goes on.
    counted: bool,
    /// The deadlines that moved, and the next times of what comes back.
    moved: Vec<MovedShown>,
}

fn shown(moves: Vec<Moved>) -> Vec<MovedShown> {
    moves.into_iter().map(MovedShown::from).collect()
}

/// The calendar that cases are counted by.
#[utoipa::path(get, path = "/calendar", tag = "calendar", responses((status = 200, body = CalendarShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<CalendarShown>, Problem> {
    let all = app.engine.calendars(signed.tenant).await?;
    let newest = all.into_iter().next();
    let newest = newest.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Body(newest.into()))
}

/// Which closed days.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WantedDays {
    /// The year: 2000 to 2100.
    year: i32,
    /// A unit, for its own days beside those of the municipality.
    unit: Option<Uuid>,
}

/// A day that is closed and has a name.
#[derive(Serialize, ToSchema)]
pub(super) struct ClosedShown {
    /// The day.
    day: NaiveDate,
    /// What people call it.
    #[schema(value_type = Words)]
    name: Text,
    /// It is a statutory holiday, and no municipality can open on it.
    statutory: bool,
}

/// The closed days of a year that have a name, statutory holidays by the law of their time.
#[utoipa::path(
    get, path = "/calendar/days", tag = "calendar", params(WantedDays),
    responses((status = 200, body = Vec<ClosedShown>)),
)]
pub(super) async fn days(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<WantedDays>,
) -> Result<Body<Vec<ClosedShown>>, Problem> {
    let calendar = app.engine.calendar(signed.tenant).await?;
    let calendar = match wanted.unit {
        Some(unit) => calendar.of_unit(UnitId(unit)).clone(),
        None => calendar,
    };
    let first = YEARS
        .contains(&wanted.year)
        .then(|| NaiveDate::from_ymd_opt(wanted.year, 1, 1));
    let first = first.flatten().ok_or_else(|| {
        Problem::new(Kind::UNFIT)
            .code("year")
            .detail(Message::new("problem-calendar-year"))
    })?;
    let days = first.iter_days().take_while(|day| day.year() == wanted.year);
    let shown = |day: NaiveDate| {
        Some(ClosedShown {
            day,
            name: calendar.closed(day, DaySet::Unit)?,
            statutory: holiday(day).is_some(),
        })
    };
    Ok(Body(days.filter_map(shown).collect()))
}

/// The calendars that have been laid down, newest first: 100 at most.
#[utoipa::path(
    get, path = "/calendar/versions", tag = "calendar",
    responses((status = 200, body = Vec<CalendarShown>)),
)]
pub(super) async fn versions(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<CalendarShown>>, Problem> {
    let all = app.engine.calendars(signed.tenant).await?;
    Ok(Body(all.into_iter().map(CalendarShown::from).collect()))
}

/// Lays a calendar down. Open cases are counted anew by it: what lies ahead moves, what is past stays. Sent again, it is
/// done once.
#[utoipa::path(
    put, path = "/calendar", tag = "calendar", request_body = CalendarToBe,
    responses((status = 200, body = LaidDown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Json(to_be): Json<CalendarToBe>,
) -> Result<Body<LaidDown>, Problem> {
    let tenant = signed.tenant;
    let CalendarToBe { rules, seen, why } = to_be;
    let set = app.engine.set_calendar(tenant, rules, seen, &signed.name, &why);
    let version = set.await.map_err(refused)?;
    tracing::info!(%tenant, by = %signed.person, version, "a calendar was laid down");
    let (counted, moves) = counted_anew(&app, tenant).await;
    Ok(Body(LaidDown {
        version,
        counted,
        moved: shown(moves),
    }))
}

/// Counts open cases anew: whether all were, and what moved. What is left is counted in the background.
pub(super) async fn counted_anew(app: &App, tenant: TenantId) -> (bool, Vec<Moved>) {
    match app.engine.recount(tenant).await {
        Ok(moves) => (true, moves),
        Err(failure) => {
            tracing::warn!(%tenant, %failure, "cases are counted anew later");
            (false, Vec::new())
        }
    }
}

/// Which deadlines of open cases a calendar would move. Nothing is kept.
#[utoipa::path(
    post, path = "/calendar/preview", tag = "calendar", request_body = CalendarToTry,
    responses((status = 200, body = Vec<MovedShown>)),
)]
pub(super) async fn preview(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Json(to_try): Json<CalendarToTry>,
) -> Result<Body<Vec<MovedShown>>, Problem> {
    let moves = app.engine.preview_calendar(signed.tenant, to_try.rules).await;
    Ok(Body(shown(moves.map_err(refused)?)))
}

fn refused(refused: CalendarRefused) -> Problem {
    match refused {
        CalendarRefused::Faults(faults) => {
            let reason = |fault: CalendarError| Reason {
                code: "calendar".to_owned(),
                message: Some(fault.message),
                lifted_by: None,
                pointer: Some(format!("/rules{}", fault.pointer)),
            };
            let faults = faults.into_iter().map(reason).collect();
            Problem::faults("calendar", Message::new("problem-calendar"), faults)
        }
        CalendarRefused::Reason => Problem::new(Kind::UNFIT)
            .code("why")
            .detail(Message::new("problem-calendar-why"))
            .pointer("/why".to_owned()),
        CalendarRefused::Changed(version) => Problem::new(Kind::CONFLICT)
            .code("calendar_changed")
            .detail(Message::new("problem-calendar-changed").with("version", version))
            .pointer("/seen".to_owned()),
        CalendarRefused::Failure(failure) => failure.into(),
    }
}
