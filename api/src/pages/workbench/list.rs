//! The flows, their versions with how many cases run by each, and their drafts.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Message, instant};
use samspil_store::{DraftHead, FlowVersion, Running};

use super::begin::Named;
use super::place;
use crate::app::App;
use crate::four_eyes;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::parts::{Cell, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/list.html")]
struct ListPage<'page> {
    page: &'page Shell,
    flows: Table,
    form: Form,
}

/// A flow in the list.
#[derive(Default)]
struct Row {
    published: Option<FlowVersion>,
    running: Vec<Running>,
    draft: Option<DraftHead>,
    /// Who has proposed the draft.
    proposed_by: Option<String>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    drawn(&app, page, &signed, &Named::default(), None).await
}

/// The page, with what is wrong with the form for a new flow.
pub(super) async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    named: &Named,
    wrong: Option<(&str, String)>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("workbench-title"));
    let store = app.engine.store();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for flow in store.flows(signed.tenant).await? {
        let row = rows.entry(flow.flow.clone()).or_default();
        row.published = Some(flow);
    }
    for running in store.running(signed.tenant).await? {
        let row = rows.entry(running.flow.clone()).or_default();
        row.running.push(running);
    }
    let mut proposed = four_eyes::proposed_of(&app.engine, signed.tenant).await?;
    for draft in store.drafts(signed.tenant).await? {
        let row = rows.entry(draft.flow.clone()).or_default();
        let proposal = proposed.remove(&(draft.flow.clone(), draft.number));
        row.proposed_by = proposal.map(|proposal| proposal.name);
        row.draft = Some(draft);
    }
    let mut form = Form::new(page.language);
    let name = Field::text("name", page.t("workbench-name")).hint(page.t("workbench-name-hint"));
    form.add(name.longest(64).value(&named.name));
    form.add(Field::text("title", page.t("workbench-new-title")).value(&named.title));
    let status = match wrong {
        None => StatusCode::OK,
        Some((field, what)) => {
            form.wrong(field, what);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let flows = table(&page, &rows);
    if let Some(lists) = page.lists(&[&flows]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(
        status,
        &page,
        &ListPage {
            page: &page,
            flows,
            form,
        },
    ))
}

fn table(page: &Shell, rows: &BTreeMap<String, Row>) -> Table {
    let heads = ["flow", "version", "cases", "draft"];
    Table {
        caption: page.title.clone(),
        head: heads
            .into_iter()
            .map(|head| page.t(&format!("workbench-column-{head}")))
            .collect(),
        rows: rows.iter().map(|(name, row)| cells(page, name, row)).collect(),
        empty: page.t("flows-none"),
    }
}

fn cells(page: &Shell, name: &str, row: &Row) -> Vec<Cell> {
    let flow = match &row.published {
        None => Cell::Text(name.to_owned()),
        Some(version) => Cell::Stack(vec![
            Cell::Link {
                href: format!("/flows/{}", segment(name)),
                text: version.title.in_language(page.language).to_owned(),
            },
            Cell::Small(name.to_owned()),
        ]),
    };
    let version = match &row.published {
        None => Cell::Text(page.t("workbench-unpublished")),
        Some(version) => Cell::Stack(vec![
            Cell::Text(version.version.to_string()),
            Cell::Small(
                page.say(
                    &Message::new("workbench-published")
                        .with("at", instant(version.published_at, page.language))
                        .with("by", version.published_by.as_str()),
                ),
            ),
        ]),
    };
    let running = row.running.iter().map(|running| {
        let cases = Message::new("workbench-running")
            .with("cases", i64::try_from(running.cases).unwrap_or(i64::MAX))
            .with("version", running.version);
        Cell::Text(page.say(&cases))
    });
    let running: Vec<Cell> = running.collect();
    let running = if running.is_empty() {
        Cell::Text(page.t("workbench-no-cases"))
    } else {
        Cell::Stack(running)
    };
    vec![flow, version, running, draft(page, name, row)]
}

fn draft(page: &Shell, name: &str, row: &Row) -> Cell {
    let Some(draft) = &row.draft else {
        return Cell::Post {
            action: place(name, "begin"),
            text: page.t("workbench-begin"),
            about: name.to_owned(),
        };
    };
    let written = Message::new("workbench-written")
        .with("by", draft.written_by.as_str())
        .with("at", instant(draft.written_at, page.language));
    let mut stack = vec![
        Cell::Link {
            href: place(name, ""),
            text: page.say(&Message::new("workbench-go-on").with("flow", name)),
        },
        Cell::Small(page.say(&written)),
    ];
    if let Some(by) = &row.proposed_by {
        let proposed = Message::new("workbench-is-proposed").with("by", by.as_str());
        stack.push(Cell::Small(page.say(&proposed)));
    }
    Cell::Stack(stack)
}
