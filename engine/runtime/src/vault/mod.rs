//! The vault: what is kept so that nobody reads it who has the database alone.
//!
//! [`Vault::seal`] and [`Vault::unseal`] encrypt under a tenant's key, [`Vault::blind`] makes what a value is found by
//! without being read. The keys come from a [`KeyService`]; a [`KeyFile`] is one.

mod error;
mod fresh;
mod key_file;
mod probe;
mod purpose;
mod sealed;
mod secret;
mod service;

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use samspil_core::id::TenantId;
use samspil_store::Hash;
use sha2::Sha256;

pub use error::VaultError;
pub use fresh::fresh_secret;
pub use key_file::KeyFile;
pub use probe::{Locked, probe};
pub use purpose::Purpose;
pub(crate) use sealed::{open_with, seal_with};
pub use secret::Secret;
pub use service::{KEY_BYTES, KeyService};

/// How many bytes stand before what a vault has sealed: the number of the key, highest byte first.
const NUMBER_BYTES: usize = 4;

/// Seals, unseals and blinds under the keys of tenants.
#[derive(Clone, Default)]
pub struct Vault {
    keys: Option<Arc<dyn KeyService>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.keys.is_some() { "Vault" } else { "no vault" })
    }
}

impl Vault {
    /// A vault with the keys of this service.
    #[must_use]
    pub fn new(keys: Arc<dyn KeyService>) -> Self {
        Self { keys: Some(keys) }
    }

    /// A vault without keys: it seals nothing, and says so.
    #[must_use]
    pub const fn none() -> Self {
        Self { keys: None }
    }

    /// Whether it has keys.
    #[must_use]
    pub const fn has_keys(&self) -> bool {
        self.keys.is_some()
    }

    fn keys(&self) -> Result<&dyn KeyService, VaultError> {
        self.keys.as_deref().ok_or(VaultError::NoKeys)
    }

    /// The number of the key that a tenant's things are sealed under now.
    ///
    /// # Errors
    /// Where there are no keys.
    pub fn newest(&self, tenant: TenantId) -> Result<u32, VaultError> {
        self.keys()?.newest(tenant)
    }

    /// Seals bytes under the tenant's newest key. `about` says what they belong to, a row for instance: whoever unseals
    /// must say the same, so that what was sealed for one is of no use to another.
    ///
    /// # Errors
    /// Where there are no keys, or the machine gives no chance.
    pub fn seal(
        &self,
        tenant: TenantId,
        purpose: Purpose,
        about: &[u8],
        bytes: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let number = self.newest(tenant)?;
        let key = self.key_for(tenant, number, purpose)?;
        let mut sealed = number.to_be_bytes().to_vec();
        sealed.extend(seal_with(&key, about, bytes)?);
        Ok(sealed)
    }

    /// What was sealed for the same tenant, purpose and matter.
    ///
    /// # Errors
    /// [`VaultError::NoSuchKey`] where its key is not there, [`VaultError::Broken`] where anything is not as it was.
    pub fn unseal(
        &self,
        tenant: TenantId,
        purpose: Purpose,
        about: &[u8],
        sealed: &[u8],
    ) -> Result<Secret, VaultError> {
        let (number, rest) = split(sealed)?;
        let key = self.key_for(tenant, number, purpose)?;
        open_with(&key, about, rest)
    }

    /// The number of the key that bytes were sealed under.
    ///
    /// # Errors
    /// [`VaultError::Broken`] where no vault has sealed them.
    pub fn sealed_under(sealed: &[u8]) -> Result<u32, VaultError> {
        split(sealed).map(|(number, _)| number)
    }

    /// What a value is found by: the same for the same tenant, purpose and value, and of no use to whoever has no key.
    /// It stays the same when keys are changed.
    ///
    /// # Errors
    /// Where there are no keys.
    pub fn blind(&self, tenant: TenantId, purpose: Purpose, value: &[u8]) -> Result<Hash, VaultError> {
        let key = self.keys()?.finding(tenant)?;
        keyed(&key, &[b"blind", purpose.name().as_bytes(), value])
    }

    /// Each purpose has a key of its own, so that nothing sealed for one can pass for another's.
    fn key_for(&self, tenant: TenantId, number: u32, purpose: Purpose) -> Result<Secret, VaultError> {
        let key = self.keys()?.key(tenant, number)?;
        let key = keyed(&key, &[b"seal", purpose.name().as_bytes()])?;
        Ok(Secret::from(key.to_vec()))
    }
}

