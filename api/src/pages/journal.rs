//! The journal of what administrators did, for administrators: found by person, kind and time.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::Days;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use serde::Deserialize;
use uuid::Uuid;

use super::back::encoded;
use super::parts::{Cell, Choice, Field, Form, Table};
use super::shell::Shell;
use super::show::show;
use super::words::written;
use crate::access::beginning;
use crate::app::App;
use crate::deeds::{self, KINDS, Told};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/journal";

/// How many deeds a page shows.
const ROWS: usize = 50;

/// The page.
pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page))
}

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage<'page> {
    page: &'page Shell,
    form: Form,
    table: Table,
    first: Option<String>,
    next: Option<String>,
}

/// What is asked for by the address; what is empty or cannot be read asks for all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    login: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    after: Option<String>,
}

impl Asked {
    /// The same as a question, with the person that the user name is of.
    fn question(&self, person: Option<PersonId>) -> deeds::Asked {
        let last = written::date(&self.until).and_then(|day| day.checked_add_days(Days::new(1)));
        deeds::Asked {
            person,
            kind: KINDS.contains(&self.kind.as_str()).then(|| self.kind.clone()),
            since: written::date(&self.since).map(beginning),
            until: last.map(beginning),
        }
    }

    /// The address of the same list from a place on.
    fn from(&self, after: Option<&str>) -> String {
        let parts = [
            ("login", self.login.trim()),
            ("kind", &self.kind),
            ("since", self.since.trim()),
            ("until", self.until.trim()),
            ("after", after.unwrap_or_default()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("{PATH}?{}", pairs.join("&"))
    }
}

/// The page.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("deeds-title"));
    let store = app.engine.store();
    let person = match asked.login.trim() {
        "" => None,
        login => {
            // Who is nobody here has done nothing.
            let known = store.person_by_login(signed.tenant, login).await?;
            Some(known.map_or(PersonId(Uuid::nil()), |person| person.id))
        }
    };
    let question = asked.question(person).behind(asked.after.as_deref());
    let found = deeds::found(&app, signed.tenant, &question).await?;
    let most = match page.file {
        Some(_) => usize::MAX,
        None => ROWS,
    };
    let (rows, next) = deeds::page(found.rows, asked.after.as_deref(), most);
    let template = JournalPage {
        form: form(&page, &asked),
        table: table(&page, &rows),
        first: asked.after.as_ref().map(|_| asked.from(None)),
        next: next.as_deref().map(|next| asked.from(Some(next))),
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[(&template.table, found.is_cut)]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn form(page: &Shell, asked: &Asked) -> Form {
    let mut form = Form::new(page.language);
    let mut add = |field: Field, value: &str| form.add(field.value(value).optional());
    add(
        Field::text("login", page.t("access-login")).longest(100),
        &asked.login,
    );
    let mut kinds = vec![Choice::new(String::new(), page.t("deeds-all-kinds"))];
    kinds.extend(KINDS.iter().map(|kind| {
        let label = page.t(&format!("deeds-kind-{kind}"));
        Choice::new((*kind).to_owned(), label)
    }));
    add(
        Field::select("kind", page.t("deeds-column-kind"), kinds),
        &asked.kind,
    );
    add(Field::date("since", page.t("deeds-since")), &asked.since);
    add(Field::date("until", page.t("deeds-until")), &asked.until);
    form
}

fn table(page: &Shell, rows: &[Told]) -> Table {
    let row = |one: &Told| {
        let lines = one.changed.iter();
        vec![
            Cell::moment(one.at, page.language),
            Cell::Text(one.by.clone()),
            Cell::Text(page.t(&format!("deeds-kind-{}", one.kind))),
            Cell::Text(page.say(&one.did)),
            Cell::Stack(lines.map(|line| Cell::Text(page.say(line))).collect()),
            Cell::Text(one.why.clone()),
        ]
    };
    let head = ["when", "who", "kind", "did", "changed", "why"];
    Table {
        caption: page.t("deeds-title"),
        head: head
            .map(|column| page.t(&format!("deeds-column-{column}")))
            .into(),
        rows: rows.iter().map(row).collect(),
        empty: page.t("deeds-none"),
    }
}
