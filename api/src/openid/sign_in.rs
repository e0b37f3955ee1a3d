//! A sign-in at a provider, from the button to the session: authorization code with PKCE (RFC 7636, S256), bound to the
//! browser by state and nonce.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ring::hmac;
use samspil_core::id::TenantId;
use samspil_runtime::vault::VaultError;
use samspil_store::{BegunSignIn, StoreError};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};

use super::discovery::{Document, ProviderFault};
use super::kept::{self, Kept};
use super::mapping::Claims;
use super::people::person;
use super::token::{Expected, Token, TokenFault, check};
use crate::app::App;
use crate::identity::secret::{NoRandom, Secret};
use crate::identity::{Caller, SignInError};
use crate::organisation::Refused;
use crate::outward::Sent;
use crate::server::json;

/// Where providers send people back to.
pub(crate) const RETURN: &str = "/sign-in/openid";

/// How long the answer of a provider is waited for, in minutes: a person finds their MitID, or gives up.
pub(crate) const WAIT_MINUTES: i64 = 15;

/// The longest code that is sent on, in bytes.
const MAX_CODE_BYTES: usize = 4 * 1024;

/// Why nobody was signed in.
#[derive(thiserror::Error, Debug)]
pub(crate) enum SignInFault {
    /// No such provider.
    #[error("no such provider")]
    NoProvider,
    /// Too many sign-ins are under way.
    #[error("too many sign-ins are under way")]
    TooMany,
    /// The provider cannot be used.
    #[error(transparent)]
    Provider(#[from] ProviderFault),
    /// The answer belongs to no sign-in that this browser began.
    #[error("an answer that this browser did not ask for")]
    Foreign,
    /// The answer is from another provider.
    #[error("an answer of another provider")]
    OtherIssuer,
    /// The provider did not sign them in.
    #[error("the provider says no")]
    Denied,
    /// The token is not taken.
    #[error("the token: {}", .0.word())]
    Token(TokenFault),
    /// Nobody here.
    #[error("nobody whom anybody knows here")]
    NotKnown,
    /// They are given nothing.
    #[error("nothing is given to them")]
    NoRole,
    /// Their account is closed.
    #[error("their account is closed")]
    Closed,
    /// The machine cannot.
    #[error(transparent)]
    Machine(#[from] SignInError),
    /// There are no keys to unseal by.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<StoreError> for SignInFault {
    fn from(error: StoreError) -> Self {
        Self::Machine(error.into())
    }
}

impl From<NoRandom> for SignInFault {
    fn from(error: NoRandom) -> Self {
        Self::Machine(error.into())
    }
}

impl From<Refused<NoRandom>> for SignInFault {
    fn from(refused: Refused<NoRandom>) -> Self {
        match refused {
            Refused::Made(error) => error.into(),
            Refused::Store(error) => error.into(),
            Refused::Busy => Self::Machine(SignInError::Busy),
            unfit @ (Refused::Unfit(_) | Refused::Taken) => {
                Self::Machine(SignInError::Fault(format!("what a mapping gives: {unfit:?}")))
            }
        }
    }
}

/// What a provider sends a browser back with.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Returned {
    /// Which sign-in it is about.
    pub(crate) state: Option<String>,
    /// What tokens are had for.
    pub(crate) code: Option<String>,
    /// Who answers (RFC 9207).
    pub(crate) iss: Option<String>,
    /// Why not.
    pub(crate) error: Option<String>,
}

/// Begins: where to send the browser.
pub(crate) async fn begin(
    app: &App,
    tenant: TenantId,
    name: &str,
    next: &str,
    browser: &Secret,
) -> Result<Url, SignInFault> {
    let store = app.engine.store();
    let kept = kept::named(store.as_ref(), tenant, name).await?;
    let provider = kept.ok_or(SignInFault::NoProvider)?.provider;
    let now = app.gate.identity.now();
    let (document, _) = app.open_id.directory(&provider.issuer, now).await?;
    let state = Secret::new(tenant)?;
    let begun = BegunSignIn {
        state: state.sum(),
        browser: browser.sum(),
        provider: provider.name.clone(),
        next: next.to_owned(),
        ends_at: now + TimeDelta::minutes(WAIT_MINUTES),
    };
    if !store.put_begun(tenant, begun, now).await? {
        return Err(SignInFault::TooMany);
    }
    let challenge = Sha256::digest(derived(browser, &state, "verifier").as_bytes());
    let mut url = app
        .open_id
        .outward
        .fit(&document.authorization)
        .map_err(ProviderFault::from)?;
    let scopes: Vec<&str> = std::iter::once("openid")
        .chain(provider.scopes.iter().map(String::as_str))
        .collect();
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &format!("{}{RETURN}", app.url))
        .append_pair("scope", &scopes.join(" "))
        .append_pair("state", state.reveal())
        .append_pair("nonce", &derived(browser, &state, "nonce"))
        .append_pair("code_challenge", &BASE64_URL_SAFE_NO_PAD.encode(challenge))
        .append_pair("code_challenge_method", "S256");
    if !provider.strengths.is_empty() {
        url.query_pairs_mut()
            .append_pair("acr_values", &provider.strengths.join(" "));
    }
    Ok(url)
}

