//! The bounds of one plan that a tenant has laid down.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::across::PlanBounds;
use samspil_core::id::TenantId;

use crate::engine::Shared;
use crate::{Engine, Failure};

/// The name of the setting.
const SETTING: &str = "plan_bounds";

/// How long bounds that another node laid down may be unknown here.
const FRESH: Duration = Duration::seconds(60);

/// The bounds of every tenant that has been asked for.
#[derive(Debug, Default)]
pub(crate) struct KnownBounds {
    kept: Mutex<BTreeMap<TenantId, (DateTime<Utc>, PlanBounds)>>,
}

impl KnownBounds {
    fn known(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<PlanBounds> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (asked_at, bounds) = kept.get(&tenant)?;
        let age = now - *asked_at;
        (Duration::zero() <= age && age < FRESH).then_some(*bounds)
    }

    fn keep(&self, tenant: TenantId, now: DateTime<Utc>, bounds: PlanBounds) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(tenant, (now, bounds));
    }

    /// Keeps what was read from this moment on; what was laid down meanwhile stays.
    fn keep_read(&self, tenant: TenantId, from: DateTime<Utc>, bounds: PlanBounds) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = kept.get(&tenant).is_some_and(|(at, _)| *at >= from);
        if !newer {
            kept.insert(tenant, (from, bounds));
        }
    }
}

impl Shared {
    pub(crate) async fn plan_bounds(&self, tenant: TenantId) -> Result<PlanBounds, Failure> {
        let now = self.clock.now();
        if let Some(bounds) = self.plan_bounds.known(tenant, now) {
            return Ok(bounds);
        }
        let bounds = match self.store.setting(tenant, SETTING).await? {
            None => PlanBounds::default(),
            Some(written) => {
                serde_json::from_slice(&written).map_err(|error| Failure::Incident(error.to_string()))?
            }
        };
        self.plan_bounds.keep_read(tenant, now, bounds);
        Ok(bounds)
    }
}

impl Engine {
    /// Within which bounds a tenant is told what shows between the cases of a citizen.
    ///
    /// # Errors
    /// What the store says.
    pub async fn plan_bounds(&self, tenant: TenantId) -> Result<PlanBounds, Failure> {
        self.shared().plan_bounds(tenant).await
    }

    /// Lays them down. False, and nothing is changed, where one lies outside its limits.
    ///
    /// # Errors
    /// What the store says.
    pub async fn set_plan_bounds(&self, tenant: TenantId, bounds: PlanBounds) -> Result<bool, Failure> {
        if !bounds.outside().is_empty() {
            return Ok(false);
        }
        let written = serde_json::to_vec(&bounds).map_err(|error| Failure::Incident(error.to_string()))?;
        self.store().put_setting(tenant, SETTING, written).await?;
        let shared = self.shared();
        shared.plan_bounds.keep(tenant, shared.clock.now(), bounds);
        Ok(true)
    }
}
