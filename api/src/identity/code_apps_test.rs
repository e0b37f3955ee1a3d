//! Code apps against a real store: taken into use, asked for, and lost.

use samspil_store::{Person, Role, Step};
use uuid::Uuid;

use super::code::code;
use super::secret::Secret;
use super::tests::{PASSWORD, TENANT, World, caller};
use super::*;

/// What the app shows, so many half minutes from now.
pub(super) fn shown(world: &World, letters: &str, later: i64) -> String {
    const BASE_32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bits = String::new();
    for letter in letters.chars().filter(|c| *c != ' ') {
        bits.push_str(&format!("{:05b}", BASE_32.find(letter).unwrap()));
    }
    let secret: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let step = world.clock.lock().unwrap().timestamp() / 30 + later;
    code(&secret, step)
}

/// A code that is wrong whatever the app shows.
pub(super) fn wrong(world: &World, letters: &str) -> String {
    let shown: Vec<String> = (-2..=2).map(|later| shown(world, letters, later)).collect();
    let all = ["000000", "111111", "222222", "333333", "444444", "555555"];
    let free = all.iter().find(|code| !shown.contains(&(**code).to_owned()));
    (*free.unwrap()).to_owned()
}

async fn half(world: &World) -> (Secret, Step) {
    let caller = caller();
    world
        .identity
        .sign_in(TENANT, "anna", PASSWORD, &caller)
        .await
        .unwrap()
}

/// Takes an app into use; its letters, the recovery codes and the session that did it.
pub(super) async fn in_use(world: &World) -> (String, Vec<String>, Signed) {
    let session = world.sign_in("anna", PASSWORD).await.unwrap();
    let signed = world.identity.by_cookie(&session).await.unwrap().unwrap();
    let begun = world
        .identity
        .begin_code_app(&signed, PASSWORD, &caller())
        .await
        .unwrap();
    let code = shown(world, &begun.letters, 0);
    let whose = (TENANT, world.person.id);
    let codes = world
        .identity
        .confirm_code_app(whose, signed.session(), &code, &caller())
        .await
        .unwrap();
    (begun.letters, codes, signed)
}

#[tokio::test]
async fn an_app_is_taken_into_use_with_the_password_and_its_first_code() {
    let world = World::new().await;
    let other = world.sign_in("anna", PASSWORD).await.unwrap();
    let session = world.sign_in("anna", PASSWORD).await.unwrap();
    let signed = world.identity.by_cookie(&session).await.unwrap().unwrap();
    let begin = async |password| {
        let caller = caller();
        world.identity.begin_code_app(&signed, password, &caller).await
    };
    assert!(matches!(
        begin("forkert-hest-batteri").await.err(),
        Some(SignInError::Wrong)
    ));
    let begun = begin(PASSWORD).await.unwrap();
    assert_eq!(
        begin(PASSWORD).await.unwrap().letters,
        begun.letters,
        "until it is used"
    );
    assert!(
        begun
            .address
            .starts_with("otpauth://totp/Samspil%20Pr%C3%B8vekommune:anna?secret=")
    );
    let confirm = async |code: &str| {
        let (whose, caller) = ((TENANT, world.person.id), caller());
        world
            .identity
            .confirm_code_app(whose, signed.session(), code, &caller)
            .await
    };
    let bad = wrong(&world, &begun.letters);
    assert!(matches!(confirm(&bad).await, Err(SignInError::Wrong)));
    assert_eq!(half(&world).await.1, Step::SignedIn, "not yet in use");
    let codes = confirm(&shown(&world, &begun.letters, 0)).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert_eq!(world.identity.by_cookie(&other).await.unwrap(), None);
    assert!(world.identity.by_cookie(&session).await.unwrap().is_some());
    let kept = world
        .store
        .code_app(TENANT, world.person.id)
        .await
        .unwrap()
        .unwrap();
    assert!(kept.sealed.len() > 20, "sealed");
    assert!(matches!(begin(PASSWORD).await.err(), Some(SignInError::Wrong)));
}

#[tokio::test]
async fn after_the_password_the_code_is_asked_for_and_taken_once() {
    let world = World::new().await;
    let (letters, ..) = in_use(&world).await;
    let (before, step) = half(&world).await;
    assert_eq!(step, Step::Code);
    assert_eq!(
        world.identity.by_cookie(&before).await.unwrap(),
        None,
        "half is nothing"
    );
    let show = async |half: &Secret, code: &str| {
        let caller = caller();
        world.identity.show_code(half, code, &caller).await
    };
    let used = shown(&world, &letters, 0);
    assert!(
        matches!(show(&before, &used).await, Err(SignInError::Wrong)),
        "the code that took it into use"
    );
    let next = shown(&world, &letters, 1);
    let whole = show(&before, &next).await.unwrap();
    assert!(world.identity.by_cookie(&whole).await.unwrap().is_some());
    assert_ne!(whole.sum(), before.sum());
    assert!(world.identity.half_signed(&before).await.unwrap().is_none());
    let (again, _) = half(&world).await;
    assert!(
        matches!(show(&again, &next).await, Err(SignInError::Wrong)),
        "a second time"
    );
    world.pass(1);
    assert!(show(&again, &shown(&world, &letters, 0)).await.is_ok());
    let (slow, _) = half(&world).await;
    world.pass(15);
    assert!(matches!(
        show(&slow, &shown(&world, &letters, 0)).await,
        Err(SignInError::Wrong)
    ));
}

