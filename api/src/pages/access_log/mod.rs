//! The access log, for administrators: who looked at what, found by person, case, citizen, deed and time. A case stands
//! there by its id alone, for whoever keeps the log reads no cases.

mod note;
mod rules;
mod sample;
mod samples;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Days, NaiveDate, SecondsFormat, Utc};
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::Message;
use samspil_runtime::{LookedAt, Object, Purpose};
use samspil_store::{AccessQuery, Accessor};
use serde::Deserialize;
use uuid::Uuid;

use super::back::encoded;
use super::file::Gathering;
use super::names::Names;
use super::parts::{Cell, Choice, Field, Form, Table};
use super::shell::Shell;
use super::show::show;
use super::words::written;
use crate::access::{ACTIONS, beginning, criterion, deed, in_stead_of, purpose, units};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
const PATH: &str = "/access-log";

/// The pages of the log.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/access-log/rules", post(rules::keep))
        .route(samples::PATH, get(samples::page).post(samples::draw))
        .route("/access-log/samples/{sample}", get(sample::page))
        .route(
            "/access-log/samples/{sample}/{number}",
            get(note::page).post(note::keep),
        )
}

/// How many entries a page shows.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "access_log/page.html")]
struct LogPage<'page> {
    page: &'page Shell,
    form: Form,
    table: Table,
    first: Option<String>,
    next: Option<String>,
    file: String,
    rules: Form,
}

/// What is asked for by the address; what is empty or cannot be read asks for all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    login: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    citizen: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    before: Option<u64>,
}

fn id(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text.trim()).ok()
}

fn day(text: &str) -> Option<NaiveDate> {
    written::date(text)
}

impl Asked {
    /// The same as a question, with the person that the user name is of.
    fn query(&self, person: Option<PersonId>) -> AccessQuery {
        let action = ACTIONS.iter().find(|(word, _)| *word == self.action);
        let last = day(&self.until).and_then(|day| day.checked_add_days(Days::new(1)));
        AccessQuery {
            case: id(&self.case).map(CaseId),
            citizen: id(&self.citizen).map(PersonId),
            person,
            action: action.map(|(_, action)| *action),
            since: day(&self.since).map(beginning),
            until: last.map(beginning),
            numbers: None,
            before: self.before,
            limit: ROWS,
        }
    }

