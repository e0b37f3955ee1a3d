//! The secret address of your own calendar.

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
use crate::feed;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// The address of a calendar, without its secret.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct FeedShown {
    /// When it was made.
    made_at: DateTime<Utc>,
}

/// An address that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct FeedMade {
    /// When it was made.
    made_at: DateTime<Utc>,
    /// The address, this once. It is not here where the command is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// When the address of your calendar was made.
#[utoipa::path(get, path = "/me/feed", tag = "me", responses((status = 200, body = FeedShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Json<FeedShown>, Problem> {
    let made_at = feed::made_at(&app, &signed).await?;
    let made_at = made_at.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Json(FeedShown { made_at }))
}

/// Makes an address for a calendar of your deadlines and meetings, told this once. The one before works no longer.
#[utoipa::path(
    post, path = "/me/feed", tag = "me",
    responses((status = 201, body = FeedMade, description = "It is made.")),
)]
pub(super) async fn make(State(app): State<App>, signed: Signed, Key(key): Key) -> Result<Response, Problem> {
    let told = OnceLock::new();
    let making = async {
        let (address, made_at) = feed::make(&app, &signed).await?;
        let _ = told.set((address, made_at));
        Ok::<_, Problem>(FeedShown { made_at })
    };
    let once = Once {
        key,
        asks: &[b"feed", signed.person.0.as_bytes()],
    };
    let shown = app.engine.once(signed.tenant, once, making).await?;
    // Of two sendings at once the later address is the one that works, and its answer tells it with its own time.
    let (address, made_at) = told.into_inner().unzip();
    let made = FeedMade {
        made_at: made_at.unwrap_or(shown.made_at),
        address,
    };
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Ends the address of your calendar.
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
