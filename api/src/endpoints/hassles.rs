//! What is in people's way at the steps of flows.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{HassleRefused, MAX_HASSLES, Object, Once};
use samspil_store::KnownHassle;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::Query;
use crate::app::App;
use crate::identity::Signed;
use crate::retention::signer;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};
use crate::trials::{asking, refused};

/// What is in somebody's way.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToNote {
    /// The step, as the flow names it.
    step: String,
    /// What is in the way, at most 500 characters; nothing about a citizen.
    said: String,
}

/// A hassle.
#[derive(Serialize, ToSchema)]
pub(super) struct HassleShown {
    /// Its id.
    id: Uuid,
    /// The flow.
    flow: String,
    /// The version that they worked by.
    version: u32,
    /// The step, as the flow names it.
    step: String,
    /// What they wrote.
    said: String,
    /// When.
    noted_at: DateTime<Utc>,
    /// Who: a name.
    noted_by: String,
    /// The newest trial that is to take it away.
    trial: Option<Uuid>,
    /// When it was settled, where it is.
    settled_at: Option<DateTime<Utc>>,
    /// How it was settled, or why nothing is done about it.
    settled_because: Option<String>,
    /// Where it stands in the list: as `after` it is where the next page begins.
    place: String,
}

impl From<KnownHassle> for HassleShown {
    fn from(known: KnownHassle) -> Self {
        let place = known.place().to_string();
        let hassle = known.hassle;
        Self {
            id: hassle.id,
            flow: hassle.flow,
            version: hassle.version,
            step: hassle.step,
            said: hassle.said,
            noted_at: hassle.noted_at,
            noted_by: hassle.noted_by,
            trial: known.trial,
            settled_at: known.settled.as_ref().map(|settled| settled.at),
            settled_because: known.settled.map(|settled| settled.because),
            place,
        }
    }
}

/// Notes what is in your way at a step of a case that you see. It is kept with the flow, its version and the step; of the case
/// nothing is kept.
#[utoipa::path(
    post, path = "/cases/{case}/hassles", tag = "trials", request_body = ToNote,
    params(("case" = Uuid, Path, description = "The case.")),
    responses((status = 204, description = "It is noted.")),
)]
pub(super) async fn note(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
    key: Key,
    Json(wanted): Json<ToNote>,
) -> Result<StatusCode, Problem> {
    let look = signed.look(Object::Form);
    let (by, name) = (signed.by(), signer(&signed));
    let place = (case, wanted.step.as_str(), &look);
    let noted = app
        .engine
        .note_hassle(signed.tenant, (&by, &name), place, (key.0.0, &wanted.said))
        .await;
    let error = match noted {
        Ok(()) => return Ok(StatusCode::NO_CONTENT),
        Err(error) => error,
    };
    let pointer = match error {
        HassleRefused::Step => "/step",
        _ => "/said",
    };
    Err(match (error.message(), error) {
        (Some(told), _) => Problem::new(Kind::WRONG_VALUE)
            .detail(told)
            .pointer(pointer.to_owned()),
        (None, HassleRefused::Failure(failure)) => failure.into(),
        (None, _) => Problem::new(Kind::FAULT),
    })
}

/// Of which flow.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Of {
    /// Only of this flow.
    flow: Option<String>,
    /// Where the page begins: the `place` of the last of the page before.
    after: Option<String>,
}

/// What is in people's way, at most 500 at a time: what is not settled first, newest first.
#[utoipa::path(get, path = "/hassles", tag = "trials", params(Of), responses((status = 200, body = Vec<HassleShown>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(of): Query<Of>,
) -> Result<Body<Vec<HassleShown>>, Problem> {
    let after = of.after.as_deref().map(str::parse).transpose();
    let after = after
        .map_err(|()| Problem::new(Kind::BAD_REQUEST).detail(Message::new("problem-wrong-parameter")))?;
    let store = app.engine.store();
    let found = store
        .hassles(signed.tenant, of.flow.as_deref(), after, MAX_HASSLES)
        .await?;
    Ok(Body(found.into_iter().map(HassleShown::from).collect()))
}

/// How it is settled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToSettle {
    /// How, or why nothing is done about it.
    because: String,
}

/// Settles a hassle without a trial.
#[utoipa::path(
    post, path = "/hassles/{hassle}/settle", tag = "trials", request_body = ToSettle,
    params(("hassle" = Uuid, Path, description = "The hassle.")),
    responses((status = 204, description = "It is settled.")),
)]
pub(super) async fn settle(
    State(app): State<App>,
    signed: Signed,
    Path(hassle): Path<Uuid>,
    key: Key,
    Json(wanted): Json<ToSettle>,
) -> Result<StatusCode, Problem> {
    let by = asking(&app, &signed).await?;
    let settling = async {
        let asked = (wanted.because.as_str(), &by);
        let settled = app.engine.settle_hassle(signed.tenant, hassle, asked).await;
        settled.map_err(refused)
    };
    let once = Once {
        key: key.0,
        asks: &[b"settle", hassle.as_bytes(), wanted.because.as_bytes()],
    };
    app.engine.once(signed.tenant, once, settling).await?;
    Ok(StatusCode::NO_CONTENT)
}
