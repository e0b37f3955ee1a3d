//! What a cookie or a program's token holds: the municipality and 256 random bits. Only its sum is kept, so that a
//! copy of the database signs nobody in.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use samspil_core::id::TenantId;
use samspil_store::Hash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What every secret begins with, so that scanners for leaked secrets know it.
const PREFIX: &str = "samspil_";

/// How many digits a municipality's number has (CVR).
const TENANT_DIGITS: usize = 8;

/// How many random bytes: 256 bits, which nobody guesses.
const RANDOM_BYTES: usize = 32;

/// The letters and digits of a word that is made up for people: none that looks like another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How many characters: 28 times 5 bits are 140 bits, where nobody may guess 128 (ASVS 5.0, 11.5.1).
const CHARACTERS: usize = 28;

/// Hyphens between groups of this many characters, for whoever writes it off.
const GROUP: usize = 7;

/// The machine gives no random numbers, and without them nothing can be kept secret.
#[derive(thiserror::Error, Debug)]
#[error("the machine gives no random numbers: {0}")]
pub(crate) struct NoRandom(getrandom::Error);

/// Random bytes.
///
/// # Errors
/// Where the machine has none.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoRandom)?;
    Ok(bytes)
}

/// A word that is made up and that people can write off.
///
/// # Errors
/// Where the machine has no random numbers.
pub(crate) fn made_up() -> Result<String, NoRandom> {
    let bytes: [u8; CHARACTERS] = random()?;
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    let groups: Vec<String> = bytes
        .chunks(GROUP)
        .map(|group| group.iter().filter_map(letter).collect())
        .collect();
    Ok(groups.join("-"))
}

/// A new id.
///
/// # Errors
/// Where the machine has no random numbers.
pub(crate) fn new_id() -> Result<Uuid, NoRandom> {
    Ok(uuid::Builder::from_random_bytes(random()?).into_uuid())
}

/// A secret. It is shown once, to whom it belongs, and never in a log.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    tenant: TenantId,
    text: String,
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// Where the machine has no random numbers.
    pub(crate) fn new(tenant: TenantId) -> Result<Self, NoRandom> {
        let random = BASE64_URL_SAFE_NO_PAD.encode(random::<RANDOM_BYTES>()?);
        let text = format!("{PREFIX}{tenant}_{random}");
        Ok(Self { tenant, text })
    }

    /// Reads what a request carries. None where it cannot be one of ours.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (tenant, random) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let digits = tenant.len() == TENANT_DIGITS && tenant.bytes().all(|byte| byte.is_ascii_digit());
        let tenant = tenant.parse().ok().filter(|_| digits).map(TenantId)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(random).ok()?;
        (bytes.len() == RANDOM_BYTES).then(|| Self {
            tenant,
            text: text.to_owned(),
        })
    }

    /// The municipality that it opens.
    pub(crate) const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The sum under which it is kept. One round suffices: there is nothing to guess in 256 random bits.
    pub(crate) fn sum(&self) -> Hash {
        Sha256::digest(self.text.as_bytes()).into()
    }

    /// The secret itself, for its owner.
    pub(crate) fn reveal(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: TenantId = TenantId(12_345_678);

    #[test]
    fn a_secret_goes_out_and_comes_back() {
        let secret = Secret::new(TENANT).unwrap();
        let read = Secret::read(secret.reveal()).unwrap();
        assert_eq!((read.tenant(), read.sum()), (TENANT, secret.sum()));
        assert_eq!(secret.reveal().len(), "samspil_12345678_".len() + 43);
        assert_ne!(Secret::new(TENANT).unwrap().sum(), secret.sum());
        assert!(!format!("{secret:?}").contains(secret.reveal()));
    }

    #[test]
    fn what_is_not_one_of_ours_is_not_read() {
        let random = "A".repeat(43);
        assert!(Secret::read(&format!("samspil_00000001_{random}")).is_some());
        for text in [
            String::new(),
            random.clone(),
            format!("samspil_{random}"),
            format!("samspil_1_{random}"),
            format!("samspil_+1234567_{random}"),
            format!("samspil_123456789_{random}"),
            format!("samspil_12345678_{random}A"),
            format!("samspil_12345678_{}", "A".repeat(42)),
            format!("samspil_12345678_{}=", "A".repeat(42)),
            format!("Samspil_12345678_{random}"),
        ] {
            assert_eq!(Secret::read(&text), None, "{text}");
        }
    }
}
