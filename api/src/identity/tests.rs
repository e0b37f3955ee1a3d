//! Signing in against a real store, and who is let in where.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, TenantId, TokenId, UnitId};
use samspil_runtime::vault::{KeyFile, Vault};
use samspil_store::{Member, Person, Role, Scope, Service, Store, Token, Unit};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use super::secret::Secret;
use super::*;
use crate::server::Https;

pub(super) const TENANT: TenantId = TenantId(12_345_678);
pub(super) const PASSWORD: &str = "rigtig-hest-batteri";
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

pub(super) fn caller() -> Caller {
    Caller {
        from: HERE,
        device: "Firefox, Linux".to_owned(),
    }
}

/// A store with one person, and a clock that the test moves.
pub(super) struct World {
    pub(super) store: Arc<dyn Store>,
    pub(super) identity: Arc<Identity>,
    pub(super) clock: Arc<Mutex<DateTime<Utc>>>,
    pub(super) person: Person,
    _folder: TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = samspil_store::open(&format!("sqlite:{}", folder.path().display()))
            .await
            .unwrap();
        let clock = Arc::new(Mutex::new(DateTime::from_timestamp(1_790_000_000, 0).unwrap()));
        let time = Arc::clone(&clock);
        let identity = Identity::new(Arc::clone(&store), Arc::new(move || *time.lock().unwrap())).unwrap();
        let vault = Vault::new(Arc::new(KeyFile::fresh().unwrap()));
        let person = Person {
            id: PersonId(Uuid::from_u128(1)),
            login: "anna".to_owned(),
            name: "Rådgiver Et".to_owned(),
            password: Some(password::Passwords::new().unwrap().hash(PASSWORD).await.unwrap()),
            roles: vec![Role::Staff],
            active: true,
        };
        store.add_tenant(TENANT, "Prøvekommune").await.unwrap();
        let unit = Unit {
            id: UnitId(Uuid::from_u128(2)),
            name: "Myndighed".to_owned(),
            side: Side::Authority,
        };
        let member = Member {
            person: person.id,
            unit: unit.id,
            acts_as: vec!["caseworker".to_owned()],
        };
        store.put_unit(TENANT, unit).await.unwrap();
        store.put_person(TENANT, person.clone()).await.unwrap();
        store.put_members(TENANT, person.id, vec![member]).await.unwrap();
        Self {
            store,
            identity: Arc::new(identity.sealing_by(vault)),
            clock,
            person,
            _folder: folder,
        }
    }

    pub(super) fn pass(&self, minutes: i64) {
        *self.clock.lock().unwrap() += TimeDelta::minutes(minutes);
    }

    pub(super) async fn sign_in(&self, login: &str, password: &str) -> Result<Secret, SignInError> {
        let signed = self.identity.sign_in(TENANT, login, password, &caller()).await;
        signed.map(|(secret, _)| secret)
    }

    async fn token(&self, id: u128) -> Secret {
        self.token_for(id, &Scope::ALL).await
    }

    async fn token_for(&self, id: u128, scopes: &[Scope]) -> Secret {
        let secret = Secret::new(TENANT).unwrap();
        let made_at = *self.clock.lock().unwrap();
        let token = Token {
            id: TokenId(Uuid::from_u128(id)),
            secret: secret.sum(),
            name: "prøve".to_owned(),
            person: self.person.id,
            made_at,
            ends_at: made_at + TimeDelta::days(1),
            scopes: scopes.to_vec(),
            used_at: None,
        };
        self.store.put_token(TENANT, token).await.unwrap();
        secret
    }
}

