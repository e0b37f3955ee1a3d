//! Units: departments of the authority and offers of providers, in a tree.

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, Days, OrgUnit, Organisation, Ownership, UnitKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::people::{Place, place};
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{Leaders, MAX_NAME_CHARS, change, fitted};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// A unit.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitShown {
    /// Its id.
    #[schema(schema_with = schema::uuid)]
    unit: UnitId,
    /// Its name.
    name: String,
    /// The side it sits on.
    #[schema(schema_with = schema::side)]
    side: Side,
    /// The unit above.
    #[schema(value_type = Option<uuid::Uuid>)]
    parent: Option<UnitId>,
    /// What it is.
    #[schema(schema_with = schema::unit_kind)]
    kind: UnitKind,
    /// The CVR number of an organisation.
    cvr: Option<String>,
    /// Who owns an organisation: `public` or `private`.
    #[schema(value_type = Option<String>)]
    ownership: Option<Ownership>,
    /// The first day that it is there; none where it always was.
    from: Option<NaiveDate>,
    /// The last day that it is there; none where no end is known.
    until: Option<NaiveDate>,
    /// The source that says so; none where people wrote it.
    source: Option<String>,
    /// What the source calls it.
    external_id: Option<String>,
}

/// A unit with the people who have a place there.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitWithPeople {
    /// The unit.
    #[serde(flatten)]
    unit: UnitShown,
    /// Who leads it today: where it has no leader, the nearest above.
    #[schema(value_type = Vec<uuid::Uuid>)]
    led_by: Vec<PersonId>,
    /// Places there, also those that have not begun or are over.
    people: Vec<PlaceOf>,
}

/// A person's place in a unit.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceOf {
    /// The person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Their name.
    name: String,
    /// Their place.
    #[serde(flatten)]
    place: Place,
}

/// A unit as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitToBe {
    /// Its name; no other unit has it.
    name: String,
    /// The side it sits on.
    #[schema(schema_with = schema::side)]
    side: Side,
    /// The unit above; none at the top.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    parent: Option<UnitId>,
    /// What it is; a department where nothing is said.
    #[serde(default)]
    #[schema(schema_with = schema::unit_kind)]
    kind: Option<UnitKind>,
    /// The CVR number of an organisation: eight digits.
    #[serde(default)]
    cvr: Option<String>,
    /// Who owns an organisation: `public` or `private`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    ownership: Option<Ownership>,
    /// The first day that it is there.
    #[serde(default)]
    from: Option<NaiveDate>,
    /// The last day that it is there. It has no end before those beneath it.
    #[serde(default)]
    until: Option<NaiveDate>,
}

fn shown(unit: &OrgUnit) -> UnitShown {
    let source = unit.source.clone();
    UnitShown {
        unit: unit.id,
        name: unit.name.clone(),
        side: unit.side,
        parent: unit.parent,
        kind: unit.kind,
        cvr: unit.cvr.map(|cvr| cvr.to_string()),
        ownership: unit.ownership,
        from: unit.days.from,
        until: unit.days.until,
        external_id: source.as_ref().and_then(|source| source.external_id.clone()),
        source: source.map(|source| source.name),
    }
}

/// A name without spaces around it, or a problem that points at it.
pub(super) fn named<'name>(name: &'name str, pointer: &str) -> Result<&'name str, Problem> {
    let name = name.trim();
    let fits = (1..=MAX_NAME_CHARS).contains(&name.chars().count());
    if fits && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
    Err(Problem::new(Kind::UNFIT)
        .code("name")
        .detail(Message::new("problem-name").with("most", most))
        .pointer(pointer.to_owned()))
}

/// All units, by name, also those that are over.
#[utoipa::path(get, path = "/units", tag = "people", responses((status = 200, body = Vec<UnitShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<UnitShown>>, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    Ok(Body(organisation.units.iter().map(shown).collect()))
}

/// One unit, with the people there and who leads it.
#[utoipa::path(
    get, path = "/units/{unit}", tag = "people",
    params(("unit" = uuid::Uuid, Path, description = "The unit.")),
    responses((status = 200, body = UnitWithPeople)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(unit): Path<UnitId>,
) -> Result<Body<UnitWithPeople>, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    let found = organisation.units.iter().find(|known| known.id == unit);
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let there = organisation.places.iter().filter(|place| place.unit == unit);
    let people = there.filter_map(|place_there| {
        let person = organisation
            .people
            .iter()
            .find(|person| person.id == place_there.person)?;
        Some(PlaceOf {
            person: person.id,
            name: person.name.clone(),
            place: place(place_there),
        })
    });
    let today = local_date(app.engine.clock().now());
    Ok(Body(UnitWithPeople {
        unit: shown(found),
        led_by: Leaders::on(&organisation, today).of(found.id),
        people: people.collect(),
    }))
}

/// Keeps a unit, new or changed.
#[utoipa::path(
    put, path = "/units/{unit}", tag = "people", request_body = UnitToBe,
    params(("unit" = uuid::Uuid, Path, description = "The unit; a new UUID for a new one.")),
    responses((status = 200, body = UnitShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(unit): Path<UnitId>,
    Json(to_be): Json<UnitToBe>,
) -> Result<Body<UnitShown>, Problem> {
    let name = named(&to_be.name, "/name")?.to_owned();
    let cvr = to_be.cvr.as_deref().map(str::parse).transpose();
    let cvr = cvr.map_err(|_| {
        Problem::new(Kind::UNFIT)
            .code("organisation_cvr")
            .detail(Message::new("organisation-cvr"))
            .pointer("/cvr".to_owned())
    })?;
    let make = |before: &Organisation| {
        let known = before.units.iter().find(|known| known.id == unit);
        let parent = before.units.iter().find(|known| Some(known.id) == to_be.parent);
        let new = OrgUnit {
            id: unit,
            name: name.clone(),
            side: to_be.side,
            parent: to_be.parent,
            kind: to_be
                .kind
                .unwrap_or_else(|| known.map_or(UnitKind::Department, |known| known.kind)),
            cvr,
            ownership: to_be.ownership,
            days: Days {
                from: to_be.from,
                until: to_be.until,
            },
            source: known.and_then(|known| known.source.clone()),
        };
        let new = fitted(new, parent);
        let shown = shown(&new);
        let units = if known == Some(&new) {
            Vec::new()
        } else {
            vec![new]
        };
        let changed = Changed {
            units,
            ..Changed::default()
        };
        Ok((changed, shown))
    };
    Ok(Body(change(&app, &signed, ChangeWay::Api, make).await?))
}
