//! A provider's public keys (RFC 7517), and whether they signed something (RFC 7515). The three algorithms that providers
//! use are all that count; a key without the right shape is as if it were not there.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde_json::Value;

/// The most keys that are read of a provider: what it signs with, what it signed with before and what comes next.
const MAX_KEYS: usize = 50;

/// How many bytes each coordinate of a key on P-256 has.
const COORDINATE_BYTES: usize = 32;

/// What is said to have signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Algorithm {
    /// RSA with PKCS #1 padding and SHA-256.
    Rs256,
    /// RSA with PSS padding and SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    /// By its name. None for all others, `none` among them.
    pub(super) fn read(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }
}

/// What a key is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Material {
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// The point, uncompressed.
    P256(Vec<u8>),
}

/// A key.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Key {
    id: Option<String>,
    /// The one algorithm that it is for, where it says.
    only: Option<String>,
    material: Material,
}

/// The keys of a provider.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Keys(Vec<Key>);

/// Why a signature does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unsigned {
    /// No key of this id for the algorithm.
    NoKey,
    /// The key did not sign it.
    Wrong,
}

impl Keys {
    /// Reads a set of keys.
    pub(super) fn read(set: &Value) -> Self {
        let keys = set.get("keys").and_then(Value::as_array);
        let keys = keys.into_iter().flatten().take(MAX_KEYS);
        Self(keys.filter_map(key).collect())
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether one of these keys signed the bytes: the one of this id, or where none is named any that fits.
    pub(super) fn verify(
        &self,
        algorithm: Algorithm,
        id: Option<&str>,
        signed: &[u8],
        signature: &[u8],
    ) -> Result<(), Unsigned> {
        let fits = |key: &&Key| {
            let kind = matches!(
                (algorithm, &key.material),
                (Algorithm::Rs256 | Algorithm::Ps256, Material::Rsa { .. })
                    | (Algorithm::Es256, Material::P256(_))
            );
            let meant = id.is_none() || key.id.as_deref() == id;
            kind && meant && key.only.as_deref().is_none_or(|only| only == algorithm.name())
        };
        let mut outcome = Err(Unsigned::NoKey);
        for key in self.0.iter().filter(fits) {
            match key.material.verifies(algorithm, signed, signature) {
                true => return Ok(()),
                false => outcome = Err(Unsigned::Wrong),
            }
        }
        outcome
    }
}

impl Material {
    fn verifies(&self, algorithm: Algorithm, signed: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Rsa { modulus, exponent } => {
                let components = RsaPublicKeyComponents {
                    n: modulus,
                    e: exponent,
                };
                let way = match algorithm {
                    Algorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
                    _ => &RSA_PKCS1_2048_8192_SHA256,
                };
                components.verify(way, signed, signature)
            }
            Self::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
            }
        };
        verified.is_ok()
    }
}

fn key(value: &Value) -> Option<Key> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let bytes = |name: &str| BASE64_URL_SAFE_NO_PAD.decode(text(name)?).ok();
    if text("use").is_some_and(|used| used != "sig") {
        return None;
    }
    let material = match text("kty")? {
        "RSA" => Material::Rsa {
            modulus: unpadded(bytes("n")?),
            exponent: unpadded(bytes("e")?),
        },
        "EC" if text("crv") == Some("P-256") => {
            let (x, y) = (bytes("x")?, bytes("y")?);
            if x.len() != COORDINATE_BYTES || y.len() != COORDINATE_BYTES {
                return None;
            }
            Material::P256([&[0x04], x.as_slice(), y.as_slice()].concat())
        }
        _ => return None,
    };
    Some(Key {
        id: text("kid").map(str::to_owned),
        only: text("alg").map(str::to_owned),
        material,
    })
}

/// A number without the zeros that some providers write before it.
fn unpadded(bytes: Vec<u8>) -> Vec<u8> {
    bytes.into_iter().skip_while(|byte| *byte == 0).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Tokens with the key that signed them: RFC 7515 A.2 (RS256) and A.3 (ES256), and one by Node's crypto (PS256).
    const SIGNED: &str = include_str!("signed.json");

    fn parts(token: &str) -> (Vec<u8>, Vec<u8>) {
        let (signed, signature) = token.rsplit_once('.').unwrap();
        (
            signed.as_bytes().to_vec(),
            BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap(),
        )
    }

    #[test]
    fn what_was_signed_elsewhere_is_verified_and_nothing_else() {
        let all: Vec<Value> = serde_json::from_str(SIGNED).unwrap();
        assert_eq!(all.len(), 3);
        for one in &all {
            let name = one["algorithm"].as_str().unwrap();
            let algorithm = Algorithm::read(name).unwrap();
            let keys = Keys::read(&json!({"keys": [one["key"]]}));
            let (signed, signature) = parts(one["token"].as_str().unwrap());
            assert_eq!(
                keys.verify(algorithm, None, &signed, &signature),
                Ok(()),
                "{name}"
            );
            let mut other = signed.clone();
            other[3] ^= 1;
            assert_eq!(
                keys.verify(algorithm, None, &other, &signature),
                Err(Unsigned::Wrong),
                "{name}"
            );
            for elsewhere in [Algorithm::Rs256, Algorithm::Ps256, Algorithm::Es256] {
                let taken = keys.verify(elsewhere, None, &signed, &signature);
                assert_eq!(taken.is_ok(), elsewhere == algorithm, "{name} as {elsewhere:?}");
            }
            let none = keys.verify(algorithm, Some("another"), &signed, &signature);
            assert_eq!(none, Err(Unsigned::NoKey), "{name}");
        }
    }

    #[test]
    fn a_key_counts_by_its_id_use_and_algorithm() {
        let all: Vec<Value> = serde_json::from_str(SIGNED).unwrap();
        let one = all.iter().find(|one| one["algorithm"] == "ES256").unwrap();
        let (signed, signature) = parts(one["token"].as_str().unwrap());
        for (more, counts) in [
            (json!({"kid": "a"}), true),
            (json!({"kid": "b"}), false),
            (json!({"kid": "a", "use": "sig", "alg": "ES256"}), true),
            (json!({"kid": "a", "use": "enc"}), false),
            (json!({"kid": "a", "alg": "RS256"}), false),
            (json!({"kid": "a", "crv": "P-384"}), false),
            (json!({"kid": "a", "kty": "oct"}), false),
            (json!({"kid": "a", "x": "AA"}), false),
        ] {
            let mut key = one["key"].clone();
            for (name, value) in more.as_object().unwrap() {
                key[name] = value.clone();
            }
            let keys = Keys::read(&json!({"keys": [key]}));
            let taken = keys.verify(Algorithm::Es256, Some("a"), &signed, &signature);
            assert_eq!(taken.is_ok(), counts, "{more}");
        }
    }

    #[test]
    fn what_is_no_set_of_keys_holds_none() {
        let many: Vec<Value> = vec![json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"}); MAX_KEYS + 1];
        assert_eq!(Keys::read(&json!({ "keys": many })).len(), MAX_KEYS);
        for set in [
            json!(null),
            json!([]),
            json!({"keys": {}}),
            json!({"keys": [1, {}]}),
        ] {
            assert_eq!(Keys::read(&set).len(), 0, "{set}");
        }
        for name in ["none", "HS256", "rs256", ""] {
            assert_eq!(Algorithm::read(name), None, "{name}");
        }
    }
}
