//! The HTTP API, `/api/v1`: one file for each resource.

mod asker;
mod case;
mod cases;
mod clocks;
mod command;
mod commands;
mod flows;
mod headers;
mod history;
mod me;
mod openapi;
pub(crate) mod print;
mod query;
mod schema;
mod task_commands;
mod tasks;
mod why;

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Where the API lies.
pub(crate) const ROOT: &str = "/api/v1";

/// Every route with what the document says of it.
fn described() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .routes(routes!(flows::list, flows::publish))
        .routes(routes!(flows::versions))
        .routes(routes!(flows::version))
        .routes(routes!(cases::list, cases::start))
        .routes(routes!(case::read))
        .routes(routes!(history::read))
        .routes(routes!(why::read))
        .routes(routes!(clocks::read))
        .routes(routes!(commands::ask))
        .routes(routes!(task_commands::claim))
        .routes(routes!(task_commands::release))
        .routes(routes!(task_commands::complete))
        .routes(routes!(task_commands::draft))
        .routes(routes!(task_commands::hand_over))
        .routes(routes!(tasks::list))
        .routes(routes!(me::read))
        .routes(routes!(openapi::read));
    OpenApiRouter::with_openapi(openapi::head()).nest(ROOT, routes)
}

/// The routes of the API.
pub(crate) fn routes() -> Router<App> {
    described().split_for_parts().0
}

/// The API's own description.
pub(crate) fn document() -> OpenApi {
    openapi::finished(described().into_openapi())
}
