//! A program with two municipalities that share every id, their people, and a flow.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, SessionId, TenantId, TokenId, UnitId};
use samspil_store::{Member, Person, Role, Scope, Session, Step, Store, Token, Unit};
use samspil_tests::log_scan::CANARY;
use samspil_tests::program::{Answer, Asking, Program};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use uuid::Uuid;

/// What the clock of a program shows when it starts.
pub(crate) const START: &str = "2026-01-05T08:00:00Z";

/// The municipality where the tests go on, and the other, which sees nothing.
pub(crate) const HERE: i32 = 12_345_678;
pub(crate) const ELSEWHERE: i32 = 87_654_321;

/// The flow of the tests.
pub(crate) const FLOW: &str = include_str!("help.yaml");

/// Someone's number, login, roles, and their places: a unit's number and what they act as there.
type Known = (
    u128,
    &'static str,
    &'static [Role],
    &'static [(u128, &'static str)],
);

pub(crate) const AUTHORITY: u128 = 10;
pub(crate) const PROVIDER: u128 = 20;
const OTHER_UNIT: u128 = 30;

const PEOPLE: &[Known] = &[
    (1, "anna", &[Role::Staff], &[(AUTHORITY, "caseworker")]),
    (2, "tove", &[Role::Staff], &[(AUTHORITY, "team_leader")]),
    (3, "ulla", &[Role::Staff], &[(PROVIDER, "provider")]),
    (4, "bo", &[], &[]),
    (5, "owner", &[Role::ProcessOwner], &[]),
    (6, "admin", &[Role::Administrator], &[]),
    // In a unit that no case is bound to; in one that is, but as nobody that is bound.
    (
        7,
        "stranger",
        &[Role::Staff],
        &[(OTHER_UNIT, "caseworker"), (PROVIDER, "caseworker")],
    ),
    (8, "asta", &[Role::Staff], &[(AUTHORITY, "caseworker")]),
    // Who may do everything, and whose programs may each do one thing.
    (
        9,
        "alma",
        &[Role::Staff, Role::ProcessOwner, Role::Administrator],
        &[(AUTHORITY, "caseworker")],
    ),
];

pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(0x1000 + number))
}

pub(crate) fn person(login: &str) -> PersonId {
    let (number, ..) = PEOPLE.iter().find(|(_, known, ..)| *known == login).unwrap();
    PersonId(Uuid::from_u128(0x2000 + number))
}

/// A person's token: any 256 bits do.
pub(crate) fn token(tenant: i32, login: &str) -> String {
    format!("samspil_{tenant}_{login:A<43}")
}

pub(crate) struct Ground {
    pub(crate) program: Program,
    pub(crate) folder: TempDir,
}

impl Ground {
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with these arguments more.
    pub(crate) async fn with(more: &[&str]) -> Self {
        Self::prepared(more, FLOW, async |_: &dyn Store, _| {}).await
    }

