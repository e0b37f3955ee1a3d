//! Who you are to the program.

use axum::Json;
use axum::extract::State;
use samspil_core::id::{PersonId, UnitId};
use samspil_store::Role;
use serde::Serialize;
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::{Signed, Way};
use crate::server::problem::Problem;

/// Who you are.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// The municipality's number (CVR).
    municipality: String,
    /// You.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Your name.
    name: String,
    /// What you may do beside your work in cases.
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Where you work and as what.
    places: Vec<PlaceInUnit>,
    /// By what you showed it: `session` or `token`.
    way: &'static str,
}

/// A place in a unit.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceInUnit {
    /// The unit.
    #[schema(schema_with = schema::uuid)]
    pub(super) unit: UnitId,
    /// Its name; none where it is no longer there.
    pub(super) name: Option<String>,
    /// The parties of flows that you may act as there.
    pub(super) acts_as: Vec<String>,
}

/// Who you are, your roles and your places in units.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = 200, body = Me)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Json<Me>, Problem> {
    let units = app.engine.store().units(signed.tenant).await?;
    let places = signed.members.iter().map(|member| PlaceInUnit {
        unit: member.unit,
        name: units
            .iter()
            .find(|unit| unit.id == member.unit)
            .map(|unit| unit.name.clone()),
        acts_as: member.acts_as.clone(),
    });
    Ok(Json(Me {
        municipality: signed.tenant.to_string(),
        person: signed.person,
        name: signed.name.clone(),
        roles: signed.roles.clone(),
        places: places.collect(),
        way: match signed.way {
            Way::Session(_) => "session",
            Way::Token(_) => "token",
        },
    }))
}