/// What is in no store would open nothing if it were looked up.
#[tokio::test]
async fn a_token_that_another_request_looks_up_is_waited_for_and_not_looked_up_again() {
    let world = World::new().await;
    let signed = world.identity.by_token(&world.token(7).await).await.unwrap();
    let (unheard, now) = (Secret::new(TENANT).unwrap(), *world.clock.lock().unwrap());
    let known = &world.identity.known;
    let age = known.fresh(&unheard.sum(), now).unwrap_err();
    let turn = known.turn(unheard.sum()).await;
    let mut waits = Box::pin(world.identity.by_token(&unheard));
    assert!(futures::poll!(waits.as_mut()).is_pending());
    known.keep(unheard.sum(), age, now, signed.as_ref().unwrap());
    drop(turn);
    assert_eq!(waits.await.unwrap(), signed);
}

#[tokio::test]
async fn the_right_password_opens_a_session_with_roles_and_places() {
    let world = World::new().await;
    let secret = world.sign_in("  ANNA ", PASSWORD).await.unwrap();
    let signed = world.identity.by_cookie(&secret).await.unwrap().unwrap();
    assert_eq!((signed.tenant, signed.person), (TENANT, world.person.id));
    assert_eq!(signed.roles, [Role::Staff]);
    assert_eq!(signed.members[0].acts_as, ["caseworker"]);
    assert_eq!(
        world.identity.by_token(&secret).await.unwrap(),
        None,
        "a session is no token"
    );
    world.identity.sign_out(&signed).await.unwrap();
    assert_eq!(world.identity.by_cookie(&secret).await.unwrap(), None);
}

#[tokio::test]
async fn wrong_in_any_way_is_the_same_answer() {
    let world = World::new().await;
    let elsewhere = world
        .identity
        .sign_in(TenantId(87_654_321), "anna", PASSWORD, &caller())
        .await
        .map(|(secret, _)| secret);
    let inactive = Person {
        id: PersonId(Uuid::from_u128(9)),
        login: "bo".to_owned(),
        active: false,
        ..world.person.clone()
    };
    world.store.put_person(TENANT, inactive).await.unwrap();
    for answer in [
        elsewhere,
        world.sign_in("anna", "forkert-hest-batteri").await,
        world.sign_in("nobody", PASSWORD).await,
        world.sign_in("bo", PASSWORD).await,
        world.sign_in("", "").await,
    ] {
        assert!(matches!(answer, Err(SignInError::Wrong)), "{answer:?}");
    }
}

#[tokio::test]
async fn after_five_mistakes_even_the_right_password_waits() {
    let world = World::new().await;
    for _ in 0..5 {
        let answer = world.sign_in("anna", "forkert-hest-batteri").await;
        assert!(matches!(answer, Err(SignInError::Wrong)));
    }
    assert!(matches!(
        world.sign_in("Anna", PASSWORD).await,
        Err(SignInError::TooMany(15))
    ));
    world.pass(15);
    assert!(world.sign_in("anna", PASSWORD).await.is_ok());
}

/// How many minutes a session lasts that is used so often.
async fn lasts(world: &World, secret: &Secret, every: i64) -> i64 {
    let mut minutes = 0;
    while world.identity.by_cookie(secret).await.unwrap().is_some() && minutes < 1_000 {
        world.pass(every);
        minutes += every;
    }
    minutes
}

#[tokio::test]
async fn a_session_lasts_by_the_terms_of_the_municipality() {
    let world = World::new().await;
    let short = Terms {
        idle_minutes: 10,
        longest_hours: 2,
        ..Terms::default()
    };
    for (terms, used_every, expected) in [
        (None, 20, 8 * 60),
        (None, 60, 60),
        (Some(short), 1, 2 * 60),
        (Some(short), 4, 2 * 60),
        (Some(short), 10, 10),
    ] {
        if let Some(terms) = terms {
            terms.keep(world.store.as_ref(), TENANT).await.unwrap();
        }
        let secret = world.sign_in("anna", PASSWORD).await.unwrap();
        assert_eq!(
            lasts(&world, &secret, used_every).await,
            expected,
            "{terms:?} {used_every}"
        );
    }
}

