//! The providers that a municipality has set up, with our secrets sealed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use samspil_core::id::TenantId;
use samspil_runtime::vault::{Purpose, Vault, VaultError};
use samspil_store::{SettingChange, Store, StoreError};
use serde::{Deserialize, Serialize};

use super::provider::Provider;

/// The setting under which they are kept.
pub(super) const SETTING: &str = "sign_in_providers";

/// How many a municipality may have: staff, private providers and citizens, and some to try.
pub(super) const MAX_PROVIDERS: usize = 20;

/// What our secrets are sealed for.
const PURPOSE: Purpose = Purpose::new("sign-in provider");

/// A provider as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    /// The provider.
    pub(crate) provider: Provider,
    /// Our secret, sealed; none where we have none.
    secret: Option<String>,
}

impl Kept {
    /// With a secret, where there is one.
    pub(super) fn new(
        vault: &Vault,
        tenant: TenantId,
        provider: Provider,
        secret: Option<&str>,
    ) -> Result<Self, VaultError> {
        let sealed =
            secret.map(|secret| vault.seal(tenant, PURPOSE, provider.name.as_bytes(), secret.as_bytes()));
        Ok(Self {
            secret: sealed.transpose()?.map(|sealed| BASE64_STANDARD.encode(sealed)),
            provider,
        })
    }

    /// With a secret that is sealed already.
    pub(super) const fn sealed(provider: Provider, secret: Option<String>) -> Self {
        Self { provider, secret }
    }

    /// The secret as it is sealed.
    pub(super) fn sealed_secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    /// Whether there is a secret.
    pub(crate) const fn has_secret(&self) -> bool {
        self.secret.is_some()
    }

    /// The secret.
    pub(super) fn secret(&self, vault: &Vault, tenant: TenantId) -> Result<Option<String>, VaultError> {
        let Some(sealed) = &self.secret else {
            return Ok(None);
        };
        let sealed = BASE64_STANDARD.decode(sealed).map_err(|_| VaultError::Broken)?;
        let secret = vault.unseal(tenant, PURPOSE, self.provider.name.as_bytes(), &sealed)?;
        let secret = std::str::from_utf8(secret.bytes()).map_err(|_| VaultError::Broken)?;
        Ok(Some(secret.to_owned()))
    }
}

/// How often a change is made anew because somebody was first.
const MAX_TRIES: usize = 8;

/// All of a municipality's, in the order in which they were set up; none where it is not here.
pub(crate) async fn all(store: &dyn Store, tenant: TenantId) -> Result<Vec<Kept>, StoreError> {
    match store.setting(tenant, SETTING).await {
        Err(StoreError::NoTenant) => Ok(Vec::new()),
        kept => of_bytes(kept?.as_deref()),
    }
}

fn of_bytes(kept: Option<&[u8]>) -> Result<Vec<Kept>, StoreError> {
    let unread = |error| StoreError::Corrupt(format!("the sign-in providers: {error}"));
    kept.map_or_else(
        || Ok(Vec::new()),
        |kept| serde_json::from_slice(kept).map_err(unread),
    )
}

/// The one with this name.
pub(crate) async fn named(
    store: &dyn Store,
    tenant: TenantId,
    name: &str,
) -> Result<Option<Kept>, StoreError> {
    let all = all(store, tenant).await?;
    Ok(all.into_iter().find(|kept| kept.provider.name == name))
}

/// Changes them and gives what `make` tells of it, with the entry of the journal that is noted in the same transaction;
/// made anew where somebody else has changed them meanwhile.
///
/// # Errors
/// What `make` says, or the store.
pub(super) async fn change_noted<T, E: From<StoreError>>(
    store: &dyn Store,
    tenant: TenantId,
    make: impl Fn(&mut Vec<Kept>) -> Result<(T, Option<SettingChange>), E>,
) -> Result<T, E> {
    for _ in 0..MAX_TRIES {
        let seen = store.setting(tenant, SETTING).await?;
        let before = of_bytes(seen.as_deref())?;
        let mut all = before.clone();
        let (told, note) = make(&mut all)?;
        if all == before {
            return Ok(told);
        }
        let kept = serde_json::to_vec(&all).map_err(|error| StoreError::Database(error.to_string()))?;
        let seen = seen.as_deref();
        let swapped = match note {
            Some(note) => {
                store
                    .swap_setting_noted(tenant, SETTING, seen, kept, note)
                    .await?
            }
            None => store.swap_setting(tenant, SETTING, seen, kept).await?,
        };
        if swapped {
            return Ok(told);
        }
    }
    Err(StoreError::Database("the sign-in providers are changed all the time".to_owned()).into())
}

/// The same for what stays the same for people: nothing is noted.
///
/// # Errors
/// What `make` says, or the store.
pub(super) async fn change<T, E: From<StoreError>>(
    store: &dyn Store,
    tenant: TenantId,
    make: impl Fn(&mut Vec<Kept>) -> Result<T, E>,
) -> Result<T, E> {
    change_noted(store, tenant, |all| make(all).map(|told| (told, None))).await
}

/// Seals the secrets anew under the newest key.
pub(crate) async fn reseal(
    store: &dyn Store,
    vault: &Vault,
    tenant: TenantId,
) -> Result<(), samspil_runtime::Failure> {
    change(store, tenant, |all| {
        for kept in all.iter_mut() {
            let secret = kept.secret(vault, tenant)?;
            *kept = Kept::new(vault, tenant, kept.provider.clone(), secret.as_deref())?;
        }
        Ok(())
    })
    .await
}
