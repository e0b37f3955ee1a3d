//! Who is away when, and who stands in for them.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::id::{AbsenceId, PersonId};
use samspil_store::Absence;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::people::known;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::reach::{NewAbsence, deputies, end_absence, keep_absence};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// A time in which someone is away. What arrives for them arrives for their deputy, too, who sees and does what they do in cases
/// from the first day to the last.
#[derive(Serialize, ToSchema)]
pub(super) struct AbsenceShown {
    /// Its id.
    #[schema(schema_with = schema::uuid)]
    absence: AbsenceId,
    /// Who stands in.
    #[schema(schema_with = schema::uuid)]
    deputy: PersonId,
    /// The first day away.
    first_day: NaiveDate,
    /// The last day away.
    last_day: NaiveDate,
}

/// An absence to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AbsenceToBe {
    /// Who stands in: a colleague in a unit, or for an administrator anyone.
    #[schema(schema_with = schema::uuid)]
    deputy: PersonId,
    /// The first day away.
    first_day: NaiveDate,
    /// The last day away.
    last_day: NaiveDate,
}

/// Someone who can stand in for you.
#[derive(Serialize, ToSchema)]
pub(super) struct Deputy {
    /// The person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Their name.
    name: String,
}

fn shown(absence: Absence) -> AbsenceShown {
    AbsenceShown {
        absence: absence.id,
        deputy: absence.deputy,
        first_day: absence.first_day,
        last_day: absence.last_day,
    }
}

async fn listed(app: &App, signed: &Signed, person: PersonId) -> Result<Body<Vec<AbsenceShown>>, Problem> {
    let today = local_date(app.engine.clock().now());
    let absences = app.engine.store().absences(signed.tenant, person, today).await?;
    Ok(Body(absences.into_iter().map(shown).collect()))
}

async fn added(
    app: &App,
    signed: &Signed,
    person: PersonId,
    key: Key,
    to_be: AbsenceToBe,
) -> Result<Response, Problem> {
    let new = NewAbsence {
        person,
        deputy: to_be.deputy,
        first_day: to_be.first_day,
        last_day: to_be.last_day,
    };
    let absence = keep_absence(app, signed, key.0.0, new).await?;
    Ok((StatusCode::CREATED, Body(shown(absence))).into_response())
}

async fn ended(
    app: &App,
    signed: &Signed,
    person: PersonId,
    absence: AbsenceId,
) -> Result<StatusCode, Problem> {
    if end_absence(app, signed.tenant, person, absence).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}

/// When you are away from today on, earliest first.
#[utoipa::path(get, path = "/me/absences", tag = "me", responses((status = 200, body = Vec<AbsenceShown>)))]
pub(super) async fn own(State(app): State<App>, signed: Signed) -> Result<Body<Vec<AbsenceShown>>, Problem> {
    listed(&app, &signed, signed.person).await
}

/// Says that you will be away.
#[utoipa::path(
    post, path = "/me/absences", tag = "me", request_body = AbsenceToBe,
    responses((status = 201, body = AbsenceShown, description = "It is kept.")),
)]
pub(super) async fn add_own(
    State(app): State<App>,
    signed: Signed,
    key: Key,
    Json(to_be): Json<AbsenceToBe>,
) -> Result<Response, Problem> {
    added(&app, &signed, signed.person, key, to_be).await
}

/// Takes an absence of yours back.
#[utoipa::path(
    delete, path = "/me/absences/{absence}", tag = "me",
    params(("absence" = uuid::Uuid, Path, description = "The absence.")),
    responses((status = 204, description = "You are there.")),
)]
pub(super) async fn end_own(
    State(app): State<App>,
    signed: Signed,
    Path(absence): Path<AbsenceId>,
) -> Result<StatusCode, Problem> {
    ended(&app, &signed, signed.person, absence).await
}

/// Who can stand in for you, by name.
#[utoipa::path(get, path = "/me/deputies", tag = "me", responses((status = 200, body = Vec<Deputy>)))]
pub(super) async fn possible(State(app): State<App>, signed: Signed) -> Result<Body<Vec<Deputy>>, Problem> {
    let anyone = signed.roles.contains(&samspil_store::Role::Administrator);
    let today = local_date(app.engine.clock().now());
    let store = app.engine.store();
    let people = deputies(store.as_ref(), signed.tenant, signed.person, (anyone, today)).await?;
    let deputy = |person: samspil_store::Person| Deputy {
        person: person.id,
        name: person.name,
    };
    Ok(Body(people.into_iter().map(deputy).collect()))
}

/// When a person is away from today on, earliest first.
#[utoipa::path(
    get, path = "/people/{person}/absences", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = Vec<AbsenceShown>)),
)]
pub(super) async fn of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Body<Vec<AbsenceShown>>, Problem> {
    let person = known(&app, &signed, person).await?.id;
    listed(&app, &signed, person).await
}

/// Says that a person will be away.
#[utoipa::path(
    post, path = "/people/{person}/absences", tag = "people", request_body = AbsenceToBe,
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 201, body = AbsenceShown, description = "It is kept.")),
)]
pub(super) async fn add_of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    key: Key,
    Json(to_be): Json<AbsenceToBe>,
) -> Result<Response, Problem> {
    let person = known(&app, &signed, person).await?.id;
    added(&app, &signed, person, key, to_be).await
}

/// Takes an absence of a person back.
#[utoipa::path(
    delete, path = "/people/{person}/absences/{absence}", tag = "people",
    params(
        ("person" = uuid::Uuid, Path, description = "The person."),
        ("absence" = uuid::Uuid, Path, description = "The absence."),
    ),
    responses((status = 204, description = "They are there.")),
)]
pub(super) async fn end_of_person(
    State(app): State<App>,
    signed: Signed,
    Path((person, absence)): Path<(PersonId, AbsenceId)>,
) -> Result<StatusCode, Problem> {
    ended(&app, &signed, person, absence).await
}
