//! What live cases say of each step of their flow: how long open work there has waited, and how often people deviated.

use std::collections::BTreeMap;

use samspil_core::id::TenantId;
use samspil_store::{FigureKey, LiveQuery};

use super::{FigureTable, Figures};
use crate::{Engine, Failure};

/// What live cases say of a step; what would be of few cases is not there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LiveStep {
    /// The days that its open work has waited until now.
    pub waiting: Option<Figures>,
    /// How often people deviated there.
    pub deviated: Option<Figures>,
}

impl Engine {
    /// What the cases of a flow that are not closed say of each step, by its name in the flow; those by one version of it, where
    /// one is named. Steps of which nothing may be told are left out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn live_steps(
        &self,
        tenant: TenantId,
        flow: &str,
        version: Option<u32>,
    ) -> Result<BTreeMap<String, LiveStep>, Failure> {
        let query = LiveQuery {
            flow: flow.to_owned(),
            version,
            now: self.clock().now(),
        };
        let found = self.store().live_steps(tenant, &query).await?;
        // The versions are told apart: what is hidden of one is in no sum over all of them.
        let step_of = |key: &FigureKey| FigureKey {
            other: String::new(),
            ..key.clone()
        };
        let mut steps: BTreeMap<String, LiveStep> = BTreeMap::new();
        for row in FigureTable::of(found.waiting, step_of).rows {
            let step = steps.entry(row.key.name.clone()).or_default();
            step.waiting = Some(row);
        }
        for row in FigureTable::of(found.deviated, step_of).rows {
            let step = steps.entry(row.key.name.clone()).or_default();
            step.deviated = Some(row);
        }
        Ok(steps)
    }
}
