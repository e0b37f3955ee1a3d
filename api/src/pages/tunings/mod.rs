//! Tuning deadlines, for administrators: what may be tuned, and the journal of what has been.

pub(super) mod back;
pub(super) mod clock;
mod form;
mod preview;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use samspil_core::case::Runnable;
use samspil_core::flow::{Deed, Limits, tunable_clocks};
use samspil_core::text::Message;
use samspil_runtime::TuningSet;

pub(super) use self::preview::moved_table;
use super::address::segment;
use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;
use crate::tune::words::{entry, open};

/// Where the page lies.
const PATH: &str = "/tunings";

#[derive(Template)]
#[template(path = "tunings/page.html")]
struct Tunings<'page> {
    page: &'page Shell,
    open: Table,
    journal: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("tunings-title"));
    let now = app.engine.clock().now();
    let flows = app.engine.tunable(signed.tenant).await?;
    let rows = clock_rows(&page, &flows, now);
    let journal = app.engine.tunings(signed.tenant).await?;
    let template = Tunings {
        open: table(
            &page,
            "tunings-open-title",
            &["clock", "flow", "open", "now", "do"],
            rows,
            "tune-none",
        ),
        journal: table(
            &page,
            "tunings-journal-title",
            &["entry", "state", "do"],
            journal.iter().map(|set| entry_row(&page, set, now)).collect(),
            "tune-journal-none",
        ),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.open, &template.journal]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// A table with its title and the names of its columns.
fn table(page: &Shell, title: &str, columns: &[&str], rows: Vec<Vec<Cell>>, empty: &str) -> Table {
    let head = columns
        .iter()
        .map(|column| page.t(&format!("tunings-column-{column}")));
    Table {
        caption: page.t(title),
        head: head.collect(),
        rows,
        empty: page.t(empty),
    }
}

/// A row for each clock of which something may be tuned.
fn clock_rows(page: &Shell, flows: &[Arc<Runnable>], now: DateTime<Utc>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for run in flows {
        for limits in tunable_clocks(&run.flow) {
            rows.push(clock_row(page, run, &limits, now));
        }
    }
    rows
}

fn clock_row(page: &Shell, run: &Runnable, limits: &Limits<'_>, now: DateTime<Utc>) -> Vec<Cell> {
    let clock = limits.clock;
    let holding = run.tunings.holding(clock.id.as_str(), || None, now, now);
    let now = match holding {
        Some(ready) => page.say(&Message::new("tunings-holding").with("number", ready.number)),
        None => page.t("tunings-as-written"),
    };
    let open = open(limits);
    vec![
        Cell::Text(clock.title.in_language(page.language).to_owned()),
        Cell::Text(run.flow.title.in_language(page.language).to_owned()),
        Cell::Stack(open.iter().map(|line| Cell::Text(page.say(line))).collect()),
        Cell::Text(now),
        Cell::Link {
            href: address(run.flow.id.as_str(), clock.id.as_str()),
            text: page.t("tunings-do"),
        },
    ]
}

/// Where a clock is tuned.
fn address(flow: &str, clock: &str) -> String {
    format!("{PATH}/clocks/{}/{}", segment(flow), segment(clock))
}

fn entry_row(page: &Shell, set: &TuningSet, now: DateTime<Utc>) -> Vec<Cell> {
    let number = set.entry.number;
    let tuned = matches!(set.entry.deed, Deed::Tuned(_));
    let state = match (set.taken_back_by, tuned) {
        (Some(by), _) => Message::new("tunings-state-over").with("number", by),
        (None, _) if set.since > now => Message::new("tunings-state-waits").with("at", set.since),
        (None, _) if set.counted_at.is_none() => Message::new("tunings-state-counting"),
        (None, true) => Message::new("tunings-state-holds"),
        (None, false) => Message::new("tunings-state-done"),
    };
    let back = match set.taken_back_by {
        None if tuned => Cell::Link {
            href: format!("{PATH}/back/{number}"),
            text: page.t("tunings-back"),
        },
        _ => Cell::Empty,
    };
    vec![
        Cell::Text(page.say(&entry(set))),
        Cell::Text(page.say(&state)),
        back,
    ]
}
