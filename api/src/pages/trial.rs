//! The pages over a small municipality: a flow with every type of field, an authority and a provider, a clock that
//! moves only when told.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::case::{Asked, Binding};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, ItemId, PartyId, PersonId, TenantId, TokenId, UnitId};
use samspil_runtime::{
    Ask, Begin, By, CaseRead, Clock, Engine, Grounds, Ids, Look, Object, Settings, TestClock, WayIn,
};
use samspil_store::{Member, Person, Role, Scope, Store, Token, Unit};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use crate::app::App;
use crate::identity::secret::Secret;
use crate::identity::{Gate, Identity};
use crate::routes::routes;
use crate::server::listen::Peer;
use crate::server::{Front, Https};

pub(super) const TENANT: TenantId = TenantId(12_345_678);
pub(super) const FLOW: &str = include_str!("trial.yaml");

/// Who keeps the calendar and the deadlines; the others are staff.
pub(super) const ADMINISTRATOR: &str = "adam";

/// Who writes flows.
pub(super) const OWNERS: [&str; 2] = ["pia", "per"];

/// Who signs in: login, name, unit, acts as.
const PEOPLE: [(&str, &str, u128, &[&str]); 7] = [
    ("rikke", "Rikke Rådgiver", 10, &["caseworker"]),
    ("tina", "Tina Teamleder", 10, &["caseworker", "team_leader"]),
    ("ulla", "Ulla Udfører", 20, &["provider"]),
    ("frede", "Frede Fremmed", 30, &["caseworker", "provider"]),
    (ADMINISTRATOR, "Adam Administrator", 30, &[]),
    (OWNERS[0], "Pia Procesejer", 30, &[]),
    (OWNERS[1], "Per Procesejer", 30, &[]),
];

/// The pages and everything beneath them.
pub(super) struct Trial {
    app: Router,
    pub(super) engine: Arc<Engine>,
    clock: Arc<TestClock>,
    secrets: Vec<(&'static str, Secret)>,
    _folder: TempDir,
}

/// An answer as text.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) to: String,
    pub(super) body: String,
}

/// Ids in a row, so that what pages show is the same every time.
struct Counted(std::sync::atomic::AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Uuid::from_u128(0x5eed_0000 + u128::from(number))
    }
}

fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

pub(super) fn person(login: &str) -> PersonId {
    let place = PEOPLE.iter().position(|(known, ..)| *known == login).unwrap();
    PersonId(Uuid::from_u128(1 + place as u128))
}

/// The person as the engine knows them.
pub(super) fn by(login: &str) -> By {
    let (_, _, at, acts_as) = PEOPLE.iter().find(|(known, ..)| *known == login).unwrap();
    By::Person {
        person: person(login),
        members: vec![Member {
            person: person(login),
            unit: unit(*at),
            acts_as: acts_as.iter().map(|&role| role.to_owned()).collect(),
        }],
        stands_in: Vec::new(),
        grounds: Grounds::default(),
    }
}

/// The authority and the provider, as every case has them here.
fn parties() -> Vec<(PartyId, Vec<Binding>)> {
    let bound = |(party, number): (&str, u128)| {
        let binding = Binding::to(Some(unit(number)), None);
        (PartyId::new(party).unwrap(), vec![binding])
    };
    [("caseworker", 10), ("team_leader", 10), ("provider", 20)]
        .map(bound)
        .to_vec()
}

