//! What a municipality has promised everyone: the limits that it sets itself and must publish (retssikkerhedsloven
//! § 3(2) and § 3 a).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::Runnable;
use samspil_core::flow::{Clock, ClockKind, Lasts};
use samspil_core::id::TenantId;

use crate::{Engine, Failure};

/// A flow with limits of the municipality's own: an area, as the law calls it.
#[derive(Clone, Debug)]
pub struct Area {
    /// The flow's name.
    pub flow: String,
    /// Since when its limits are these.
    pub since: DateTime<Utc>,
    run: Arc<Runnable>,
}

/// A limit as it holds now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limit<'a> {
    /// The clock that counts it.
    pub clock: &'a Clock,
    /// How long it is.
    pub lasts: Lasts,
}

impl Area {
    /// The flow that the limits stand in.
    #[must_use]
    pub fn run(&self) -> &Runnable {
        &self.run
    }

    /// Its limits, in the flow's order.
    pub fn limits(&self) -> impl Iterator<Item = Limit<'_>> {
        let promised = |clock: &&Clock| clock.kind == ClockKind::Municipal;
        self.run.flow.clocks.values().filter(promised).map(|clock| Limit {
            clock,
            lasts: effective(clock),
        })
    }
}

/// How long a clock lasts for the municipality: what is published and what cases are counted by is asked here.
fn effective(clock: &Clock) -> Lasts {
    clock.lasts.clone()
}

impl Engine {
    /// The areas in which the municipality has limits of its own, by the latest version of every flow. A flow that
    /// cannot be read is left out and said in the log: the others' limits must still be found.
    ///
    /// # Errors
    /// What the store says.
    pub async fn promised(&self, tenant: TenantId) -> Result<Vec<Area>, Failure> {
        let mut areas = Vec::new();
        for version in self.store().flows(tenant).await? {
            match self.shared().flow(tenant, &version.flow, version.version).await {
                Ok(run) => areas.push(Area {
                    flow: version.flow,
                    since: version.published_at,
                    run,
                }),
                Err(failure @ Failure::Store(_)) => return Err(failure),
                Err(failure) => {
                    tracing::error!(%tenant, flow = version.flow, %failure, "limits that cannot be published");
                }
            }
        }
        areas.retain(|area| area.limits().next().is_some());
        Ok(areas)
    }
}