#[tokio::test]
async fn terms_that_are_made_shorter_hold_for_a_session_that_is_half_over() {
    let world = World::new().await;
    let secret = world.sign_in("anna", PASSWORD).await.unwrap();
    let short = Terms {
        idle_minutes: 5,
        longest_hours: 1,
        ..Terms::default()
    };
    short.keep(world.store.as_ref(), TENANT).await.unwrap();
    world.pass(31);
    assert!(world.identity.by_cookie(&secret).await.unwrap().is_some());
    world.pass(5);
    assert_eq!(world.identity.by_cookie(&secret).await.unwrap(), None);
}

#[tokio::test]
async fn whoever_may_not_sign_in_any_more_is_out_at_once() {
    let world = World::new().await;
    let session = world.sign_in("anna", PASSWORD).await.unwrap();
    let (seen, unseen) = (world.token(3).await, world.token(4).await);
    assert!(world.identity.by_token(&seen).await.unwrap().is_some());
    let kept = async |active| {
        let person = Person {
            active,
            ..world.person.clone()
        };
        world.store.put_person(TENANT, person).await.unwrap();
    };
    kept(false).await;
    assert_eq!(world.identity.by_cookie(&session).await.unwrap(), None);
    assert_eq!(world.identity.by_token(&unseen).await.unwrap(), None);
    assert!(
        world.identity.by_token(&seen).await.unwrap().is_some(),
        "another node knows it for a second"
    );
    *world.clock.lock().unwrap() += TimeDelta::seconds(1);
    assert_eq!(world.identity.by_token(&seen).await.unwrap(), None);

    kept(true).await;
    assert!(world.identity.by_token(&seen).await.unwrap().is_some());
    kept(false).await;
    world
        .identity
        .changed(TENANT, world.person.id, false)
        .await
        .unwrap();
    assert_eq!(
        world.identity.by_token(&seen).await.unwrap(),
        None,
        "the node where it was changed knows at once"
    );
    kept(true).await;
    assert_eq!(
        world.identity.by_cookie(&session).await.unwrap(),
        None,
        "a session does not come back with its person"
    );
}

