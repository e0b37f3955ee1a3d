//! The municipality whose program is killed: one person who does all of the reference work, and one who publishes its flow.

use samspil_core::flow::Side;
use samspil_core::id::{PersonId, SessionId, TenantId, TokenId, UnitId};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{Member, Person, Role, Scope, Session, Step, Store, Token, Unit};
use samspil_tests::lines::TENANT;
use samspil_tests::program::Program;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who does all of the work, and who publishes the flow.
pub(crate) const WORKER: &str = "kim";
const OWNER: &str = "owner";

/// The units on both sides.
pub(crate) const AUTHORITY: UnitId = UnitId(Uuid::from_u128(0x1001));
pub(crate) const PROVIDER: UnitId = UnitId(Uuid::from_u128(0x1002));

/// The flow of the reference work.
const FLOW: &str = include_str!("../../src/bench/bum_5.yaml");

/// The field of it that is kept encrypted here: as it stands there, and as it stands here.
const SEALED: (&str, &str) = ("summary: {type: text}", "summary: {type: text, sensitive: true}");

/// Someone's token: any 256 bits do.
pub(crate) fn token(login: &str) -> String {
    format!("samspil_{TENANT}_{login:A<43}")
}

/// The cookie of the worker's browser.
pub(crate) fn cookie() -> String {
    format!("samspil={}", token("kim-browser"))
}

/// The municipality with everyone in it, in a database without it.
pub(crate) async fn peopled(database: &str) {
    let tenant = TenantId(TENANT);
    let store = samspil_store::open(database).await.unwrap();
    store.add_tenant(tenant, "Kommune").await.unwrap();
    for (id, name, side) in [
        (AUTHORITY, "Myndighed", Side::Authority),
        (PROVIDER, "Udfører", Side::Provider),
    ] {
        let name = name.to_owned();
        store.put_unit(tenant, Unit { id, name, side }).await.unwrap();
    }
    let (worker, owner) = (
        PersonId(Uuid::from_u128(0x2001)),
        PersonId(Uuid::from_u128(0x2002)),
    );
    for (id, login, role) in [(worker, WORKER, Role::Staff), (owner, OWNER, Role::ProcessOwner)] {
        person(store.as_ref(), id, login, role).await;
    }
    let place = |unit, party: &str| Member {
        person: worker,
        unit,
        acts_as: vec![party.to_owned()],
    };
    let places = vec![place(AUTHORITY, "authority"), place(PROVIDER, "provider")];
    store.put_members(tenant, worker, places).await.unwrap();
    browser(store.as_ref(), worker).await;
    store.close().await;
}

/// Someone with a role and a token.
async fn person(store: &dyn Store, id: PersonId, login: &str, role: Role) {
    let tenant = TenantId(TENANT);
    let known = Person {
        id,
        login: login.to_owned(),
        name: format!("Navn {login}"),
        password: None,
        roles: vec![role],
        active: true,
    };
    assert!(store.put_person(tenant, known).await.unwrap());
    let made_at = SystemClock.now();
    let token = Token {
        id: TokenId(id.0),
        secret: Sha256::digest(token(login)).into(),
        name: "prøve".to_owned(),
        person: id,
        made_at,
        ends_at: made_at + chrono::TimeDelta::days(1),
        scopes: Scope::ALL.to_vec(),
        used_at: None,
    };
    store.put_token(tenant, token).await.unwrap();
}

/// The worker is signed in on a browser, too.
async fn browser(store: &dyn Store, worker: PersonId) {
    let began_at = SystemClock.now();
    let session = Session {
        id: SessionId(Uuid::from_u128(0x4001)),
        secret: Sha256::digest(token("kim-browser")).into(),
        person: worker,
        began_at,
        seen_at: began_at,
        ends_at: began_at + chrono::TimeDelta::days(1),
        provider: None,
        link: None,
        device: "Firefox, Linux".to_owned(),
        step: Step::SignedIn,
    };
    store.put_session(TenantId(TENANT), session).await.unwrap();
}

/// The program over a database, once it answers.
pub(crate) fn up(database: &str) -> Program {
    Program::serve(env!("CARGO_BIN_EXE_samspil"), database, &[])
}

/// Publishes the flow.
pub(crate) async fn publish(program: &Program) {
    let (plain, sealed) = SEALED;
    assert!(FLOW.contains(plain), "the reference work has another form");
    let asking = program.ask("POST", "/api/v1/flows").by(&token(OWNER));
    let flow = FLOW.replacen(plain, sealed, 1);
    asking.body("application/yaml", flow).send().await.is(201);
}