impl Trial {
    /// With the flow published, at nine in the morning of Monday 5 January 2026.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        Self::over(&url, folder).await
    }

    /// The same over the store at this address.
    pub(super) async fn over(url: &str, folder: TempDir) -> Self {
        let store = samspil_store::open(url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing Kommune").await.unwrap();
        let clock = Arc::new(TestClock::new("2026-01-05T08:00:00Z".parse().unwrap()));
        for (number, name, side) in [
            (10, "Voksenmyndighed", Side::Authority),
            (20, "Bostedet Solsikken", Side::Provider),
            (30, "Familiehuset", Side::Provider),
        ] {
            let unit = Unit {
                id: unit(number),
                name: name.to_owned(),
                side,
            };
            store.put_unit(TENANT, unit).await.unwrap();
        }
        let secrets = people(store.as_ref(), clock.now()).await;
        let now = {
            let clock = Arc::clone(&clock);
            move || clock.now()
        };
        let identity = Arc::new(Identity::new(Arc::clone(&store), Arc::new(now)).unwrap());
        let gate = Gate {
            identity,
            https: Https(false),
        };
        let settings = Settings::ASKING;
        let ids = Arc::new(Counted(std::sync::atomic::AtomicU64::new(1)));
        let engine = Engine::new(store, Arc::clone(&clock) as Arc<dyn Clock>, ids, settings);
        engine.publish(TENANT, FLOW, "prøve").await.unwrap();
        let app = routes(App::new(gate, Arc::clone(&engine)), &Front::direct());
        Self {
            app,
            engine,
            clock,
            secrets,
            _folder: folder,
        }
    }

    /// Publishes one more flow.
    pub(super) async fn publish(&self, text: &str) {
        self.engine.publish(TENANT, text, "prøve").await.unwrap();
    }

    /// A case with the authority and the provider in it, begun by Rikke.
    pub(super) async fn case(&self, number: u128) -> CaseId {
        let begin = Begin {
            flow: "tried".to_owned(),
            version: None,
            title: format!("Sag {number}"),
            parties: parties(),
            data: json!({"intake": {"came": "2026-01-02"}}),
        };
        let key = samspil_core::id::CommandId(Uuid::from_u128(0xca5e_0000 + number));
        let begun = self.engine.begin(TENANT, by("rikke"), begin, Some(key)).await;
        begun.unwrap().case
    }

    /// A case of another flow, which is published here, with the authority and the provider in it.
    pub(super) async fn case_of(&self, flow: &str, name: &str, data: Json) -> CaseId {
        self.engine.publish(TENANT, flow, "prøve").await.unwrap();
        let begin = Begin {
            flow: name.to_owned(),
            version: None,
            title: "Anden sag".to_owned(),
            parties: parties(),
            data,
        };
        let begun = self.engine.begin(TENANT, by("rikke"), begin, None).await;
        begun.unwrap().case
    }

    /// A case of another flow, which is published here, with a person for each of these parties.
    pub(super) async fn case_between(
        &self,
        flow: &str,
        name: &str,
        parties: &[(&str, &str)],
        data: Json,
    ) -> CaseId {
        self.engine.publish(TENANT, flow, "prøve").await.unwrap();
        let bound = parties.iter().map(|(party, login)| {
            let (_, _, at, _) = PEOPLE.iter().find(|(known, ..)| known == login).unwrap();
            let binding = Binding::to(Some(unit(*at)), Some(person(login)));
            (PartyId::new(party).unwrap(), vec![binding])
        });
        let begin = Begin {
            flow: name.to_owned(),
            version: None,
            title: "Anden sag".to_owned(),
            parties: bound.collect(),
            data,
        };
        let begun = self.engine.begin(TENANT, by("rikke"), begin, None).await;
        begun.unwrap().case
    }

    /// Asks the engine as this person.
    pub(super) async fn ask(&self, login: &str, case: CaseId, what: Asked) {
        let ask = Ask {
            case,
            what,
            seen: None,
        };
        self.engine.ask(TENANT, by(login), ask, None).await.unwrap();
    }

    /// Completes a task.
    pub(super) async fn complete(&self, login: &str, case: CaseId, item: &str, data: Json) {
        let item = ItemId::new(item).unwrap();
        self.ask(login, case, Asked::Complete { item, data }).await;
    }

    /// Sends what is on its way, letters too.
    pub(super) async fn hand_over(&self) {
        self.engine.hand_over_all().await.unwrap();
    }

    /// Lets time pass, with what it brings.
    pub(super) async fn pass(&self, days: i64) {
        let to = self.clock.now() + TimeDelta::days(days);
        self.clock.move_to(to);
        self.engine.wake_all_due().await.unwrap();
    }

    /// The case as this person reads it.
    pub(super) async fn read(&self, login: &str, case: CaseId) -> CaseRead {
        let look = Look::new(Object::Case, WayIn::Program);
        self.engine.read(TENANT, &by(login), case, &look).await.unwrap()
    }

    /// A page in Danish.
    pub(super) async fn get(&self, login: &str, path: &str) -> Answer {
        self.send(login, "GET", path, "", "da").await
    }

    /// A page in English.
    pub(super) async fn get_english(&self, login: &str, path: &str) -> Answer {
        self.send(login, "GET", path, "", "en").await
    }

    /// A form, as pairs.
    pub(super) async fn post(&self, login: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.send(login, "POST", path, &pairs.join("&"), "da").await
    }

    /// A form with a file, as its parts.
    pub(super) async fn upload(&self, login: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            let file = if *name == "file" {
                "; filename=\"fil.csv\""
            } else {
                ""
            };
            format!("--skel\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
        };
        let body: String = form.iter().map(part).collect();
        let body = format!("{body}--skel--\r\n");
        let kind = "multipart/form-data; boundary=skel";
        self.send_as(login, "POST", path, (kind, &body), "da").await
    }

    /// An answer as bytes, with its status.
    pub(super) async fn raw(&self, login: &str, path: &str) -> (u16, Vec<u8>) {
        let (_, secret) = self.secrets.iter().find(|(known, _)| *known == login).unwrap();
        let request = Request::builder()
            .uri(path)
            .header("authorization", format!("Bearer {}", secret.reveal()))
            .extension(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)))
            .body(Body::empty())
            .unwrap();
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        (
            status,
            to_bytes(answer.into_body(), 1 << 22).await.unwrap().to_vec(),
        )
    }

    async fn send(&self, login: &str, method: &str, path: &str, body: &str, language: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.send_as(login, method, path, (kind, body), language).await
    }

    async fn send_as(
        &self,
        login: &str,
        method: &str,
        path: &str,
        (kind, body): (&str, &str),
        language: &str,
    ) -> Answer {
        let (_, secret) = self.secrets.iter().find(|(known, _)| *known == login).unwrap();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept", "text/html")
            .header("accept-language", language)
            .header("content-type", kind)
            .header("authorization", format!("Bearer {}", secret.reveal()))
            .extension(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)))
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let to = answer.headers().get("location");
        let to = to.map_or("", |to| to.to_str().unwrap()).to_owned();
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
        Answer {
            status,
            to,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

async fn people(store: &dyn Store, now: DateTime<Utc>) -> Vec<(&'static str, Secret)> {
    let mut secrets = Vec::new();
    for (login, name, at, acts_as) in PEOPLE {
        let id = person(login);
        let person = Person {
            id,
            login: login.to_owned(),
            name: name.to_owned(),
            password: None,
            roles: match login {
                ADMINISTRATOR => vec![Role::Administrator],
                _ if OWNERS.contains(&login) => vec![Role::ProcessOwner],
                _ => vec![Role::Staff],
            },
            active: true,
        };
        store.put_person(TENANT, person).await.unwrap();
        let place = Member {
            person: id,
            unit: unit(at),
            acts_as: acts_as.iter().map(|&role| role.to_owned()).collect(),
        };
        // Who writes flows works in no unit.
        if !OWNERS.contains(&login) {
            store.put_members(TENANT, id, vec![place]).await.unwrap();
        }
        let secret = Secret::new(TENANT).unwrap();
        let token = Token {
            id: TokenId(id.0),
            secret: secret.sum(),
            name: "prøve".to_owned(),
            person: id,
            made_at: now,
            ends_at: now + TimeDelta::days(365),
            scopes: Scope::ALL.to_vec(),
            used_at: None,
        };
        store.put_token(TENANT, token).await.unwrap();
        secrets.push((login, secret));
    }
    secrets
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The content of a page: what stands in `<main>`.
pub(super) fn main_of(body: &str) -> &str {
    let from = body.find("<main").unwrap();
    let to = body.find("</main>").unwrap();
    &body[from..to]
}

/// The value of an input.
pub(super) fn value_of<'a>(body: &'a str, name: &str) -> &'a str {
    let from = body
        .find(&format!("name=\"{name}\""))
        .unwrap_or_else(|| panic!("no {name}"));
    let rest = &body[from..];
    let from = rest.find("value=\"").unwrap() + "value=\"".len();
    rest[from..].split('"').next().unwrap()
}
