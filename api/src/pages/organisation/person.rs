//! A person: who they are, their places with days, when they are away and who stands in.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use samspil_core::id::{AbsenceId, PersonId};
use samspil_core::text::{Message, date};
use samspil_store::{Absence, ChangeWay, Changed, OrgPerson, Organisation, Place};
use serde::Deserialize;

use super::form::{Wrong, person as of_login, problem, refused};
use super::place::{self, Of};
use super::{active, done, heads, read};
use crate::app::App;
use crate::identity::{Signed, plain_login};
use crate::organisation::change;
use crate::pages::parts::{Alert, Cell, Choice, Definitions, Field, Form, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::written;
use crate::reach::{NewAbsence, end_absence, keep_absence};
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "organisation/person.html")]
struct PersonPage<'page> {
    page: &'page Shell,
    person: PersonId,
    alert: Option<Alert>,
    facts: Definitions,
    places: Table,
    place: Form,
    absences: Table,
    away: Form,
    form: Form,
    /// Whether they may sign in, as the form shows it.
    was: String,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    job: String,
    #[serde(default)]
    active: String,
    /// What was shown of that.
    #[serde(default)]
    was: String,
}

/// The form for an absence as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Away {
    #[serde(default)]
    first_day: String,
    #[serde(default)]
    last_day: String,
    #[serde(default)]
    deputy: String,
}

/// Forms that were sent and not taken.
#[derive(Default)]
struct Sent {
    person: Option<Form>,
    place: Option<Form>,
    away: Option<Form>,
    alert: Option<Alert>,
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    form.add(
        Field::text("name", page.t("organisation-column-name"))
            .longest(100)
            .value(&written.name),
    );
    form.add(
        Field::text("login", page.t("organisation-column-login"))
            .longest(100)
            .value(&written.login),
    );
    let job = Field::text("job", page.t("organisation-column-job"))
        .longest(100)
        .optional();
    form.add(job.value(&written.job));
    let states = vec![
        Choice::new("yes".to_owned(), page.t("organisation-active")),
        Choice::new("no".to_owned(), page.t("organisation-closed")),
    ];
    form.add(Field::radio("active", page.t("organisation-column-state"), states).value(&written.active));
    form
}

const fn state(person: &OrgPerson) -> &'static str {
    if person.active { "yes" } else { "no" }
}

fn away_form(page: &Shell, written: &Away) -> Form {
    let mut form = Form::new(page.language);
    form.add(Field::date("first_day", page.t("away-first-day")).value(&written.first_day));
    form.add(Field::date("last_day", page.t("away-last-day")).value(&written.last_day));
    let deputy = Field::text("deputy", page.t("away-deputy")).longest(100);
    form.add(
        deputy
            .hint(page.t("organisation-deputy-hint"))
            .value(&written.deputy),
    );
    form
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, person, Sent::default()).await
}

