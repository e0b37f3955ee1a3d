//! The bounds of what shows between the cases of a citizen.

use axum::Json as Body;
use axum::extract::State;
use samspil_core::across::PlanBounds;
use samspil_core::text::Message;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Problem, Reason};

/// The bounds. They are practice, no rule.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanBoundsShown {
    /// How near two questions lie that are told as one asked twice, in days: 7 to 365.
    asked_again_days: u16,
    /// How near two cases are begun that are told as begun in parallel, in days: 7 to 180.
    begun_together_days: u16,
    /// How soon after a case was closed another about the same tells that it did not help, in days: 30 to 1,095.
    back_days: u16,
    /// How many departments come to a citizen in one week before it is told: 2 to 10.
    departments_a_week: u16,
}

impl From<PlanBounds> for PlanBoundsShown {
    fn from(bounds: PlanBounds) -> Self {
        Self {
            asked_again_days: bounds.asked_again_days,
            begun_together_days: bounds.begun_together_days,
            back_days: bounds.back_days,
            departments_a_week: bounds.departments_a_week,
        }
    }
}

impl From<PlanBoundsShown> for PlanBounds {
    fn from(shown: PlanBoundsShown) -> Self {
        Self {
            asked_again_days: shown.asked_again_days,
            begun_together_days: shown.begun_together_days,
            back_days: shown.back_days,
            departments_a_week: shown.departments_a_week,
        }
    }
}

/// Within which bounds it is told that something is asked twice, was begun in parallel, comes back or crowds a week.
#[utoipa::path(get, path = "/plan-bounds", tag = "citizens", responses((status = 200, body = PlanBoundsShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<PlanBoundsShown>, Problem> {
    let bounds = app.engine.plan_bounds(signed.tenant).await?;
    Ok(Body(bounds.into()))
}

/// Sets them, for every plan from now on.
#[utoipa::path(
    put, path = "/plan-bounds", tag = "citizens", request_body = PlanBoundsShown,
    responses((status = 200, body = PlanBoundsShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Json(to_be): Json<PlanBoundsShown>,
) -> Result<Body<PlanBoundsShown>, Problem> {
    let bounds = PlanBounds::from(to_be);
    if !app.engine.set_plan_bounds(signed.tenant, bounds).await? {
        let faults = bounds.outside().into_iter().map(|(name, limits)| Reason {
            code: "out_of_bounds".to_owned(),
            message: Some(
                Message::new("problem-out-of-bounds")
                    .with("least", i64::from(*limits.start()))
                    .with("most", i64::from(*limits.end())),
            ),
            pointer: Some(format!("/{name}")),
            ..Reason::default()
        });
        let detail = Message::new("problem-plan-bounds");
        return Err(Problem::faults("plan_bounds", detail, faults.collect()));
    }
    tracing::info!(tenant = %signed.tenant, by = %signed.person, ?bounds, "the bounds of one plan were set");
    Ok(Body(to_be))
}