fn split(sealed: &[u8]) -> Result<(u32, &[u8]), VaultError> {
    let (number, rest) = sealed
        .split_first_chunk::<NUMBER_BYTES>()
        .ok_or(VaultError::Broken)?;
    Ok((u32::from_be_bytes(*number), rest))
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts read alike.
pub(crate) fn keyed(key: &Secret, parts: &[&[u8]]) -> Result<Hash, VaultError> {
    let mac = Hmac::<Sha256>::new_from_slice(key.bytes());
    let mut mac = mac.map_err(|_| VaultError::Broken)?;
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: TenantId = TenantId(1);
    const THERE: TenantId = TenantId(2);
    const ONE: Purpose = Purpose::new("one");
    const OTHER: Purpose = Purpose::new("other");

    fn vault(file: &KeyFile) -> Vault {
        Vault::new(Arc::new(file.clone()))
    }

    #[test]
    fn what_was_sealed_comes_back_and_looks_like_nothing() {
        let vault = vault(&KeyFile::fresh().unwrap());
        for text in ["", "x", "Anders And, Paradisæblevej 111"] {
            let sealed = vault.seal(HERE, ONE, b"row 1", text.as_bytes()).unwrap();
            let again = vault.seal(HERE, ONE, b"row 1", text.as_bytes()).unwrap();
            assert_ne!(sealed, again, "the same text never looks the same");
            assert_eq!(
                vault.unseal(HERE, ONE, b"row 1", &sealed).unwrap().bytes(),
                text.as_bytes()
            );
            assert_eq!(Vault::sealed_under(&sealed).unwrap(), 1);
            if text.len() > 1 {
                assert!(!sealed.windows(text.len()).any(|window| window == text.as_bytes()));
            }
        }
    }

    #[test]
    fn what_was_sealed_for_one_is_of_no_use_to_another() {
        let file = KeyFile::fresh().unwrap();
        let ours = vault(&file);
        let sealed = ours.seal(HERE, ONE, b"row 1", b"hemmelig").unwrap();
        for (what, tenant, purpose, about) in [
            ("tenant", THERE, ONE, &b"row 1"[..]),
            ("purpose", HERE, OTHER, b"row 1"),
            ("row", HERE, ONE, b"row 2"),
        ] {
            let opened = ours.unseal(tenant, purpose, about, &sealed);
            assert!(matches!(opened, Err(VaultError::Broken)), "{what}");
        }
        let theirs = vault(&KeyFile::fresh().unwrap());
        assert!(matches!(
            theirs.unseal(HERE, ONE, b"row 1", &sealed),
            Err(VaultError::Broken)
        ));
        assert!(matches!(
            Vault::none().unseal(HERE, ONE, b"row 1", &sealed),
            Err(VaultError::NoKeys)
        ));
    }

    #[test]
    fn every_flipped_bit_and_every_missing_byte_is_seen() {
        let vault = vault(&KeyFile::fresh().unwrap());
        let sealed = vault.seal(HERE, ONE, b"", b"ja").unwrap();
        for byte in 0..sealed.len() {
            let mut spoilt = sealed.clone();
            spoilt[byte] ^= 1;
            assert!(vault.unseal(HERE, ONE, b"", &spoilt).is_err(), "byte {byte}");
            assert!(
                vault.unseal(HERE, ONE, b"", &sealed[..byte]).is_err(),
                "first {byte}"
            );
        }
    }

    #[test]
    fn an_older_key_still_opens_and_the_newest_seals() {
        let before = KeyFile::fresh().unwrap();
        let sealed = vault(&before).seal(HERE, ONE, b"", b"x").unwrap();
        let after = before.rotated().unwrap();
        let vault = vault(&after);
        assert_eq!(vault.unseal(HERE, ONE, b"", &sealed).unwrap().bytes(), b"x");
        assert_eq!(
            Vault::sealed_under(&vault.seal(HERE, ONE, b"", b"x").unwrap()).unwrap(),
            2
        );
        let newer = vault.seal(HERE, ONE, b"", b"x").unwrap();
        assert!(matches!(
            Vault::new(Arc::new(before)).unseal(HERE, ONE, b"", &newer),
            Err(VaultError::NoSuchKey { number: 2 })
        ));
    }

    #[test]
    fn what_is_found_stays_found_when_keys_change_and_differs_by_tenant_and_purpose() {
        let before = KeyFile::fresh().unwrap();
        let after = before.rotated().unwrap();
        let (old, new) = (vault(&before), vault(&after));
        let found = old.blind(HERE, ONE, b"en hemmelighed").unwrap();
        assert_eq!(new.blind(HERE, ONE, b"en hemmelighed").unwrap(), found);
        for (what, other) in [
            ("tenant", old.blind(THERE, ONE, b"en hemmelighed")),
            ("purpose", old.blind(HERE, OTHER, b"en hemmelighed")),
            ("value", old.blind(HERE, ONE, b"en anden")),
            (
                "file",
                vault(&KeyFile::fresh().unwrap()).blind(HERE, ONE, b"en hemmelighed"),
            ),
        ] {
            assert_ne!(other.unwrap(), found, "{what}");
        }
    }

    #[test]
    fn nothing_secret_is_shown() {
        let file = KeyFile::fresh().unwrap();
        let text = String::from_utf8(file.text().bytes().to_vec()).unwrap();
        let shown = format!("{:?} {file:?}", vault(&file));
        for secret in text.lines().filter_map(|line| line.split(' ').nth(2)) {
            assert!(!shown.contains(secret));
        }
    }
}
