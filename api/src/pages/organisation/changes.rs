//! The journal: every change, by whom and by which way.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use samspil_runtime::MAX_PAGE;
use samspil_store::OrganisationEntry;

use super::heads;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "organisation/changes.html")]
struct ChangesPage<'page> {
    page: &'page Shell,
    table: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("organisation-changes"));
    let store = app.engine.store();
    let entries = store.organisation_changes(signed.tenant, MAX_PAGE).await?;
    let people: BTreeSet<_> = entries.iter().filter_map(|entry| entry.by).collect();
    let names = Names::read(store.as_ref(), signed.tenant, &people).await?;
    let row = |entry: &OrganisationEntry| {
        let count = |name: &str| {
            let count = entry.counts.get(name).copied().unwrap_or_default();
            Cell::Text(count.to_string())
        };
        let way = page.t(&format!("organisation-way-{}", entry.way.word()));
        vec![
            Cell::Text(entry.number.to_string()),
            Cell::moment(entry.at, page.language),
            Cell::Text(
                entry
                    .by
                    .map(|by| names.person(by, page.language))
                    .unwrap_or_default(),
            ),
            Cell::Text(way),
            count("units"),
            count("people"),
            count("places"),
            count("functions"),
            count("passwords"),
        ]
    };
    let template = ChangesPage {
        table: Table {
            caption: page.t("organisation-changes"),
            head: heads(
                &page,
                &[
                    "number",
                    "when",
                    "who",
                    "way",
                    "units",
                    "people",
                    "places",
                    "functions",
                    "passwords",
                ],
            ),
            rows: entries.iter().map(row).collect(),
            empty: page.t("organisation-no-changes"),
        },
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}
