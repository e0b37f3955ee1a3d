//! What commands carry beside their body: the key under which a thing is done once, and the version that was seen.

use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use samspil_core::id::CommandId;
use uuid::Uuid;

use crate::server::problem::{Kind, Problem};

/// The header that holds a command's key (draft-ietf-httpapi-idempotency-key-header).
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The key of a command: sent again with the same key, it is done once and answered again.
pub(super) struct Key(pub(super) CommandId);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        key(&parts.headers).ok_or_else(|| Problem::new(Kind::NO_KEY))
    }
}

/// The draft writes a key in quotation marks, most programs without.
fn key(headers: &HeaderMap) -> Option<Key> {
    let written = headers.get(KEY)?.to_str().ok()?.trim();
    let bare = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(written);
    let key = Uuid::try_parse(bare).ok().filter(|key| !key.is_nil())?;
    Some(Key(CommandId(key)))
}

/// The version that whoever asks has seen and insists on; none where they do not.
pub(super) struct Seen(pub(super) Option<u64>);

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(written) = parts.headers.get(IF_MATCH) else {
            return Ok(Self(None));
        };
        match written.to_str().ok().map(str::trim) {
            Some("*") => Ok(Self(None)),
            Some(tag) => match version(tag) {
                Some(version) => Ok(Self(Some(version))),
                // A tag that we never gave matches nothing (RFC 9110 section 13.1.1).
                None => Err(Problem::new(Kind::CHANGED)),
            },
            None => Err(Problem::new(Kind::BAD_REQUEST)),
        }
    }
}

fn version(tag: &str) -> Option<u64> {
    tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// A version as an entity tag.
pub(super) fn tag(version: u64) -> (HeaderName, HeaderValue) {
    let tag = HeaderValue::try_from(format!("\"{version}\""));
    (ETAG, tag.unwrap_or(HeaderValue::from_static("\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_uuid_with_or_without_quotation_marks() {
        for (written, is_key) in [
            ("018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4e5f", true),
            ("\"018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4e5f\"", true),
            (" 018f2f6e7b1c7c5e9d2a0a1b2c3d4e5f ", true),
            ("00000000-0000-0000-0000-000000000000", false),
            ("\"018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4e5f", false),
            ("1", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(KEY, written.parse().unwrap())]);
            assert_eq!(key(&headers).is_some(), is_key, "{written}");
        }
        assert!(key(&HeaderMap::new()).is_none());
    }

    #[test]
    fn a_tag_is_the_version_in_quotation_marks() {
        for (tag, expected) in [
            ("\"12\"", Some(12)),
            ("12", None),
            ("W/\"12\"", None),
            ("\"-1\"", None),
            ("\"\"", None),
        ] {
            assert_eq!(version(tag), expected, "{tag}");
        }
        assert_eq!(tag(7).1, "\"7\"");
    }
}
