//! Sealing under one key: XChaCha20-Poly1305, whose number used once is long enough to be drawn by chance however often.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};

use super::fresh::chance;
use super::{KEY_BYTES, Secret, VaultError};

/// How many bytes the number used once has; it stands before what it was used for.
const NONCE_BYTES: usize = 24;

/// Seals bytes under a key; `about` must be the same when they are opened.
pub(crate) fn seal_with(key: &Secret, about: &[u8], bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce = chance::<NONCE_BYTES>()?;
    let payload = Payload {
        msg: bytes,
        aad: about,
    };
    let sealed = cipher(key)?.encrypt(&XNonce::from(nonce), payload);
    let sealed = sealed.map_err(|_| VaultError::Broken)?;
    Ok([&nonce[..], &sealed].concat())
}

/// Opens what was sealed under the key.
pub(crate) fn open_with(key: &Secret, about: &[u8], sealed: &[u8]) -> Result<Secret, VaultError> {
    let (nonce, sealed) = sealed
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(VaultError::Broken)?;
    let payload = Payload {
        msg: sealed,
        aad: about,
    };
    let opened = cipher(key)?.decrypt(&XNonce::from(*nonce), payload);
    opened.map(Secret::from).map_err(|_| VaultError::Broken)
}

fn cipher(key: &Secret) -> Result<XChaCha20Poly1305, VaultError> {
    let key: &[u8; KEY_BYTES] = key.bytes().try_into().map_err(|_| VaultError::Broken)?;
    Ok(XChaCha20Poly1305::new(&Key::from(*key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the draft of XChaCha (draft-irtf-cfrg-xchacha, A.3.1).
    #[test]
    fn it_opens_what_the_draft_has_sealed() {
        let bytes = |text: &str| -> Vec<u8> {
            let text: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
            text.chunks(2)
                .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
                .collect()
        };
        let key = Secret::from(bytes(
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        ));
        let sealed = bytes(concat!(
            "404142434445464748494a4b4c4d4e4f5051525354555657",
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb",
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452",
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
            "21f9664c97637da9768812f615c68b13b52e",
            "c0875924c1c7987947deafd8780acf49",
        ));
        let about = bytes("50515253c0c1c2c3c4c5c6c7");
        let opened = open_with(&key, &about, &sealed).unwrap();
        assert!(
            opened
                .bytes()
                .starts_with(b"Ladies and Gentlemen of the class of '99")
        );
    }
}
