//! The whole history of a case, a page at a time, newest first.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::Object;
use serde::Deserialize;

use super::history::{Entry, Teller};
use super::people::people;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::past::past;
use crate::server::problem::Problem;

/// How many events a page shows.
const EVENTS: u32 = 50;

#[derive(Template)]
#[template(path = "case/history_page.html")]
struct HistoryPage<'page> {
    page: &'page Shell,
    case: CaseId,
    title: String,
    history: Vec<Entry>,
    older: Option<u64>,
    newest: bool,
}

/// Where the page begins.
#[derive(Deserialize)]
pub(crate) struct From {
    before: Option<u64>,
}

/// The page.
pub(crate) async fn page(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let read = app
        .engine
        .read(signed.tenant, &signed.by(), case, &signed.look(Object::History))
        .await;
    let read = read?;
    let eyes = read.eyes(&signed.by());
    let title = read.title(&eyes, page.language);
    let page = page.titled(&Message::new("history-title").with("case", title.as_str()));
    let past = past(&app, &signed, &read, from.before, EVENTS).await?;
    let named = people(&read, &eyes, past.events.iter().map(|(_, event)| event));
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    let names = names.and_citizens(&app.engine, signed.tenant, &named).await?;
    let teller = Teller {
        view: read.view(),
        speaker: Speaker {
            language: page.language,
            names: &names,
        },
    };
    let template = HistoryPage {
        page: &page,
        case,
        title,
        history: teller.entries(past.events.iter().map(|(_, event)| event)),
        older: past.older,
        newest: from.before.is_none(),
    };
    Ok(show(StatusCode::OK, &page, &template))
}
