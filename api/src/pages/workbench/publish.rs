//! Publishing a draft: what is otherwise in it, proposed by one and published by another, or by one alone.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::flow::name_of;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::PublishError;
use samspil_store::{Draft, Proposal};
use serde::Deserialize;

use super::changes::{Told, told};
use super::editor::over;
use super::findings::first_mend;
use super::{Bench, draft_of, looked_through, place, slow};
use crate::app::App;
use crate::four_eyes::publishing;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::flash;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/publish.html")]
struct PublishPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    told: Told,
    /// Nothing hinders it.
    ready: bool,
    rule: String,
    /// For whose sake two people publish it.
    wider: Vec<String>,
    seen: u32,
    /// What stands on the button.
    publish: Option<String>,
    propose: Option<String>,
}

/// What is asked.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    seen: u32,
    #[serde(default, rename = "do")]
    way: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    drawn(&app, page, &signed, &draft, None).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    draft: &Draft,
    refused: Option<Alert>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("workbench-publish-title").with("flow", draft.flow.as_str()));
    let checked = looked_through(app, signed, &draft.text).await?;
    let named_otherwise = name_of(&draft.text).is_none_or(|name| name.as_str() != draft.flow);
    let hinders = if checked.is_wrong() {
        Some(first_mend(&page, &checked.findings))
    } else {
        named_otherwise.then(|| Alert::new(page.language, Tone::Warning, page.t("workbench-name-first")))
    };
    let status = match &refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::CONFLICT,
    };
    let proposed = draft.proposed.as_ref();
    let asks = answers(app, signed).await?;
    let two = match &hinders {
        None => for_two(app, signed, draft).await?,
        Some(_) => None,
    };
    let rule = match proposed {
        None if two.is_some() => Message::new("workbench-publish-two"),
        None => Message::new("workbench-publish-alone"),
        Some(by) if by.person == asks => Message::new("workbench-publish-own"),
        Some(by) => Message::new("workbench-publish-other").with("by", by.by.as_str()),
    };
    let template = PublishPage {
        bench: Bench::new(&page, draft, "publish"),
        ready: hinders.is_none(),
        alert: refused.or(hinders),
        told: told(app, &page, signed, draft, checked.text).await?,
        rule: page.say(&rule),
        seen: draft.number,
        publish: proposed
            .map_or(two.is_none(), |by| by.person != asks)
            .then(|| page.t("workbench-publish")),
        wider: two.iter().flatten().map(|sentence| page.say(sentence)).collect(),
        propose: proposed.is_none().then(|| page.t("workbench-propose")),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Proposes or publishes.
pub(super) async fn act(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
    Body(asked): Body<Asked>,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    if draft.number != asked.seen {
        let told = page.t("workbench-publish-changed");
        let alert = Alert::new(page.language, Tone::Warning, told);
        return drawn(&app, page, &signed, &draft, Some(alert)).await;
    }
    if asked.way == "propose" {
        return propose(&app, &signed, &draft).await;
    }
    // Who proposed it is not the second pair of eyes.
    let asks = answers(&app, &signed).await?;
    let own = draft.proposed.as_ref().is_some_and(|by| by.person == asks);
    let named = name_of(&draft.text).is_some_and(|name| name.as_str() == draft.flow);
    let alone = draft.proposed.is_none() && for_two(&app, &signed, &draft).await?.is_some();
    if own || !named || alone {
        return drawn(&app, page, &signed, &draft, None).await;
    }
    // The two who did it, as it is noted.
    let by = match &draft.proposed {
        Some(first) => format!("{}, {}", first.by, signed.name),
        None => signed.name.clone(),
    };
    let published = app.engine.publish(signed.tenant, &draft.text, &by).await;
    let version = match published {
        Ok(version) => version,
        Err(PublishError::Store(error)) => return Err(error.into()),
        Err(PublishError::Slow) => return Err(slow()),
        // The page says what is wrong: it is looked through anew.
        Err(PublishError::Findings(_)) => return drawn(&app, page, &signed, &draft, None).await,
    };
    let store = app.engine.store();
    let scenarios = draft.scenarios.clone();
    store
        .put_scenarios(signed.tenant, &flow, version.version, scenarios)
        .await?;
    // Where somebody has written meanwhile, what they wrote stays a draft.
    let over = over(&app, &signed, draft);
    store.write_draft(signed.tenant, over).await?;
    let to = format!("/flows/{}", segment(&flow));
    Ok(said(&app, &to, Tone::Success, "flash-draft-published"))
}

/// The sentences for whose sake two people publish a draft, as the page tells them; nothing where one may, or where it has
/// to be mended first.
async fn for_two(app: &App, signed: &Signed, draft: &Draft) -> Result<Option<Vec<Message>>, Problem> {
    match publishing::for_two(&app.engine, signed.tenant, &draft.text).await {
        Ok(two) => Ok(two.map(|(_, wider)| wider)),
        Err(PublishError::Findings(_)) => Ok(None),
        Err(PublishError::Store(error)) => Err(error.into()),
        Err(PublishError::Slow) => Err(slow()),
    }
}

async fn propose(app: &App, signed: &Signed, draft: &Draft) -> Result<Response, Problem> {
    let proposal = Proposal {
        at: app.engine.clock().now(),
        by: signed.name.clone(),
        person: answers(app, signed).await?,
    };
    let store = app.engine.store();
    let proposed = store.propose_draft(signed.tenant, &draft.flow, draft.number, proposal);
    let (tone, key) = if proposed.await? {
        (Tone::Success, "flash-draft-proposed")
    } else {
        (Tone::Warning, "flash-draft-changed")
    };
    Ok(said(app, &place(&draft.flow, "publish"), tone, key))
}

fn said(app: &App, to: &str, tone: Tone, key: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    flash::say_next(&mut answer, tone, key, app.gate.https);
    answer
}

/// Who answers for what is asked: a program speaks for its owner.
async fn answers(app: &App, signed: &Signed) -> Result<PersonId, Problem> {
    let service = app.engine.store().service(signed.tenant, signed.person).await?;
    Ok(service.map_or(signed.person, |service| service.owner))
}
