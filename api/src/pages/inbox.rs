//! *Messages*: what has arrived for the reader, for their units, and for those whom they stand in for.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::{Message, instant};
use samspil_runtime::{Arrived, InboxList, Object};
use serde::Deserialize;
use uuid::Uuid;

use super::back::{encoded, own_path};
use super::file::Gathering;
use super::names::Names;
use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// The rows of a page.
const PAGE: u32 = 30;

#[derive(Template)]
#[template(path = "inbox.html")]
struct Inbox<'page> {
    page: &'page Shell,
    tabs: [(String, String, bool); 2],
    table: Table,
    first: Option<String>,
    next: Option<String>,
}

/// Which of it.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    all: bool,
    after: Option<String>,
}

impl Asked {
    fn address(&self, after: Option<&str>) -> String {
        match (self.all, after) {
            (false, None) => "/inbox".to_owned(),
            (true, None) => "/inbox?all=true".to_owned(),
            (all, Some(after)) => format!("/inbox?all={all}&after={}", encoded(after)),
        }
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("inbox-title"));
    let mut list = InboxList {
        unread: !asked.all,
        after: asked.after.clone(),
        limit: PAGE,
    };
    let (look, by) = (page.looking(signed.look(Object::Inbox)), signed.by());
    let mut found = Gathering::new(page.file);
    loop {
        let read = app.engine.inbox(signed.tenant, &by, &list, &look).await?;
        list.after = found.add(read.rows, read.next);
        if list.after.is_none() {
            break;
        }
    }
    let is_cut = found.is_cut();
    let people: BTreeSet<_> = found.rows.iter().filter_map(|row| row.on_behalf_of).collect();
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let here = asked.address(asked.after.as_deref());
    let rows = found.rows.iter().map(|arrived| row(speaker, arrived, &here));
    let tab = |key: &str, all: bool| {
        let address = Asked { all, after: None }.address(None);
        (address, page.t(key), all == asked.all)
    };
    let template = Inbox {
        tabs: [tab("inbox-unread", false), tab("inbox-all", true)],
        table: Table {
            caption: page.t("inbox-title"),
            head: [
                "inbox-column-what",
                "inbox-column-for",
                "inbox-column-when",
                "inbox-column-read",
            ]
            .iter()
            .map(|key| page.say(&Message::new(key)))
            .collect(),
            rows: rows.collect(),
            empty: page.t(if asked.all {
                "inbox-none"
            } else {
                "inbox-none-unread"
            }),
        },
        first: asked.after.as_ref().map(|_| asked.address(None)),
        next: found.next.as_deref().map(|next| asked.address(Some(next))),
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[(&template.table, is_cut)]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(speaker: Speaker<'_>, arrived: &Arrived, here: &str) -> Vec<Cell> {
    let text = match &arrived.notice {
        Some((_, body)) => speaker.say(&body.message),
        None => speaker.t("inbox-for-another"),
    };
    let what = match &arrived.notice {
        Some((case, _)) => Cell::Link {
            href: format!("/cases/{case}"),
            text: text.clone(),
        },
        None => Cell::Text(text.clone()),
    };
    let moment = |at| Cell::Time {
        iso: chrono::DateTime::to_rfc3339_opts(&at, chrono::SecondsFormat::Secs, true),
        text: instant(at, speaker.language),
    };
    let read = match arrived.read_at {
        Some(at) => moment(at),
        None => Cell::Post {
            action: format!("/inbox/{}/read?back={}", arrived.id, encoded(here)),
            text: speaker.t("inbox-mark-read"),
            about: text,
        },
    };
    vec![what, whom(speaker, arrived), moment(arrived.at), read]
}

/// Whom it is for: the reader, a unit, or someone whom they stand in for.
fn whom(speaker: Speaker<'_>, arrived: &Arrived) -> Cell {
    let language = speaker.language;
    match (arrived.on_behalf_of, arrived.unit) {
        (Some(person), _) => {
            let message =
                Message::new("inbox-on-behalf").with("person", speaker.names.person(person, language));
            Cell::Text(speaker.say(&message))
        }
        (None, Some(unit)) => Cell::Text(speaker.names.unit(unit, language)),
        (None, None) => Cell::Text(speaker.t("inbox-for-you")),
    }
}

/// The page to come back to.
#[derive(Deserialize)]
pub(super) struct Back {
    back: Option<String>,
}

/// Marks a notice as read.
pub(super) async fn mark_read(
    State(app): State<App>,
    signed: Signed,
    Path(notice): Path<Uuid>,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    if !app.engine.mark_read(signed.tenant, &signed.by(), notice).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(Redirect::to(own_path(back.back.as_deref())).into_response())
}
