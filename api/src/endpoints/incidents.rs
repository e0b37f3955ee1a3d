//! What cannot go on by itself, for administrators.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use samspil_core::text::Language;
use samspil_runtime::MAX_PAGE;
use samspil_store::Incident;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::{PAGE, Query};
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::incident::what;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};

/// Which incidents.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only those that are not resolved.
    #[serde(default)]
    open: bool,
    /// The most incidents: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// An incident.
#[derive(Serialize, ToSchema)]
pub(super) struct IncidentShown {
    /// Its id.
    incident: Uuid,
    /// What it is about.
    #[schema(schema_with = schema::about)]
    about: &'static str,
    /// The case, where it is about one; its timer rests until the incident is resolved. All timers of the municipality
    /// rest where it is about the clock.
    #[schema(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    /// When it arose.
    at: DateTime<Utc>,
    /// What went wrong; for whoever keeps the program.
    what: String,
    /// When it was resolved.
    resolved_at: Option<DateTime<Utc>>,
    /// By whom.
    resolved_by: Option<String>,
}

fn shown(incident: Incident, language: Language) -> IncidentShown {
    IncidentShown {
        incident: incident.id,
        about: incident.about.word(),
        case: incident.about.case(),
        at: incident.at,
        what: what(&incident.body, language),
        resolved_at: incident.resolved_at,
        resolved_by: incident.resolved_by,
    }
}

/// Incidents, newest first.
#[utoipa::path(
    get, path = "/incidents", tag = "incidents", params(Wanted),
    responses((status = 200, body = Vec<IncidentShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<IncidentShown>>, Problem> {
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let found = app
        .engine
        .store()
        .incidents(signed.tenant, wanted.open, limit)
        .await?;
    let found = found.into_iter().map(|incident| shown(incident, language));
    Ok(Json(found.collect()))
}

/// Resolves an incident: what rested for it goes on at once, the timer of its case or, where it is about the clock, all
/// timers of the municipality.
#[utoipa::path(
    post, path = "/incidents/{incident}/resolve", tag = "incidents",
    params(("incident" = Uuid, Path, description = "The incident.")),
    responses((status = 204, description = "It is resolved.")),
)]
pub(super) async fn resolve(
    State(app): State<App>,
    signed: Signed,
    Path(incident): Path<Uuid>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    if app
        .engine
        .resolve(signed.tenant, incident, (&signed.name, Some(signed.person)))
        .await?
    {
        return Ok(StatusCode::NO_CONTENT);
    }
    // Sent again, it is resolved already.
    let all = app
        .engine
        .store()
        .incidents(signed.tenant, false, MAX_PAGE)
        .await?;
    if all.iter().any(|known| known.id == incident) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}
