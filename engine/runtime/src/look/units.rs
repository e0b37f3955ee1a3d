//! What units are called, for entries that tell it as it was.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::{TenantId, UnitId};
use samspil_store::Store;

use crate::Failure;

/// How long a name is taken to be the newest: an entry may tell one that was given up so long ago.
const FRESH: Duration = Duration::seconds(60);

type Names = Arc<BTreeMap<UnitId, String>>;

/// The names of every tenant's units that has been asked for: as many tenants as there are municipalities.
#[derive(Debug, Default)]
pub(crate) struct UnitNames {
    kept: Mutex<BTreeMap<TenantId, (DateTime<Utc>, Names)>>,
}

impl UnitNames {
    /// What a tenant's units are called.
    pub(crate) async fn of(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        now: DateTime<Utc>,
    ) -> Result<Names, Failure> {
        let kept = self.lock().get(&tenant).cloned();
        if let Some((asked_at, names)) = kept {
            let age = now - asked_at;
            if Duration::zero() <= age && age < FRESH {
                return Ok(names);
            }
        }
        let units = store.units(tenant).await?;
        let names: Names = Arc::new(units.into_iter().map(|unit| (unit.id, unit.name)).collect());
        self.lock().insert(tenant, (now, Arc::clone(&names)));
        Ok(names)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<TenantId, (DateTime<Utc>, Names)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
