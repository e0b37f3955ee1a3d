//! Where people are signed in, and ending that.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, SessionId};
use samspil_store::Session;
use serde::Serialize;
use utoipa::ToSchema;

use super::people::known;
use super::schema;
use crate::app::App;
use crate::identity::{Signed, Way};
use crate::server::problem::{Kind, Problem};

/// A session.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionShown {
    /// Its id.
    #[schema(schema_with = schema::uuid)]
    session: SessionId,
    /// Browser and device, where the browser said: `Firefox, Windows`.
    device: String,
    /// The provider that said who it is; none where it was a password or a link.
    provider: Option<String>,
    /// When it began.
    began_at: DateTime<Utc>,
    /// About when it was last used.
    seen_at: DateTime<Utc>,
    /// When it ends where it is not used.
    ends_at: DateTime<Utc>,
    /// The session that asks.
    this: bool,
}

fn shown(session: Session, way: Way) -> SessionShown {
    SessionShown {
        session: session.id,
        this: way == Way::Session(session.id),
        device: session.device,
        provider: session.provider,
        began_at: session.began_at,
        seen_at: session.seen_at,
        ends_at: session.ends_at,
    }
}

async fn of(app: &App, signed: &Signed, person: PersonId) -> Result<Body<Vec<SessionShown>>, Problem> {
    let sessions = app.gate.identity.sessions(signed.tenant, person).await?;
    let shown = sessions.into_iter().map(|session| shown(session, signed.way));
    Ok(Body(shown.collect()))
}

/// Where you are signed in, the session that was last used first.
#[utoipa::path(get, path = "/me/sessions", tag = "me", responses((status = 200, body = Vec<SessionShown>)))]
pub(super) async fn own(State(app): State<App>, signed: Signed) -> Result<Body<Vec<SessionShown>>, Problem> {
    of(&app, &signed, signed.person).await
}

/// Ends a session of yours.
#[utoipa::path(
    delete, path = "/me/sessions/{session}", tag = "me",
    params(("session" = uuid::Uuid, Path, description = "The session.")),
    responses((status = 204, description = "It is ended.")),
)]
pub(super) async fn end_own(
    State(app): State<App>,
    signed: Signed,
    Path(session): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    let store = app.engine.store();
    if store.end_session(signed.tenant, signed.person, session).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}

/// Signs you out everywhere but here.
#[utoipa::path(
    delete, path = "/me/sessions", tag = "me",
    responses((status = 204, description = "All other sessions are ended.")),
)]
pub(super) async fn end_all_own(State(app): State<App>, signed: Signed) -> Result<StatusCode, Problem> {
    let identity = &app.gate.identity;
    identity
        .end_sessions(signed.tenant, signed.person, signed.session())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a person is signed in, the session that was last used first.
#[utoipa::path(
    get, path = "/people/{person}/sessions", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = Vec<SessionShown>)),
)]
pub(super) async fn of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Body<Vec<SessionShown>>, Problem> {
    let person = known(&app, &signed, person).await?;
    of(&app, &signed, person.id).await
}

/// Signs a person out everywhere, at once.
#[utoipa::path(
    delete, path = "/people/{person}/sessions", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 204, description = "All their sessions are ended.")),
)]
pub(super) async fn end_of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    let person = known(&app, &signed, person).await?;
    let identity = &app.gate.identity;
    identity.end_sessions(signed.tenant, person.id, None).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, person = %person.id, "a person was signed out");
    Ok(StatusCode::NO_CONTENT)
}
