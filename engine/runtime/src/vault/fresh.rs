//! New secrets.

use super::{KEY_BYTES, Secret, VaultError};

/// A key that nobody has had before.
///
/// # Errors
/// Where the machine gives no random numbers.
pub fn fresh_secret() -> Result<Secret, VaultError> {
    chance::<KEY_BYTES>().map(|bytes| Secret::from(bytes.to_vec()))
}

/// Random bytes.
pub(super) fn chance<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::NoChance)?;
    Ok(bytes)
}
