//! When the reader is away, and who stands in.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::calendar::local_date;
use samspil_core::id::{AbsenceId, PersonId};
use samspil_core::text::{Message, date};
use samspil_store::{Absence, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::{Sent, done, drawn};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Cell, Choice, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::words::written;
use crate::reach::{NewAbsence, deputies, end_absence, keep_absence};
use crate::server::problem::{Kind, Problem};

/// The part of the page.
pub(super) struct Away {
    pub(super) table: Table,
    pub(super) form: Form,
    pub(super) alert: Option<Alert>,
    /// Nobody can stand in.
    pub(super) alone: bool,
    pub(super) key: Key,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    key: Key,
    #[serde(default)]
    deputy: String,
    #[serde(default)]
    first_day: String,
    #[serde(default)]
    last_day: String,
}

impl Away {
    pub(super) async fn read(
        app: &App,
        page: &Shell,
        signed: &Signed,
        sent: Option<Written>,
        alert: Option<Alert>,
    ) -> Result<Self, Problem> {
        let store = app.engine.store();
        let today = local_date(app.engine.clock().now());
        let anyone = signed.roles.contains(&Role::Administrator);
        let possible = deputies(store.as_ref(), signed.tenant, signed.person, (anyone, today)).await?;
        let absences = store.absences(signed.tenant, signed.person, today).await?;
        let name = |id: PersonId| {
            let known = possible.iter().find(|person| person.id == id);
            known.map_or_else(|| page.t("name-someone"), |person| person.name.clone())
        };
        let key = match &sent {
            Some(sent) => sent.key.clone(),
            None => Key::new(app.engine.ids().as_ref()),
        };
        let choices: Vec<Choice> = possible
            .iter()
            .map(|person| Choice::new(person.id.to_string(), person.name.clone()))
            .collect();
        Ok(Self {
            table: table(page, &absences, name),
            alone: choices.is_empty(),
            form: form(page, choices, sent.as_ref()),
            alert,
            key,
        })
    }
}

fn table(page: &Shell, absences: &[Absence], name: impl Fn(PersonId) -> String) -> Table {
    let head = ["away-column-when", "away-column-deputy", "away-column-do"];
    let row = |absence: &Absence| {
        let days = page.say(
            &Message::new("away-days")
                .with("first", date(absence.first_day))
                .with("last", date(absence.last_day)),
        );
        vec![
            Cell::Text(days.clone()),
            Cell::Text(name(absence.deputy)),
            Cell::Post {
                action: format!("/settings/absences/{}/end", absence.id),
                text: page.t("away-end"),
                about: days,
            },
        ]
    };
    Table {
        caption: page.t("away-title"),
        head: head.iter().map(|key| page.say(&Message::new(key))).collect(),
        rows: absences.iter().map(row).collect(),
        empty: page.t("away-none"),
    }
}

fn form(page: &Shell, choices: Vec<Choice>, sent: Option<&Written>) -> Form {
    let written = sent.cloned().unwrap_or_default();
    let mut all = vec![Choice::new(String::new(), page.t("form-choose-one"))];
    all.extend(choices);
    let mut form = Form::new(page.language);
    form.add(Field::date("first_day", page.t("away-first-day")).value(&written.first_day));
    form.add(Field::date("last_day", page.t("away-last-day")).value(&written.last_day));
    form.add(Field::select("deputy", page.t("away-deputy"), all).value(&written.deputy));
    if sent.is_some() {
        for (name, text) in [("first_day", &written.first_day), ("last_day", &written.last_day)] {
            if written::date(text).is_none() {
                form.wrong(name, page.t("away-write-day"));
            }
        }
        if written.deputy().is_none() {
            form.wrong("deputy", page.t("away-choose-deputy"));
        }
    }
    form
}

impl Written {
    fn deputy(&self) -> Option<PersonId> {
        Uuid::try_parse(&self.deputy).ok().map(PersonId)
    }

    fn absence(&self, person: PersonId) -> Option<NewAbsence> {
        Some(NewAbsence {
            person,
            deputy: self.deputy()?,
            first_day: written::date(&self.first_day)?,
            last_day: written::date(&self.last_day)?,
        })
    }
}

/// Says that the reader will be away.
pub(in crate::pages) async fn add(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let id = written.key.command().map(|key| key.0);
    let id = id.unwrap_or_else(|| app.engine.ids().next());
    let refused = match written.absence(signed.person) {
        Some(new) => match keep_absence(&app, &signed, id, new).await {
            Ok(_) => return Ok(done(&app, "flash-away-kept")),
            Err(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => Some(problem),
            Err(problem) => return Err(problem),
        },
        None => None,
    };
    let alert =
        refused.map(|problem| Alert::new(page.language, Tone::Error, problem.sentence(page.language)));
    let sent = Sent {
        absence: Some(written),
        alert,
        ..Sent::default()
    };
    drawn(&app, page, &signed, sent, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Takes an absence back.
pub(in crate::pages) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path(absence): Path<AbsenceId>,
) -> Result<Response, Problem> {
    if !end_absence(&app, signed.tenant, signed.person, absence).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    Ok(done(&app, "flash-away-ended"))
}
