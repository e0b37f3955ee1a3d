//! Who has looked at a case, for those who may know of it: role and unit, and names where the municipality tells them.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::SecondsFormat;
use samspil_core::id::{CaseId, PartyId};
use samspil_core::text::{Message, instant};
use samspil_runtime::{CaseRead, LookedAt, Object};
use serde::Deserialize;

use crate::access::{deed, purpose, units};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

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
    let by_name = app.engine.access_rules(signed.tenant).await?.names;
    let people: BTreeSet<_> = looked
        .rows
        .iter()
        .filter(|_| by_name)
        .filter_map(|row| row.entry.access.who.person())
        .filter(|person| !read.view().hides_person(&eyes, *person))
        .collect();
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?;
    let names = by_name.then_some(&names);
    let head = ["when", "who", "what", "purpose"];
    let template = LookedPage {
        case,
        title,
        table: Table {
            caption: page.title.clone(),
            head: head
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

fn cells(page: &Shell, read: &CaseRead, row: &LookedAt, names: Option<&Names>) -> Vec<Cell> {
    let (access, details) = (&row.entry.access, row.details.as_ref());
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
    let mut who = vec![Cell::Text(if roles.is_empty() {
        page.t("access-outside")
    } else {
        roles.join(", ")
    })];
    who.extend(units(details).into_iter().map(Cell::Small));
    if let (Some(names), Some(person)) = (names, access.who.person()) {
        who.push(Cell::Small(names.person(person, page.language)));
    }
    vec![
        Cell::Time {
            iso: access.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: instant(access.at, page.language),
        },
        Cell::Stack(who),
        Cell::Text(deed(row, page.language)),
        Cell::Text(purpose(details, page.language)),
    ]
}
