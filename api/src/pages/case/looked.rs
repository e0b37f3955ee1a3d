//! Who has looked at a case, for those who may know of it: role and unit, and names where the municipality tells them.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use samspil_core::id::{CaseId, PartyId};
use samspil_core::text::{Message, instant};
use samspil_runtime::{CaseRead, LookedAt, Object};
use serde::Deserialize;

use crate::access::{deed, in_stead_of, purpose, units};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;
use crate::table::csv::{guarded, written};

/// The columns, by their texts.
const HEAD: [&str; 4] = ["when", "who", "what", "purpose"];

/// How many pages of entries a file holds at most: ten thousand looks, more than anybody reads of one case.
const MAX_PAGES: usize = 100;

#[derive(Template)]
#[template(path = "case/looked.html")]
struct LookedPage<'page> {
    page: &'page Shell,
    case: CaseId,
    title: String,
    table: Table,
    first: Option<String>,
    next: Option<String>,
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
    let look = signed.look(Object::Looked);
    let by = signed.by();
    let looked = app.engine.looked(signed.tenant, &by, case, from.before, &look);
    let (read, looked) = looked.await?;
    let eyes = read.eyes(&by);
    let title = read.title(&eyes, page.language);
    let page = page.titled(&Message::new("looked-title").with("case", title.as_str()));
    let names = told_names(&app, &signed, &read, &looked.rows).await?;
    let names = names.as_ref();
    let template = LookedPage {
        case,
        title,
        table: Table {
            caption: page.title.clone(),
            head: HEAD
                .into_iter()
                .map(|column| page.say(&Message::new(&format!("access-column-{column}"))))
                .collect(),
            rows: looked
                .rows
                .iter()
                .map(|row| cells(&page, &read, row, names))
                .collect(),
            empty: page.t("looked-none"),
        },
        first: from.before.map(|_| format!("/cases/{case}/looked")),
        next: looked
            .next
            .map(|next| format!("/cases/{case}/looked?before={next}")),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// The names of those who looked, where the municipality tells them, as far as the reader may know each.
async fn told_names(
    app: &App,
    signed: &Signed,
    read: &CaseRead,
    rows: &[LookedAt],
) -> Result<Option<Names>, Problem> {
    if !app.engine.access_rules(signed.tenant).await?.names {
        return Ok(None);
    }
    let eyes = read.eyes(&signed.by());
    let people: BTreeSet<_> = rows
        .iter()
        .flat_map(|row| {
            let who = row.entry.access.who.person().into_iter();
            who.chain(in_stead_of(row.details.as_ref()).iter().copied())
        })
        .filter(|person| !read.view().hides_person(&eyes, *person))
        .collect();
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?;
    Ok(Some(names))
}

/// The same as a file for spreadsheets, the newest first. Each page of entries is logged as taken out before it is given.
pub(crate) async fn file(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let look = signed.look(Object::Looked).taking_out();
    let by = signed.by();
    let head = HEAD.map(|column| page.t(&format!("access-column-{column}")));
    let mut lines = vec![head.to_vec()];
    let mut before = None;
    for _ in 0..MAX_PAGES {
        let looked = app.engine.looked(signed.tenant, &by, case, before, &look);
        let (read, looked) = looked.await?;
        let names = told_names(&app, &signed, &read, &looked.rows).await?;
        let rows = looked.rows.iter();
        lines.extend(rows.map(|row| line(&page, &read, row, names.as_ref())));
        before = looked.next;
        if before.is_none() {
            break;
        }
    }
    if before.is_some() {
        lines.push(vec![page.t("looked-cut")]);
    }
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"looked.csv\""),
    ];
    Ok((about, written(&lines, ';')).into_response())
}

/// An entry as a line of the file.
fn line(page: &Shell, read: &CaseRead, row: &LookedAt, names: Option<&Names>) -> Vec<String> {
    let (access, details) = (&row.entry.access, row.details.as_ref());
    let mut who = vec![roles(page, read, row)];
    who.extend(units(details));
    let name = names.zip(access.who.person());
    who.extend(name.map(|(names, person)| names.person(person, page.language)));
    who.extend(stead(page, row, names));
    let cells = [
        instant(access.at, page.language),
        who.join(", "),
        deed(row, page.language),
        purpose(details, page.language),
    ];
    cells.into_iter().map(guarded).collect()
}

/// In whose stead they looked, where it is told by name.
fn stead(page: &Shell, row: &LookedAt, names: Option<&Names>) -> Vec<String> {
    let stead = names.into_iter().flat_map(|names| {
        in_stead_of(row.details.as_ref())
            .iter()
            .map(move |one| (names, one))
    });
    let told = stead.map(|(names, person)| {
        let name = names.person(*person, page.language);
        page.say(&Message::new("access-in-stead-of").with("name", name))
    });
    told.collect()
}

/// Who looked: as which parties, or from outside.
fn roles(page: &Shell, read: &CaseRead, row: &LookedAt) -> String {
    let details = row.details.as_ref();
    let title = |party: &String| {
        let known = PartyId::new(party).ok();
        let known = known.and_then(|party| read.run.flow.parties.get(&party));
        known.map_or_else(
            || party.clone(),
            |party| party.title.in_language(page.language).to_owned(),
        )
    };
    let roles: Vec<String> = details
        .map(|details| details.parties.iter().map(title).collect())
        .unwrap_or_default();
    if roles.is_empty() {
        page.t("access-outside")
    } else {
        roles.join(", ")
    }
}

fn cells(page: &Shell, read: &CaseRead, row: &LookedAt, names: Option<&Names>) -> Vec<Cell> {
    let (access, details) = (&row.entry.access, row.details.as_ref());
    let mut who = vec![Cell::Text(roles(page, read, row))];
    who.extend(units(details).into_iter().map(Cell::Small));
    if let (Some(names), Some(person)) = (names, access.who.person()) {
        who.push(Cell::Small(names.person(person, page.language)));
    }
    who.extend(stead(page, row, names).into_iter().map(Cell::Small));
    vec![
        Cell::moment(access.at, page.language),
        Cell::Stack(who),
        Cell::Text(deed(row, page.language)),
        Cell::Text(purpose(details, page.language)),
    ]
}
