//! Where keys come from.

use samspil_core::id::TenantId;

use super::{Secret, VaultError};

/// How long a key is, in bytes: what ChaCha20-Poly1305 takes.
pub const KEY_BYTES: usize = 32;

/// Where the keys of tenants come from: a file, wherever its text is kept. Keys have numbers from 1, each
/// newer one a higher number. It is asked often and must answer from memory.
pub trait KeyService: Send + Sync {
    /// The number of the key that a tenant's things are sealed under now.
    ///
    /// # Errors
    /// Where it has none.
    fn newest(&self, tenant: TenantId) -> Result<u32, VaultError>;

    /// A tenant's key.
    ///
    /// # Errors
    /// [`VaultError::NoSuchKey`] where it has no key of this number.
    fn key(&self, tenant: TenantId, number: u32) -> Result<Secret, VaultError>;

    /// The key by which a tenant's things are found. It never changes: everything would have to be sought anew.
    ///
    /// # Errors
    /// Where it has none.
    fn finding(&self, tenant: TenantId) -> Result<Secret, VaultError>;
}