#[tokio::test]
async fn a_token_that_is_ended_is_out_at_once() {
    let world = World::new().await;
    let secret = world.token(3).await;
    assert!(world.identity.by_token(&secret).await.unwrap().is_some());
    let end = world
        .identity
        .end_token(TENANT, world.person.id, TokenId(Uuid::from_u128(3)));
    assert!(end.await.unwrap());
    assert_eq!(world.identity.by_token(&secret).await.unwrap(), None);
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_all_other_sessions() {
    let world = World::new().await;
    let (here, there) = (
        world.sign_in("anna", PASSWORD).await.unwrap(),
        world.sign_in("anna", PASSWORD).await.unwrap(),
    );
    let signed = world.identity.by_cookie(&here).await.unwrap().unwrap();
    let change = async |current, new| {
        let caller = caller();
        world
            .identity
            .change_password(&signed, (current, new), &caller)
            .await
    };
    let new = "ny-hest-batteri";
    assert!(matches!(
        change("forkert-hest", new).await,
        Err(SignInError::Wrong)
    ));
    assert!(matches!(change(PASSWORD, "kort").await, Err(SignInError::Unfit)));
    assert!(world.identity.by_cookie(&there).await.unwrap().is_some());
    change(PASSWORD, new).await.unwrap();
    assert!(world.identity.by_cookie(&here).await.unwrap().is_some());
    assert_eq!(world.identity.by_cookie(&there).await.unwrap(), None);
    assert!(matches!(
        world.sign_in("anna", PASSWORD).await,
        Err(SignInError::Wrong)
    ));
    assert!(world.sign_in("anna", new).await.is_ok());
}

#[tokio::test]
async fn a_password_that_can_be_guessed_is_not_taken() {
    let world = World::new().await;
    let here = world.sign_in("anna", PASSWORD).await.unwrap();
    let signed = world.identity.by_cookie(&here).await.unwrap().unwrap();
    let caller = caller();
    for new in ["Adgangskode-2026", "anna-anna-anna-1", "123456789012345"] {
        let changed = world.identity.change_password(&signed, (PASSWORD, new), &caller);
        assert!(matches!(changed.await, Err(SignInError::Guessable)), "{new}");
    }
    assert!(world.sign_in("anna", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn the_last_use_of_a_token_is_kept_by_the_hour() {
    let world = World::new().await;
    let secret = world.token(3).await;
    let began = *world.clock.lock().unwrap();
    for (minute, kept) in [(0, 0), (59, 0), (60, 60), (61, 60), (300, 300)] {
        *world.clock.lock().unwrap() = began + TimeDelta::minutes(minute);
        assert!(world.identity.by_token(&secret).await.unwrap().is_some());
        let tokens = world.store.tokens(TENANT, world.person.id).await.unwrap();
        let expected = Some(began + TimeDelta::minutes(kept));
        assert_eq!(tokens[0].used_at, expected, "{minute}");
    }
}

#[tokio::test]
async fn a_program_is_let_in_while_someone_answers_for_it() {
    let world = World::new().await;
    let owner = Person {
        id: PersonId(Uuid::from_u128(9)),
        login: "bo".to_owned(),
        ..world.person.clone()
    };
    let service = Service {
        person: world.person.id,
        owner: owner.id,
    };
    world.store.put_person(TENANT, owner.clone()).await.unwrap();
    world.store.put_service(TENANT, service).await.unwrap();
    let secret = world.token(3).await;
    for active in [true, false, true] {
        let owner = Person {
            active,
            ..owner.clone()
        };
        world.store.put_person(TENANT, owner).await.unwrap();
        *world.clock.lock().unwrap() += TimeDelta::seconds(1);
        let let_in = world.identity.by_token(&secret).await.unwrap().is_some();
        assert_eq!(let_in, active);
    }
}

async fn ask(world: &World, path: &str, headers: &[(&str, String)]) -> Response {
    let gate = Gate {
        identity: Arc::clone(&world.identity),
        https: Https(false),
    };
    let app: Router = Router::new()
        .route("/", get(async |signed: Signed| signed.name))
        .route("/sign-in", get(async || "sign in").delete(async || "no rule"))
        .route("/api/v1/changes", get(async |signed: Signed| signed.name))
        .route("/unknown", get(async || "no rule"))
        .route_layer(from_fn_with_state(gate, admitted));
    let mut request = Request::builder().uri(path);
    if path == "/sign-in" && headers.is_empty() {
        request = request.method("DELETE");
    }
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_page_that_comes_again_for_news_keeps_no_session_alive() {
    for (path, after_an_hour) in [("/", 200), ("/api/v1/changes", 401)] {
        let world = World::new().await;
        let secret = world.sign_in("anna", PASSWORD).await.unwrap();
        let cookie = [("cookie", format!("samspil={}", secret.reveal()))];
        for _ in 0..5 {
            world.pass(10);
            assert_eq!(ask(&world, path, &cookie).await.status(), 200, "{path}");
        }
        world.pass(10);
        assert_eq!(ask(&world, "/", &cookie).await.status(), after_an_hour, "{path}");
    }
}

#[tokio::test]
async fn a_route_lets_in_whom_its_rule_names_and_nobody_without_a_rule() {
    let world = World::new().await;
    let (session, token) = (
        world.sign_in("anna", PASSWORD).await.unwrap(),
        world.token(3).await,
    );
    let stranger = Secret::new(TENANT).unwrap();
    let others = [Scope::Tasks, Scope::Publish, Scope::Administer, Scope::Account];
    let (reads, others) = (
        world.token_for(4, &[Scope::Read]).await,
        world.token_for(5, &others).await,
    );
    let cookie = |secret: &Secret| ("cookie", format!("samspil={}", secret.reveal()));
    let bearer = |secret: &Secret| ("authorization", format!("Bearer {}", secret.reveal()));
    for (path, headers, status) in [
        ("/", vec![], 401),
        ("/", vec![cookie(&session)], 200),
        ("/", vec![bearer(&token)], 200),
        ("/", vec![bearer(&reads)], 200),
        ("/", vec![bearer(&others)], 403),
        ("/", vec![cookie(&token)], 401),
        ("/", vec![bearer(&session)], 401),
        ("/", vec![cookie(&stranger)], 401),
        ("/", vec![cookie(&session), bearer(&stranger)], 401),
        ("/", vec![("authorization", "Basic x".to_owned())], 401),
        (
            "/",
            vec![("cookie", format!("__Host-samspil={}", session.reveal()))],
            401,
        ),
        ("/sign-in", vec![("accept", "*/*".to_owned())], 200),
        ("/sign-in", vec![], 403),
        ("/unknown", vec![bearer(&token)], 403),
        ("/nowhere", vec![], 404),
    ] {
        let answer = ask(&world, path, &headers).await;
        assert_eq!(answer.status(), status, "{path} {headers:?}");
    }
}

#[tokio::test]
async fn a_password_that_cost_less_is_hashed_anew_when_it_is_shown() {
    use argon2::password_hash::PasswordHasher as _;
    let world = World::new().await;
    let params = argon2::Params::new(64, 1, 1, None).unwrap();
    let cheap = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let kept = cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let person = Person {
        password: Some(kept.clone()),
        ..world.person.clone()
    };
    world.store.put_person(TENANT, person).await.unwrap();
    let now = async || {
        let person = world.store.person(TENANT, world.person.id).await.unwrap();
        person.unwrap().password.unwrap()
    };
    assert!(world.sign_in("anna", "forkert-hest").await.is_err());
    assert_eq!(now().await, kept);
    let here = world.sign_in("anna", PASSWORD).await.unwrap();
    let anew = now().await;
    assert!(anew.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{anew}");
    world.sign_in("anna", PASSWORD).await.unwrap();
    assert_eq!(now().await, anew, "once is enough");
    // A new one is chosen in place of what was hashed anew a moment before.
    world
        .store
        .rehash_password(TENANT, world.person.id, &anew, kept)
        .await
        .unwrap();
    let signed = world.identity.by_cookie(&here).await.unwrap().unwrap();
    let (words, caller) = ((PASSWORD, "ny-hest-batteri"), caller());
    let changed = world.identity.change_password(&signed, words, &caller);
    changed.await.unwrap();
    assert!(world.sign_in("anna", "ny-hest-batteri").await.is_ok());
    let noted = world.store.organisation_changes(TENANT, 9).await.unwrap();
    assert_eq!(
        (noted.len(), noted[0].counts["passwords"], noted[0].by),
        (1, 1, Some(world.person.id))
    );
}

#[tokio::test]
async fn a_password_that_others_have_found_is_not_chosen() {
    let world = World::new().await;
    let found = "grøn-lampe-sejler-nu";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sums.txt");
    let digest = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, found.as_bytes());
    let sum: String = digest.as_ref().iter().map(|byte| format!("{byte:02X}")).collect();
    std::fs::write(&file, format!("{sum}:7\n")).unwrap();
    let breached = super::Breached::open(&file).unwrap();
    let now = *world.clock.lock().unwrap();
    let identity = Identity::new(Arc::clone(&world.store), Arc::new(move || now)).unwrap();
    let identity = identity.without(Some(breached));
    let here = world.sign_in("anna", PASSWORD).await.unwrap();
    let signed = world.identity.by_cookie(&here).await.unwrap().unwrap();
    let caller = caller();
    let change = |new| identity.change_password(&signed, (PASSWORD, new), &caller);
    assert!(matches!(change(found).await, Err(SignInError::Guessable)));
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(
        change("grøn-lampe-sejler-igen").await,
        Err(SignInError::Fault(_))
    ));
}
