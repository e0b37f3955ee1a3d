//! What units are called, for entries that tell it as it was, and which are the authority's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{TenantId, UnitId};
use samspil_store::Store;

use crate::Failure;

/// How long a name is taken to be the newest: an entry may tell one that was given up so long ago.
const FRESH: Duration = Duration::seconds(60);

type Names = Arc<BTreeMap<UnitId, String>>;

/// A tenant's units as they were read.
#[derive(Clone, Debug)]
struct Kept {
    asked_at: DateTime<Utc>,
    names: Names,
    of_authority: Arc<BTreeSet<UnitId>>,
}

/// The units of every tenant that has been asked for: as many tenants as there are municipalities.
#[derive(Debug, Default)]
pub(crate) struct UnitNames {
    kept: Mutex<BTreeMap<TenantId, Kept>>,
}

impl UnitNames {
    /// What a tenant's units are called.
    pub(crate) async fn of(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        now: DateTime<Utc>,
    ) -> Result<Names, Failure> {
        Ok(self.fresh(store, tenant, now).await?.names)
    }

    /// Whether one of these units is the authority's.
    pub(crate) async fn has_authority(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        now: DateTime<Utc>,
        units: &BTreeSet<UnitId>,
    ) -> Result<bool, Failure> {
        if units.is_empty() {
            return Ok(false);
        }
        let mut kept = self.fresh(store, tenant, now).await?;
        // One that was made meanwhile counts at once.
        if units.iter().any(|unit| !kept.names.contains_key(unit)) {
            kept = self.read(store, tenant, now).await?;
        }
        Ok(!kept.of_authority.is_disjoint(units))
    }

    async fn fresh(&self, store: &dyn Store, tenant: TenantId, now: DateTime<Utc>) -> Result<Kept, Failure> {
        let kept = self.lock().get(&tenant).cloned();
        if let Some(kept) = kept {
            let age = now - kept.asked_at;
            if Duration::zero() <= age && age < FRESH {
                return Ok(kept);
            }
        }
        self.read(store, tenant, now).await
    }

    async fn read(&self, store: &dyn Store, tenant: TenantId, now: DateTime<Utc>) -> Result<Kept, Failure> {
        let units = store.units(tenant).await?;
        let of_authority = units.iter().filter(|unit| unit.side == Side::Authority);
        let kept = Kept {
            asked_at: now,
            of_authority: Arc::new(of_authority.map(|unit| unit.id).collect()),
            names: Arc::new(units.into_iter().map(|unit| (unit.id, unit.name)).collect()),
        };
        self.lock().insert(tenant, kept.clone());
        Ok(kept)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<TenantId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
