//! The goals of a case: the citizen's words, the purpose, each goal with what is done for it and the notes about it. From an
//! activity one click leads up to why it is done, from the purpose one down to what was done for it.

mod shown;
mod words;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::flow::{Chain, Item};
use samspil_core::id::{CaseId, FieldPath};
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, Object};

pub(super) use self::shown::{GoalsShown, goals};
pub(super) use self::words::{CitizenWords, words};
use super::case::people::people;
use super::names::Names;
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::period::{Begin, period};
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "goals/page.html")]
struct GoalsPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    words: Option<CitizenWords>,
    goals: GoalsShown,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (tenant, by) = (signed.tenant, signed.by());
    let read = app
        .engine
        .read(tenant, &by, case, &signed.look(Object::Case))
        .await?;
    let eyes = read.eyes(&by);
    if read.run.flow.chain.is_none() {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let begin = Begin {
        since: read.case.started_at,
        after: None,
    };
    let period = period(&app, &signed, &read, &eyes, begin).await?;
    let named = people(&read, &eyes, period.events.iter());
    let names = Names::read(app.engine.store().as_ref(), tenant, &named).await?;
    let names = names.and_citizens(&app.engine, tenant, &named).await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let view = read.view();
    let title = read.title(&eyes, page.language);
    let page = page.titled(&Message::new("goals-title").with("case", title.as_str()));
    let template = GoalsPage {
        case,
        case_title: title,
        words: words(&view, &eyes, speaker),
        goals: goals(&view, &eyes, speaker, &period).below_the_purpose(),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The address of the page where the flow has a chain; where the item is there for a goal's row, or is about goals,
/// that is where it leads.
pub(super) fn address(read: &CaseRead) -> Option<String> {
    read.run.flow.chain.as_ref()?;
    Some(format!("/cases/{}/goals", read.case.id))
}

/// Whether an item is work in the chain: it fills a level of it, writes notes or gathers them.
pub(super) fn is_in(chain: &Chain, item: &Item) -> bool {
    let lists = [chain.goal_list(), chain.activity_list()];
    let lies_in = |path: &FieldPath| {
        let in_list = |list: &FieldPath| path == list || Chain::list_of(path).as_ref() == Some(list);
        lists.iter().flatten().any(in_list) || chain.purpose.as_ref() == Some(path)
    };
    let named = [&chain.notes, &chain.status];
    let is_named = named
        .into_iter()
        .flatten()
        .any(|named| named.as_str() == item.id.base());
    is_named || item.fills.iter().any(lies_in)
}
