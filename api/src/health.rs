//! What watches over the program ask: does it live, can it keep what it is told?

use axum::extract::State;

use crate::app::App;
use crate::server::problem::Problem;

/// It answers.
pub(crate) async fn live() -> &'static str {
    "ok"
}

/// Commands can be kept now.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.ready().await?;
    Ok("ok")
}
