//! Writing a draft: its text, what is wrong with it, and its picture. Without scripts a text field with a button.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::flow::{MAX_FLOW_BYTES, name_of};
use samspil_core::text::{Message, instant};
use samspil_store::Draft;
use serde::Deserialize;

use super::check::picture;
use super::findings::{anchor, summary, table};
use super::told::{lines_between, otherwise};
use super::{Bench, PATH, draft_of, looked_through, place};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Alert, Picture, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "workbench/editor.html")]
struct EditorPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    text: String,
    /// It is not what is kept.
    unsaved: bool,
    seen: u32,
    summary: String,
    findings: Table,
    picture: Option<Picture>,
    lines: Vec<(String, String)>,
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(super) struct Written {
    text: String,
    #[serde(default)]
    seen: u32,
    /// `check` looks through it, anything else keeps it.
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
    let newest = app.engine.store().draft(signed.tenant, &flow, None).await?;
    let Some(draft) = newest.filter(|draft| !draft.is_over()) else {
        return Ok(Redirect::to(PATH).into_response());
    };
    let (text, seen) = (draft.text.clone(), draft.number);
    drawn(&app, page, &signed, &draft, (text, seen), (StatusCode::OK, None)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    draft: &Draft,
    (text, seen): (String, u32),
    (status, alert): (StatusCode, Option<Alert>),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("workbench-draft").with("flow", draft.flow.as_str()));
    let checked = looked_through(app, signed, &text).await?;
    let lines = (1_u32..).zip(text.lines());
    let template = EditorPage {
        bench: Bench::new(app, signed, &page, draft, "").await?,
        alert: alert.or_else(|| other_name(&page, draft, &text)),
        summary: summary(&page, &checked.findings),
        findings: table(&page, &checked.findings),
        lines: lines.map(|(at, line)| (anchor(at), line.to_owned())).collect(),
        picture: picture(app, &page, checked).await?,
        unsaved: text != draft.text,
        text,
        seen,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// That the file names another flow than the draft is of.
fn other_name(page: &Shell, draft: &Draft, text: &str) -> Option<Alert> {
    let named = name_of(text)?;
    let other = Message::new("workbench-other-name")
        .with("named", named.as_str())
        .with("flow", draft.flow.as_str());
    (named.as_str() != draft.flow).then(|| Alert::new(page.language, Tone::Warning, page.say(&other)))
}

/// Looks through what is written, or keeps it.
pub(super) async fn write(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let draft = newest(&app, &signed, &flow).await?;
    let text = written.text.replace("\r\n", "\n");
    let sent = (text.clone(), written.seen);
    if written.way == "check" {
        return drawn(&app, page, &signed, &draft, sent, (StatusCode::OK, None)).await;
    }
    let refused = match text.len() {
        _ if text.trim().is_empty() => Some("workbench-empty"),
        length if length > MAX_FLOW_BYTES => Some("workbench-too-large"),
        _ => None,
    };
    if let Some(key) = refused {
        let most = i64::try_from(MAX_FLOW_BYTES / 1024).unwrap_or(i64::MAX);
        let told = page.say(&Message::new(key).with("most", most));
        let alert = Alert::new(page.language, Tone::Error, told);
        let answer = (StatusCode::UNPROCESSABLE_ENTITY, Some(alert));
        return drawn(&app, page, &signed, &draft, sent, answer).await;
    }
    let kept = Draft {
        number: written.seen.saturating_add(1),
        text,
        written_at: app.engine.clock().now(),
        written_by: signed.name.clone(),
        ..draft
    };
    if app
        .engine
        .store()
        .write_draft(signed.tenant, kept.clone())
        .await?
    {
        let mut answer = Redirect::to(&place(&flow, "")).into_response();
        flash::say_next(&mut answer, Tone::Success, "flash-draft-kept", app.gate.https);
        return Ok(answer);
    }
    let newest = newest(&app, &signed, &flow).await?;
    let alert = since(&app, &page, &signed, written.seen, &newest).await?;
    // Whoever was told of it may write over it.
    let sent = (kept.text, newest.number);
    let answer = (StatusCode::CONFLICT, Some(alert));
    drawn(&app, page, &signed, &newest, sent, answer).await
}

/// The newest writing, also where the draft is over: what somebody typed on it begins it anew, once they were told, with
/// the scenarios that were published.
async fn newest(app: &App, signed: &Signed, flow: &str) -> Result<Draft, Problem> {
    let store = app.engine.store();
    let draft = store.draft(signed.tenant, flow, None).await?;
    let mut draft = draft.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    if draft.is_over()
        && let Some(published) = store.flow(signed.tenant, flow, None).await?
    {
        draft.scenarios = store.scenarios(signed.tenant, flow, published.version).await?;
    }
    Ok(draft)
}

/// Who wrote meanwhile, and what.
async fn since(
    app: &App,
    page: &Shell,
    signed: &Signed,
    seen: u32,
    newest: &Draft,
) -> Result<Alert, Problem> {
    let base = app
        .engine
        .store()
        .draft(signed.tenant, &newest.flow, Some(seen))
        .await?;
    let (key, then) = if newest.is_over() {
        ("workbench-ended-meanwhile", "workbench-begin-again")
    } else {
        ("workbench-written-meanwhile", "workbench-write-over")
    };
    let told = Message::new(key)
        .with("by", newest.written_by.as_str())
        .with("at", instant(newest.written_at, page.language));
    let mut reasons = Vec::new();
    if let Some(base) = base.filter(|base| !base.is_over()) {
        let (before, after, language) = (base.text.clone(), newest.text.clone(), page.language);
        let groups = app
            .engine
            .aside(move || otherwise(&before, &after, language))
            .await;
        let groups = groups.flatten().unwrap_or_default();
        reasons.extend(groups.into_iter().flat_map(|group| group.sentences));
        let lines = lines_between(&base.text, &newest.text).into_iter();
        reasons.extend(lines.map(|(at, line)| {
            let line = Message::new("workbench-line-now")
                .with("line", i64::try_from(at).unwrap_or(i64::MAX))
                .with("text", line);
            page.say(&line)
        }));
    }
    Ok(Alert::new(page.language, Tone::Warning, page.t(then))
        .headed(page.say(&told))
        .reasons(reasons))
}

/// The draft is given up: nothing of it is kept.
pub(super) async fn give_up(
    State(app): State<App>,
    Path(flow): Path<String>,
    signed: Signed,
    Body(seen): Body<Seen>,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let seen = Draft {
        number: seen.seen,
        ..draft
    };
    let over = seen.over(app.engine.clock().now(), &signed.name);
    let is_over = app.engine.store().write_draft(signed.tenant, over).await?;
    let (to, tone, key) = if is_over {
        (PATH.to_owned(), Tone::Success, "flash-draft-over")
    } else {
        (place(&flow, ""), Tone::Warning, "flash-draft-changed")
    };
    let mut answer = Redirect::to(&to).into_response();
    flash::say_next(&mut answer, tone, key, app.gate.https);
    Ok(answer)
}

/// Which writing of a draft is meant.
#[derive(Deserialize)]
pub(super) struct Seen {
    #[serde(default)]
    pub(super) seen: u32,
}
