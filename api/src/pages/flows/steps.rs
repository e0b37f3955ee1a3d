//! The steps of a published version with what live cases say of each, for process owners.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;

use super::version::{Asked, Version};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::steps::{StepsShown, Which, steps};
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "flows/steps.html")]
struct StepsPage<'page> {
    page: &'page Shell,
    flow: String,
    shown: StepsShown,
    /// Address and text of each choice among the versions that live cases run by; none for the one that is shown.
    versions: Vec<(Option<String>, String)>,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let Version { flow, guards, .. } = Version::read(&app, &signed, &name, &asked).await?;
    let title = flow.title.in_language(page.language).to_owned();
    let page = page.titled(&Message::new("steps-title").with("flow", title));
    let which = Which {
        tenant: signed.tenant,
        flow: &name,
        version: asked.version,
    };
    let shown = steps(&app, &page, which, (flow, guards)).await?;
    let running = app.engine.store().running(signed.tenant).await?;
    let of_flow = running.iter().filter(|one| one.flow == name);
    let all = (None, page.t("steps-all-versions"));
    let by_version = of_flow.map(|one| {
        let text = Message::new("trial-version").with("version", one.version);
        (Some(one.version), page.say(&text))
    });
    let link = |(version, text): (Option<u32>, String)| {
        let query = version.map_or_else(String::new, |version| format!("?version={version}"));
        let to = (version != asked.version).then(|| format!("/flows/{name}/steps{query}"));
        (to, text)
    };
    let template = StepsPage {
        versions: std::iter::once(all).chain(by_version).map(link).collect(),
        flow: name.clone(),
        shown,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}
