//! Units: departments of the authority and offers of providers.

use axum::Json as Body;
use axum::extract::{Path, State};
use samspil_core::flow::Side;
use samspil_core::id::UnitId;
use samspil_core::text::Message;
use samspil_store::Unit;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// The longest name, in characters: fits a line of a list.
const MAX_NAME_CHARS: usize = 100;

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
}

fn shown(unit: Unit) -> UnitShown {
    UnitShown {
        unit: unit.id,
        name: unit.name,
        side: unit.side,
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

/// All units, by name.
#[utoipa::path(get, path = "/units", tag = "people", responses((status = 200, body = Vec<UnitShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<UnitShown>>, Problem> {
    let units = app.engine.store().units(signed.tenant).await?;
    Ok(Body(units.into_iter().map(shown).collect()))
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
    let store = app.engine.store();
    let name = named(&to_be.name, "/name")?.to_owned();
    let others = store.units(signed.tenant).await?;
    if others.iter().any(|other| other.name == name && other.id != unit) {
        return Err(Problem::new(Kind::CONFLICT)
            .code("name_taken")
            .detail(Message::new("problem-name-taken"))
            .pointer("/name".to_owned()));
    }
    let kept = Unit {
        id: unit,
        name,
        side: to_be.side,
    };
    store.put_unit(signed.tenant, kept.clone()).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %unit, "a unit was kept");
    Ok(Body(shown(kept)))
}
