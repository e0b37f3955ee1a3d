//! What is otherwise in a draft than in the newest version, in sentences.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use samspil_store::Draft;

use super::findings::first_mend;
use super::told::{Group, otherwise};
use super::{Bench, draft_of, looked_through, slow};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::Alert;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/changes.html")]
struct ChangesPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    told: Told,
}

/// What the sentences are, and what they are of.
pub(super) struct Told {
    /// The newest version, which it is held against; 0 where there is none.
    pub(super) version: u32,
    pub(super) about: String,
    pub(super) groups: Vec<Group>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let page = page.titled(&Message::new("workbench-changes-title").with("flow", flow.as_str()));
    let checked = looked_through(&app, &signed, &draft.text).await?;
    let alert = checked
        .flow
        .is_none()
        .then(|| first_mend(&page, &checked.findings));
    let template = ChangesPage {
        bench: Bench::new(&app, &signed, &page, &draft, "changes").await?,
        told: told(&app, &page, &signed, &draft, checked.text).await?,
        alert,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// What is otherwise in a draft; `whole` is its file as it would be kept.
pub(super) async fn told(
    app: &App,
    page: &Shell,
    signed: &Signed,
    draft: &Draft,
    whole: String,
) -> Result<Told, Problem> {
    let published = app.engine.store().flow(signed.tenant, &draft.flow, None).await?;
    let Some(published) = published else {
        return Ok(Told {
            version: 0,
            about: page.t("workbench-first-version"),
            groups: Vec::new(),
        });
    };
    let (version, is_same) = (published.version, published.text == whole);
    let (before, language) = (published.text, page.language);
    let groups = app
        .engine
        .aside(move || otherwise(&before, &whole, language))
        .await;
    let groups = groups.ok_or_else(slow)?.unwrap_or_default();
    let key = match (is_same, groups.is_empty()) {
        (true, _) => "workbench-same",
        (false, true) => "workbench-only-writing",
        (false, false) => "workbench-since",
    };
    let about = page.say(&Message::new(key).with("version", version));
    Ok(Told {
        version,
        about,
        groups,
    })
}
