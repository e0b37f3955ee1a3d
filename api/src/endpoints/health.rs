//! What watches over the program ask.

use axum::extract::State;

use crate::app::App;
use crate::server::problem::Problem;

/// It answers.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn live() -> &'static str {
    "ok"
}

/// Deadlines and reminders take effect. Where the machine's clock is in doubt, they are held back until an administrator
/// resolves the incident about the clock.
#[utoipa::path(get, path = "/health/timers", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn timers(State(app): State<App>) -> Result<&'static str, Problem> {
    app.timers().await?;
    Ok("ok")
}

/// Every municipality has a copy that was seen to be whole within the last 26 hours.
#[utoipa::path(get, path = "/health/backup", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn backup(State(app): State<App>) -> Result<&'static str, Problem> {
    app.backed_up().await?;
    Ok("ok")
}

/// Commands can be kept now, and nothing that goes on in the background keeps breaking off.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses((status = 200, body = String)))]
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.ready().await?;
    Ok("ok")
}
