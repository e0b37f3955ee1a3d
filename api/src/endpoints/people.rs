//! People with a login, for administrators.

use axum::Json as Body;
use axum::extract::{Path, State};
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Message;
use samspil_store::{Member, Person, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schema;
use super::units::named;
use crate::app::App;
use crate::identity::{Signed, plain_login};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How many places in units a person may have.
const MAX_PLACES: usize = 50;

/// How many parties a person may act as in one unit.
const MAX_ACTS_AS: usize = 50;

/// A person with a login.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonShown {
    /// Their id.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Their user name.
    login: String,
    /// Their name.
    name: String,
    /// What they may do beside their work in cases.
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// May sign in.
    active: bool,
    /// Whether they can sign in by password.
    has_password: bool,
}

/// A person with their places in units.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonWithPlaces {
    /// The person.
    #[serde(flatten)]
    person: PersonShown,
    /// Where they work and as what.
    places: Vec<Place>,
}

/// A place in a unit.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// The unit.
    #[schema(schema_with = schema::uuid)]
    unit: UnitId,
    /// The parties of flows that the person may act as there.
    acts_as: Vec<String>,
}

/// A person as they are to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToBe {
    /// Their user name; small and large letters are the same.
    login: String,
    /// Their name.
    name: String,
    /// What they may do beside their work in cases.
    #[serde(default)]
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// May sign in; yes where nothing is said.
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

fn shown(person: Person) -> PersonShown {
    PersonShown {
        person: person.id,
        login: person.login,
        name: person.name,
        roles: person.roles,
        active: person.active,
        has_password: person.password.is_some(),
    }
}

/// All people, by name, but for those who have to do with a case and no account.
#[utoipa::path(get, path = "/people", tag = "people", responses((status = 200, body = Vec<PersonShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<PersonShown>>, Problem> {
    let people = app.engine.store().people(signed.tenant).await?;
    let named = people.into_iter().filter(|person| !person.name.is_empty());
    Ok(Body(named.map(shown).collect()))
}

/// One person, with their places in units.
#[utoipa::path(
    get, path = "/people/{person}", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = PersonWithPlaces)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Body<PersonWithPlaces>, Problem> {
    let store = app.engine.store();
    let person = known(&app, &signed, person).await?;
    let places = store.members(signed.tenant, person.id).await?;
    Ok(Body(PersonWithPlaces {
        person: shown(person),
        places: places.into_iter().map(place).collect(),
    }))
}

fn place(member: Member) -> Place {
    Place {
        unit: member.unit,
        acts_as: member.acts_as,
    }
}

/// The person, or a problem where there is none.
pub(super) async fn known(app: &App, signed: &Signed, person: PersonId) -> Result<Person, Problem> {
    let found = app.engine.store().person(signed.tenant, person).await?;
    found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// Keeps a person, new or changed. A new person has no password; `samspil account password` gives one.
#[utoipa::path(
    put, path = "/people/{person}", tag = "people", request_body = PersonToBe,
    params(("person" = uuid::Uuid, Path, description = "The person; a new UUID for a new one.")),
    responses((status = 200, body = PersonShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Json(to_be): Json<PersonToBe>,
) -> Result<Body<PersonShown>, Problem> {
    let store = app.engine.store();
    let before = store.person(signed.tenant, person).await?;
    if store.service(signed.tenant, person).await?.is_some() {
        return Err(Problem::new(Kind::CONFLICT)
            .code("is_program")
            .detail(Message::new("problem-is-program")));
    }
    if person == signed.person && !(to_be.active && to_be.roles.contains(&Role::Administrator)) {
        return Err(Problem::new(Kind::CONFLICT)
            .code("own_access")
            .detail(Message::new("problem-own-access")));
    }
    let mut roles = to_be.roles;
    roles.sort_unstable();
    roles.dedup();
    let kept = Person {
        id: person,
        login: plain_login(named(&to_be.login, "/login")?),
        name: named(&to_be.name, "/name")?.to_owned(),
        password: before.and_then(|before| before.password),
        roles,
        active: to_be.active,
    };
    if !store.put_person(signed.tenant, kept.clone()).await? {
        return Err(Problem::new(Kind::CONFLICT)
            .code("login_taken")
            .detail(Message::new("problem-login-taken"))
            .pointer("/login".to_owned()));
    }
    let identity = &app.gate.identity;
    identity.changed(signed.tenant, person, kept.active).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, "a person was kept");
    Ok(Body(shown(kept)))
}

/// Sets all of a person's places in units.
#[utoipa::path(
    put, path = "/people/{person}/places", tag = "people", request_body = Vec<Place>,
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = Vec<Place>)),
)]
pub(super) async fn put_places(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Json(places): Json<Vec<Place>>,
) -> Result<Body<Vec<Place>>, Problem> {
    let store = app.engine.store();
    let person = known(&app, &signed, person).await?.id;
    let units = store.units(signed.tenant).await?;
    let many = places.len() > MAX_PLACES || places.iter().any(|place| place.acts_as.len() > MAX_ACTS_AS);
    if many {
        return Err(Problem::new(Kind::UNFIT)
            .code("too_many_places")
            .detail(Message::new("problem-too-many-places")));
    }
    let mut members: Vec<Member> = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let unknown = !units.iter().any(|unit| unit.id == place.unit);
        if unknown || members.iter().any(|member| member.unit == place.unit) {
            return Err(Problem::new(Kind::UNFIT)
                .code("unknown_binding")
                .detail(Message::new("problem-unknown-unit"))
                .pointer(format!("/{index}/unit")));
        }
        for (at, party) in place.acts_as.iter().enumerate() {
            named(party, &format!("/{index}/acts_as/{at}"))?;
        }
        members.push(Member {
            person,
            unit: place.unit,
            acts_as: place.acts_as.clone(),
        });
    }
    store.put_members(signed.tenant, person, members).await?;
    app.gate.identity.changed(signed.tenant, person, true).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, "a person's places were kept");
    Ok(Body(places))
}
