//! Cases: finding and starting them.

use std::collections::BTreeMap;

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PartyId};
use samspil_core::text::Text;
use samspil_runtime::{Begin, CaseList, Failure, Object};
use samspil_store::{CaseRow, CaseStatus};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ROOT;
use super::command::{Bound, Changed, bindings, known};
use super::headers::{Key, tag};
use super::query::{PAGE, Query};
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only of this flow.
    flow: Option<String>,
    /// Only with this status.
    #[param(schema_with = schema::case_status)]
    status: Option<CaseStatus>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// The most rows: 50 where nothing is said, 100 at most. A page may hold fewer and still have a next.
    limit: Option<u32>,
}

/// Which cases are looked for. What is looked for may be a name: it travels in a body, never in an address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SoughtCases {
    /// Only those whose title holds this text, whatever the case of its letters.
    text: String,
    /// Only of this flow.
    #[serde(default)]
    flow: Option<String>,
    /// Only with this status.
    #[serde(default)]
    #[schema(schema_with = schema::maybe_case_status)]
    status: Option<CaseStatus>,
    /// Where the page begins: `next` of the page before.
    #[serde(default)]
    after: Option<String>,
    /// The most rows: 50 where nothing is said, 100 at most. A page may hold fewer and still have a next.
    #[serde(default)]
    limit: Option<u32>,
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
pub(super) struct Cases {
    /// The cases, newest change first.
    pub(super) rows: Vec<CaseInList>,
    /// Where the next page begins, where there is one.
    pub(super) next: Option<String>,
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseInList {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// How many events it has had.
    version: u64,
    /// When it last changed.
    changed_at: DateTime<Utc>,
    /// What people call it.
    title: String,
    /// The flow's name.
    flow: String,
    /// The version of the flow that the case runs by.
    flow_version: u32,
    /// Open, on hold or closed.
    #[schema(schema_with = schema::case_status)]
    status: CaseStatus,
    /// When it started.
    opened_at: DateTime<Utc>,
    /// When it closed.
    closed_at: Option<DateTime<Utc>>,
    /// The outermost active stage that you see.
    #[schema(value_type = Option<Words>)]
    stage: Option<Text>,
}

impl From<CaseRow> for CaseInList {
    fn from(row: CaseRow) -> Self {
        Self {
            case: row.case,
            version: row.version,
            changed_at: row.changed_at,
            title: row.head.title,
            flow: row.head.flow,
            flow_version: row.head.flow_version,
            status: row.head.status,
            opened_at: row.head.opened_at,
            closed_at: row.head.closed_at,
            stage: row.head.stage,
        }
    }
}

/// Cases that you may know of, newest change first.
#[utoipa::path(get, path = "/cases", tag = "cases", params(Wanted), responses((status = 200, body = Cases)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Body<Cases>, Problem> {
    let list = CaseList {
        flow: wanted.flow,
        status: wanted.status,
        text: None,
        with: None,
        after: wanted.after,
        limit: wanted.limit.unwrap_or(PAGE),
    };
    found(&app, &signed, &list).await
}

/// Cases that you may know of whose title holds a text, newest change first. The search is told to the log.
#[utoipa::path(
    post, path = "/cases/search", tag = "cases", request_body = SoughtCases,
    responses((status = 200, body = Cases)),
)]
pub(super) async fn search(
    State(app): State<App>,
    signed: Signed,
    Json(sought): Json<SoughtCases>,
) -> Result<Body<Cases>, Problem> {
    let list = CaseList {
        flow: sought.flow,
        status: sought.status,
        text: Some(sought.text),
        with: None,
        after: sought.after,
        limit: sought.limit.unwrap_or(PAGE),
    };
    found(&app, &signed, &list).await
}

async fn found(app: &App, signed: &Signed, list: &CaseList) -> Result<Body<Cases>, Problem> {
    let page = app
        .engine
        .cases(signed.tenant, &signed.by(), list, &signed.look(Object::Cases))
        .await?;
    Ok(Body(Cases {
        rows: page.rows.into_iter().map(CaseInList::from).collect(),
        next: page.next,
    }))
}

/// What begins a case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCase {
    /// The flow's name.
    flow: String,
    /// The version; the latest where nothing is said.
    #[serde(default)]
    version: Option<u32>,
    /// What people call the case; never a personal number.
    title: String,
    /// Whom its parties are bound to, by the party's name.
    #[serde(default)]
    parties: BTreeMap<String, Vec<Bound>>,
    /// What is known from the start: sections of fields, as the flow declares them.
    #[serde(default)]
    #[schema(schema_with = schema::object)]
    data: serde_json::Value,
}

/// Starts a case. You have a place today on the side that the flow is of: the authority's, or the provider's in a flow without
/// one. Whoever you bind in person to a party of the authority has a place with it.
#[utoipa::path(
    post, path = "/cases", tag = "cases", request_body = NewCase,
    responses((status = 201, body = Changed, description = "It has started; `location` says where it is.")),
)]
pub(super) async fn start(
    State(app): State<App>,
    signed: Signed,
    Key(key): Key,
    Json(new): Json<NewCase>,
) -> Result<Response, Problem> {
    let mut parties = Vec::with_capacity(new.parties.len());
    for (name, bound) in &new.parties {
        let place = format!("/parties/{}", name.replace('~', "~0").replace('/', "~1"));
        known(&app, signed.tenant, bound, &place).await?;
        let Ok(party) = PartyId::new(name) else {
            return Err(Problem::new(Kind::UNKNOWN_FIELD)
                .with("name", name.as_str())
                .pointer(place));
        };
        parties.push((party, bindings(bound)));
    }
    let begin = Begin {
        flow: new.flow,
        version: new.version,
        title: new.title,
        parties,
        data: new.data,
    };
    let begun = app
        .engine
        .begin(signed.tenant, signed.by(), begin, Some(key))
        .await;
    let answer = begun.map_err(|failure| match failure {
        // Their key began a case so long ago that its answer is not kept any more.
        Failure::Changed { .. } => Problem::new(Kind::KEY_REUSED),
        Failure::NoFlow => Problem::new(Kind::NO_FLOW).pointer("/flow".to_owned()),
        failure => failure.into(),
    })?;
    let place = format!("{ROOT}/cases/{}", answer.case);
    let changed = Changed::from(&answer);
    Ok((
        StatusCode::CREATED,
        [tag(answer.version), (LOCATION, header(&place))],
        Body(changed),
    )
        .into_response())
}

fn header(text: &str) -> axum::http::HeaderValue {
    axum::http::HeaderValue::try_from(text).unwrap_or(axum::http::HeaderValue::from_static("/"))
}
