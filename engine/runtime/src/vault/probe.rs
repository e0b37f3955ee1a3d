//! Whether a program was started with the keys that its store was sealed under.

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::{Store, StoreError};

use super::{Purpose, Vault, VaultError};

/// The setting of a tenant of which something was sealed.
const SETTING: &str = "vault-probe";

/// What is sealed there.
const WORD: &[u8] = b"samspil";

/// Why a program may not work on a store.
#[derive(thiserror::Error, Clone, Debug)]
pub enum Locked {
    /// The keys are not those that the store was sealed under.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Locked {
    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Vault(VaultError::NoKeys) => Message::new("vault-locked"),
            Self::Vault(error) => Message::new("vault-other-keys").with("why", error.message()),
            Self::Store(error) => error.message(),
        }
    }
}

/// Looks whether the vault opens what the store's tenants hold, and leaves something sealed in each, so that the next
/// start can look.
///
/// # Errors
/// [`Locked`] where it does not open, or the store cannot be read.
pub async fn probe(store: &dyn Store, vault: &Vault) -> Result<(), Locked> {
    for (tenant, _) in store.tenants().await? {
        probe_one(store, vault, tenant).await?;
    }
    Ok(())
}

/// The same for one tenant.
pub(crate) async fn probe_one(store: &dyn Store, vault: &Vault, tenant: TenantId) -> Result<(), Locked> {
    let kept = store.setting(tenant, SETTING).await?;
    let under = match &kept {
        None => None,
        Some(sealed) => {
            let word = vault.unseal(tenant, Purpose::PROBE, &[], sealed)?;
            if word.bytes() != WORD {
                return Err(VaultError::Broken.into());
            }
            Some(Vault::sealed_under(sealed)?)
        }
    };
    if vault.has_keys() && under != Some(vault.newest(tenant)?) {
        let sealed = vault.seal(tenant, Purpose::PROBE, &[], WORD)?;
        store.put_setting(tenant, SETTING, sealed).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::vault::KeyFile;

    #[tokio::test]
    async fn a_store_that_was_sealed_opens_for_its_own_keys_alone() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TenantId(29_189_722), "Her").await.unwrap();
        let file = KeyFile::fresh().unwrap();
        let vault = |file: &KeyFile| Vault::new(Arc::new(file.clone()));
        let key = |locked: Result<(), Locked>| locked.map_err(|locked| locked.message().key);
        let rotated = file.rotated().unwrap();
        let others = KeyFile::fresh().unwrap();
        let other = Err("vault-other-keys".to_owned());
        for (what, vault, expected) in [
            ("nothing is sealed yet", Vault::none(), Ok(())),
            ("the first keys", vault(&file), Ok(())),
            ("the same again", vault(&file), Ok(())),
            ("none", Vault::none(), Err("vault-locked".to_owned())),
            ("others", vault(&others), other.clone()),
            ("one more", vault(&rotated), Ok(())),
            ("the old file", vault(&file), other),
        ] {
            assert_eq!(key(probe(store.as_ref(), &vault).await), expected, "{what}");
        }
    }
}
