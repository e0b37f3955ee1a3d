//! Flows and their versions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::flow::Diagnostic;
use samspil_core::text::{Language, Message, Text};
use samspil_runtime::{MAX_PAGE, Once, PublishError};
use samspil_store::{FlowHead, FlowVersion};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::ROOT;
use super::headers::{Key, Seen, tag};
use super::query::{PAGE, Query};
use super::schema::{Finding, Words};
use crate::app::App;
use crate::four_eyes::{self, About, Publishing, PublishingTerms, ToPublish, What};
use crate::identity::Signed;
use crate::retention::signer;
use crate::server::json::Json as StrictJson;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// The largest flow file, in bytes: what the reader of flow files takes.
const MAX_FLOW_BYTES: usize = 256 * 1024;

/// What a flow file is.
const YAML: HeaderValue = HeaderValue::from_static("application/yaml; charset=utf-8");

/// A version of a flow.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct Published {
    /// The flow's name.
    flow: String,
    /// The version, from 1.
    version: u32,
    /// The flow's title in this version.
    #[schema(value_type = Words)]
    title: Text,
    /// When it was published.
    published_at: DateTime<Utc>,
    /// By whom.
    published_by: String,
}

impl From<FlowVersion> for Published {
    fn from(flow: FlowVersion) -> Self {
        Self {
            flow: flow.flow,
            version: flow.version,
            title: flow.title,
            published_at: flow.published_at,
            published_by: flow.published_by,
        }
    }
}

impl From<FlowHead> for Published {
    fn from(flow: FlowHead) -> Self {
        Self {
            flow: flow.flow,
            version: flow.version,
            title: flow.title,
            published_at: flow.published_at,
            published_by: flow.published_by,
        }
    }
}

/// The latest version of every flow, by name.
#[utoipa::path(get, path = "/flows", tag = "flows", responses((status = 200, body = Vec<Published>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Json<Vec<Published>>, Problem> {
    let flows = app.engine.store().flows(signed.tenant).await?;
    Ok(Json(flows.into_iter().map(Published::from).collect()))
}

/// A version that another process owner is to publish as well.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct VersionWaits {
    /// The flow's name.
    flow: String,
    /// Who proposed it: a name.
    proposed_by: String,
    /// When.
    proposed_at: DateTime<Utc>,
    /// What it shows to more than the version before, a sentence each.
    shows: Vec<String>,
}

/// What publishing came to.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Answered {
    Published(Published),
    Waits(VersionWaits),
}

/// Publishes a flow file. The same text as the latest version is that version. A version that shows more to somebody than
/// the one before waits until another process owner publishes the same file. With `If-Match` it is published after that
/// version alone: `"3"`, or `"0"` where there is none yet.
#[utoipa::path(
    post, path = "/flows", tag = "flows",
    params(("If-Match" = Option<String>, Header,
        description = "The newest version that you have held the file against, as the tag that reading it gives.")),
    request_body(content = String, content_type = "application/yaml", description = "The flow file."),
    responses(
        (status = 201, body = Published, description = "It is published."),
        (status = 202, body = VersionWaits, description = "It waits for another process owner."),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Another version of the flow waits, or was published meanwhile."),
        (status = 422, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Nothing is published: `findings` holds all that is wrong with the file."),
    ),
)]
pub(super) async fn publish(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    key: Key,
    seen: Seen,
    request: Request,
) -> Result<Response, Problem> {
    let text = text(request).await?;
    let to_be = ToPublish {
        text: &text,
        // What no version has is no version's number.
        seen: seen.0.map(|seen| u32::try_from(seen).unwrap_or(u32::MAX)),
        draft: None,
        trial: None,
    };
    let publishing = async {
        let published = four_eyes::publish(&app.engine, signed.tenant, to_be, &signer(&signed)).await;
        answered(published.map_err(|error| refused(error, language))?, language)
    };
    let after = to_be.seen.map(u32::to_be_bytes);
    let once = Once {
        key: key.0,
        asks: &[
            b"publish",
            signed.person.0.as_bytes(),
            text.as_bytes(),
            after.as_ref().map_or(&[], |after| after.as_slice()),
        ],
    };
    Ok(match app.engine.once(signed.tenant, once, publishing).await? {
        Answered::Published(version) => {
            let place = format!("{ROOT}/flows/{}/versions/{}", version.flow, version.version);
            (StatusCode::CREATED, [(LOCATION, place)], Json(version)).into_response()
        }
        Answered::Waits(waits) => (StatusCode::ACCEPTED, Json(waits)).into_response(),
    })
}