/// Ends: the session's secret and where to go on to. The sign-in is over whatever comes of it, unless another browser
/// asks.
pub(crate) async fn finish(
    app: &App,
    returned: &Returned,
    browser: Option<&Secret>,
    caller: &Caller,
) -> Result<(Secret, String), SignInFault> {
    let state = returned.state.as_deref().and_then(Secret::read);
    let (state, browser) = state.zip(browser).ok_or(SignInFault::Foreign)?;
    let tenant = state.tenant();
    let store = app.engine.store();
    let now = app.gate.identity.now();
    let begun = match store.take_begun(tenant, state.sum(), browser.sum(), now).await {
        Err(StoreError::NoTenant) => None,
        begun => begun?,
    };
    let begun = begun.ok_or(SignInFault::Foreign)?;
    let kept = kept::named(store.as_ref(), tenant, &begun.provider).await?;
    let kept = kept.ok_or(SignInFault::NoProvider)?;
    let provider = &kept.provider;
    let (document, _) = app.open_id.directory(&provider.issuer, now).await?;
    match returned.iss.as_deref() {
        Some(iss) if iss != provider.issuer => return Err(SignInFault::OtherIssuer),
        None if document.names_itself => return Err(SignInFault::OtherIssuer),
        _ => {}
    }
    if returned.error.is_some() {
        return Err(SignInFault::Denied);
    }
    let code = returned
        .code
        .as_deref()
        .filter(|code| code.len() <= MAX_CODE_BYTES);
    let code = code.ok_or(SignInFault::Denied)?;
    let verifier = derived(browser, &state, "verifier");
    let tokens = exchanged(app, tenant, &kept, &document, (code, &verifier)).await?;
    let nonce = derived(browser, &state, "nonce");
    let claims = claims(app, &kept, &document, &tokens, (&nonce, now)).await?;
    let person = person(app, tenant, provider, &claims, now).await?;
    let secret = app
        .gate
        .identity
        .begin_by_provider(tenant, person, &provider.name, caller)
        .await?;
    // One that was taken away or changed meanwhile lets nobody in: whoever did it had not seen this session yet.
    let by_now = kept::named(store.as_ref(), tenant, &provider.name).await?;
    if by_now.is_none_or(|by_now| !by_now.provider.lets_in_as(provider)) {
        store.end_sessions_by(tenant, &provider.name).await?;
        return Err(SignInFault::NoProvider);
    }
    Ok((secret, begun.next))
}

/// What belongs to this browser and this sign-in and is told to nobody else: nothing of it need be kept.
fn derived(browser: &Secret, state: &Secret, what: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, browser.reveal().as_bytes());
    let about = format!("{what} {}", state.reveal());
    BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&key, about.as_bytes()))
}

/// The tokens for a code.
async fn exchanged(
    app: &App,
    tenant: TenantId,
    kept: &Kept,
    document: &Document,
    (code, verifier): (&str, &str),
) -> Result<Claims, SignInFault> {
    let secret = kept.secret(app.engine.vault(), tenant)?;
    let back = format!("{}{RETURN}", app.url);
    let client = (kept.provider.client_id.as_str(), secret.as_deref());
    let sent = exchange(document, client, &back, (code, verifier));
    let answer = app.open_id.outward.fetch(&document.token, sent).await;
    object(&answer.map_err(ProviderFault::from)?)
}

/// What a code is sent with: our secret in a header where the provider takes it there.
fn exchange(
    document: &Document,
    (client, secret): (&str, Option<&str>),
    back: &str,
    (code, verifier): (&str, &str),
) -> Sent<'static> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", back)
        .append_pair("code_verifier", verifier);
    let basic = secret.filter(|_| document.basic);
    if basic.is_none() {
        form.append_pair("client_id", client);
        if let Some(secret) = secret {
            form.append_pair("client_secret", secret);
        }
    }
    Sent::Form {
        body: form.finish(),
        basic: basic.map(|secret| format!("{}:{}", encoded(client), encoded(secret))),
    }
}

/// As in a form (RFC 6749, 2.3.1).
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn object(body: &[u8]) -> Result<Claims, SignInFault> {
    match json::read::<Value>(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(ProviderFault::Document("JSON").into()),
    }
}

/// What the provider says of the person: the token's claims, and more where they are asked for.
async fn claims(
    app: &App,
    kept: &Kept,
    document: &Document,
    tokens: &Claims,
    (nonce, now): (&str, DateTime<Utc>),
) -> Result<Claims, SignInFault> {
    let provider = &kept.provider;
    let text = |name: &str| tokens.get(name).and_then(Value::as_str);
    let token = text("id_token").ok_or(ProviderFault::Document("id_token"))?;
    let token = Token::read(token).map_err(SignInFault::Token)?;
    let (_, keys) = app.open_id.directory(&provider.issuer, now).await?;
    let verified = match token.verified(&keys) {
        Err(TokenFault::Key) => {
            let again = app.open_id.keys_again(&provider.issuer, now).await?;
            token.verified(&again.unwrap_or_else(|| Arc::clone(&keys)))
        }
        verified => verified,
    };
    let mut claims = verified.map_err(SignInFault::Token)?;
    let expected = Expected {
        issuer: &provider.issuer,
        client: &provider.client_id,
        nonce,
        strengths: &provider.strengths,
        now,
    };
    check(&claims, &expected).map_err(SignInFault::Token)?;
    if !provider.userinfo {
        return Ok(claims);
    }
    let userinfo = document
        .userinfo
        .as_ref()
        .ok_or(ProviderFault::Document("userinfo_endpoint"))?;
    let bearer = text("access_token").ok_or(ProviderFault::Document("access_token"))?;
    let sent = Sent::Get { bearer: Some(bearer) };
    let more = app.open_id.outward.fetch(userinfo, sent).await;
    let more = object(&more.map_err(ProviderFault::from)?)?;
    // Somebody else's claims are not taken for theirs (OpenID Connect Core 1.0, 5.3.2).
    if more.get("sub") != claims.get("sub") {
        return Err(SignInFault::Token(TokenFault::Subject));
    }
    for (name, value) in more {
        claims.entry(name).or_insert(value);
    }
    Ok(claims)
}
