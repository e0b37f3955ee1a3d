//! How your own calendar is had elsewhere, and on what terms the municipality lets it be.

use std::sync::OnceLock;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_runtime::Once;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use crate::app::App;
use crate::feed::{self, FeedTerms, Made, Way};
use crate::identity::Signed;
use crate::server::json::{Json as StrictJson, JsonOrUsual};
use crate::server::problem::{Kind, Problem};

/// How a calendar is had, without its secret.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct FeedShown {
    /// How calendar programs ask for it.
    #[serde(default)]
    way: Way,
    /// When it was made.
    made_at: DateTime<Utc>,
}

/// What calendar programs can do.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedAsked {
    /// How the program asks: with a login and a password, which is to be preferred, or at a secret address.
    #[serde(default)]
    way: Way,
}

/// What was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct FeedMade {
    /// How calendar programs ask for it.
    way: Way,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// The address, this once. It is not here where the command is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The login, likewise, where it is had by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    login: Option<String>,
    /// Its password, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

/// How your calendar is had elsewhere, and since when.
#[utoipa::path(get, path = "/me/feed", tag = "me", responses((status = 200, body = FeedShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Json<FeedShown>, Problem> {
    let kept = feed::kept(&app, &signed).await?;
    let (way, made_at) = kept.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Json(FeedShown { way, made_at }))
}

/// Makes a calendar of your deadlines and meetings for a calendar program, told this once. The one before works no longer.
#[utoipa::path(
    post, path = "/me/feed", tag = "me",
    request_body(content = Option<FeedAsked>, description = "Left out, it is a secret address."),
    responses((status = 201, body = FeedMade, description = "It is made."),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "The municipality has no secret addresses.")),
)]
pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    Key(key): Key,
    JsonOrUsual(asked): JsonOrUsual<FeedAsked>,
) -> Result<Response, Problem> {
    let told = OnceLock::new();
    let making = async {
        let made = feed::make(&app, &signed, asked.way).await?;
        let shown = FeedShown {
            way: asked.way,
            made_at: made.made_at,
        };
        let _ = told.set(made);
        Ok::<_, Problem>(shown)
    };
    let mut asks: Vec<&[u8]> = vec![b"feed", signed.person.0.as_bytes()];
    if asked.way == Way::Login {
        asks.push(b"login");
    }
    let once = Once { key, asks: &asks };
    let shown = app.engine.once(signed.tenant, once, making).await?;
    // Of two sendings at once the later one is what works, and its answer tells it with its own time.
    let made = match told.into_inner() {
        None => FeedMade {
            way: shown.way,
            made_at: shown.made_at,
            address: None,
            login: None,
            password: None,
        },
        Some(Made {
            address,
            login,
            made_at,
        }) => {
            let (login, password) = login.unzip();
            FeedMade {
                way: shown.way,
                made_at,
                address: Some(address),
                login,
                password,
            }
        }
    };
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Ends the way to your calendar.
#[utoipa::path(
    delete, path = "/me/feed", tag = "me",
    responses((status = 204, description = "It leads nowhere any more.")),
)]
pub(super) async fn end(State(app): State<App>, signed: Signed) -> Result<StatusCode, Problem> {
    if feed::end(&app, &signed).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}

/// On what terms people have their calendar in a program of their own.
#[utoipa::path(get, path = "/calendar-terms", tag = "people", responses((status = 200, body = FeedTerms)))]
pub(super) async fn terms(State(app): State<App>, signed: Signed) -> Result<Json<FeedTerms>, Problem> {
    Ok(Json(
        FeedTerms::read(app.engine.store().as_ref(), signed.tenant).await?,
    ))
}

/// Sets on what terms people have their calendar in a program of their own.
#[utoipa::path(
    put, path = "/calendar-terms", tag = "people", request_body = FeedTerms,
    responses((status = 200, body = FeedTerms)),
)]
pub(super) async fn put_terms(
    State(app): State<App>,
    signed: Signed,
    StrictJson(to_be): StrictJson<FeedTerms>,
) -> Result<Json<FeedTerms>, Problem> {
    to_be.keep(app.engine.store().as_ref(), signed.tenant).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, to_be.secret_addresses, "the terms of calendars were set");
    Ok(Json(to_be))
}
