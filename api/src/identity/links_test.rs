//! Links against a real store: opened once, in time, into what they are for.

use samspil_core::id::{CaseId, PersonId};
use samspil_runtime::By;
use samspil_store::{Opens, Step};
use uuid::Uuid;

use super::secret::Secret;
use super::tests::{PASSWORD, TENANT, World, caller};
use super::*;

const CASE: CaseId = CaseId(Uuid::from_u128(7));

async fn link(world: &World, person: PersonId, opens: Opens) -> Secret {
    let new = NewLink {
        person,
        opens,
        made_by: None,
        hours: 24,
    };
    let now = *world.clock.lock().unwrap();
    make_link(world.store.as_ref(), TENANT, new, now).await.unwrap().1
}

fn into_case() -> Opens {
    Opens::Case {
        case: CASE,
        party: "relative".to_owned(),
    }
}

#[tokio::test]
async fn a_link_into_a_case_opens_once_and_reaches_nothing_else() {
    let world = World::new().await;
    let secret = link(&world, world.person.id, into_case()).await;
    let follow = async || {
        let caller = caller();
        world.identity.follow_link(&secret, &caller).await
    };
    assert!(
        world.identity.open_link(&secret).await.unwrap().is_some(),
        "looking opens nothing"
    );
    assert!(world.identity.open_link(&secret).await.unwrap().is_some());
    let (session, case) = follow().await.unwrap();
    assert_eq!(case, CASE);
    assert!(matches!(follow().await, Err(SignInError::Wrong)));
    assert!(world.identity.open_link(&secret).await.unwrap().is_none());
    let signed = world.identity.by_cookie(&session).await.unwrap().unwrap();
    assert!(signed.roles.is_empty() && signed.members.is_empty());
    let expected = By::Linked {
        person: world.person.id,
        case: CASE,
        party: samspil_core::id::PartyId::new("relative").unwrap(),
        grounds: signed.grounds,
    };
    assert_eq!(signed.by(), expected);
    assert!(signed.grounds.link.is_some() && signed.grounds.read.is_some());
    let taken = world
        .identity
        .take_account(&secret, "ny-hest-batteri", &caller())
        .await;
    assert!(matches!(taken, Err(SignInError::Wrong)));
}

#[tokio::test]
async fn a_link_that_is_over_or_taken_back_opens_nothing_and_ends_its_session() {
    let world = World::new().await;
    let late = link(&world, world.person.id, into_case()).await;
    world.pass(24 * 60);
    let caller = caller();
    let answer = world.identity.follow_link(&late, &caller).await;
    assert!(matches!(answer, Err(SignInError::Wrong)));

    let secret = link(&world, world.person.id, into_case()).await;
    let (session, _) = world.identity.follow_link(&secret, &caller).await.unwrap();
    assert!(world.identity.by_cookie(&session).await.unwrap().is_some());
    let links = world.store.links_of_case(TENANT, CASE, 9).await.unwrap();
    assert!(world.store.end_link(TENANT, links[0].id).await.unwrap());
    assert_eq!(world.identity.by_cookie(&session).await.unwrap(), None);

    let unused = link(&world, world.person.id, into_case()).await;
    let links = world.store.links_of_case(TENANT, CASE, 9).await.unwrap();
    assert!(world.store.end_link(TENANT, links[0].id).await.unwrap());
    assert!(world.identity.open_link(&unused).await.unwrap().is_none());
    let never = Secret::new(TENANT).unwrap();
    assert!(world.identity.open_link(&never).await.unwrap().is_none());
}

#[tokio::test]
async fn whoever_came_by_a_link_and_is_idle_is_out_and_the_link_lets_nobody_in_again() {
    let world = World::new().await;
    let secret = link(&world, world.person.id, into_case()).await;
    let (session, _) = world.identity.follow_link(&secret, &caller()).await.unwrap();
    let is_in = async || world.identity.by_cookie(&session).await.unwrap().is_some();
    let idle = i64::from(Terms::default().idle_minutes);
    for _ in 0..3 {
        world.pass(idle * 2 / 3);
        assert!(is_in().await, "who goes on asking stays");
    }
    world.pass(idle + 1);
    assert!(!is_in().await);
    let again = world.identity.follow_link(&secret, &caller()).await;
    assert!(matches!(again, Err(SignInError::Wrong)));
}

#[tokio::test]
async fn an_account_is_taken_with_a_password_of_one_s_own_and_what_is_missing_stays_missing() {
    let world = World::new().await;
    let session = world.sign_in("anna", PASSWORD).await.unwrap();
    let secret = link(&world, world.person.id, Opens::Account).await;
    let take = async |secret: &Secret, password: &str| {
        let caller = caller();
        world.identity.take_account(secret, password, &caller).await
    };
    let caller = caller();
    assert!(matches!(
        world.identity.follow_link(&secret, &caller).await,
        Err(SignInError::Wrong)
    ));
    assert!(matches!(take(&secret, "kort").await, Err(SignInError::Unfit)));
    assert!(matches!(
        take(&secret, "Adgangskode-2026").await,
        Err(SignInError::Guessable)
    ));
    let (opened, step) = take(&secret, "ny-hest-batteri").await.unwrap();
    assert_eq!(step, Step::SignedIn);
    assert!(world.identity.by_cookie(&opened).await.unwrap().is_some());
    assert_eq!(world.identity.by_cookie(&session).await.unwrap(), None);
    assert!(world.sign_in("anna", PASSWORD).await.is_err());
    assert!(world.sign_in("anna", "ny-hest-batteri").await.is_ok());
    assert!(matches!(
        take(&secret, "tredje-hest-batteri").await,
        Err(SignInError::Wrong)
    ));

    let app = samspil_store::CodeApp {
        person: world.person.id,
        sealed: vec![1],
        confirmed_at: Some(*world.clock.lock().unwrap()),
        last_step: 0,
    };
    world.store.put_code_app(TENANT, app).await.unwrap();
    let secret = link(&world, world.person.id, Opens::Account).await;
    let (half, step) = take(&secret, "fjerde-hest-batteri").await.unwrap();
    assert_eq!(step, Step::Code, "a code app stays");
    assert_eq!(world.identity.by_cookie(&half).await.unwrap(), None);
}

#[tokio::test]
async fn whoever_has_no_account_gets_in_by_a_link_and_by_nothing_else() {
    let world = World::new().await;
    let id = PersonId(Uuid::from_u128(99));
    let person = outsider(world.store.as_ref(), TENANT, id).await.unwrap();
    assert_eq!(outsider(world.store.as_ref(), TENANT, id).await.unwrap(), person);
    assert!(person.password.is_none() && person.roles.is_empty() && person.name.is_empty());
    assert!(world.sign_in(&person.login, "").await.is_err());
    let secret = link(&world, id, into_case()).await;
    let (session, _) = world.identity.follow_link(&secret, &caller()).await.unwrap();
    let signed = world.identity.by_cookie(&session).await.unwrap().unwrap();
    assert_eq!(signed.person, id);
}
