//! Who has which role, for administrators: people, programs with their keys, giving and taking roles, ending a key.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form as Body, Router};
use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TokenId};
use samspil_core::text::Message;
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{ChangeWay, Changed, OrgPerson, Organisation, Role, Service, Token};

use super::flash;
use super::parts::{Alert, Cell, Choice, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::{Signed, plain_login};
use crate::organisation::change;
use crate::server::problem::{Kind, Problem};

/// Where the page lies.
pub(super) const PATH: &str = "/roles";

/// The most people that are listed: beyond them the organisation's own file is read.
const MAX_PEOPLE: usize = 5_000;

/// The most programs whose keys are listed: each is asked for by itself, and a municipality has a handful.
const MAX_PROGRAMS: usize = 100;

/// The longest login, in characters.
const MAX_LOGIN_CHARS: u32 = 100;

/// The roles with their words in forms and texts.
const ROLES: [(&str, Role); 3] = [
    ("staff", Role::Staff),
    ("process-owner", Role::ProcessOwner),
    ("administrator", Role::Administrator),
];

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page).post(give))
        .route("/roles/programs/{person}/tokens/{token}/end", post(end))
}

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage<'page> {
    page: &'page Shell,
    people: Table,
    people_left_out: Option<Alert>,
    programs: Table,
    programs_left_out: Option<Alert>,
    form: Form,
}

/// What is sent.
#[derive(Clone, Debug, Default)]
struct Written {
    login: String,
    roles: Vec<Role>,
}

impl Written {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut written = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "login" => written.login = value,
                "roles" => written.roles.extend(
                    ROLES
                        .iter()
                        .find(|(word, _)| *word == value)
                        .map(|(_, role)| *role),
                ),
                _ => {}
            }
        }
        written.roles.sort_unstable();
        written.roles.dedup();
        written
    }
}

/// The page.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let form = form(&page, &Written::default());
    drawn(&app, page, &signed, form).await
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let login = Field::text("login", page.t("organisation-column-login"));
    let login = login.hint(page.t("roles-login-hint")).longest(MAX_LOGIN_CHARS);
    form.add(login.value(&written.login));
    let choices = ROLES.iter().map(|(word, _)| {
        let label = page.t(&format!("role-{word}"));
        Choice::new((*word).to_owned(), label)
    });
    let mut field = Field::check("roles", page.t("organisation-roles"), choices.collect());
    for (word, role) in &ROLES {
        if written.roles.contains(role) {
            field = field.value(word);
        }
    }
    form.add(field.hint(page.t("roles-hint")));
    form
}

async fn drawn(app: &App, page: Shell, signed: &Signed, form: Form) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("roles-title"));
    let store = app.engine.store();
    let organisation = store.organisation(signed.tenant).await?;
    let services = store.services(signed.tenant).await?;
    let with_roles = organisation
        .people
        .iter()
        .filter(|person| !person.roles.is_empty());
    let people_left_out = left_out(&page, "roles-people-left-out", (with_roles.count(), MAX_PEOPLE));
    let there = (services.len(), MAX_PROGRAMS);
    let programs_left_out = left_out(&page, "roles-programs-left-out", there);
    let mut programs = Vec::new();
    for service in services.into_iter().take(MAX_PROGRAMS) {
        let tokens = store.tokens(signed.tenant, service.person).await?;
        programs.push((service, tokens));
    }
    // Keys end by the machine's own clock, also where cases go by another.
    let now = SystemClock.now();
    let status = match form.is_right() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = RolesPage {
        people: people(&page, &organisation),
        people_left_out,
        programs: of_programs(&page, &organisation, &programs, now),
        programs_left_out,
        form,
        page: &page,
    };
    if let Some(lists) = page.cut_lists(&[
        (&template.people, template.people_left_out.is_some()),
        (&template.programs, template.programs_left_out.is_some()),
    ]) {
        return lists.answer(now).await;
    }
    Ok(show(status, &page, &template))
}

/// A word where there are more than are listed.
fn left_out(page: &Shell, key: &str, (there, most): (usize, usize)) -> Option<Alert> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let said = Message::new(key)
        .with("most", number(most))
        .with("count", number(there));
    (there > most).then(|| Alert::new(page.language, Tone::Warning, page.say(&said)))
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    let head = |column: &&str| page.t(&format!("roles-column-{column}"));
    columns.iter().map(head).collect()
}