fn answered(publishing: Publishing, language: Language) -> Result<Answered, Problem> {
    match publishing {
        Publishing::Done(version) => Ok(Answered::Published(version.into())),
        Publishing::Waits(proposal, wider) => Ok(Answered::Waits(VersionWaits {
            flow: match proposal.what {
                What::Publish { flow, .. } => flow,
                What::Erase { .. } | What::Program { .. } | What::SignIn { .. } => String::new(),
            },
            proposed_by: proposal.name,
            proposed_at: proposal.at,
            shows: wider.iter().map(|told| say(told, language)).collect(),
        })),
        Publishing::Other(proposal) => Err(Problem::new(Kind::CONFLICT)
            .code("another_waits")
            .detail(Message::new("problem-another-version").with("name", proposal.name))),
        Publishing::Full => Err(Problem::new(Kind::BUSY)),
    }
}

fn refused(error: PublishError, language: Language) -> Problem {
    match error {
        PublishError::Store(error) => error.into(),
        PublishError::Slow => Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow")),
        PublishError::Findings(findings) => unfit(&findings, language),
        PublishError::Changed(newest) => Problem::new(Kind::CONFLICT)
            .code("published_meanwhile")
            .detail(four_eyes::meanwhile(newest.as_deref(), language)),
    }
}

/// A version that waits, with its file.
#[derive(Serialize, ToSchema)]
pub(super) struct VersionProposed {
    /// The flow's name.
    flow: String,
    /// Who proposed it: a name.
    proposed_by: String,
    /// When.
    proposed_at: DateTime<Utc>,
    /// What it shows to more than the version before, a sentence each.
    shows: Vec<String>,
    /// The flow file: whoever publishes it as well approves it.
    text: String,
    /// What came in between, so that nobody can agree to it any more, with what to do; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    overtaken: Option<String>,
}

/// Versions that wait for another process owner, the oldest first; then those that nobody can agree to any more, since another
/// version was published or their draft was written anew, until they are proposed anew or withdrawn.
#[utoipa::path(get, path = "/flows/proposed", tag = "flows", responses((status = 200, body = Vec<VersionProposed>)))]
pub(super) async fn proposed(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
) -> Result<Json<Vec<VersionProposed>>, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let mut list = Vec::new();
    for proposal in four_eyes::waiting(store.as_ref(), signed.tenant, now).await? {
        let What::Publish { flow, text, .. } = proposal.what else {
            continue;
        };
        // What cannot be published any more is told when it is tried.
        let wider = app.engine.widened(signed.tenant, &text).await;
        let wider = wider.map(|widening| widening.shows).unwrap_or_default();
        list.push(VersionProposed {
            flow,
            proposed_by: proposal.name,
            proposed_at: proposal.at,
            shows: wider.iter().map(|told| say(told, language)).collect(),
            text,
            overtaken: None,
        });
    }
    for (proposal, by) in four_eyes::overtaken(store.as_ref(), signed.tenant, now).await? {
        if let What::Publish { flow, text, .. } = proposal.what {
            list.push(VersionProposed {
                flow,
                proposed_by: proposal.name,
                proposed_at: proposal.at,
                shows: Vec::new(),
                text,
                overtaken: Some(say(&by.message(), language)),
            });
        }
    }
    Ok(Json(list))
}

/// Withdraws a version that waits, and what was overtaken of the flow.
#[utoipa::path(
    delete, path = "/flows/proposed/{flow}", tag = "flows",
    params(("flow" = String, Path, description = "The flow's name.")),
    responses((status = 204, description = "It waits no longer.")),
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(flow): Path<String>,
) -> Result<StatusCode, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    match four_eyes::let_go(store.as_ref(), signed.tenant, About::Flow(&flow), now).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

