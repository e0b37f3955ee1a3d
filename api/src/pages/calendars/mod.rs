//! The municipality's calendar, for administrators: which days are closed and why, when offices are open, what units have of their
//! own, and changing any of it after seeing what would move.

mod change;
mod form;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::{Datelike, NaiveDate};
use samspil_core::calendar::{Calendar, DaySet, holiday, local_date};
use samspil_core::id::UnitId;
use samspil_core::text::{Message, date};
use samspil_runtime::CalendarSet;
use serde::Deserialize;

use super::parts::{Badge, Cell, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::calendar::lines::{Says, WEEKDAYS, changes, lines};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the pages lie.
pub(super) const PATH: &str = "/calendars";

/// The years that the calendar can be looked at in: those that cases are counted in.
const YEARS: std::ops::RangeInclusive<i32> = 2_000..=2_100;

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/calendars/add/{kind}", get(change::add).post(change::add_sent))
        .route(
            "/calendars/versions/{version}/lines/{line}/away",
            get(change::away).post(change::away_sent),
        )
        .route(
            "/calendars/versions/{version}/back",
            get(change::back).post(change::back_sent),
        )
}

#[derive(Template)]
#[template(path = "calendars/page.html")]
struct CalendarsPage<'page> {
    page: &'page Shell,
    days_title: String,
    before: Option<i32>,
    after: Option<i32>,
    days: Table,
    lines: Table,
    versions: Table,
}

/// Which year.
#[derive(Default, Deserialize)]
pub(super) struct Wanted {
    year: Option<i32>,
}

/// The page.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("calendars-title"));
    let today = local_date(app.engine.clock().now());
    let year = wanted.year.filter(|year| YEARS.contains(year));
    let year = year.unwrap_or_else(|| today.year());
    let all = app.engine.calendars(signed.tenant).await?;
    let newest = app.engine.calendar(signed.tenant).await?;
    let units = units(&app, &signed).await?;
    let template = CalendarsPage {
        days_title: page.say(&of_year(year)),
        before: YEARS.contains(&(year - 1)).then_some(year - 1),
        after: YEARS.contains(&(year + 1)).then_some(year + 1),
        days: days(&page, &newest, year),
        lines: of_lines(&page, all.first(), &units),
        versions: versions(&page, &all, &units),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.days, &template.lines, &template.versions]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

/// What units are called.
pub(super) async fn units(app: &App, signed: &Signed) -> Result<BTreeMap<UnitId, String>, Problem> {
    let units = app.engine.store().units(signed.tenant).await?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.name)).collect())
}

fn table(page: &Shell, title: &str, columns: &[&str], rows: Vec<Vec<Cell>>, empty: &str) -> Table {
    let head = columns
        .iter()
        .map(|column| page.t(&format!("calendars-column-{column}")));
    Table {
        caption: page.t(title),
        head: head.collect(),
        rows,
        empty: page.t(empty),
    }
}

/// The closed days of a year that have a name, in their order.
fn days(page: &Shell, calendar: &Calendar, year: i32) -> Table {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = first.into_iter().flat_map(|day| day.iter_days());
    let days = days.take_while(|day| day.year() == year);
    let row = |day: NaiveDate| {
        let name = calendar.closed(day, DaySet::Office)?;
        let why = match holiday(day) {
            Some(_) => "calendars-statutory",
            None => "calendars-office-day",
        };
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
        Some(vec![
            Cell::Time {
                iso: day.to_string(),
                text: date(day),
            },
            Cell::Text(page.t(WEEKDAYS.get(weekday).map_or("", |(_, key)| *key))),
            Cell::Text(name.in_language(page.language).to_owned()),
            Cell::Badge(Badge {
                text: page.t(why),
                tone: None,
            }),
        ])
    };
    let columns = ["day", "weekday", "name", "why-closed"];
    Table {
        caption: page.say(&of_year(year)),
        ..table(
            page,
            "calendars-title",
            &columns,
            days.filter_map(row).collect(),
            "calendars-none",
        )
    }
}

/// The heading of a year.
fn of_year(year: i32) -> Message {
    Message::new("calendars-days-title").with("year", year.to_string())
}

/// What is laid down, line by line, each with the way to take it away.
fn of_lines(page: &Shell, newest: Option<&CalendarSet>, units: &BTreeMap<UnitId, String>) -> Table {
    let version = newest.map_or(0, |newest| newest.version);
    let all = newest.map(|newest| lines(&newest.rules)).unwrap_or_default();
    let rows = all.iter().enumerate().map(|(place, line)| {
        let kind = match line.says {
            Says::Office(_) | Says::Own(_) => "calendars-kind-closed",
            Says::Hours(_) => "calendars-kind-hours",
            Says::Receipt(_) => "calendars-kind-receipt",
        };
        let said = line.message(units);
        vec![
            Cell::Text(page.t(kind)),
            Cell::Text(page.say(&said)),
            match line.says {
                Says::Receipt(_) => Cell::Empty,
                _ => Cell::Link {
                    href: format!("{PATH}/versions/{version}/lines/{place}/away"),
                    text: page.say(&Message::new("calendars-away").with("line", said)),
                },
            },
        ]
    });
    table(
        page,
        "calendars-lines-title",
        &["kind", "line", "do"],
        rows.collect(),
        "calendars-none",
    )
}

/// The versions, newest first, with what each changed.
fn versions(page: &Shell, all: &[CalendarSet], units: &BTreeMap<UnitId, String>) -> Table {
    let rows = all.iter().enumerate().filter_map(|(place, one)| {
        let (at, by, why) = one.set.as_ref()?;
        let state = match one.counted_at {
            Some(_) => "calendars-counted",
            None => "calendars-counting",
        };
        let did = changes(all, place, units);
        Some(vec![
            Cell::Text(one.version.to_string()),
            Cell::moment(*at, page.language),
            Cell::Text(by.clone()),
            Cell::Stack(did.iter().map(|line| Cell::Text(page.say(line))).collect()),
            Cell::Text(why.clone()),
            Cell::Text(page.t(state)),
            match place {
                0 => Cell::Link {
                    href: format!("{PATH}/versions/{}/back", one.version),
                    text: page.say(&Message::new("calendars-back").with("version", one.version)),
                },
                _ => Cell::Empty,
            },
        ])
    });
    table(
        page,
        "calendars-versions-title",
        &["version", "when", "who", "did", "why", "state", "do"],
        rows.collect(),
        "calendars-no-versions",
    )
}
