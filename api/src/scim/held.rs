//! The organisation as it was last read. A directory asks for thousands of users one by one, and each would read all of it
//! anew: the version says whether anything has changed since.

use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::id::TenantId;
use samspil_store::{Organisation, Store, StoreError};

/// How many municipalities' are held: as many directories as ask at the same time where some serve together. The largest
/// is some 50 MB.
const MAX_HELD: usize = 4;

/// What is held, the one that was asked for last at the end.
#[derive(Default)]
pub(crate) struct Held(Mutex<Vec<(TenantId, Arc<Organisation>)>>);

impl Held {
    /// The organisation as it is now.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(super) async fn of(
        &self,
        store: &dyn Store,
        tenant: TenantId,
    ) -> Result<Arc<Organisation>, StoreError> {
        let latest = store.organisation_changes(tenant, 1).await?;
        let version = latest.first().map_or(0, |latest| latest.number);
        // Before the first change it is set up, which no version tells of.
        if version > 0
            && let Some(known) = self.taken(tenant, version)
        {
            return Ok(known);
        }
        let read = Arc::new(store.organisation(tenant).await?);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(of, _)| *of != tenant);
        if held.len() >= MAX_HELD {
            held.remove(0);
        }
        held.push((tenant, Arc::clone(&read)));
        drop(held);
        Ok(read)
    }

    fn taken(&self, tenant: TenantId, version: u64) -> Option<Arc<Organisation>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = held.iter().position(|(of, _)| *of == tenant)?;
        let known = held.remove(at);
        let organisation = Arc::clone(&known.1);
        held.push(known);
        drop(held);
        (organisation.version == version).then_some(organisation)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use samspil_store::{ChangeWay, Changed, JobFunction, OrganisationChange};

    use super::*;

    async fn change(store: &dyn Store, tenant: TenantId, seen: u64) {
        let function = JobFunction {
            name: format!("Rolle {seen}"),
            acts_as: Vec::new(),
            leads: false,
        };
        let change = OrganisationChange {
            seen,
            at: DateTime::UNIX_EPOCH,
            by: None,
            way: ChangeWay::Command,
            changed: Changed {
                functions: vec![function],
                ..Changed::default()
            },
        };
        store.keep_organisation(tenant, change).await.unwrap();
    }

    #[tokio::test]
    async fn it_is_read_once_for_each_version_and_a_few_are_held() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        let tenants: Vec<TenantId> = (0..6).map(|n| TenantId(10_000_000 + n)).collect();
        for tenant in &tenants {
            store.add_tenant(*tenant, "Prøvekommune").await.unwrap();
            change(store.as_ref(), *tenant, 0).await;
        }
        let held = Held::default();
        let of = async |tenant: TenantId| held.of(store.as_ref(), tenant).await.unwrap();
        let first = of(tenants[0]).await;
        assert!(Arc::ptr_eq(&first, &of(tenants[0]).await));
        change(store.as_ref(), tenants[0], 1).await;
        assert_eq!(of(tenants[0]).await.functions.len(), 2);
        for tenant in &tenants {
            assert_eq!(
                of(*tenant).await.version,
                if *tenant == tenants[0] { 2 } else { 1 }
            );
            assert!(held.0.lock().unwrap().len() <= MAX_HELD);
        }
    }
}
