//! Programs as people: tokens of their own, no login, and an administrator who answers for them.

use std::collections::BTreeMap;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_store::{Person, Role, Service};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::schema;
use super::tokens::{NewToken, TokenMade, make_for};
use super::units::named;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// A program.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceShown {
    /// Its id, as a person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Its name.
    name: String,
    /// What it may do beside work in cases.
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Its tokens open something, as long as who answers for it may sign in.
    active: bool,
    /// The administrator who answers for it.
    #[schema(schema_with = schema::uuid)]
    owner: PersonId,
}

/// A program as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceToBe {
    /// Its name.
    name: String,
    /// What it may do beside work in cases.
    #[serde(default)]
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Its tokens open something; yes where nothing is said.
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

/// All programs.
#[utoipa::path(get, path = "/services", tag = "people", responses((status = 200, body = Vec<ServiceShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<ServiceShown>>, Problem> {
    let store = app.engine.store();
    let people = store.people(signed.tenant).await?;
    let mut people: BTreeMap<PersonId, _> = people.into_iter().map(|person| (person.id, person)).collect();
    let services = store.services(signed.tenant).await?.into_iter();
    let shown = services.filter_map(|service| {
        let person = people.remove(&service.person)?;
        Some(ServiceShown {
            person: person.id,
            name: person.name,
            roles: person.roles,
            active: person.active,
            owner: service.owner,
        })
    });
    Ok(Body(shown.collect()))
}

/// Keeps a program, new or changed. You answer for it from then on, or who answers for the program that asks.
#[utoipa::path(
    put, path = "/services/{person}", tag = "people", request_body = ServiceToBe,
    params(("person" = uuid::Uuid, Path, description = "The program; a new UUID for a new one.")),
    responses((status = 200, body = ServiceShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Json(to_be): Json<ServiceToBe>,
) -> Result<Body<ServiceShown>, Problem> {
    let store = app.engine.store();
    let there = store.person(signed.tenant, person).await?.is_some();
    let known = store.service(signed.tenant, person).await?;
    if there && known.is_none() {
        return Err(Problem::new(Kind::CONFLICT)
            .code("no_program")
            .detail(Message::new("problem-no-program")));
    }
    // A program that keeps programs answers for none: its own owner does.
    let by = store.service(signed.tenant, signed.person).await?;
    let owner = by.map_or(signed.person, |by| by.owner);
    // What it sees, whoever takes it over would give themselves.
    let today = app.gate.identity.today();
    if known.is_some_and(|known| known.owner != owner)
        && !store.members(signed.tenant, person, today).await?.is_empty()
    {
        return Err(Problem::new(Kind::CONFLICT)
            .code("own_sight")
            .detail(Message::new("problem-own-sight")));
    }
    let mut roles = to_be.roles;
    roles.sort_unstable();
    roles.dedup();
    let kept = Person {
        id: person,
        // Nobody can write it where people sign in: a login has no spaces.
        login: format!("program {person}"),
        name: named(&to_be.name, "/name")?.to_owned(),
        password: None,
        roles,
        active: to_be.active,
    };
    store.put_person(signed.tenant, kept.clone()).await?;
    let service = Service { person, owner };
    store.put_service(signed.tenant, service).await?;
    let identity = &app.gate.identity;
    identity.changed(signed.tenant, person, kept.active).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, "a program was kept");
    Ok(Body(ServiceShown {
        person,
        name: kept.name,
        roles: kept.roles,
        active: kept.active,
        owner: service.owner,
    }))
}

/// Makes a token for a program. Its secret is told this once. Nobody makes tokens for other people.
#[utoipa::path(
    post, path = "/services/{person}/tokens", tag = "people", request_body = NewToken,
    params(("person" = uuid::Uuid, Path, description = "The program.")),
    responses((status = 201, body = TokenMade, description = "It is made.")),
)]
pub(super) async fn make_token(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Key(key): Key,
    Json(new): Json<NewToken>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let service = store.service(signed.tenant, person).await?;
    let service = service.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let by = store.service(signed.tenant, signed.person).await?;
    if service.owner != by.map_or(signed.person, |by| by.owner) {
        // What a token opens is for whoever answers for the program alone.
        return Err(Problem::new(Kind::NOT_ALLOWED));
    }
    make_for(&app, &signed, service.person, key, new).await
}
