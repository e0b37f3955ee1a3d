//! The organisation, for administrators: the tree of units, people with their places, job functions, files, the journal.

mod changes;
mod file;
mod form;
mod functions;
mod person;
mod place;
mod unit;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::{Message, date};
use samspil_store::{Days, OrgPerson, Organisation};
use serde::Deserialize;

use super::flash;
use super::parts::{Cell, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{Leaders, branches, people_there};
use crate::server::problem::Problem;

/// Where the page lies.
const PATH: &str = "/organisation";

/// The most people that are shown of those that were searched for.
const MAX_FOUND: usize = 50;

/// The pages of the organisation.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/organisation.csv", get(file::export))
        .route("/organisation/changes", get(changes::page))
        .route("/organisation/file", get(file::page).post(file::preview))
        .route("/organisation/file/take-in", post(file::take_in))
        .route(
            "/organisation/functions",
            get(functions::page).post(functions::keep),
        )
        .route("/organisation/new-unit", get(unit::new).post(unit::make))
        .route("/organisation/units/{unit}", get(unit::page).post(unit::keep))
        .route("/organisation/units/{unit}/end", post(unit::end))
        .route("/organisation/units/{unit}/places", post(place::add_in_unit))
        .route(
            "/organisation/people/{person}",
            get(person::page).post(person::keep),
        )
        .route("/organisation/people/{person}/places", post(place::add_of_person))
        .route("/organisation/people/{person}/absences", post(person::away))
        .route(
            "/organisation/people/{person}/absences/{absence}/end",
            post(person::end_away),
        )
        .route("/organisation/places/{place}/end", post(place::end))
}

#[derive(Template)]
#[template(path = "organisation/page.html")]
struct TreePage<'page> {
    page: &'page Shell,
    units: Table,
    find: Form,
    people: Option<Table>,
}

/// What is asked for by the address.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    find: String,
}

async fn read(app: &App, signed: &Signed) -> Result<(Organisation, NaiveDate), Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    Ok((organisation, local_date(app.engine.clock().now())))
}

/// The page.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("organisation-title"));
    let (organisation, today) = read(&app, &signed).await?;
    let mut find = Form::new(page.language);
    let field = Field::text("find", page.t("organisation-find"))
        .optional()
        .longest(100);
    find.add(field.value(&asked.find));
    let template = TreePage {
        units: units(&page, &organisation, today),
        people: (!asked.find.trim().is_empty()).then(|| people(&page, &organisation, &asked.find)),
        find,
        page: &page,
    };
    let tables: Vec<&Table> = template.people.iter().chain([&template.units]).collect();
    if let Some(lists) = page.lists(&tables) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn units(page: &Shell, organisation: &Organisation, today: NaiveDate) -> Table {
    let there = people_there(organisation, today);
    let leaders = Leaders::on(organisation, today);
    let row = |branch: crate::organisation::Branch<'_>| {
        let unit = branch.unit;
        let led = leaders.of(unit.id);
        let led: Vec<Cell> = led.iter().map(|id| person_link(organisation, *id)).collect();
        vec![
            Cell::Link {
                href: format!("/organisation/units/{}", unit.id),
                text: format!("{}{}", "\u{2003}".repeat(branch.depth), unit.name),
            },
            Cell::Text(page.t(&format!("unit-kind-{}", unit.kind.word()))),
            Cell::Text(above(organisation, unit.parent)),
            Cell::Stack(led),
            Cell::Text(there.get(&unit.id).map_or(0, BTreeSet::len).to_string()),
            Cell::Text(days(page, unit.days)),
        ]
    };
    Table {
        caption: page.t("organisation-units"),
        head: heads(page, &["unit", "kind", "under", "led-by", "people", "days"]),
        rows: branches(&organisation.units).into_iter().map(row).collect(),
        empty: page.t("organisation-no-units"),
    }
}

fn people(page: &Shell, organisation: &Organisation, find: &str) -> Table {
    let wanted = find.trim().to_lowercase();
    let found = organisation
        .people
        .iter()
        .filter(|person| person.name.to_lowercase().contains(&wanted) || person.login.contains(&wanted));
    let row = |person: &OrgPerson| {
        vec![
            person_link(organisation, person.id),
            Cell::Text(person.login.clone()),
            Cell::Text(person.job_function.clone().unwrap_or_default()),
            Cell::Text(page.t(active(person))),
        ]
    };
    Table {
        caption: page.t("organisation-found"),
        head: heads(page, &["name", "login", "job", "state"]),
        rows: found.take(MAX_FOUND).map(row).collect(),
        empty: page.t("organisation-none-found"),
    }
}

/// The key of whether a person may sign in.
const fn active(person: &OrgPerson) -> &'static str {
    if person.active {
        "organisation-active"
    } else {
        "organisation-closed"
    }
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|column| page.say(&Message::new(&format!("organisation-column-{column}"))))
        .collect()
}

fn above(organisation: &Organisation, parent: Option<UnitId>) -> String {
    let unit = organisation.units.iter().find(|unit| Some(unit.id) == parent);
    unit.map(|unit| unit.name.clone()).unwrap_or_default()
}

fn person_link(organisation: &Organisation, id: PersonId) -> Cell {
    let person = organisation.people.iter().find(|person| person.id == id);
    person.map_or(Cell::Empty, |person| Cell::Link {
        href: format!("/organisation/people/{id}"),
        text: person.name.clone(),
    })
}

/// Days in words: nothing where they are all.
fn days(page: &Shell, days: Days) -> String {
    let message = match (days.from, days.until) {
        (None, None) => return String::new(),
        (Some(from), None) => Message::new("organisation-from").with("from", date(from)),
        (None, Some(until)) => Message::new("organisation-until").with("until", date(until)),
        (Some(from), Some(until)) if until < from => Message::new("organisation-never"),
        (Some(from), Some(until)) => Message::new("organisation-between")
            .with("from", date(from))
            .with("until", date(until)),
    };
    page.say(&message)
}

/// Back to a page, with a word about what was done.
fn done(app: &App, to: &str, key: &'static str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}
