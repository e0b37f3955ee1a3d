//! The access log, for administrators: entries name a case by its id alone, for whoever keeps the log reads no cases.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{AccessRules, LookedAt, MIN_KEEP_DAYS, Object, Purpose, ROWS_A_DAY, ROWS_A_DAY_BOUNDS};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;
use utoipa::ToSchema;

use super::query::Query;
use super::schema;
use crate::access::csv::{PARTS_WAITING, TakenOut};
use crate::access::{Wanted, in_stead_of, purpose, units, way, word};
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json as Body;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::server::streamed::streamed;

/// A page of the access log, newest first. That you searched it is an entry, too.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessPage {
    /// The entries.
    rows: Vec<AccessShown>,
    /// The number before which the next page begins, where there is one.
    next: Option<u64>,
}

/// One entry.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessShown {
    /// Its number, from 1 with no gaps.
    number: u64,
    /// When.
    at: DateTime<Utc>,
    /// Who: `person`, `outside` (a system, or whoever runs the program) or `engine`.
    #[schema(schema_with = schema::accessor)]
    who: &'static str,
    /// The person, where it was one.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// As which parties of the case.
    #[serde(rename = "as")]
    parties: Vec<String>,
    /// The units by which they were, as they were called then.
    units: Vec<String>,
    /// In whose stead they were; in a list everybody in whose stead they acted that day.
    #[schema(value_type = Vec<uuid::Uuid>)]
    in_stead_of: Vec<PersonId>,
    /// What was done.
    #[schema(schema_with = schema::access_action)]
    action: &'static str,
    /// What was looked at.
    object: String,
    /// By what was searched.
    criterion: BTreeMap<String, String>,
    /// How many rows were given.
    found: Option<usize>,
    /// The case.
    #[schema(value_type = Option<uuid::Uuid>)]
    case: Option<CaseId>,
    /// Whose case it was.
    #[schema(value_type = Option<uuid::Uuid>)]
    citizen: Option<PersonId>,
    /// What for, in the reader's language.
    purpose: String,
    /// By which way in: a session, a token, a calendar's address or the command line.
    way: String,
    /// The chain's hash with it, in hexadecimal.
    chain: String,
}

fn shown(row: LookedAt, language: Language) -> AccessShown {
    let details = row.details.as_ref();
    let entry = &row.entry;
    let access = &entry.access;
    AccessShown {
        number: entry.number,
        at: access.at,
        who: access.who.word(),
        person: access.who.person(),
        parties: details.map(|details| details.parties.clone()).unwrap_or_default(),
        units: units(details),
        in_stead_of: in_stead_of(details).to_vec(),
        action: word(access.action),
        object: access.object.clone(),
        criterion: details
            .map(|details| details.criterion.clone())
            .unwrap_or_default(),
        found: details.and_then(|details| details.found),
        case: access.case,
        citizen: access.citizen,
        purpose: purpose(details, language),
        way: way(details),
        chain: entry.chain.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn no_action() -> Problem {
    Problem::new(Kind::BAD_REQUEST).detail(Message::new("problem-wrong-parameter"))
}

/// The access log.
#[utoipa::path(
    get, path = "/access-log", tag = "access", params(Wanted), responses((status = 200, body = AccessPage)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<AccessPage>, Problem> {
    let query = wanted.query().ok_or_else(no_action)?;
    let look = signed.look(Object::AccessLog).for_(Purpose::Oversight);
    let page = app
        .engine
        .access_log(signed.tenant, &signed.by(), query, &look)
        .await?;
    let rows = page.rows.into_iter().map(|row| shown(row, language));
    Ok(Json(AccessPage {
        rows: rows.collect(),
        next: page.next,
    }))
}

/// The same as a file for spreadsheets, with names: all entries that are asked for. Of a file that was cut off the connection
/// breaks.
#[utoipa::path(
    get, path = "/access-log.csv", tag = "access", params(Wanted),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let query = wanted.query().ok_or_else(no_action)?;
    let look = signed
        .look(Object::AccessLog)
        .for_(Purpose::Oversight)
        .taking_out();
    let taken = TakenOut {
        engine: Arc::clone(&app.engine),
        tenant: signed.tenant,
        by: signed.by(),
        query,
        look,
        language,
    };
    let (out, parts) = mpsc::channel(PARTS_WAITING);
    let writing = tokio::spawn(taken.write(out));
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"access-log.csv\""),
    ];
    Ok((about, streamed(parts, writing)).into_response())
}

/// What a municipality has laid down about its access log and what is taken out.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// How many days entries are kept, at least 90.
    keep_days: u32,
    /// Whether those who are told who has looked at a case are told the names of staff.
    names: bool,
    /// How many rows of files one person may take out in a day: 1,000 to 100,000, and 10,000 where nothing is said.
    #[serde(default = "rows_a_day")]
    rows_a_day: u32,
}

const fn rows_a_day() -> u32 {
    ROWS_A_DAY
}

impl From<AccessRules> for Rules {
    fn from(rules: AccessRules) -> Self {
        Self {
            keep_days: rules.keep_days,
            names: rules.names,
            rows_a_day: rules.rows_a_day,
        }
    }
}

/// How long the access log is kept, what is told of it, and how much one person may take out.
#[utoipa::path(get, path = "/access-log/rules", tag = "access", responses((status = 200, body = Rules)))]
pub(super) async fn rules(State(app): State<App>, signed: Signed) -> Result<Json<Rules>, Problem> {
    Ok(Json(app.engine.access_rules(signed.tenant).await?.into()))
}

/// Lays down how long the access log is kept, what is told of it, and how much one person may take out.
#[utoipa::path(
    put, path = "/access-log/rules", tag = "access", request_body = Rules,
    responses((status = 204, description = "It is laid down.")),
)]
pub(super) async fn put_rules(
    State(app): State<App>,
    signed: Signed,
    Body(rules): Body<Rules>,
) -> Result<StatusCode, Problem> {
    let rules = AccessRules {
        keep_days: rules.keep_days,
        names: rules.names,
        rows_a_day: rules.rows_a_day,
    };
    if app.engine.set_access_rules(signed.tenant, rules).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    if !ROWS_A_DAY_BOUNDS.contains(&rules.rows_a_day) {
        let outside = Message::new("problem-out-of-bounds")
            .with("least", i64::from(*ROWS_A_DAY_BOUNDS.start()))
            .with("most", i64::from(*ROWS_A_DAY_BOUNDS.end()));
        let problem = Problem::new(Kind::UNFIT).detail(outside);
        return Err(problem.pointer("/rows_a_day".to_owned()));
    }
    let least = Message::new("access-keep-too-short").with("least", i64::from(MIN_KEEP_DAYS));
    Err(Problem::new(Kind::UNFIT)
        .detail(least)
        .pointer("/keep_days".to_owned()))
}
