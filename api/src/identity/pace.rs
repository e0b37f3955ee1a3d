//! How often a person, and everyone of a municipality together, may ask.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samspil_core::id::{PersonId, TenantId};
use tokio::time::Instant;

use super::signed::Signed;
use crate::server::bounds::Bounds;
use crate::server::pace::pace;
use crate::server::problem::Problem;
use crate::server::rate::Rate;

/// How often each has asked. A person's own comes first: who asks too often takes nothing of their municipality's.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    people: Arc<Rate<(TenantId, PersonId)>>,
    tenants: Arc<Rate<TenantId>>,
}

impl Pace {
    /// Within these bounds.
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self {
            people: Arc::new(pace(bounds.person_requests)),
            tenants: Arc::new(pace(bounds.tenant_requests)),
        }
    }
}

/// Lets a request in where whoever sent it has not asked too often. Who nobody knows is bounded by address alone.
pub(crate) async fn paced(State(pace): State<Pace>, request: Request, next: Next) -> Response {
    if let Some(signed) = request.extensions().get::<Signed>() {
        let now = Instant::now();
        let own = pace.people.take((signed.tenant, signed.person), now);
        if let Err(wait) = own.and_then(|()| pace.tenants.take(signed.tenant, now)) {
            return Problem::too_soon(wait).into_response();
        }
    }
    next.run(request).await
}
