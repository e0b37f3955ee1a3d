//! Keys of citizens and cases, kept in memory for a while.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::TenantId;
use samspil_store::{HeldKey, Store};
use uuid::Uuid;

use crate::Failure;
use crate::vault::{Purpose, Secret, Vault, VaultError, fresh_secret};

/// How many keys are kept in memory: some 200 bytes each, so 4 MB.
const MAX_KEPT: usize = 20_000;

/// How long a key is kept in memory: so long may another node still read what was erased on this one.
const KEPT_FOR: Duration = Duration::seconds(30);

/// A holder's key.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// It is there.
    Key(Arc<Secret>),
    /// It was destroyed: nothing sealed under it opens again.
    Destroyed,
    /// It does not open: what it is for cannot be read, and everything else can.
    Closed(VaultError),
}

/// Whose key it is, and until when it is known.
type Known = BTreeMap<(TenantId, Uuid), (DateTime<Utc>, Option<Held>)>;

/// The keys that are known, also that someone has none.
#[derive(Default, Debug)]
pub(crate) struct HeldKeys {
    known: Mutex<Known>,
}

/// What keys are asked of.
#[derive(Clone, Copy)]
pub(crate) struct KeyPlace<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) vault: &'a Vault,
    pub(crate) now: DateTime<Utc>,
}

impl HeldKeys {
    /// The keys of these; who has none is left out.
    pub(crate) async fn of(
        &self,
        place: KeyPlace<'_>,
        tenant: TenantId,
        holders: &BTreeSet<Uuid>,
    ) -> Result<BTreeMap<Uuid, Held>, Failure> {
        let (mut found, unknown) = self.in_memory(place.now, tenant, holders);
        if !unknown.is_empty() {
            let read = place.store.held_keys(tenant, &unknown).await?;
            let read = self.learn(place, tenant, &unknown, read)?;
            found.extend(read);
        }
        Ok(found)
    }

    /// The same, where each who has none gets a new one.
    pub(crate) async fn of_all(
        &self,
        place: KeyPlace<'_>,
        tenant: TenantId,
        holders: &BTreeSet<Uuid>,
    ) -> Result<BTreeMap<Uuid, Held>, Failure> {
        let mut found = self.of(place, tenant, holders).await?;
        let without: Vec<Uuid> = holders
            .iter()
            .copied()
            .filter(|holder| !found.contains_key(holder))
            .collect();
        if !without.is_empty() {
            let fresh: Result<Vec<HeldKey>, VaultError> = without
                .iter()
                .map(|holder| fresh_key(place.vault, tenant, *holder).map(|(key, _)| key))
                .collect();
            let kept = place.store.add_held_keys(tenant, fresh?).await?;
            found.extend(self.learn(place, tenant, &without, kept)?);
        }
        Ok(found)
    }

    /// Forgets whose keys have changed.
    pub(crate) fn forget(&self, tenant: TenantId, holders: impl IntoIterator<Item = Uuid>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for holder in holders {
            known.remove(&(tenant, holder));
        }
    }

    fn in_memory(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        holders: &BTreeSet<Uuid>,
    ) -> (BTreeMap<Uuid, Held>, Vec<Uuid>) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut unknown) = (BTreeMap::new(), Vec::new());
        for holder in holders {
            match known.get(&(tenant, *holder)) {
                Some((until, held)) if *until > now => {
                    if let Some(held) = held {
                        found.insert(*holder, held.clone());
                    }
                }
                _ => unknown.push(*holder),
            }
        }
        (found, unknown)
    }

    fn learn(
        &self,
        place: KeyPlace<'_>,
        tenant: TenantId,
        asked: &[Uuid],
        read: Vec<HeldKey>,
    ) -> Result<BTreeMap<Uuid, Held>, Failure> {
        let mut found = BTreeMap::new();
        for key in read {
            let held = match key.sealed {
                None => Held::Destroyed,
                Some(sealed) => {
                    let about = key.holder.as_bytes();
                    match place.vault.unseal(tenant, Purpose::KEY, about, &sealed) {
                        Ok(secret) => Held::Key(Arc::new(secret)),
                        // It is the same for everyone.
                        Err(VaultError::NoKeys) => return Err(VaultError::NoKeys.into()),
                        Err(error) => Held::Closed(error),
                    }
                }
            };
            found.insert(key.holder, held);
        }
        let until = place.now + KEPT_FOR;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len().saturating_add(asked.len()) > MAX_KEPT {
            known.retain(|_, (until, _)| *until > place.now);
        }
        if known.len().saturating_add(asked.len()) > MAX_KEPT {
            known.clear();
        }
        for holder in asked {
            let held = found.get(holder).cloned();
            if !matches!(held, Some(Held::Closed(_))) {
                known.insert((tenant, *holder), (until, held));
            }
        }
        drop(known);
        Ok(found)
    }
}

/// A new key for a holder: as it is kept, and itself.
pub(crate) fn fresh_key(
    vault: &Vault,
    tenant: TenantId,
    holder: Uuid,
) -> Result<(HeldKey, Secret), VaultError> {
    let secret = fresh_secret()?;
    let key = sealed_key(vault, tenant, holder, &secret)?;
    Ok((key, secret))
}

/// A holder's key as it is kept, under the tenant's newest key.
pub(crate) fn sealed_key(
    vault: &Vault,
    tenant: TenantId,
    holder: Uuid,
    secret: &Secret,
) -> Result<HeldKey, VaultError> {
    let sealed = vault.seal(tenant, Purpose::KEY, holder.as_bytes(), secret.bytes())?;
    Ok(HeldKey {
        holder,
        under: Vault::sealed_under(&sealed)?,
        sealed: Some(sealed),
    })
}
