//! What watches over the program ask.

use axum::extract::State;

use crate::app::App;
use crate::server::problem::Problem;

/// It answers.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn live() -> &'static str {
    "ok"
}

/// Commands can be kept now.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.ready().await?;
    Ok("ok")
}
