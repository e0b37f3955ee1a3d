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
    at: DateTime<Utc>,
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

    /// The municipality's own limits, in the flow's order.
    pub fn limits(&self) -> impl Iterator<Item = Limit<'_>> {
        self.of_kind(ClockKind::Municipal)
    }

    /// The limits that the law sets, in the flow's order.
    pub fn by_law(&self) -> impl Iterator<Item = Limit<'_>> {
        self.of_kind(ClockKind::Law)
    }

    fn of_kind(&self, kind: ClockKind) -> impl Iterator<Item = Limit<'_>> {
        let promised = move |clock: &&Clock| clock.kind == kind;
        let promised = self.run.flow.clocks.values().filter(promised);
        // What is published is what cases are counted by: as it is tuned for everyone now.
        promised.map(|clock| {
            let clock = self.run.clock_for_all(clock, self.at);
            Limit {
                clock,
                lasts: clock.lasts.clone(),
            }
        })
    }
}

/// Since when the limits are these: the version was published, or one of them was tuned for everyone.
fn since(run: &Runnable, published: DateTime<Utc>, at: DateTime<Utc>) -> DateTime<Utc> {
    let tuned = run.tunings.ready().iter();
    let tuned = tuned.filter(|ready| {
        let tuning = &ready.tuning;
        tuning.unit.is_none() && (tuning.lasts.is_some() || !tuning.rules.is_empty())
    });
    let steps = tuned.flat_map(|ready| [Some(ready.since), ready.until]);
    steps
        .flatten()
        .filter(|step| *step <= at)
        .fold(published, DateTime::max)
}

impl Engine {
    /// The areas in which the municipality has limits of its own, by the latest version of every flow. A flow that
    /// cannot be read is left out and said in the log: the others' limits must still be found.
    ///
    /// # Errors
    /// What the store says.
    pub async fn promised(&self, tenant: TenantId) -> Result<Vec<Area>, Failure> {
        let at = self.clock().now();
        let mut areas = Vec::new();
        for version in self.store().flows(tenant).await? {
            match self.shared().flow(tenant, &version.flow, version.version).await {
                Ok(run) => areas.push(Area {
                    flow: version.flow,
                    since: since(&run, version.published_at, at),
                    run,
                    at,
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
