//! People with a login, for administrators.

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, Days, OrgPerson, Organisation, Person, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schema;
use super::units::named;
use crate::app::App;
use crate::identity::{Signed, plain_login};
use crate::organisation::{MAX_PARTIES, change, ended};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How many places in units a person may have.
const MAX_PLACES: usize = 50;

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

/// A place in a unit, with its days.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// The unit.
    #[schema(schema_with = schema::uuid)]
    unit: UnitId,
    /// The parties of flows that the person may act as there; those of the job function where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acts_as: Option<Vec<String>>,
    /// The job function that the person has there; the person's own where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    job_function: Option<String>,
    /// Leads the unit, and those beneath that have no leader.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    leads: bool,
    /// Whom the person stands in for there; such a place has a last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    stands_in_for: Option<PersonId>,
    /// The first day; none where it always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<NaiveDate>,
    /// The last day; none where no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
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
    /// Their job function; as it was where it is left out.
    #[serde(default)]
    job_function: Option<String>,
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

/// One person, with their places in units, also those that have not begun or are over.
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
    let organisation = store.organisation(signed.tenant).await?;
    let places = organisation
        .places
        .iter()
        .filter(|place| place.person == person.id);
    Ok(Body(PersonWithPlaces {
        places: places.map(place).collect(),
        person: shown(person),
    }))
}

/// A place as it is kept.
pub(super) fn place(place: &samspil_store::Place) -> Place {
    Place {
        unit: place.unit,
        acts_as: place.acts_as.clone(),
        job_function: place.job_function.clone(),
        leads: place.leads,
        stands_in_for: place.stands_in_for,
        from: place.days.from,
        until: place.days.until,
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
    if app.engine.store().service(signed.tenant, person).await?.is_some() {
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
    let login = plain_login(named(&to_be.login, "/login")?);
    let name = named(&to_be.name, "/name")?.to_owned();
    let make = |before: &Organisation| {
        let known = before.people.iter().find(|known| known.id == person);
        let new = OrgPerson {
            id: person,
            login: login.clone(),
            name: name.clone(),
            roles: roles.clone(),
            active: to_be.active,
            job_function: to_be.job_function.clone().or_else(|| known?.job_function.clone()),
            source: known.and_then(|known| known.source.clone()),
        };
        let people = if known == Some(&new) {
            Vec::new()
        } else {
            vec![new]
        };
        let changed = Changed {
            people,
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(&app, &signed, ChangeWay::Api, make).await?;
    Ok(Body(shown(known(&app, &signed, person).await?)))
}

/// Sets a person's places in units: those that are not named any more end with the day before, and stay as what was.
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
    let person = known(&app, &signed, person).await?.id;
    let many = places.len() > MAX_PLACES
        || places.iter().any(|place| {
            place
                .acts_as
                .as_ref()
                .is_some_and(|list| list.len() > MAX_PARTIES)
        });
    if many {
        return Err(Problem::new(Kind::UNFIT)
            .code("too_many_places")
            .detail(Message::new("problem-too-many-places")));
    }
    let today = local_date(app.engine.clock().now());
    let make = |before: &Organisation| {
        fitting(before, &places)?;
        let changed = Changed {
            places: set(before, person, &places, today, || app.engine.ids().next()),
            ..Changed::default()
        };
        Ok((changed, ()))
    };
    change(&app, &signed, ChangeWay::Api, make).await?;
    Ok(Body(places))
}

/// Refuses units that are not there and a place that stands twice, where they stand.
fn fitting(before: &Organisation, places: &[Place]) -> Result<(), Problem> {
    for (index, place) in places.iter().enumerate() {
        let unknown = !before.units.iter().any(|unit| unit.id == place.unit);
        let same = |other: &Place| (other.unit, other.from) == (place.unit, place.from);
        if unknown || places.iter().take(index).any(same) {
            return Err(Problem::new(Kind::UNFIT)
                .code("unknown_binding")
                .detail(Message::new("problem-unknown-unit"))
                .pointer(format!("/{index}/unit")));
        }
        for (at, party) in place.acts_as.iter().flatten().enumerate() {
            named(party, &format!("/{index}/acts_as/{at}"))?;
        }
    }
    Ok(())
}

/// What changes of a person's places: new ones, changed ones, and those that end.
fn set(
    before: &Organisation,
    person: PersonId,
    places: &[Place],
    today: NaiveDate,
    new_id: impl Fn() -> uuid::Uuid,
) -> Vec<samspil_store::Place> {
    let theirs: Vec<_> = before
        .places
        .iter()
        .filter(|place| place.person == person)
        .collect();
    let mut changed = Vec::new();
    let mut named = Vec::new();
    for to_be in places {
        let same = |known: &&&samspil_store::Place| (known.unit, known.days.from) == (to_be.unit, to_be.from);
        let known = theirs.iter().find(same).copied();
        let new = samspil_store::Place {
            id: known.map_or_else(&new_id, |known| known.id),
            person,
            unit: to_be.unit,
            acts_as: to_be.acts_as.clone(),
            job_function: to_be.job_function.clone(),
            leads: to_be.leads,
            stands_in_for: to_be.stands_in_for,
            days: Days {
                from: to_be.from,
                until: to_be.until,
            },
            source: known.and_then(|known| known.source.clone()),
        };
        named.push(new.id);
        if known != Some(&new) {
            changed.push(new);
        }
    }
    let over = theirs.into_iter().filter(|place| !named.contains(&place.id));
    changed.extend(ended(over, today));
    changed
}
