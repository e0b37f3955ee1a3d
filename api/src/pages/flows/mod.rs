//! The flows that are published: which there are, and what each says, as a picture and in words.

mod chapter;
pub(super) mod handbook;
pub(super) mod one;
pub(super) mod proposed;
pub(super) mod review;
pub(super) mod steps;
mod tables;
mod version;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::text::{Message, instant};
use samspil_store::FlowVersion;

use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "flows/page.html")]
struct Flows<'page> {
    page: &'page Shell,
    table: Table,
    /// What waits for another process owner.
    waits: Option<Table>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("flows-title"));
    let flows = app.engine.store().flows(signed.tenant).await?;
    let rows = flows.iter().map(|flow| {
        let name = Cell::Stack(vec![
            Cell::Link {
                href: address(flow),
                text: flow.title.in_language(page.language).to_owned(),
            },
            Cell::Small(flow.flow.clone()),
        ]);
        let mut row = vec![name, Cell::Text(flow.version.to_string())];
        row.extend(published(&page, flow.published_at, &flow.published_by));
        row
    });
    let table = Table {
        caption: page.title.clone(),
        head: heads(&page, &["flow", "version", "published", "by"]),
        rows: rows.collect(),
        empty: page.t("flows-none"),
    };
    let template = Flows {
        waits: proposed::waits(&app, &page, &signed).await?,
        page: &page,
        table,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// The address of a flow's newest version.
fn address(flow: &FlowVersion) -> String {
    format!("/flows/{}", flow.flow)
}

/// When a version was published and by whom.
fn published(page: &Shell, at: DateTime<Utc>, by: &str) -> [Cell; 2] {
    [
        Cell::Time {
            iso: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: instant(at, page.language),
        },
        Cell::Text(by.to_owned()),
    ]
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    let head = |column: &&str| page.say(&Message::new(&format!("flows-column-{column}")));
    columns.iter().map(head).collect()
}
