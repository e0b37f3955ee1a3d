//! The program with one provider set up, and a browser that goes there and back.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{TenantId, UnitId};
use samspil_runtime::vault::{KeyFile, Vault};
use samspil_runtime::{Engine, RandomIds, Settings, TestClock};
use samspil_store::{Store, StoreError, Unit};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use url::Url;
use uuid::Uuid;

use super::forger::Forger;
use crate::app::App;
use crate::identity::secret::Secret;
use crate::identity::{Gate, Identity, Signed};
use crate::openid::kept::{Kept, change};
use crate::openid::provider::tests::provider;
use crate::routes::routes;
use crate::server::listen::Peer;
use crate::server::{Front, Https};

pub(super) const TENANT: TenantId = TenantId(12_345_678);

pub(super) struct World {
    pub(super) app: App,
    pub(super) store: Arc<dyn Store>,
    pub(super) forger: Forger,
    vault: Vault,
    routes: Router,
    clock: Arc<Mutex<DateTime<Utc>>>,
    _folder: TempDir,
}

/// What a browser gets.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) to: String,
    pub(super) refresh: String,
    pub(super) cookies: Vec<String>,
    pub(super) body: String,
}

impl Answer {
    /// The cookie with a name, as it is sent back.
    pub(super) fn cookie(&self, name: &str) -> String {
        let found = self
            .cookies
            .iter()
            .find(|line| line.starts_with(&format!("{name}=")));
        let line = found.unwrap_or_else(|| panic!("no {name} in {:?}: {}", self.cookies, self.body));
        line.split(';').next().unwrap().to_owned()
    }
}

/// A browser on its way: what it holds, and what the provider was asked.
pub(super) struct Begun {
    pub(super) cookie: String,
    pub(super) asked: BTreeMap<String, String>,
}

impl World {
    /// With a provider that has these settings more.
    pub(super) async fn new(more: &Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekommune").await.unwrap();
        let unit = Unit {
            id: UnitId(Uuid::from_u128(1)),
            name: "Myndighed".to_owned(),
            side: Side::Authority,
        };
        store.put_unit(TENANT, unit).await.unwrap();
        let clock = Arc::new(Mutex::new(DateTime::from_timestamp(1_790_000_000, 0).unwrap()));
        let time = Arc::clone(&clock);
        let now = Arc::new(move || *time.lock().unwrap());
        let vault = Vault::new(Arc::new(KeyFile::fresh().unwrap()));
        let identity = Identity::new(Arc::clone(&store), now).unwrap();
        let gate = Gate {
            identity: Arc::new(identity.sealing_by(vault.clone())),
            https: Https(false),
        };
        let test_clock = Arc::new(TestClock::new(
            DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
        ));
        let engine = Engine::with_vault(
            Arc::clone(&store),
            test_clock,
            Arc::new(RandomIds),
            vault.clone(),
            Settings::ASKING,
        );
        let app = App::new(gate, engine);
        let world = Self {
            routes: routes(app.clone(), &Front::direct()),
            app,
            store,
            forger: Forger::new().await,
            vault,
            clock,
            _folder: folder,
        };
        world.set(more).await;
        world
    }

    /// Sets the provider up anew.
    pub(super) async fn set(&self, more: &Value) {
        let mut more = more.clone();
        more["issuer"] = json!(self.forger.issuer);
        let kept = Kept::new(&self.vault, TENANT, provider(&more), Some("hemme:lig")).unwrap();
        self.put(kept).await;
    }

    /// This provider and no other.
    pub(super) async fn put(&self, kept: Kept) {
        let put = change(self.store.as_ref(), TENANT, |all| {
            *all = vec![kept.clone()];
            Ok::<_, StoreError>(())
        });
        put.await.unwrap();
    }

    pub(super) fn pass(&self, seconds: i64) {
        *self.clock.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    pub(super) async fn send(&self, method: &str, path: &str, cookie: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept", "text/html")
            .header("accept-language", "en")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)))
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let header = |name: &str| -> Vec<String> {
            let all = answer.headers().get_all(name).iter();
            all.map(|value| value.to_str().unwrap().to_owned()).collect()
        };
        let (status, cookies) = (answer.status().as_u16(), header("set-cookie"));
        let (to, refresh) = (header("location").concat(), header("refresh").concat());
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        Answer {
            status,
            to,
            refresh,
            cookies,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// Presses the provider's button.
    pub(super) async fn begin(&self) -> Begun {
        let path = format!("/sign-in/with/{TENANT}/medarbejdere");
        let answer = self.send("POST", &path, "", "next=/cases").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let url = answer.refresh.strip_prefix("0; url=").unwrap();
        let url = Url::parse(url).unwrap();
        assert!(
            url.as_str()
                .starts_with(&format!("{}/auth?kept=1&", self.forger.issuer))
        );
        Begun {
            cookie: answer.cookie("samspil-begun"),
            asked: url.query_pairs().into_owned().collect(),
        }
    }

    /// Claims as they should be for a sign-in, with these changed; null takes one away.
    pub(super) fn claims(&self, begun: &Begun, more: &Value) -> Value {
        let now = self.clock.lock().unwrap().timestamp();
        let mut claims = json!({
            "iss": self.forger.issuer, "sub": "42", "aud": "samspil", "exp": now + 300, "iat": now,
            "nonce": begun.asked["nonce"], "name": "Rådgiver Et",
        });
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        claims
    }

    /// The provider has this token for the next code.
    pub(super) fn says(&self, token: String) {
        self.forger.said.lock().unwrap().token = token;
    }

    /// Comes back with this query beside the state.
    pub(super) async fn back(&self, begun: &Begun, cookie: &str, query: &str) -> Answer {
        let path = format!("/sign-in/openid?state={}&{query}", begun.asked["state"]);
        self.send("GET", &path, cookie, "").await
    }

    /// There and back with these claims changed.
    pub(super) async fn sign_in(&self, more: &Value) -> Answer {
        let begun = self.begin().await;
        let claims = self.claims(&begun, more);
        self.says(self.forger.token(&claims));
        self.back(&begun, &begun.cookie, "code=abc").await
    }

    /// Who is signed in by what came back.
    pub(super) async fn signed(&self, answer: &Answer) -> Option<Signed> {
        let cookie = answer.cookie("samspil");
        let secret = Secret::read(cookie.strip_prefix("samspil=").unwrap()).unwrap();
        self.app.gate.identity.by_cookie(&secret).await.unwrap()
    }

    /// That nobody was signed in, and what is said.
    pub(super) fn refused(answer: &Answer, status: u16, said: &str) {
        assert_eq!(answer.status, status, "{said}: {}", answer.body);
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
        let session = answer.cookies.iter().any(|line| line.starts_with("samspil="));
        assert!(!session, "{:?}", answer.cookies);
    }
}