    /// The address of the same list from this entry on.
    fn from(&self, before: Option<u64>) -> String {
        let before = before.map(|before| before.to_string());
        let parts = [
            ("login", self.login.trim()),
            ("case", self.case.trim()),
            ("citizen", self.citizen.trim()),
            ("action", &self.action),
            ("since", self.since.trim()),
            ("until", self.until.trim()),
            ("before", before.as_deref().unwrap_or_default()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("{PATH}?{}", pairs.join("&"))
    }
}

/// The address of a question as a file.
fn file(query: &AccessQuery) -> String {
    let moment = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let parts = [
        ("case", query.case.map(|case| case.to_string())),
        ("citizen", query.citizen.map(|citizen| citizen.0.to_string())),
        ("person", query.person.map(|person| person.0.to_string())),
        (
            "action",
            query.action.map(|action| crate::access::word(action).to_owned()),
        ),
        ("since", moment(query.since)),
        ("until", moment(query.until)),
    ];
    let pairs: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", encoded(&value?))))
        .collect();
    format!("/api/v1/access-log.csv?{}", pairs.join("&"))
}

/// The page.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("access-title"));
    let store = app.engine.store();
    let login = asked.login.trim();
    let person = if login.is_empty() {
        None
    } else {
        // Who is nobody here has done nothing.
        let known = store.person_by_login(signed.tenant, login).await?;
        Some(known.map_or(PersonId(Uuid::nil()), |person| person.id))
    };
    let mut query = asked.query(person);
    let whole = file(&query);
    let look = signed.look(Object::AccessLog).for_(Purpose::Oversight);
    let (look, by) = (page.looking(look), signed.by());
    let mut found = Gathering::new(page.file);
    loop {
        let read = app.engine.access_log(signed.tenant, &by, query.clone(), &look);
        let read = read.await?;
        query.before = found.add(read.rows, read.next);
        if query.before.is_none() {
            break;
        }
    }
    let is_cut = found.is_cut();
    let names = names(&app, &signed, &found.rows).await?;
    let rules = app.engine.access_rules(signed.tenant).await?;
    let template = LogPage {
        form: form(&page, &asked),
        table: table(&page, &found.rows, &names),
        first: asked.before.map(|_| asked.from(None)),
        next: found.next.map(|next| asked.from(Some(next))),
        file: whole,
        rules: rules::form(&page, &rules::Written::of(rules)),
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[(&template.table, is_cut)]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

async fn names(app: &App, signed: &Signed, rows: &[LookedAt]) -> Result<Names, Problem> {
    let people: BTreeSet<PersonId> = rows
        .iter()
        .flat_map(|row| {
            row.entry
                .access
                .who
                .person()
                .into_iter()
                .chain(row.entry.access.citizen)
                .chain(in_stead_of(row.details.as_ref()).iter().copied())
        })
        .collect();
    Ok(Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?)
}

fn form(page: &Shell, asked: &Asked) -> Form {
    let mut form = Form::new(page.language);
    let mut add = |field: Field, value: &str| form.add(field.value(value).optional());
    add(
        Field::text("login", page.t("access-login")).longest(100),
        &asked.login,
    );
    let mut actions = vec![Choice::new(String::new(), page.t("access-all"))];
    actions.extend(ACTIONS.iter().map(|(word, _)| {
        let key = format!("access-deed-{word}");
        Choice::new((*word).to_owned(), page.say(&Message::new(&key)))
    }));
    add(
        Field::select("action", page.t("access-action"), actions),
        &asked.action,
    );
    add(
        Field::text("case", page.t("access-case")).longest(36),
        &asked.case,
    );
    add(
        Field::text("citizen", page.t("access-citizen")).longest(36),
        &asked.citizen,
    );
    add(Field::date("since", page.t("access-since")), &asked.since);
    add(Field::date("until", page.t("access-until")), &asked.until);
    form
}

fn head(page: &Shell) -> Vec<String> {
    ["number", "when", "who", "what", "about", "purpose"]
        .into_iter()
        .map(|column| page.say(&Message::new(&format!("access-column-{column}"))))
        .collect()
}

/// Entries as rows.
fn table(page: &Shell, rows: &[LookedAt], names: &Names) -> Table {
    Table {
        caption: page.title.clone(),
        head: head(page),
        rows: rows.iter().map(|row| cells(page, row, names)).collect(),
        empty: page.t("access-none"),
    }
}

fn cells(page: &Shell, row: &LookedAt, names: &Names) -> Vec<Cell> {
    let (entry, details) = (&row.entry, row.details.as_ref());
    let access = &entry.access;
    let who = match access.who {
        Accessor::Person(person) => names.person(person, page.language),
        Accessor::Outside => page.t("access-outside"),
        Accessor::Engine => page.t("access-engine"),
    };
    let mut who = vec![Cell::Text(who), Cell::Small(units(details).join(", "))];
    who.extend(in_stead_of(details).iter().map(|person| {
        let name = names.person(*person, page.language);
        Cell::Small(page.say(&Message::new("access-in-stead-of").with("name", name)))
    }));
    let searched = criterion(details);
    let citizen = access.citizen.map(|citizen| {
        let name = names.person(citizen, page.language);
        Cell::Small(page.say(&Message::new("access-of-citizen").with("name", name)))
    });
    let mut about: Vec<Cell> = access
        .case
        .map(|case| Cell::Text(case.to_string()))
        .into_iter()
        .collect();
    about.extend(citizen);
    vec![
        Cell::Text(entry.number.to_string()),
        Cell::moment(access.at, page.language),
        Cell::Stack(who),
        Cell::Stack(vec![Cell::Text(deed(row, page.language)), Cell::Small(searched)]),
        Cell::Stack(about),
        Cell::Text(purpose(details, page.language)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_looked_for_and_days_are_whole() {
        let asked = Asked {
            login: " anna ".to_owned(),
            action: "search".to_owned(),
            since: "05.01.2026".to_owned(),
            until: "2026-01-05".to_owned(),
            case: "ingen".to_owned(),
            ..Asked::default()
        };
        assert_eq!(
            asked.from(Some(7)),
            "/access-log?login=anna&case=ingen&action=search&since=05.01.2026&until=2026-01-05&before=7"
        );
        let query = asked.query(None);
        let day = query.until.unwrap() - query.since.unwrap();
        assert_eq!((query.case, day.num_hours()), (None, 24));
        assert_eq!(
            file(&query),
            "/api/v1/access-log.csv?action=search&since=2026-01-04T23%3A00%3A00Z&until=2026-01-05T23%3A00%3A00Z"
        );
    }
}