fn people(page: &Shell, organisation: &Organisation) -> Table {
    let with_roles = organisation
        .people
        .iter()
        .filter(|person| !person.roles.is_empty());
    let row = |person: &OrgPerson| {
        let words = ROLES.iter().filter(|(_, role)| person.roles.contains(role));
        let words: Vec<String> = words.map(|(word, _)| page.t(&format!("role-{word}"))).collect();
        let state = match person.active {
            true => "organisation-active",
            false => "organisation-closed",
        };
        vec![
            Cell::Link {
                href: format!("/organisation/people/{}", person.id),
                text: person.name.clone(),
            },
            Cell::Text(person.login.clone()),
            Cell::Text(words.join(", ")),
            Cell::Text(page.t(state)),
        ]
    };
    Table {
        caption: page.t("roles-people"),
        head: heads(page, &["name", "login", "roles", "state"]),
        rows: with_roles.take(MAX_PEOPLE).map(row).collect(),
        empty: page.t("roles-nobody"),
    }
}

fn of_programs(
    page: &Shell,
    organisation: &Organisation,
    programs: &[(Service, Vec<Token>)],
    now: DateTime<Utc>,
) -> Table {
    let names: BTreeMap<PersonId, &str> = organisation
        .people
        .iter()
        .map(|person| (person.id, person.name.as_str()))
        .collect();
    let name = |id: PersonId| Cell::Text(names.get(&id).copied().unwrap_or_default().to_owned());
    let row = |service: &Service, token: &Token| {
        let moment = |at: DateTime<Utc>| Cell::moment(at, page.language);
        let scopes = token.scopes.iter();
        let scopes: Vec<String> = scopes
            .map(|scope| page.t(&format!("scope-{}", scope.word())))
            .collect();
        vec![
            name(service.person),
            Cell::Text(token.name.clone()),
            name(service.owner),
            Cell::Text(scopes.join(", ")),
            moment(token.ends_at),
            token
                .used_at
                .map_or_else(|| Cell::Small(page.t("roles-never-used")), moment),
            match token.ends_at > now {
                true => Cell::Post {
                    action: format!("{PATH}/programs/{}/tokens/{}/end", service.person, token.id),
                    text: page.t("roles-end"),
                    about: token.name.clone(),
                },
                false => Cell::Small(page.t("roles-ended")),
            },
        ]
    };
    let rows = programs
        .iter()
        .flat_map(|(service, tokens)| tokens.iter().map(move |token| row(service, token)));
    Table {
        caption: page.t("roles-programs"),
        head: heads(page, &["program", "key", "owner", "scopes", "ends", "used", "do"]),
        rows: rows.collect(),
        empty: page.t("roles-no-programs"),
    }
}

/// Gives a person exactly these roles; it stands in the organisation's journal.
async fn give(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let written = Written::of(pairs);
    let mut form = form(&page, &written);
    let login = plain_login(written.login.trim());
    let store = app.engine.store();
    let found = store.person_by_login(signed.tenant, &login).await?;
    let Some(person) = found.filter(|person| !person.name.is_empty()) else {
        form.wrong("login", page.t("roles-nobody-there"));
        return drawn(&app, page, &signed, form).await;
    };
    if store.service(signed.tenant, person.id).await?.is_some() {
        form.wrong("login", page.t("problem-is-program"));
        return drawn(&app, page, &signed, form).await;
    }
    if person.id == signed.person && !written.roles.contains(&Role::Administrator) {
        form.wrong("roles", page.t("problem-own-access"));
        return drawn(&app, page, &signed, form).await;
    }
    let make = |before: &Organisation| {
        let known = before.people.iter().find(|known| known.id == person.id);
        let changed = known.filter(|known| known.roles != written.roles);
        let people = changed.map(|known| OrgPerson {
            roles: written.roles.clone(),
            ..known.clone()
        });
        let changed = Changed {
            people: people.into_iter().collect(),
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(&app, &signed, ChangeWay::Page, make).await?;
    Ok(done(&app, "flash-roles-given"))
}

/// Ends a program's key.
async fn end(
    State(app): State<App>,
    signed: Signed,
    Path((person, token)): Path<(PersonId, TokenId)>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let is_program = store.service(signed.tenant, person).await?.is_some();
    if !is_program || !app.gate.identity.end_token(signed.tenant, person, token).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, %token, "a token was ended");
    Ok(done(&app, "flash-key-ended"))
}

fn done(app: &App, key: &'static str) -> Response {
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;

    #[test]
    fn what_is_not_listed_is_told_of() {
        let page = Shell::bare(Language::English, PATH);
        for (key, most) in [
            ("roles-people-left-out", MAX_PEOPLE),
            ("roles-programs-left-out", MAX_PROGRAMS),
        ] {
            assert!(left_out(&page, key, (most, most)).is_none(), "{key}");
            let told = left_out(&page, key, (most + 1, most)).unwrap().to_string();
            assert!(told.contains("These are the"), "{told}");
        }
    }
}