    /// The same with this flow, and with what this puts into the store of each municipality before the program starts.
    pub(crate) async fn prepared(more: &[&str], flow: &str, put: impl AsyncFn(&dyn Store, TenantId)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().display());
        peopled(&database).await;
        let store = samspil_store::open(&database).await.unwrap();
        for tenant in [HERE, ELSEWHERE] {
            put(store.as_ref(), TenantId(tenant)).await;
        }
        store.close().await;
        let more = [&["--test-clock", START], more].concat();
        let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), &database, &more);
        let ground = Self { program, folder };
        for tenant in [HERE, ELSEWHERE] {
            ground.publish(tenant, flow).await.is(201);
        }
        ground
    }

    /// The same municipalities with the flow published, on a disk that is full when the largest file has grown by so
    /// many bytes.
    pub(crate) async fn on_a_small_disk(room: u64) -> Self {
        let Self { program, folder } = Self::new().await;
        assert!(program.stop().success());
        let files = std::fs::read_dir(folder.path()).unwrap();
        let largest = files
            .map(|file| file.unwrap().metadata().unwrap().len())
            .max()
            .unwrap();
        let database = format!("sqlite:{}", folder.path().display());
        let more = ["--test-clock", START];
        let binary = env!("CARGO_BIN_EXE_samspil");
        Self {
            program: Program::serve_on_a_small_disk(binary, &database, &more, largest + room),
            folder,
        }
    }

    /// What the program keeps, beside it.
    pub(crate) async fn store(&self) -> Arc<dyn Store> {
        let database = format!("sqlite:{}", self.folder.path().display());
        samspil_store::open(&database).await.unwrap()
    }

    /// Somebody here is signed in on a browser since then, by this provider where they did not show a password; the session and
    /// its cookie.
    pub(crate) async fn browser(
        &self,
        login: &str,
        began_at: DateTime<Utc>,
        provider: Option<&str>,
    ) -> (SessionId, String) {
        let secret = token(HERE, &format!("{login}-browser"));
        let session = Session {
            id: SessionId(Uuid::from_u128(0x4000 + person(login).0.as_u128())),
            secret: Sha256::digest(&secret).into(),
            person: person(login),
            began_at,
            seen_at: began_at,
            ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
            provider: provider.map(str::to_owned),
            link: None,
            device: "Firefox, Linux".to_owned(),
            step: Step::SignedIn,
        };
        let store = self.store().await;
        store.put_session(TenantId(HERE), session.clone()).await.unwrap();
        store.close().await;
        (session.id, format!("samspil={secret}"))
    }

    pub(crate) async fn publish(&self, tenant: i32, text: &str) -> Answer {
        let asking = self.program.ask("POST", "/api/v1/flows");
        let asking = asking.by(&token(tenant, "owner")).header("accept-language", "en");
        asking.body("application/yaml", text.to_owned()).send().await
    }

    /// Someone here asks, in English.
    pub(crate) fn ask(&self, login: &str, method: &str, path: &str) -> Asking {
        let asking = self.program.ask(method, &format!("/api/v1{path}"));
        asking.by(&token(HERE, login)).header("accept-language", "en")
    }

    /// Someone here reads something, which is there.
    pub(crate) async fn get(&self, login: &str, path: &str) -> Value {
        self.ask(login, "GET", path).send().await.is(200).json()
    }

    /// Begins a case of the test's flow; its id.
    pub(crate) async fn begin(&self, title: &str) -> String {
        let answer = self
            .ask("anna", "POST", "/cases")
            .json(&beginning(title))
            .send()
            .await;
        answer.is(201).json()["case"].as_str().unwrap().to_owned()
    }

    /// Someone asks something of a case.
    pub(crate) async fn command(&self, login: &str, case: &str, command: &Value) -> Answer {
        let asking = self.ask(login, "POST", &format!("/cases/{case}/commands"));
        asking.json(command).send().await
    }

    /// Someone does a task with its form, which goes well.
    pub(crate) async fn complete(&self, login: &str, case: &str, item: &str, data: Value) -> Answer {
        let path = format!("/cases/{case}/tasks/{item}/complete");
        let answer = self
            .ask(login, "POST", &path)
            .json(&json!({"data": data}))
            .send()
            .await;
        answer.is(200)
    }

    /// The clock goes on.
    pub(crate) async fn clock(&self, to: &str) {
        let asking = self.ask("admin", "POST", "/test-clock");
        asking.json(&json!({"to": to})).send().await.is(200);
    }

    /// A case brought so far that the order is sent, with a secret in every field that the provider does not see.
    pub(crate) async fn ordered(&self, title: &str) -> String {
        let case = self.begin(title).await;
        self.complete("anna", &case, "register", registered()).await;
        self.complete("anna", &case, "assess", assessed()).await;
        let granted = json!({"decision": {"outcome": "granted"}});
        self.complete("tove", &case, "decide_help", granted).await;
        self.complete("anna", &case, "send_order", order()).await;
        case
    }
}

