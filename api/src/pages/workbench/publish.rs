//! Publishing a draft: what is otherwise in it, proposed by one and published by another, or by one alone.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::flow::name_of;
use samspil_core::text::Message;
use samspil_runtime::PublishError;
use samspil_store::Draft;
use serde::Deserialize;

use super::changes::{Told, told};
use super::findings::first_mend;
use super::{Bench, draft_of, looked_through, place, proposal_of, slow};
use crate::app::App;
use crate::four_eyes::{self, Publishing, ToPublish, Word, answers, for_two};
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::flash;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::retention::signer;
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
    #[serde(default)]
    after: Option<u32>,
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
    let proposed = proposal_of(app, signed, draft).await?;
    let proposed = proposed.as_ref();
    let asks = answers(app.engine.store().as_ref(), signed.tenant, signed.person).await?;
    let two = match &hinders {
        None => two_for(app, signed, draft).await?,
        Some(_) => None,
    };
    let rule = match proposed {
        None if two.is_some() => Message::new("workbench-publish-two"),
        None => Message::new("workbench-publish-alone"),
        Some(proposal) if proposal.is_own(signed.person, asks) => Message::new("workbench-publish-own"),
        Some(proposal) => Message::new("workbench-publish-other").with("by", proposal.name.as_str()),
    };
    let template = PublishPage {
        bench: Bench::with(&page, draft, proposed, "publish"),
        ready: hinders.is_none(),
        alert: refused.or(hinders),
        told: told(app, &page, signed, draft, checked.text).await?,
        rule: page.say(&rule),
        seen: draft.number,
        publish: proposed
            .map_or(two.is_none(), |proposal| !proposal.is_own(signed.person, asks))
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
    let named = name_of(&draft.text).is_some_and(|name| name.as_str() == draft.flow);
    let to_be = ToPublish {
        text: &draft.text,
        seen: asked.after,
        draft: Some(draft.number),
        trial: None,
    };
    let done = match (named, asked.way.as_str()) {
        (false, _) => Ok(None),
        (true, "propose") => propose(&app, &signed, &draft, to_be).await,
        (true, _) => publish(&app, &signed, &draft, to_be).await,
    };
    let refused = match done {
        Ok(Some(answer)) => return Ok(answer),
        // The page says what is wrong: it is looked through anew.
        Ok(None) | Err(PublishError::Findings(_)) => None,
        Err(PublishError::Changed(newest)) => {
            let told = page.say(&four_eyes::meanwhile(newest.as_deref(), page.language));
            Some(Alert::new(page.language, Tone::Warning, told))
        }
        Err(PublishError::Store(error)) => return Err(error.into()),
        Err(PublishError::Slow) => return Err(slow()),
    };
    drawn(&app, page, &signed, &draft, refused).await
}

/// Publishes a draft that another has proposed, or that one may publish alone; nothing where it is neither.
async fn publish(
    app: &App,
    signed: &Signed,
    draft: &Draft,
    to_be: ToPublish<'_>,
) -> Result<Option<Response>, PublishError> {
    let store = app.engine.store();
    let mut proposed = four_eyes::proposed_of(&app.engine, signed.tenant).await?;
    let proposal = proposed.remove(&(draft.flow.clone(), draft.number));
    let may = match proposal {
        // Who proposed it is not the second pair of eyes.
        Some(proposal) => {
            let asks = answers(store.as_ref(), signed.tenant, signed.person).await?;
            !proposal.is_own(signed.person, asks)
        }
        None => {
            let widening = app.engine.widened(signed.tenant, &draft.text).await?;
            for_two(&app.engine, signed.tenant, &widening).await?.is_none()
        }
    };
    if !may {
        return Ok(None);
    }
    let published = four_eyes::publish(&app.engine, signed.tenant, to_be, &signer(signed)).await?;
    Ok(match published {
        Publishing::Done(_) => {
            let to = format!("/flows/{}", segment(&draft.flow));
            Some(said(app, &to, Tone::Success, "flash-draft-published"))
        }
        Publishing::Waits(..) => Some(said(
            app,
            &place(&draft.flow, "publish"),
            Tone::Success,
            "flash-draft-proposed",
        )),
        Publishing::Other(_) | Publishing::Full => Some(said(
            app,
            &place(&draft.flow, "publish"),
            Tone::Warning,
            "flash-draft-another",
        )),
    })
}

/// The sentences for whose sake two people publish a draft, as the page tells them; nothing where one may, or where it has
/// to be mended first.
async fn two_for(app: &App, signed: &Signed, draft: &Draft) -> Result<Option<Vec<Message>>, Problem> {
    match app.engine.widened(signed.tenant, &draft.text).await {
        Ok(widening) => Ok(for_two(&app.engine, signed.tenant, &widening).await?),
        Err(PublishError::Findings(_) | PublishError::Changed(_)) => Ok(None),
        Err(PublishError::Store(error)) => Err(error.into()),
        Err(PublishError::Slow) => Err(slow()),
    }
}

async fn propose(
    app: &App,
    signed: &Signed,
    draft: &Draft,
    to_be: ToPublish<'_>,
) -> Result<Option<Response>, PublishError> {
    let word = four_eyes::propose(&app.engine, signed.tenant, to_be, &signer(signed)).await?;
    // The page says that nothing is changed.
    let Some(word) = word else {
        return Ok(None);
    };
    let (tone, key) = match word {
        Word::First(_) => (Tone::Success, "flash-draft-proposed"),
        // Somebody else was first.
        Word::Second(_) => (Tone::Warning, "flash-draft-changed"),
        Word::Other(_) | Word::Full => (Tone::Warning, "flash-draft-another"),
    };
    Ok(Some(said(app, &place(&draft.flow, "publish"), tone, key)))
}

fn said(app: &App, to: &str, tone: Tone, key: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    flash::say_next(&mut answer, tone, key, app.gate.https);
    answer
}
