//! The keys of citizens and cases are sealed anew under the tenant's newest key. What they seal stays as it is.

use samspil_core::id::TenantId;
use samspil_store::HeldKey;

use crate::sealing::sealed_key;
use crate::vault::{Purpose, VaultError};
use crate::{Engine, Failure};

/// How many keys are sealed anew in one transaction: some 100 bytes each, so that nobody waits for it.
const PAGE: u32 = 500;

/// What came of sealing anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Resealed {
    /// How many keys.
    pub keys: u64,
    /// The number of the tenant's key that all of them are sealed under now.
    pub under: u32,
}

impl Engine {
    /// Seals the keys of citizens and cases anew, some at a time; one that stops in the middle goes on from there the
    /// next time. `passed` hears how many are done.
    ///
    /// # Errors
    /// Where an older key is not among the keys, or the store cannot.
    pub async fn reseal(&self, tenant: TenantId, passed: &(dyn Fn(u64) + Sync)) -> Result<Resealed, Failure> {
        let under = self.vault().newest(tenant)?;
        let mut done = 0;
        loop {
            let old = self.store().keys_under_older(tenant, under, PAGE).await?;
            if old.is_empty() {
                return Ok(Resealed { keys: done, under });
            }
            let count = u64::try_from(old.len()).unwrap_or(u64::MAX);
            let new: Result<Vec<HeldKey>, VaultError> =
                old.into_iter().map(|key| self.anew(tenant, key)).collect();
            self.store().reseal_keys(tenant, new?).await?;
            done += count;
            passed(done);
        }
    }

    fn anew(&self, tenant: TenantId, old: HeldKey) -> Result<HeldKey, VaultError> {
        let sealed = old.sealed.ok_or(VaultError::Destroyed)?;
        let about = old.holder.as_bytes();
        let secret = self.vault().unseal(tenant, Purpose::KEY, about, &sealed)?;
        sealed_key(self.vault(), tenant, old.holder, &secret)
    }
}