/// What nobody but the authority may ever read.
pub(crate) const SECRETS: [&str; 3] = ["SECRET-SUMMARY", "4711.25", "8122.75"];

pub(crate) fn registered() -> Value {
    json!({"application": {"received_on": "2026-01-05", "wishes": "Jeg vil bo for mig selv"}})
}

pub(crate) fn assessed() -> Value {
    json!({"assessment": {"need": 3, "summary": SECRETS[0]}, "order": {"limit": SECRETS[1]}})
}

pub(crate) fn order() -> Value {
    json!({"order": {"lines": [{"need": "Støtte i hverdagen", "rate": SECRETS[2]}]}})
}

/// What begins a case that everyone in the tests but strangers is bound to.
pub(crate) fn beginning(title: &str) -> Value {
    json!({
        "flow": "help",
        "title": title,
        "parties": {
            "caseworker": [{"unit": unit(AUTHORITY)}],
            "team_leader": [{"unit": unit(AUTHORITY)}],
            "provider": [{"unit": unit(PROVIDER)}],
            "citizen": [{"person": person("bo")}],
        },
    })
}

/// A name as it is here. Elsewhere it is marked: nobody here ever reads the mark.
fn marked(tenant: TenantId, name: &str) -> String {
    if tenant == TenantId(HERE) {
        name.to_owned()
    } else {
        format!("{CANARY} {name}")
    }
}

/// Both municipalities with everyone in them, in a database without them.
pub(crate) async fn peopled(database: &str) {
    let store = samspil_store::open(database).await.unwrap();
    for tenant in [HERE, ELSEWHERE] {
        people(store.as_ref(), TenantId(tenant)).await;
    }
    store.close().await;
}

async fn people(store: &dyn Store, tenant: TenantId) {
    store
        .add_tenant(tenant, &format!("Kommune {tenant}"))
        .await
        .unwrap();
    let units = [
        (AUTHORITY, "Myndighed", Side::Authority),
        (PROVIDER, "Udfører", Side::Provider),
        (OTHER_UNIT, "En anden", Side::Authority),
    ];
    for (number, name, side) in units {
        let unit = Unit {
            id: unit(number),
            name: marked(tenant, name),
            side,
        };
        store.put_unit(tenant, unit).await.unwrap();
    }
    for (number, login, roles, places) in PEOPLE {
        let id = person(login);
        let kept = Person {
            id,
            login: (*login).to_owned(),
            name: marked(tenant, &format!("Navn {login}")),
            password: None,
            roles: roles.to_vec(),
            active: true,
        };
        assert!(store.put_person(tenant, kept).await.unwrap());
        let member = |(at, acts_as): &(u128, &str)| Member {
            person: id,
            unit: unit(*at),
            acts_as: vec![(*acts_as).to_owned()],
        };
        let members = places.iter().map(member).collect();
        store.put_members(tenant, id, members).await.unwrap();
        let token = Token {
            id: TokenId(Uuid::from_u128(0x3000 + number)),
            secret: Sha256::digest(token(tenant.0, login)).into(),
            name: "prøve".to_owned(),
            person: id,
            made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
            scopes: Scope::ALL.to_vec(),
            used_at: None,
        };
        store.put_token(tenant, token.clone()).await.unwrap();
        if *login == "alma" {
            of_one_thing(store, tenant, &token).await;
        }
    }
}

/// A token more for each scope.
async fn of_one_thing(store: &dyn Store, tenant: TenantId, all: &Token) {
    for (number, scope) in (0x100_u128..).zip(Scope::ALL) {
        let own = token(tenant.0, &format!("alma-{}", scope.word()));
        let token = Token {
            id: TokenId(Uuid::from_u128(0x3000 + number)),
            secret: Sha256::digest(own).into(),
            scopes: vec![scope],
            ..all.clone()
        };
        store.put_token(tenant, token).await.unwrap();
    }
}