async fn drawn(
    app: &App,
    mut page: Shell,
    signed: &Signed,
    id: PersonId,
    sent: Sent,
) -> Result<Response, Problem> {
    let (organisation, today) = read(app, signed).await?;
    let person = organisation.people.iter().find(|person| person.id == id);
    let person = person.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let absences = app.engine.store().absences(signed.tenant, id, today).await?;
    page.title = person.name.clone();
    let status = match sent.alert {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let written = Written {
        name: person.name.clone(),
        login: person.login.clone(),
        job: person.job_function.clone().unwrap_or_default(),
        active: state(person).to_owned(),
        was: state(person).to_owned(),
    };
    let blank = place::Written::default();
    let template = PersonPage {
        person: id,
        alert: sent.alert,
        facts: facts(&page, person),
        places: places(&page, &organisation, id, today),
        place: sent
            .place
            .unwrap_or_else(|| place::form(&page, &organisation, Of::Person(id), &blank)),
        absences: absent(&page, &organisation, &absences),
        away: sent.away.unwrap_or_else(|| away_form(&page, &Away::default())),
        form: sent.person.unwrap_or_else(|| form(&page, &written)),
        was: written.was,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn facts(page: &Shell, person: &OrgPerson) -> Definitions {
    let roles: Vec<String> = person
        .roles
        .iter()
        .map(|role| page.t(&format!("role-{}", word(*role))))
        .collect();
    let source = person.source.as_ref().map(|source| source.name.clone());
    let rows = [
        ("organisation-column-login", person.login.clone()),
        (
            "organisation-column-job",
            person.job_function.clone().unwrap_or_default(),
        ),
        ("organisation-column-state", page.t(active(person))),
        ("organisation-roles", roles.join(", ")),
        ("organisation-source", source.unwrap_or_default()),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    Definitions(
        rows.map(|(key, text)| (page.say(&Message::new(key)), Cell::Text(text)))
            .collect(),
    )
}

const fn word(role: samspil_store::Role) -> &'static str {
    match role {
        samspil_store::Role::ProcessOwner => "process-owner",
        samspil_store::Role::Staff => "staff",
        samspil_store::Role::Administrator => "administrator",
    }
}

fn places(page: &Shell, organisation: &Organisation, id: PersonId, today: NaiveDate) -> Table {
    let mut places: Vec<&Place> = organisation
        .places
        .iter()
        .filter(|place| place.person == id)
        .collect();
    places.sort_by_key(|place| place.days.is_over(today));
    let row = |place: &&Place| {
        let unit = organisation.units.iter().find(|unit| unit.id == place.unit);
        let mut cells = vec![unit.map_or(Cell::Empty, |unit| Cell::Link {
            href: format!("/organisation/units/{}", unit.id),
            text: unit.name.clone(),
        })];
        cells.extend(place::cells(page, organisation, place, (today, "person")));
        cells
    };
    Table {
        caption: page.t("organisation-places"),
        head: heads(page, &["unit", "as", "days", "do"]),
        rows: places.iter().map(row).collect(),
        empty: page.t("organisation-no-places"),
    }
}

fn absent(page: &Shell, organisation: &Organisation, absences: &[Absence]) -> Table {
    let row = |absence: &Absence| {
        let said = Message::new("away-days")
            .with("first", date(absence.first_day))
            .with("last", date(absence.last_day));
        let days = page.say(&said);
        vec![
            Cell::Text(days.clone()),
            super::person_link(organisation, absence.deputy),
            Cell::Post {
                action: format!(
                    "/organisation/people/{}/absences/{}/end",
                    absence.person, absence.id
                ),
                text: page.t("away-end"),
                about: days,
            },
        ]
    };
    let head = ["away-column-when", "away-column-deputy", "away-column-do"];
    Table {
        caption: page.t("away-title"),
        head: head.iter().map(|key| page.say(&Message::new(key))).collect(),
        rows: absences.iter().map(row).collect(),
        empty: page.t("away-none"),
    }
}

/// The page with a place that was not taken.
pub(super) async fn with_place(
    app: &App,
    page: Shell,
    signed: &Signed,
    person: PersonId,
    (written, problem): (&place::Written, Problem),
) -> Result<Response, Problem> {
    let (organisation, _) = read(app, signed).await?;
    let mut form = place::form(&page, &organisation, Of::Person(person), written);
    let said = refused(&page, &mut form, problem)?;
    let sent = Sent {
        place: Some(form),
        alert: Some(said.alert),
        ..Sent::default()
    };
    drawn(app, page, signed, person, sent).await
}

/// Keeps what a person is called, their job function, and whether they may sign in.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(person): Path<PersonId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let make = |before: &Organisation| {
        let known = before.people.iter().find(|known| known.id == person);
        let known = known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
        let new = OrgPerson {
            name: written.name.trim().to_owned(),
            login: plain_login(&written.login),
            job_function: Some(written.job.trim().to_owned()).filter(|job| !job.is_empty()),
            // Whoever left the state as it was shown leaves it as it is: it may have been closed meanwhile.
            active: match written.active == written.was {
                true => known.active,
                false => written.active == "yes",
            },
            ..known.clone()
        };
        let changed = Changed {
            people: if new == *known { Vec::new() } else { vec![new] },
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    match change(&app, &signed, ChangeWay::Page, make).await {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/people/{person}"),
            "flash-organisation-kept",
        )),
        Err(problem) => {
            let mut form = form(&page, &written);
            let said = refused(&page, &mut form, problem)?;
            let sent = Sent {
                person: Some(form),
                alert: Some(said.alert),
                ..Sent::default()
            };
            drawn(&app, page, &signed, person, sent).await
        }
    }
}

fn absence(organisation: &Organisation, person: PersonId, written: &Away) -> Result<NewAbsence, Wrong> {
    let day =
        |name: &'static str, text: &str| written::date(text).ok_or((name, Message::new("away-write-day")));
    Ok(NewAbsence {
        person,
        deputy: of_login(organisation, "deputy", &written.deputy)?,
        first_day: day("first_day", &written.first_day)?,
        last_day: day("last_day", &written.last_day)?,
    })
}

/// Says that a person will be away.
pub(super) async fn away(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(person): Path<PersonId>,
    Body(written): Body<Away>,
) -> Result<Response, Problem> {
    let (organisation, _) = read(&app, &signed).await?;
    let id = app.engine.ids().next();
    let kept = match absence(&organisation, person, &written) {
        Ok(new) => keep_absence(&app, &signed, id, new).await.map(|_| ()),
        Err(wrong) => Err(problem(wrong)),
    };
    match kept {
        Ok(()) => Ok(done(
            &app,
            &format!("/organisation/people/{person}"),
            "flash-organisation-kept",
        )),
        Err(problem) => {
            let mut form = away_form(&page, &written);
            let said = refused(&page, &mut form, problem)?;
            let sent = Sent {
                away: Some(form),
                alert: Some(said.alert),
                ..Sent::default()
            };
            drawn(&app, page, &signed, person, sent).await
        }
    }
}

/// Takes an absence back.
pub(super) async fn end_away(
    State(app): State<App>,
    signed: Signed,
    Path((person, absence)): Path<(PersonId, AbsenceId)>,
) -> Result<Response, Problem> {
    if !end_absence(&app, signed.tenant, person, absence).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(done(
        &app,
        &format!("/organisation/people/{person}"),
        "flash-organisation-kept",
    ))
}
