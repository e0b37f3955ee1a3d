//! What cannot go on by itself, for administrators.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use samspil_core::text::Message;
use samspil_runtime::MAX_PAGE;
use samspil_store::{About, Incident};
use uuid::Uuid;

use super::flash;
use super::parts::{Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::incident;
use crate::server::problem::{Kind, Problem};

/// Where the page lies.
pub(super) const PATH: &str = "/incidents";

#[derive(Template)]
#[template(path = "incidents.html")]
struct Incidents<'page> {
    page: &'page Shell,
    table: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("incidents-title"));
    let store = app.engine.store();
    let mut incidents = store.incidents(signed.tenant, true, MAX_PAGE).await?;
    let all = store.incidents(signed.tenant, false, MAX_PAGE).await?;
    incidents.extend(all.into_iter().filter(|one| one.resolved_at.is_some()));
    let head = ["about", "when", "what", "do"];
    let template = Incidents {
        table: Table {
            caption: page.t("incidents-title"),
            head: head
                .iter()
                .map(|column| page.say(&Message::new(&format!("incidents-column-{column}"))))
                .collect(),
            rows: incidents.iter().map(|one| row(&page, one)).collect(),
            empty: page.t("incidents-none"),
        },
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(page: &Shell, one: &Incident) -> Vec<Cell> {
    let word = one.about.word();
    let about = page.say(&Message::new(&format!("incidents-about-{word}")));
    let link = |href: String| Cell::Link {
        href,
        text: about.clone(),
    };
    vec![
        match one.about {
            About::Case(case) => link(format!("/cases/{case}")),
            About::Mail => link("/mails".to_owned()),
            About::TakenOut => link("/access-log?action=extract".to_owned()),
            About::Clock | About::Subcase => Cell::Text(about.clone()),
        },
        time(page, one.at),
        Cell::Text(incident::what(&one.body, page.language)),
        match (&one.resolved_by, one.resolved_at) {
            (Some(by), Some(at)) => {
                let resolved = Message::new("incidents-resolved").with("by", by.as_str());
                Cell::Stack(vec![Cell::Text(page.say(&resolved)), time(page, at)])
            }
            _ => Cell::Post {
                action: format!("{PATH}/{}/resolve", one.id),
                text: page.say(&Message::new(&format!("incidents-resolve-{word}"))),
                about,
            },
        },
    ]
}

fn time(page: &Shell, at: DateTime<Utc>) -> Cell {
    Cell::moment(at, page.language)
}

/// Resolves an incident.
pub(super) async fn resolve(
    State(app): State<App>,
    signed: Signed,
    Path(incident): Path<Uuid>,
) -> Result<Response, Problem> {
    if !app
        .engine
        .resolve(signed.tenant, incident, (&signed.name, Some(signed.person)))
        .await?
    {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(
        &mut answer,
        Tone::Success,
        "flash-incident-resolved",
        app.gate.https,
    );
    Ok(answer)
}
