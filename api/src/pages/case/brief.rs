//! A page about a case for somebody who comes new to it: what it is about, who is who, what is agreed, what is owed by when,
//! where it deviates, and what was last done. That it was opened is logged.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, View};
use samspil_core::flow::ItemKind;
use samspil_core::id::CaseId;
use samspil_core::text::{Message, instant};
use samspil_runtime::Object;

use super::data::{File, SectionShown};
use super::head::{moves, seen_tasks};
use super::history::{Entry, Teller};
use super::parties::parties;
use super::people::people;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::goals::{CitizenWords, words};
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker};
use crate::past::past;
use crate::server::problem::Problem;

/// How many events it tells of: a page in all.
const NEWEST: u32 = 8;

/// How many deviations it tells of: what stands on a page beside the rest.
const MAX_DEVIATIONS: usize = 12;

#[derive(Template)]
#[template(path = "case/brief.html")]
struct BriefPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    flow: String,
    words: Option<CitizenWords>,
    purpose: Option<String>,
    moves: Vec<String>,
    owed: Table,
    meetings: Vec<String>,
    deviations: Vec<String>,
    sections: Vec<SectionShown>,
    parties: Table,
    history: Vec<Entry>,
}

/// The page.
pub(crate) async fn page(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let (tenant, by) = (signed.tenant, signed.by());
    let read = app
        .engine
        .read(tenant, &by, case, &signed.look(Object::Brief))
        .await?;
    let eyes = read.eyes(&by);
    let past = past(&app, &signed, &read, None, NEWEST).await?;
    let named = people(&read, &eyes, past.events.iter().map(|(_, event)| event));
    let names = Names::read(app.engine.store().as_ref(), tenant, &named).await?;
    let names = names.and_citizens(&app.engine, tenant, &named).await?;
    let title = read.title(&eyes, page.language);
    let page = page.titled(&Message::new("brief-title").with("case", title.as_str()));
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let view = read.view();
    let teller = Teller { view, speaker };
    let file = File {
        view,
        parties: &eyes,
        speaker,
    };
    let flow = &read.run.flow;
    let purpose = flow.about.purpose.as_ref();
    let template = BriefPage {
        case,
        case_title: title,
        flow: flow.title.in_language(page.language).to_owned(),
        words: words(&view, &eyes, speaker),
        purpose: purpose.map(|purpose| purpose.in_language(page.language).to_owned()),
        moves: moves(&view, &eyes).iter().map(|line| speaker.say(line)).collect(),
        owed: owed(&view, &eyes, speaker),
        meetings: meetings(&view, &eyes, speaker),
        deviations: deviations(&view, &eyes, speaker),
        sections: file.sections(),
        parties: parties(&view, &eyes, speaker),
        history: teller.entries(past.events.iter().map(|(_, event)| event)),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// What is open, whose it is and by when; the soonest first.
fn owed(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Table {
    let mut tasks = seen_tasks(view, eyes);
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let rows = tasks.into_iter().map(|task| {
        let due = task
            .due
            .map(|due| due_cell(speaker, &Due::new(due, view.at, &view.run.calendar)));
        vec![
            Cell::Link {
                href: format!("/cases/{}/tasks/{}", view.case.id, segment(task.item.as_str())),
                text: task.title.in_language(speaker.language).to_owned(),
            },
            Cell::Text(
                view.party_title(&task.party)
                    .in_language(speaker.language)
                    .to_owned(),
            ),
            due.unwrap_or(Cell::Empty),
        ]
    });
    Table {
        caption: speaker.t("brief-owed"),
        head: ["task", "party", "due"]
            .into_iter()
            .map(|head| speaker.t(&format!("brief-owed-{head}")))
            .collect(),
        rows: rows.collect(),
        empty: speaker.t("brief-nothing-owed"),
    }
}

/// Meetings that are agreed, the next first.
fn meetings(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<String> {
    let all = view.run.flow.items.values();
    let meetings = all.filter(|item| item.kind == ItemKind::Meeting && view.sees_item(eyes, item));
    let mut agreed: Vec<_> = meetings
        .filter_map(|item| Some((view.agreed(item)?, item)))
        .filter(|(agreed, _)| agreed.ends >= view.at)
        .collect();
    agreed.sort_by_key(|(agreed, _)| agreed.starts);
    let told = agreed.into_iter().map(|(agreed, item)| {
        let message = Message::new("brief-meeting").with("item", &item.title);
        let message = message.with("at", instant(agreed.starts, speaker.language));
        speaker.say(&message.with("place", agreed.place.as_str()))
    });
    told.collect()
}

/// Where the case goes another way than the flow says, and why, the latest first; as old as it may be.
fn deviations(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Vec<String> {
    let case = view.case;
    let left = case
        .items
        .iter()
        .filter(|(_, state)| state.deviations > 0)
        .filter_map(|(id, state)| Some((id, state.reason.as_deref()?)));
    let added = case.added.iter().map(|(id, work)| (id, work.reason.as_str()));
    let told = left.chain(added).filter(|(id, why)| {
        let says = !why.is_empty();
        says && view.sees_named(eyes, id)
    });
    let mut told: Vec<_> = told.map(|(id, why)| (case.item(id).ended_at, id, why)).collect();
    told.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let told = told.into_iter().take(MAX_DEVIATIONS).map(|(_, id, why)| {
        let message = Message::new("brief-deviation").with("item", view.title(id));
        speaker.say(&message.with("reason", why))
    });
    told.collect()
}
