//! The cases that the reader is in, found by flow, state and title.

pub(super) mod begin;
mod bindings;
#[cfg(test)]
mod course_test;
mod known;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::Standing;
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::{CaseList, MAX_PAGE, Object};
use samspil_store::{CaseRow, CaseStatus, FlowVersion, Role};
use serde::Deserialize;

use super::back::encoded;
use super::case::standing;
use super::file::{FileKind, Gathering};
use super::names::Names;
use super::own_lists::OwnLists;
use super::parts::{Cell, Choice, Field, Form, Table};
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// How many rows a page shows.
const ROWS: u32 = 25;

/// The longest text that is looked for, in characters.
const MAX_TEXT_CHARS: u32 = 100;

#[derive(Template)]
#[template(path = "cases/page.html")]
struct Cases<'page> {
    page: &'page Shell,
    form: Form,
    table: Table,
    first: Option<String>,
    next: Option<String>,
    /// What is sent for the next page where something is looked for: a name and what it is, each.
    again: Option<Vec<(&'static str, String)>>,
    /// What the same list is sent with for a file, where it was looked for.
    searched: Option<Vec<(&'static str, String)>>,
    may_begin: bool,
    own_lists: OwnLists,
}

/// What is asked for; what is empty asks for all. What is looked for may be somebody's name: it is sent, and stands in no
/// address, which proxies note and browsers keep.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    flow: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    text: String,
    after: Option<String>,
}

/// The words for states in addresses, and the states.
const STATES: [(&str, CaseStatus, Standing); 3] = [
    ("open", CaseStatus::Open, Standing::Open),
    ("on_hold", CaseStatus::OnHold, Standing::OnHold),
    ("closed", CaseStatus::Closed, Standing::Closed),
];

impl Asked {
    fn list(&self) -> CaseList {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let status = STATES.iter().find(|(word, ..)| *word == self.status);
        CaseList {
            flow: some(&self.flow),
            status: status.map(|(_, status, _)| *status),
            text: some(&self.text),
            with: None,
            after: self.after.clone(),
            limit: ROWS,
        }
    }

    /// What the same list is looked for with, as it is sent.
    fn sent(&self) -> Vec<(&'static str, String)> {
        vec![
            ("text", self.text.trim().to_owned()),
            ("flow", self.flow.clone()),
            ("status", self.status.clone()),
        ]
    }

