//! Houses: what authority and provider of an area have agreed on, each in the flow of their forums.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::Runnable;
use samspil_core::flow::{House, read};
use samspil_core::id::{FlowId, ItemId, TenantId};
use samspil_core::text::Text;
use samspil_store::FlowVersion;

use crate::engine::{Engine, Shared};
use crate::{Failure, PublishError};

/// How long a house that another node published may be unknown here.
const FRESH: Duration = Duration::seconds(60);

/// What a flow file that holds a house has at the beginning of a line: others are not read for one.
const KEY: &str = "\nhouse:";

/// How many versions of a house are told with their days: the newest.
const MAX_VERSIONS: u32 = 30;

type Known = Arc<Vec<Arc<Runnable>>>;

/// The houses of every tenant that has been asked for.
#[derive(Debug, Default)]
pub(crate) struct Houses {
    kept: Mutex<BTreeMap<TenantId, (DateTime<Utc>, Known)>>,
}

impl Houses {
    fn known(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<Known> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (asked_at, known) = kept.get(&tenant)?;
        let age = now - *asked_at;
        (Duration::zero() <= age && age < FRESH).then(|| Arc::clone(known))
    }

    fn keep(&self, tenant: TenantId, now: DateTime<Utc>, known: &Known) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(tenant, (now, Arc::clone(known)));
    }

    /// A flow was published: what was known is old.
    pub(crate) fn forget(&self, tenant: TenantId) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&tenant);
    }
}

/// A version of a house, and the house as it stood in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseVersion {
    /// The version of its flow.
    pub published: FlowVersion,
    /// The house.
    pub house: House,
}

/// A rule of play that matters for a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleOfPlay {
    /// What is agreed.
    pub says: Text,
    /// The flow that holds the house.
    pub house: FlowId,
    /// The area of the house.
    pub area: Text,
}

impl Shared {
    async fn houses(&self, tenant: TenantId) -> Result<Known, Failure> {
        let now = self.clock.now();
        if let Some(known) = self.houses.known(tenant, now) {
            return Ok(known);
        }
        let mut found = Vec::new();
        for flow in self.store.flows(tenant).await? {
            if flow.text.contains(KEY) {
                let run = self.flow(tenant, &flow.flow, flow.version).await?;
                found.extend(run.flow.house.is_some().then_some(run));
            }
        }
        let known: Known = Arc::new(found);
        self.houses.keep(tenant, now, &known);
        Ok(known)
    }
}

impl Engine {
    /// The flows that hold a house, each in its newest version.
    ///
    /// # Errors
    /// What the store says.
    pub async fn houses(&self, tenant: TenantId) -> Result<Arc<Vec<Arc<Runnable>>>, Failure> {
        self.shared().houses(tenant).await
    }

    /// The rules of play that matter for an item of a flow.
    ///
    /// # Errors
    /// What the store says.
    pub async fn rules_of_play(
        &self,
        tenant: TenantId,
        flow: &FlowId,
        item: &ItemId,
    ) -> Result<Vec<RuleOfPlay>, Failure> {
        let houses = self.houses(tenant).await?;
        let mut found = Vec::new();
        for run in houses.iter() {
            let Some(house) = &run.flow.house else { continue };
            let here = |(of, on): &(FlowId, ItemId)| of == flow && on.as_str() == item.base();
            let rules = house.rules.values();
            let rules = rules.filter(|rule| rule.shown_on.iter().any(here));
            found.extend(rules.map(|rule| RuleOfPlay {
                says: rule.says.clone(),
                house: run.flow.id.clone(),
                area: house.area.clone(),
            }));
        }
        Ok(found)
    }

    /// The versions of a house, newest first, as far as they held one.
    ///
    /// # Errors
    /// Where they could not be read in time, or the store cannot.
    pub async fn house_versions(&self, tenant: TenantId, flow: &str) -> Result<Vec<HouseVersion>, Failure> {
        let mut versions = Vec::new();
        for head in self.store().versions(tenant, flow, None, MAX_VERSIONS).await? {
            versions.extend(self.store().flow(tenant, flow, Some(head.version)).await?);
        }
        let read = self.in_turn(move || {
            let read = versions.into_iter().filter_map(|published| {
                let house = read(&published.text).0?.house?;
                Some(HouseVersion { published, house })
            });
            read.collect()
        });
        read.await.map_err(|error| match error {
            PublishError::Store(error) => error.into(),
            PublishError::Slow | PublishError::Findings(_) | PublishError::Changed(_) => Failure::Busy,
        })
    }
}
