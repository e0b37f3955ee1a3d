//! Job functions: what somebody who has one acts as.

use axum::Json as Body;
use axum::extract::{Path, State};
use samspil_store::{ChangeWay, Changed, JobFunction, Organisation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::identity::Signed;
use crate::organisation::change;
use crate::server::json::Json;
use crate::server::problem::Problem;

/// A job function.
#[derive(Serialize, ToSchema)]
pub(super) struct FunctionShown {
    /// Its name.
    name: String,
    /// The parties of flows that somebody who has it acts as.
    acts_as: Vec<String>,
    /// Whether they lead where they have it.
    leads: bool,
}

/// A job function as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FunctionToBe {
    /// The parties of flows that somebody who has it acts as.
    acts_as: Vec<String>,
    /// Whether they lead where they have it; no where nothing is said.
    #[serde(default)]
    leads: bool,
}

fn shown(function: &JobFunction) -> FunctionShown {
    FunctionShown {
        name: function.name.clone(),
        acts_as: function.acts_as.clone(),
        leads: function.leads,
    }
}

/// All job functions, by name.
#[utoipa::path(get, path = "/job-functions", tag = "people", responses((status = 200, body = Vec<FunctionShown>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<FunctionShown>>, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    Ok(Body(organisation.functions.iter().map(shown).collect()))
}

/// Keeps a job function, new or changed. It counts at once for everyone who has it.
#[utoipa::path(
    put, path = "/job-functions/{name}", tag = "people", request_body = FunctionToBe,
    params(("name" = String, Path, description = "Its name.")),
    responses((status = 200, body = FunctionShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Json(to_be): Json<FunctionToBe>,
) -> Result<Body<FunctionShown>, Problem> {
    let function = JobFunction {
        name: name.trim().to_owned(),
        acts_as: to_be.acts_as,
        leads: to_be.leads,
    };
    let make = |before: &Organisation| {
        let changed = match before.functions.contains(&function) {
            true => Changed::default(),
            false => Changed {
                functions: vec![function.clone()],
                ..Changed::default()
            },
        };
        Ok((changed, ()))
    };
    change(&app, &signed, ChangeWay::Api, make).await?;
    Ok(Body(shown(&function)))
}