#[tokio::test]
async fn wrong_codes_are_counted_and_the_password_does_not_reset_them() {
    let world = World::new().await;
    let (letters, ..) = in_use(&world).await;
    for tried in 0..6 {
        let (half, _) = half(&world).await;
        let bad = wrong(&world, &letters);
        let caller = caller();
        let answer = world.identity.show_code(&half, &bad, &caller).await;
        match tried {
            0..5 => assert!(matches!(answer, Err(SignInError::Wrong)), "{tried}"),
            _ => assert!(matches!(answer, Err(SignInError::TooMany(15))), "{tried}"),
        }
    }
    world.pass(15);
    let (half, _) = half(&world).await;
    let code = shown(&world, &letters, 0);
    assert!(world.identity.show_code(&half, &code, &caller()).await.is_ok());
}

#[tokio::test]
async fn a_recovery_code_counts_once_however_it_is_written() {
    let world = World::new().await;
    let (_, codes, signed) = in_use(&world).await;
    let show = async |code: &str| {
        let (half, caller) = (half(&world).await.0, caller());
        world.identity.show_code(&half, code, &caller).await
    };
    let written = codes[0].to_uppercase().replace('-', " ");
    assert!(show(&written).await.is_ok());
    assert!(show(&codes[0]).await.is_err());
    let state = world
        .identity
        .code_app_state(TENANT, world.person.id)
        .await
        .unwrap();
    assert_eq!((state.used, state.recovery_codes), (true, 9));
    let anew = world
        .identity
        .recovery_codes_anew(&signed, PASSWORD, &caller())
        .await
        .unwrap();
    assert!(show(&codes[1]).await.is_err(), "the old ones are gone");
    assert!(show(&anew[1]).await.is_ok());
}

#[tokio::test]
async fn an_app_is_given_up_with_the_password_and_taken_away_by_others() {
    let world = World::new().await;
    let (_, _, signed) = in_use(&world).await;
    let give_up = async |password| {
        let caller = caller();
        world.identity.give_up_code_app(&signed, password, &caller).await
    };
    assert!(give_up("forkert-hest-batteri").await.is_err());
    assert_eq!(half(&world).await.1, Step::Code);
    give_up(PASSWORD).await.unwrap();
    assert_eq!(half(&world).await.1, Step::SignedIn);

    world.pass(1);
    in_use(&world).await;
    let reset = || world.identity.reset_code_app(TENANT, world.person.id);
    assert!(reset().await.unwrap());
    assert!(!reset().await.unwrap());
    assert_eq!(half(&world).await.1, Step::SignedIn);
}

#[tokio::test]
async fn administrators_take_an_app_into_use_where_they_must() {
    let world = World::new().await;
    let terms = Terms {
        administrators_need_code: true,
        ..Terms::default()
    };
    terms.keep(world.store.as_ref(), TENANT).await.unwrap();
    assert_eq!(half(&world).await.1, Step::SignedIn, "staff need none");
    let boss = Person {
        roles: vec![Role::Administrator],
        ..world.person.clone()
    };
    world.store.put_person(TENANT, boss).await.unwrap();
    let begun = async || world.identity.enrol(TENANT, world.person.id).await.unwrap();
    assert_eq!(half(&world).await.1, Step::Enrol);
    let shown_before = begun().await.letters;
    assert_eq!(begun().await.letters, shown_before, "looked at again");
    let (before, step) = half(&world).await;
    assert_eq!(step, Step::Enrol);
    assert_eq!(world.identity.by_cookie(&before).await.unwrap(), None);
    let begun = begun().await;
    assert_ne!(begun.letters, shown_before, "each sign-in begins anew");
    let enrolled = async |code: &str| {
        let caller = caller();
        world.identity.enrolled(&before, code, &caller).await
    };
    assert!(enrolled(&wrong(&world, &begun.letters)).await.is_err());
    let (whole, codes) = enrolled(&shown(&world, &begun.letters, 0)).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert!(world.identity.by_cookie(&whole).await.unwrap().is_some());
    assert!(world.identity.half_signed(&before).await.unwrap().is_none());
    assert_eq!(half(&world).await.1, Step::Code);
}

#[tokio::test]
async fn secrets_are_sealed_anew_and_open_under_no_other_person() {
    let world = World::new().await;
    let (letters, ..) = in_use(&world).await;
    let app = world
        .store
        .code_app(TENANT, world.person.id)
        .await
        .unwrap()
        .unwrap();
    reseal_code_apps(world.store.as_ref(), world.identity.vault(), TENANT)
        .await
        .unwrap();
    let other = Person {
        id: samspil_core::id::PersonId(Uuid::from_u128(9)),
        login: "bo".to_owned(),
        ..world.person.clone()
    };
    world.store.put_person(TENANT, other.clone()).await.unwrap();
    let moved = samspil_store::CodeApp {
        person: other.id,
        ..app
    };
    world.store.put_code_app(TENANT, moved).await.unwrap();
    let caller = caller();
    let (half, step) = world
        .identity
        .sign_in(TENANT, "bo", PASSWORD, &caller)
        .await
        .unwrap();
    assert_eq!(step, Step::Code);
    let code = shown(&world, &letters, 1);
    let answer = world.identity.show_code(&half, &code, &caller).await;
    assert!(matches!(answer, Err(SignInError::Fault(_))), "{answer:?}");
}
