//! ID tokens (OpenID Connect Core 1.0, 3.1.3.7): read only once their signature holds, and taken only where everything
//! that they say of themselves fits.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::keys::{Algorithm, Keys, Unsigned};
use super::mapping::Claims;
use crate::server::json;

/// The longest token, in bytes: one with two thousand groups.
const MAX_BYTES: usize = 128 * 1024;

/// How far the provider's clock may be from ours, in seconds.
const LEEWAY_SECONDS: i64 = 60;

/// The oldest that a token may be when it comes straight from the provider, in seconds.
const MAX_AGE_SECONDS: i64 = 10 * 60;

/// The longest subject (OpenID Connect Core 1.0, 2), in bytes.
const MAX_SUBJECT_BYTES: usize = 255;

/// Why a token is not taken. The words are for the log and for whoever sets a provider up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenFault {
    /// It is no signed token.
    Shape,
    /// Its algorithm is none that is taken.
    Algorithm,
    /// No key of the provider's is the one that it names.
    Key,
    /// The key did not sign it.
    Signature,
    /// Another issuer.
    Issuer,
    /// Nobody in particular.
    Subject,
    /// It is for someone else.
    Audience,
    /// It was given to someone else.
    Party,
    /// It is over.
    Expired,
    /// It is from the future, or from long ago.
    Issued,
    /// It belongs to another sign-in.
    Nonce,
    /// The sign-in was not strong enough.
    Strength,
}

impl TokenFault {
    /// Its word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Algorithm => "algorithm",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Subject => "subject",
            Self::Audience => "audience",
            Self::Party => "party",
            Self::Expired => "expired",
            Self::Issued => "issued",
            Self::Nonce => "nonce",
            Self::Strength => "strength",
        }
    }
}

/// What a token must fit.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) strengths: &'a [String],
    pub(super) now: DateTime<Utc>,
}

/// A token in its parts; nothing of what it says counts before [`Token::verified`].
pub(super) struct Token<'t> {
    signed: &'t str,
    payload: &'t str,
    signature: Vec<u8>,
    algorithm: Algorithm,
    key: Option<String>,
}

fn decoded(part: &str) -> Result<Vec<u8>, TokenFault> {
    BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Shape)
}

fn object(part: &str) -> Result<Claims, TokenFault> {
    match json::read::<Value>(&decoded(part)?) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(TokenFault::Shape),
    }
}

impl<'t> Token<'t> {
    /// The parts of a compact token.
    pub(super) fn read(token: &'t str) -> Result<Self, TokenFault> {
        if token.len() > MAX_BYTES {
            return Err(TokenFault::Shape);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Shape)?;
        let (head, payload) = signed.split_once('.').ok_or(TokenFault::Shape)?;
        let head = object(head)?;
        // What it says that one must understand is not understood.
        if payload.contains('.') || head.contains_key("crit") {
            return Err(TokenFault::Shape);
        }
        let text = |name: &str| head.get(name).and_then(Value::as_str);
        if text("typ").is_some_and(|kind| !kind.eq_ignore_ascii_case("JWT")) {
            return Err(TokenFault::Shape);
        }
        let algorithm = text("alg")
            .and_then(Algorithm::read)
            .ok_or(TokenFault::Algorithm)?;
        Ok(Self {
            signed,
            payload,
            signature: decoded(signature)?,
            algorithm,
            key: text("kid").map(str::to_owned),
        })
    }

    /// What it says, where one of the keys signed it.
    pub(super) fn verified(&self, keys: &Keys) -> Result<Claims, TokenFault> {
        let (signed, key) = (self.signed.as_bytes(), self.key.as_deref());
        match keys.verify(self.algorithm, key, signed, &self.signature) {
            Ok(()) => object(self.payload),
            Err(Unsigned::NoKey) => Err(TokenFault::Key),
            Err(Unsigned::Wrong) => Err(TokenFault::Signature),
        }
    }
}

