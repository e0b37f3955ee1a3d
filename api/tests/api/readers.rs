//! Who asks in the tables of routes: people and programs by token, browsers by cookie, and whoever came by a link.

use samspil_core::id::{PersonId, SessionId, TenantId, TokenId};
use samspil_store::{Member, Person, Role, Scope, Service, Session, Step, Store, Token};
use samspil_tests::log_scan::CANARY;
use samspil_tests::program::Asking;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::ground::{AUTHORITY, ELSEWHERE, FLOW, Ground, HERE, beginning, person, token, unit};

/// What stands in titles and fields of a case here: nobody outside the case reads it.
pub(crate) const OF_CASE: &str = "HJEMLIGSAG";

/// What stands in names here: nobody elsewhere reads it.
pub(crate) const OF_NAMES: &str = "HJEMLIGTNAVN";

/// The party that the flow of the tests gets more, for whom a consent is needed.
const RELATIVE: &str = "  relative: {title: {da: Pårørende, en: Relative}, side: relative, many: true, optional: true, needs: consent}\n";

/// Someone's number, login and roles.
type Known = (u128, &'static str, &'static [Role]);

/// Those who are in the tables and nowhere else.
const MORE: &[Known] = &[
    (0x101, "pia", &[]),
    (0x102, "per", &[]),
    (0x103, "hal", &[Role::Staff]),
    (0x104, "kaj", &[Role::Staff]),
    (0x105, "dir", &[Role::Administrator]),
    (0x106, "prog", &[Role::Staff]),
];

/// By what somebody asks.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    Nothing,
    Token(i32, &'static str),
    Cookie(String),
}

impl Way {
    /// From the other municipality.
    pub(crate) const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Token(ELSEWHERE, _))
    }

    pub(crate) fn asks(&self, asking: Asking) -> Asking {
        match self {
            Self::Nothing => asking,
            Self::Token(tenant, login) => asking.by(&token(*tenant, login)),
            Self::Cookie(cookie) => asking.header("cookie", cookie),
        }
    }
}

pub(crate) fn one_of_more(login: &str) -> PersonId {
    let (number, ..) = MORE.iter().find(|(_, known, _)| *known == login).unwrap();
    PersonId(Uuid::from_u128(0x2000 + number))
}

/// The cookie of somebody here who is signed in, or half of it.
pub(crate) fn cookie(login: &str) -> Way {
    Way::Cookie(format!("samspil={}", secret_of_session(HERE, login)))
}

fn secret_of_session(tenant: i32, login: &str) -> String {
    token(tenant, &format!("s-{login}"))
}

/// The two municipalities, those who are in the tables among their people, and a flow that has relatives.
pub(crate) async fn ground() -> Ground {
    let flow = FLOW.replace("  citizen: {title", &format!("{RELATIVE}  citizen: {{title"));
    assert_ne!(flow, FLOW);
    let put_more = async |store: &dyn Store, tenant: TenantId| {
        for known in MORE {
            put(store, tenant, known).await;
        }
        let service = Service {
            person: one_of_more("prog"),
            owner: person("admin"),
        };
        store.put_service(tenant, service).await.unwrap();
        session(store, tenant, "hal", one_of_more("hal"), Step::Code).await;
        session(store, tenant, "kaj", one_of_more("kaj"), Step::SignedIn).await;
        session(store, tenant, "stranger", person("stranger"), Step::SignedIn).await;
    };
    Ground::prepared(&[], &flow, put_more).await
}

async fn put(store: &dyn Store, tenant: TenantId, (number, login, roles): &Known) {
    let id = one_of_more(login);
    let mark = if tenant == TenantId(HERE) {
        OF_NAMES
    } else {
        CANARY
    };
    let kept = Person {
        id,
        login: (*login).to_owned(),
        name: format!("{mark} {login}"),
        password: None,
        roles: roles.to_vec(),
        active: true,
    };
    assert!(store.put_person(tenant, kept).await.unwrap());
    if *login == "kaj" {
        let member = Member {
            person: id,
            unit: unit(AUTHORITY),
            acts_as: vec!["caseworker".to_owned()],
        };
        store.put_members(tenant, id, vec![member]).await.unwrap();
    }
    let scopes = match *login {
        "dir" => vec![Scope::Scim],
        _ => Scope::ALL.to_vec(),
    };
    let token = Token {
        id: TokenId(Uuid::from_u128(0x7000 + number)),
        secret: Sha256::digest(token(tenant.0, login)).into(),
        name: "prøve".to_owned(),
        person: id,
        made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
        scopes,
        used_at: None,
    };
    store.put_token(tenant, token).await.unwrap();
}

async fn session(store: &dyn Store, tenant: TenantId, login: &str, person: PersonId, step: Step) {
    let at = "2026-01-01T00:00:00Z".parse().unwrap();
    let session = Session {
        id: SessionId(Uuid::from_u128(person.0.as_u128() + 0x2000)),
        secret: Sha256::digest(secret_of_session(tenant.0, login)).into(),
        person,
        began_at: at,
        seen_at: at,
        ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
        provider: None,
        link: None,
        device: "prøve".to_owned(),
        step,
    };
    store.put_session(tenant, session).await.unwrap();
}

/// What begins a case that two relatives are bound to.
pub(crate) fn beginning_with_relatives(title: &str) -> Value {
    let mut all = beginning(title);
    all["parties"]["relative"] = json!([{"person": one_of_more("pia")}, {"person": one_of_more("per")}]);
    all
}

/// The citizen of a case consents to one of the two relatives.
pub(crate) async fn consented(ground: &Ground, tenant: i32, case: &str) {
    let consent =
        json!({"do": "give_consent", "party": "relative", "person": one_of_more("pia"), "how": "spoken"});
    let asking = ground
        .program
        .ask("POST", &format!("/api/v1/cases/{case}/commands"));
    asking
        .by(&token(tenant, "bo"))
        .json(&consent)
        .send()
        .await
        .is(200);
}

/// Who came by a link into a case here as its citizen.
pub(crate) async fn by_link(ground: &Ground, case: &str) -> Way {
    let new = json!({"party": "citizen", "person": person("bo")});
    let asking = ground.ask("anna", "POST", &format!("/cases/{case}/links"));
    let made = asking.json(&new).send().await.is(201).json();
    let address = made["address"].as_str().unwrap();
    let path = address.strip_prefix(&ground.program.url).unwrap();
    let asking = ground.program.ask_without_going_on("POST", path);
    let opened = asking.body("application/x-www-form-urlencoded", "");
    let opened = opened.send().await.is(303);
    let cookie = opened.header("set-cookie").split(';').next().unwrap();
    Way::Cookie(cookie.to_owned())
}