    /// The address of the same list from this place on, without what is looked for.
    fn from(&self, after: Option<&str>) -> String {
        let parts = [
            ("flow", self.flow.as_str()),
            ("status", &self.status),
            ("after", after.unwrap_or_default()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/cases?{}", pairs.join("&"))
    }
}

/// What an address may ask for.
#[derive(Deserialize)]
pub(super) struct Listed {
    #[serde(default)]
    flow: String,
    #[serde(default)]
    status: String,
    after: Option<String>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(listed): Query<Listed>,
) -> Result<Response, Problem> {
    let asked = Asked {
        flow: listed.flow,
        status: listed.status,
        text: String::new(),
        after: listed.after,
    };
    drawn(&app, page, &signed, &asked).await
}

/// The cases that hold what is looked for, or a file of them; where nothing is, the list by its address.
pub(super) async fn search(
    State(app): State<App>,
    mut page: Shell,
    signed: Signed,
    Body(asked): Body<Asked>,
) -> Result<Response, Problem> {
    if asked.text.trim().is_empty() {
        return Ok(Redirect::to(&asked.from(None)).into_response());
    }
    page.file = FileKind::asked(page.path());
    drawn(&app, page, &signed, &asked).await
}

async fn drawn(app: &App, page: Shell, signed: &Signed, asked: &Asked) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("cases-title"));
    let flows = app.engine.store().flows(signed.tenant).await?;
    let (mut list, by) = (asked.list(), signed.by());
    let look = page.looking(signed.look(Object::Cases));
    let mut found = Gathering::new(page.file);
    if page.file.is_some() {
        list.limit = MAX_PAGE;
    }
    loop {
        let read = app.engine.cases(signed.tenant, &by, &list, &look).await?;
        list.after = found.add(read.rows, read.next);
        if list.after.is_none() {
            break;
        }
    }
    let is_cut = found.is_cut();
    let rows = found.rows.iter().map(|row| cells(&page, &flows, row));
    let by_address = asked.text.trim().is_empty();
    let next = found.next.as_deref();
    let template = Cases {
        form: form(&page, &flows, asked),
        table: table(&page, rows.collect()),
        first: asked
            .after
            .as_ref()
            .filter(|_| by_address)
            .map(|_| asked.from(None)),
        next: next.filter(|_| by_address).map(|next| asked.from(Some(next))),
        again: next.filter(|_| !by_address).map(|next| {
            let mut sent = asked.sent();
            sent.push(("after", next.to_owned()));
            sent
        }),
        searched: (!by_address).then(|| asked.sent()),
        own_lists: OwnLists::read(app, &page, signed).await?,
        may_begin: signed.roles.contains(&Role::Staff),
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[(&template.table, is_cut)]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn form(page: &Shell, flows: &[FlowVersion], asked: &Asked) -> Form {
    let mut form = Form::new(page.language);
    let text = Field::text("text", page.t("cases-text")).optional();
    form.add(text.value(&asked.text).longest(MAX_TEXT_CHARS));
    let all = || Choice::new(String::new(), page.t("cases-all"));
    let mut choices = vec![all()];
    choices.extend(flows.iter().map(|flow| {
        let title = flow.title.in_language(page.language);
        Choice::new(flow.flow.clone(), title.to_owned())
    }));
    let field = Field::select("flow", page.t("cases-flow"), choices);
    form.add(field.value(&asked.flow).optional());
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let mut choices = vec![all()];
    choices.extend(STATES.iter().map(|(word, _, state)| {
        let word = (*word).to_owned();
        Choice::new(word, standing(speaker, *state).text)
    }));
    let field = Field::select("status", page.t("cases-status"), choices);
    form.add(field.value(&asked.status).optional());
    form
}

fn table(page: &Shell, rows: Vec<Vec<Cell>>) -> Table {
    let head = ["case", "stage", "status", "changed"];
    Table {
        caption: page.title.clone(),
        head: head
            .into_iter()
            .map(|column| page.say(&Message::new(&format!("cases-column-{column}"))))
            .collect(),
        rows,
        empty: page.t("cases-none"),
    }
}

/// How the case stands.
pub(super) fn state(page: &Shell, row: &CaseRow) -> Cell {
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let state = STATES.iter().find(|(_, status, _)| *status == row.head.status);
    state.map_or(Cell::Empty, |(_, _, state)| {
        Cell::Badge(standing(speaker, *state))
    })
}

fn cells(page: &Shell, flows: &[FlowVersion], row: &CaseRow) -> Vec<Cell> {
    let language: Language = page.language;
    let flow = flows.iter().find(|flow| flow.flow == row.head.flow);
    let flow = flow.map_or(row.head.flow.as_str(), |flow| flow.title.in_language(language));
    let stage = row.head.stage.as_ref().map(|stage| stage.in_language(language));
    vec![
        Cell::Stack(vec![
            Cell::Link {
                href: format!("/cases/{}", row.case),
                text: row.head.title.clone(),
            },
            Cell::Small(flow.to_owned()),
        ]),
        stage.map_or(Cell::Empty, |stage| Cell::Text(stage.to_owned())),
        state(page, row),
        Cell::Time {
            iso: row.changed_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            text: instant(row.changed_at, language),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_chosen_and_never_what_is_looked_for() {
        let asked = Asked {
            flow: "voksen-bum".to_owned(),
            status: "on_hold".to_owned(),
            text: " Ærø & co ".to_owned(),
            after: None,
        };
        assert_eq!(
            asked.from(Some("a1")),
            "/cases?flow=voksen-bum&status=on_hold&after=a1",
            "what is looked for stands in no address"
        );
        assert_eq!(asked.list().text.as_deref(), Some("Ærø & co"));
        assert_eq!(asked.list().status, Some(CaseStatus::OnHold));
        let nothing = Asked {
            status: "lost".to_owned(),
            ..Asked::default()
        };
        assert_eq!((nothing.list().status, nothing.list().flow), (None, None));
    }
}
