//! The keys that ends are signed and checked with (Ed25519, RFC 8032), as files hold them: 32 bytes in hexadecimal.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

/// A key's length, in bytes.
const KEY_BYTES: usize = 32;

/// Why a key cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyWrong {
    /// It is not 32 bytes in hexadecimal.
    #[error("a key is 64 digits, 0-9 and a-f")]
    Shape,
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    NoChance,
}

/// What signs.
pub struct SigningKey {
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKey")
    }
}

/// What signatures are checked with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicKey([u8; KEY_BYTES]);

impl SigningKey {
    /// A new key, and what a file holds of it.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn generate() -> Result<(Self, String), KeyWrong> {
        let mut seed = [0; KEY_BYTES];
        getrandom::fill(&mut seed).map_err(|_| KeyWrong::NoChance)?;
        let text = hex(&seed);
        Ok((Self::read(&text)?, text))
    }

    /// The key from what a file holds.
    ///
    /// # Errors
    /// Where it is no key.
    pub fn read(text: &str) -> Result<Self, KeyWrong> {
        let seed: [u8; KEY_BYTES] = unhex(text.trim()).ok_or(KeyWrong::Shape)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| KeyWrong::Shape)?;
        Ok(Self { pair })
    }

    /// What its signatures are checked with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; KEY_BYTES];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey(bytes)
    }

    pub(super) fn sign(&self, what: &[u8]) -> String {
        hex(self.pair.sign(what).as_ref())
    }
}

impl PublicKey {
    /// The key from what a file holds.
    ///
    /// # Errors
    /// Where it is no key.
    pub fn read(text: &str) -> Result<Self, KeyWrong> {
        unhex(text.trim()).map(Self).ok_or(KeyWrong::Shape)
    }

    /// What a file holds of it.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }

    pub(super) fn signed(&self, what: &[u8], signature: &str) -> bool {
        const SIGNATURE_BYTES: usize = 64;
        unhex::<SIGNATURE_BYTES>(signature).is_some_and(|signature| {
            UnparsedPublicKey::new(&ED25519, self.0)
                .verify(what, &signature)
                .is_ok()
        })
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let plain = text.len() == 2 * N && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut bytes = [0; N];
    for (byte, place) in bytes.iter_mut().zip((0..).step_by(2)) {
        let digits = plain.then(|| text.get(place..place + 2)).flatten()?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let key =
            SigningKey::read("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb\n").unwrap();
        let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        assert_eq!(key.public().text(), public);
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(key.sign(&[0x72]), signature);
        let public = PublicKey::read(public).unwrap();
        assert!(public.signed(&[0x72], signature));
        assert!(!public.signed(&[0x73], signature));
        assert!(!public.signed(&[0x72], &signature.replace('9', "8")));
        assert!(!public.signed(&[0x72], ""));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "4c", &"g".repeat(64), &"0".repeat(65), &"æ".repeat(32)] {
            assert_eq!(PublicKey::read(text), Err(KeyWrong::Shape), "{text}");
            assert_eq!(SigningKey::read(text).err(), Some(KeyWrong::Shape), "{text}");
        }
        let (key, text) = SigningKey::generate().unwrap();
        assert_eq!(SigningKey::read(&text).unwrap().public(), key.public());
        assert_eq!(format!("{key:?}"), "SigningKey");
    }
}
