//! What a provider says of itself (OpenID Connect Discovery 1.0), and its keys: fetched when they are needed, kept for a
//! while, and the keys again where a token names one that is not known.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::text::Message;
use serde_json::Value;

use super::keys::Keys;
use crate::outward::{Outward, OutwardError, Sent};
use crate::server::json;

/// How long what a provider says of itself is taken at its word, in minutes.
const FRESH_MINUTES: i64 = 60;

/// How often keys are fetched again at most, in seconds: whoever sends tokens with made-up keys makes nobody fetch more.
const KEYS_AGAIN_SECONDS: i64 = 60;

/// How many providers are remembered; past it all are forgotten and fetched anew.
const MAX_REMEMBERED: usize = 500;

/// Where a provider's own document lies, below its issuer.
const PLACE: &str = "/.well-known/openid-configuration";

/// Why a provider cannot be used.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ProviderFault {
    /// It cannot be asked.
    #[error(transparent)]
    Outward(#[from] OutwardError),
    /// Its document or answer lacks something, or says something else than it should.
    #[error("the provider's document: {0}")]
    Document(&'static str),
}

impl ProviderFault {
    /// What is wrong and what to do, for whoever sets a provider up.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::Outward(error) => error.message(),
            Self::Document(what) => Message::new("login-document").with("what", *what),
        }
    }
}

/// What a provider says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Document {
    /// Where people are sent to sign in.
    pub(crate) authorization: String,
    /// Where a code is turned into tokens.
    pub(super) token: String,
    keys: String,
    /// Where more claims are had.
    pub(super) userinfo: Option<String>,
    /// Where people are sent to sign out.
    pub(crate) end_session: Option<String>,
    /// Its answers name it (RFC 9207).
    pub(super) names_itself: bool,
    /// It takes our secret in a header, which is what is usual.
    pub(super) basic: bool,
}

impl Document {
    fn read(outward: &Outward, issuer: &str, said: &Value) -> Result<Self, ProviderFault> {
        let text = |name: &str| said.get(name).and_then(Value::as_str);
        if text("issuer") != Some(issuer) {
            return Err(ProviderFault::Document("issuer"));
        }
        let address = |name: &'static str| -> Result<String, ProviderFault> {
            let address = text(name).ok_or(ProviderFault::Document(name))?;
            Ok(outward.fit(address)?.to_string())
        };
        let known = |name: &'static str| text(name).map(|_| address(name)).transpose();
        let lists = |name: &str, what: &str| {
            let list = said.get(name).and_then(Value::as_array);
            list.map(|list| list.iter().any(|one| one.as_str() == Some(what)))
        };
        let methods = "token_endpoint_auth_methods_supported";
        let post = lists(methods, "client_secret_post").unwrap_or(false);
        Ok(Self {
            authorization: address("authorization_endpoint")?,
            token: address("token_endpoint")?,
            keys: address("jwks_uri")?,
            userinfo: known("userinfo_endpoint")?,
            end_session: known("end_session_endpoint")?,
            names_itself: said.get("authorization_response_iss_parameter_supported")
                == Some(&Value::Bool(true)),
            basic: lists(methods, "client_secret_basic").unwrap_or(true) || !post,
        })
    }
}

#[derive(Clone)]
struct Known {
    document: Arc<Document>,
    keys: Arc<Keys>,
    read_at: DateTime<Utc>,
    keys_at: DateTime<Utc>,
}

/// What is known of providers.
#[derive(Default)]
pub(super) struct Directory(Mutex<BTreeMap<String, Known>>);

impl Directory {
    /// What a provider says of itself, and its keys.
    pub(super) async fn of(
        &self,
        outward: &Outward,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<(Arc<Document>, Arc<Keys>), ProviderFault> {
        let fresh = |known: &Known| {
            let age = now - known.read_at;
            TimeDelta::zero() <= age && age < TimeDelta::minutes(FRESH_MINUTES)
        };
        if let Some(known) = self.known(issuer).filter(fresh) {
            return Ok((known.document, known.keys));
        }
        let place = format!("{}{PLACE}", issuer.strip_suffix('/').unwrap_or(issuer));
        let document = Document::read(outward, issuer, &fetched(outward, &place).await?)?;
        let keys = Keys::read(&fetched(outward, &document.keys).await?);
        let known = Known {
            document: Arc::new(document),
            keys: Arc::new(keys),
            read_at: now,
            keys_at: now,
        };
        self.keep(issuer, known.clone());
        Ok((known.document, known.keys))
    }

    /// The keys fetched again, where that was not just done.
    pub(super) async fn keys_again(
        &self,
        outward: &Outward,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<Keys>>, ProviderFault> {
        let Some(known) = self.known(issuer) else {
            return Ok(None);
        };
        let age = now - known.keys_at;
        if TimeDelta::zero() <= age && age < TimeDelta::seconds(KEYS_AGAIN_SECONDS) {
            return Ok(None);
        }
        // Counted before it is done: others do not ask beside it.
        self.keep(
            issuer,
            Known {
                keys_at: now,
                ..known.clone()
            },
        );
        let keys = Arc::new(Keys::read(&fetched(outward, &known.document.keys).await?));
        self.keep(
            issuer,
            Known {
                keys_at: now,
                keys: Arc::clone(&keys),
                ..known
            },
        );
        Ok(Some(keys))
    }

    fn known(&self, issuer: &str) -> Option<Known> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(issuer).cloned()
    }

    fn keep(&self, issuer: &str, known: Known) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MAX_REMEMBERED && !all.contains_key(issuer) {
            all.clear();
        }
        all.insert(issuer.to_owned(), known);
    }
}

async fn fetched(outward: &Outward, address: &str) -> Result<Value, ProviderFault> {
    let body = outward.fetch(address, Sent::Get { bearer: None }).await?;
    json::read(&body).map_err(|_| ProviderFault::Document("JSON"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::outward::Reach;

    #[test]
    fn a_document_must_name_the_issuer_and_every_address_over_https() {
        let outward = Outward::new(Reach::Out).unwrap();
        let issuer = "https://login.example";
        let whole = json!({
            "issuer": issuer,
            "authorization_endpoint": "https://login.example/auth",
            "token_endpoint": "https://login.example/token",
            "jwks_uri": "https://keys.example/keys",
            "end_session_endpoint": "https://login.example/out",
        });
        let read = |more: Value| {
            let mut said = whole.clone();
            for (name, value) in more.as_object().unwrap() {
                said[name] = value.clone();
            }
            Document::read(&outward, issuer, &said)
        };
        let document = read(json!({})).unwrap();
        assert!(document.basic && !document.names_itself && document.userinfo.is_none());
        let post = json!({"token_endpoint_auth_methods_supported": ["client_secret_post"]});
        assert!(!read(post).unwrap().basic);
        for more in [
            json!({"issuer": "https://login.example/"}),
            json!({"issuer": null}),
            json!({"token_endpoint": null}),
            json!({"authorization_endpoint": "http://login.example/auth"}),
            json!({"jwks_uri": "file:///etc/passwd"}),
            json!({"end_session_endpoint": "javascript:alert(1)"}),
        ] {
            assert!(read(more.clone()).is_err(), "{more}");
        }
    }
}
