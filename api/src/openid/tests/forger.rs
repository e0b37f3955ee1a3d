//! A provider that says whatever a test makes it say.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What it says.
#[derive(Default)]
pub(super) struct Said {
    /// The ID token for the next code.
    pub(super) token: String,
    /// The ID tokens for codes that have one of their own.
    pub(super) by_code: BTreeMap<String, String>,
    /// The set of keys.
    pub(super) keys: Value,
    /// What more there is of the person.
    pub(super) userinfo: Value,
    /// It says that its answers name it.
    pub(super) names_itself: bool,
    /// How often its keys were fetched.
    pub(super) keys_asked: u32,
    /// What its token endpoint was sent: the header with our secret, and the form.
    pub(super) exchanged: Vec<(String, String)>,
}

/// The provider.
pub(super) struct Forger {
    pub(super) issuer: String,
    pub(super) said: Arc<Mutex<Said>>,
    key: EcdsaKeyPair,
}

/// A key of its own.
pub(super) fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pair.as_ref(), &random).unwrap()
}

/// The public half as a set of keys says it.
pub(super) fn public(key: &EcdsaKeyPair, id: &str) -> Value {
    let point = &key.public_key().as_ref()[1..];
    let (x, y) = point.split_at(32);
    let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    json!({"kty": "EC", "crv": "P-256", "kid": id, "use": "sig", "x": encode(x), "y": encode(y)})
}

/// A token with this head, signed by this key.
pub(super) fn token_by(key: &EcdsaKeyPair, head: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(head), part(claims));
    let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

impl Forger {
    pub(super) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = key();
        let said = Arc::new(Mutex::new(Said {
            keys: json!({"keys": [public(&key, "one")]}),
            ..Said::default()
        }));
        let state = (issuer.clone(), Arc::clone(&said));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(state);
        tokio::spawn(async { axum::serve(listener, routes).await });
        Self { issuer, said, key }
    }

    /// A token as it should be.
    pub(super) fn token(&self, claims: &Value) -> String {
        token_by(&self.key, &json!({"alg": "ES256", "kid": "one"}), claims)
    }
}

type Shared = State<(String, Arc<Mutex<Said>>)>;

async fn document(State((issuer, said)): Shared) -> impl IntoResponse {
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth?kept=1"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "end_session_endpoint": format!("{issuer}/out"),
        "authorization_response_iss_parameter_supported": said.lock().unwrap().names_itself,
    }))
}

async fn keys(State((_, said)): Shared) -> impl IntoResponse {
    let mut said = said.lock().unwrap();
    said.keys_asked += 1;
    Json(said.keys.clone())
}

async fn token(State((_, said)): Shared, headers: HeaderMap, body: String) -> impl IntoResponse {
    let mut said = said.lock().unwrap();
    let shown = headers.get("authorization").map(|shown| shown.to_str().unwrap());
    let code = url::form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "code");
    let own = code.and_then(|(_, code)| said.by_code.get(code.as_ref()).cloned());
    said.exchanged.push((shown.unwrap_or_default().to_owned(), body));
    let token = own.unwrap_or_else(|| said.token.clone());
    Json(json!({"id_token": token, "access_token": "access", "token_type": "Bearer"}))
}

async fn userinfo(State((_, said)): Shared, headers: HeaderMap) -> impl IntoResponse {
    assert_eq!(headers["authorization"], "Bearer access");
    Json(said.lock().unwrap().userinfo.clone())
}
