//! The steps of a draft with what live cases of its flow say of each.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;

use super::findings::first_mend;
use super::{Bench, draft_of, looked_through};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::Alert;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::steps::{StepsShown, Which, steps};
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/steps.html")]
struct StepsPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    shown: Option<StepsShown>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let page = page.titled(&Message::new("steps-title").with("flow", draft.flow.as_str()));
    let checked = looked_through(&app, &signed, &draft.text).await?;
    let which = Which {
        tenant: signed.tenant,
        flow: &draft.flow,
        version: None,
    };
    let (alert, shown) = match checked.flow {
        None => (Some(first_mend(&page, &checked.findings)), None),
        Some(flow) => (None, Some(steps(&app, &page, which, flow).await?)),
    };
    let template = StepsPage {
        bench: Bench::new(&app, &signed, &page, &draft, "steps").await?,
        alert,
        shown,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}