/// That what a token says of itself fits.
pub(super) fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), TokenFault> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let moment = |name: &str| claims.get(name).and_then(Value::as_i64);
    if text("iss") != Some(expected.issuer) {
        return Err(TokenFault::Issuer);
    }
    let subject = text("sub").unwrap_or_default();
    if subject.is_empty() || subject.len() > MAX_SUBJECT_BYTES {
        return Err(TokenFault::Subject);
    }
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !audience.contains(&expected.client) {
        return Err(TokenFault::Audience);
    }
    let party = claims.get("azp").map(|party| party.as_str().unwrap_or_default());
    if party.is_some_and(|party| party != expected.client) || (audience.len() > 1 && party.is_none()) {
        return Err(TokenFault::Party);
    }
    let now = expected.now.timestamp();
    let ends = moment("exp").ok_or(TokenFault::Expired)?;
    if ends.saturating_add(LEEWAY_SECONDS) <= now {
        return Err(TokenFault::Expired);
    }
    let issued = moment("iat").ok_or(TokenFault::Issued)?;
    let age = now.saturating_sub(issued);
    let begun = moment("nbf").is_none_or(|from| from.saturating_sub(LEEWAY_SECONDS) <= now);
    if !(-LEEWAY_SECONDS..=MAX_AGE_SECONDS).contains(&age) || !begun {
        return Err(TokenFault::Issued);
    }
    let nonce = text("nonce").unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(TokenFault::Nonce);
    }
    let strength = text("acr").unwrap_or_default();
    if !expected.strengths.is_empty() && !expected.strengths.iter().any(|one| one == strength) {
        return Err(TokenFault::Strength);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_790_000_000;

    fn checked(more: &Value) -> Result<(), TokenFault> {
        let mut claims = json!({
            "iss": "https://login.example", "sub": "42", "aud": "samspil", "exp": NOW + 300, "iat": NOW,
            "nonce": "once", "acr": "high",
        });
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        let expected = Expected {
            issuer: "https://login.example",
            client: "samspil",
            nonce: "once",
            strengths: &["substantial".to_owned(), "high".to_owned()],
            now: DateTime::from_timestamp(NOW, 0).unwrap(),
        };
        check(claims.as_object().unwrap(), &expected)
    }

    #[test]
    fn a_token_is_taken_where_everything_fits() {
        for more in [
            json!({}),
            json!({"aud": ["samspil"]}),
            json!({"aud": ["samspil", "other"], "azp": "samspil"}),
            json!({"azp": "samspil"}),
            json!({"exp": NOW - 59, "iat": NOW - 300}),
            json!({"iat": NOW + 60, "nbf": NOW + 60}),
            json!({"iat": NOW - 600}),
            json!({"acr": "substantial"}),
        ] {
            assert_eq!(checked(&more), Ok(()), "{more}");
        }
    }

    #[test]
    fn a_token_that_does_not_fit_is_refused() {
        for (more, fault) in [
            (json!({"iss": null}), TokenFault::Issuer),
            (json!({"iss": "https://login.example/"}), TokenFault::Issuer),
            (json!({"iss": "https://elsewhere.example"}), TokenFault::Issuer),
            (json!({"sub": null}), TokenFault::Subject),
            (json!({"sub": ""}), TokenFault::Subject),
            (json!({"sub": 42}), TokenFault::Subject),
            (json!({"sub": "x".repeat(256)}), TokenFault::Subject),
            (json!({"aud": null}), TokenFault::Audience),
            (json!({"aud": "other"}), TokenFault::Audience),
            (json!({"aud": ["other", "samspil2"]}), TokenFault::Audience),
            (json!({"aud": ["samspil", "other"]}), TokenFault::Party),
            (json!({"azp": "other"}), TokenFault::Party),
            (json!({"azp": 1}), TokenFault::Party),
            (json!({"exp": null}), TokenFault::Expired),
            (json!({"exp": NOW - 60}), TokenFault::Expired),
            (json!({"exp": "2030-01-01"}), TokenFault::Expired),
            (json!({"iat": null}), TokenFault::Issued),
            (json!({"iat": NOW + 61}), TokenFault::Issued),
            (json!({"iat": NOW - 601}), TokenFault::Issued),
            (json!({"nbf": NOW + 61}), TokenFault::Issued),
            (json!({"nonce": null}), TokenFault::Nonce),
            (json!({"nonce": "twice"}), TokenFault::Nonce),
            (json!({"acr": null}), TokenFault::Strength),
            (json!({"acr": "low"}), TokenFault::Strength),
        ] {
            assert_eq!(checked(&more), Err(fault), "{more}");
        }
    }

    #[test]
    fn only_signed_tokens_of_three_algorithms_are_read() {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let body = part(&json!({"sub": "42"}));
        let token = |head: &Value| format!("{}.{body}.AAAA", part(head));
        for (token, fault) in [
            (String::new(), TokenFault::Shape),
            ("a.b".to_owned(), TokenFault::Shape),
            (format!("{body}.AAAA"), TokenFault::Shape),
            (
                format!("{}.AAAA", token(&json!({"alg": "RS256"}))),
                TokenFault::Shape,
            ),
            (token(&json!([])), TokenFault::Shape),
            (token(&json!({})), TokenFault::Algorithm),
            (token(&json!({"alg": "none"})), TokenFault::Algorithm),
            (token(&json!({"alg": "None"})), TokenFault::Algorithm),
            (token(&json!({"alg": "HS256"})), TokenFault::Algorithm),
            (
                token(&json!({"alg": "RS256", "crit": ["b64"]})),
                TokenFault::Shape,
            ),
            (
                token(&json!({"alg": "RS256", "typ": "at+jwt"})),
                TokenFault::Shape,
            ),
            (
                format!("{}.{body}.", part(&json!({"alg": "RS256"}))).replace(".{", "."),
                TokenFault::Signature,
            ),
        ] {
            let read = Token::read(&token).and_then(|token| {
                let keys = Keys::read(&json!({"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}));
                token.verified(&keys).map(|_| ())
            });
            assert_eq!(read, Err(fault), "{token}");
        }
        let long = "x".repeat(MAX_BYTES + 1);
        assert_eq!(Token::read(&long).err(), Some(TokenFault::Shape));
    }
}
