//! What watches over the program ask: does it live, can it keep what it is told, do deadlines take effect?

use axum::extract::State;

use crate::app::App;
use crate::server::problem::Problem;

/// It answers.
pub(crate) async fn live() -> &'static str {
    "ok"
}

/// Deadlines and reminders take effect.
pub(crate) async fn timers(State(app): State<App>) -> Result<&'static str, Problem> {
    app.timers().await?;
    Ok("ok")
}

/// Every municipality has a copy that was seen to be whole, and none that is too old.
pub(crate) async fn backup(State(app): State<App>) -> Result<&'static str, Problem> {
    app.backed_up().await?;
    Ok("ok")
}

/// Commands can be kept now, and nothing that goes on in the background keeps breaking off.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.ready().await?;
    Ok("ok")
}