/// On what terms flows are published.
#[utoipa::path(get, path = "/publishing-terms", tag = "flows", responses((status = 200, body = PublishingTerms)))]
pub(super) async fn terms(State(app): State<App>, signed: Signed) -> Result<Json<PublishingTerms>, Problem> {
    Ok(Json(
        PublishingTerms::read(app.engine.store().as_ref(), signed.tenant).await?,
    ))
}

/// Sets on what terms flows are published.
#[utoipa::path(
    put, path = "/publishing-terms", tag = "flows", request_body = PublishingTerms,
    responses((status = 200, body = PublishingTerms)),
)]
pub(super) async fn put_terms(
    State(app): State<App>,
    signed: Signed,
    StrictJson(to_be): StrictJson<PublishingTerms>,
) -> Result<Json<PublishingTerms>, Problem> {
    to_be.keep(app.engine.store().as_ref(), signed.tenant).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, to_be.always_two, "the terms of publishing were set");
    Ok(Json(to_be))
}

/// The body as text: YAML, or plain.
async fn text(request: Request) -> Result<String, Problem> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let fits = [
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/x-yaml",
        "text/plain",
    ];
    if !fits.contains(&essence.as_str()) {
        return Err(Problem::new(Kind::NOT_YAML));
    }
    let body = Bytes::from_request(request, &())
        .await
        .map_err(|_| Problem::too_large())?;
    if body.len() > MAX_FLOW_BYTES {
        let most = i64::try_from(MAX_FLOW_BYTES / 1024).unwrap_or(i64::MAX);
        return Err(Problem::new(Kind::TOO_LARGE).with("most", most));
    }
    String::from_utf8(body.into()).map_err(|_| Problem::new(Kind::BAD_REQUEST))
}

pub(super) fn unfit(findings: &[Diagnostic], language: Language) -> Problem {
    let findings = findings.iter().map(|finding| Finding {
        code: finding.code.0,
        severity: finding.severity,
        line: finding.place.line,
        column: finding.place.column,
        length: finding.place.length,
        what: say(&finding.what, language),
        hint: finding.hint.as_ref().map(|hint| say(hint, language)),
    });
    let findings = findings.filter_map(|finding| serde_json::to_value(finding).ok());
    let findings: Vec<Value> = findings.collect();
    let count = i64::try_from(findings.len()).unwrap_or(i64::MAX);
    Problem::new(Kind::FLOW_UNFIT)
        .with("count", count)
        .findings(findings)
}

/// Which versions.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Those before this version: the last of the page before.
    before: Option<u32>,
    /// The most versions: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// The versions of a flow, newest first. The next page begins before the last of this one; it is empty where there are no more.
#[utoipa::path(
    get, path = "/flows/{flow}/versions", tag = "flows",
    params(("flow" = String, Path, description = "The flow's name."), Wanted),
    responses((status = 200, body = Vec<Published>)),
)]
pub(super) async fn versions(
    State(app): State<App>,
    signed: Signed,
    Path(flow): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Published>>, Problem> {
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let store = app.engine.store();
    let versions = store.versions(signed.tenant, &flow, wanted.before, limit).await?;
    if versions.is_empty() && wanted.before.is_none() {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(Json(versions.into_iter().map(Published::from).collect()))
}

/// The file of one version, as it was published.
#[utoipa::path(
    get, path = "/flows/{flow}/versions/{version}", tag = "flows",
    params(
        ("flow" = String, Path, description = "The flow's name."),
        ("version" = u32, Path, description = "The version, from 1."),
    ),
    responses((status = 200, body = Object, content_type = "application/yaml", description = "The flow file.")),
)]
pub(super) async fn version(
    State(app): State<App>,
    signed: Signed,
    Path((flow, version)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let found = app
        .engine
        .store()
        .flow(signed.tenant, &flow, Some(version))
        .await?;
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let about = [tag(u64::from(found.version)), (CONTENT_TYPE, YAML)];
    Ok((about, found.text).into_response())
}
