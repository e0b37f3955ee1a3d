//! The providers that a municipality has set up, with our secrets sealed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use samspil_core::id::TenantId;
use samspil_runtime::vault::{Purpose, Vault, VaultError};
use samspil_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use super::provider::Provider;

/// The setting under which they are kept.
const SETTING: &str = "sign_in_providers";

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

    /// Whether there is a secret.
    pub(super) const fn has_secret(&self) -> bool {
        self.secret.is_some()
    }

    /// The same provider as it is set up anew, with the secret that it had.
    pub(super) fn anew(self, provider: Provider) -> Self {
        Self { provider, ..self }
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

/// All of a municipality's, in the order in which they were set up; none where it is not here.
pub(crate) async fn all(store: &dyn Store, tenant: TenantId) -> Result<Vec<Kept>, StoreError> {
    match store.setting(tenant, SETTING).await {
        Ok(None) | Err(StoreError::NoTenant) => Ok(Vec::new()),
        Ok(Some(kept)) => serde_json::from_slice(&kept)
            .map_err(|error| StoreError::Corrupt(format!("the sign-in providers: {error}"))),
        Err(error) => Err(error),
    }
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

/// Keeps them.
pub(super) async fn keep(store: &dyn Store, tenant: TenantId, all: &[Kept]) -> Result<(), StoreError> {
    let kept = serde_json::to_vec(all).map_err(|error| StoreError::Database(error.to_string()))?;
    store.put_setting(tenant, SETTING, kept).await
}

/// Seals the secrets anew under the newest key.
pub(crate) async fn reseal(
    store: &dyn Store,
    vault: &Vault,
    tenant: TenantId,
) -> Result<(), samspil_runtime::Failure> {
    let before = all(store, tenant).await?;
    let mut anew = Vec::with_capacity(before.len());
    for kept in &before {
        let secret = kept.secret(vault, tenant)?;
        anew.push(Kept::new(
            vault,
            tenant,
            kept.provider.clone(),
            secret.as_deref(),
        )?);
    }
    if !anew.is_empty() {
        keep(store, tenant, &anew).await?;
    }
    Ok(())
}
