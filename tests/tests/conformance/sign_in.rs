//! Providers, code apps and links: each of what is taken once is taken by one.

use samspil_core::id::{SessionId, TenantId, TokenId};
use samspil_store::{
    BegunSignIn, CodeApp, Hash, Link, Opens, Person, ProviderIdentity, Service, Session, SettingChange,
    SettingDone, ShownBy, Step,
};
use uuid::Uuid;

use crate::directory::of_person;
use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, person};
use crate::secrets::{anna, session, token};

pub(crate) const ISSUER: &str = "https://login.example";

pub(crate) fn identity(number: u128, seen: i64) -> ProviderIdentity {
    ProviderIdentity {
        issuer: ISSUER.to_owned(),
        subject: "42".to_owned(),
        person: person(number),
        provider: "medarbejdere".to_owned(),
        seen_at: at(seen),
    }
}

pub(crate) fn change(about: &str, moment: i64) -> SettingChange {
    SettingChange {
        about: about.to_owned(),
        done: SettingDone::Added,
        at: at(moment),
        by: Some(person(1)),
        proposed_by: None,
        body: r#"{"name":"staff"}"#.to_owned(),
    }
}

pub(crate) fn begun(state: Hash, ends: i64) -> BegunSignIn {
    BegunSignIn {
        state,
        browser: [7; 32],
        provider: "medarbejdere".to_owned(),
        next: "/cases".to_owned(),
        ends_at: at(ends),
    }
}

pub(crate) fn code_app() -> CodeApp {
    CodeApp {
        person: person(1),
        sealed: vec![1, 2, 3],
        confirmed_at: None,
        last_step: 0,
    }
}

pub(crate) fn link(number: u128, opens: Opens, made: i64) -> Link {
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(&number.to_be_bytes());
    Link {
        id: Uuid::from_u128(number),
        secret,
        person: person(1),
        opens,
        made_by: Some(person(1)),
        made_at: at(made),
        ends_at: at(60),
        used_at: None,
    }
}

pub(crate) fn into_case() -> Opens {
    Opens::Case {
        case: case(1),
        party: "relative".to_owned(),
    }
}

pub(crate) async fn an_identity_stays_one_persons(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    assert!(store.put_person(TENANT, of_person(2, "bo", "Bo")).await.unwrap());
    let found = async |issuer: &str, subject: &str| store.identity(TENANT, issuer, subject).await.unwrap();
    assert_eq!(found(ISSUER, "42").await, None);
    store.put_identity(TENANT, identity(1, 1)).await.unwrap();
    assert_eq!(found(ISSUER, "42").await, Some(identity(1, 1)));
    store.put_identity(TENANT, identity(2, 9)).await.unwrap();
    assert_eq!(found(ISSUER, "42").await, Some(identity(1, 9)));
    for (issuer, subject) in [
        (ISSUER, "43"),
        (ISSUER, ""),
        ("https://login.example/", "42"),
        ("HTTPS://LOGIN.EXAMPLE", "42"),
    ] {
        assert_eq!(found(issuer, subject).await, None, "{issuer} {subject}");
    }
    assert_eq!(store.identity(OTHER, ISSUER, "42").await.unwrap(), None);
}

pub(crate) async fn a_begun_sign_in_is_taken_once_and_in_time(ground: &Ground) {
    let store = &ground.store;
    for (state, ends) in [([1; 32], 60), ([2; 32], 30)] {
        assert!(store.put_begun(TENANT, begun(state, ends), at(0)).await.unwrap());
    }
    let take = |tenant: TenantId, state: Hash| store.take_begun(tenant, state, [7; 32], at(30));
    let other = store.take_begun(TENANT, [1; 32], [8; 32], at(30));
    assert_eq!(other.await.unwrap(), None, "another browser");
    assert_eq!(take(OTHER, [1; 32]).await.unwrap(), None);
    assert_eq!(take(TENANT, [3; 32]).await.unwrap(), None);
    assert_eq!(take(TENANT, [2; 32]).await.unwrap(), None, "too late");
    let both = futures::join!(take(TENANT, [1; 32]), take(TENANT, [1; 32]));
    let mut taken: Vec<_> = [both.0, both.1].into_iter().filter_map(Result::unwrap).collect();
    assert_eq!(taken.pop(), Some(begun([1; 32], 60)));
    assert_eq!(taken, []);
}

pub(crate) async fn sign_ins_that_nobody_waits_for_are_forgotten(ground: &Ground) {
    let store = &ground.store;
    assert!(store.put_begun(TENANT, begun([1; 32], 10), at(0)).await.unwrap());
    assert!(store.put_begun(TENANT, begun([2; 32], 60), at(20)).await.unwrap());
    assert_eq!(
        store.take_begun(TENANT, [1; 32], [7; 32], at(5)).await.unwrap(),
        None
    );
    assert!(
        store
            .take_begun(TENANT, [2; 32], [7; 32], at(21))
            .await
            .unwrap()
            .is_some()
    );
}

pub(crate) async fn a_code_of_a_step_is_taken_once(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    assert!(
        !store.take_step(TENANT, person(1), 5, at(1)).await.unwrap(),
        "no app"
    );
    store.put_code_app(TENANT, code_app()).await.unwrap();
    let take = |step, minute| store.take_step(TENANT, person(1), step, at(minute));
    let both = futures::join!(take(5, 1), take(5, 1));
    assert_eq!(
        [both.0.unwrap(), both.1.unwrap()]
            .iter()
            .filter(|one| **one)
            .count(),
        1
    );
    assert!(!take(4, 2).await.unwrap(), "an older one");
    assert!(take(6, 2).await.unwrap());
    let kept = CodeApp {
        confirmed_at: Some(at(1)),
        last_step: 6,
        ..code_app()
    };
    let found = async || store.code_app(TENANT, person(1)).await.unwrap();
    assert_eq!(found().await, Some(kept.clone()));
    assert_eq!(
        store.code_apps(TENANT).await.unwrap(),
        std::slice::from_ref(&kept)
    );
    assert_eq!(store.code_apps(OTHER).await.unwrap(), []);
    store
        .reseal_code_app(TENANT, person(1), &[9], vec![4])
        .await
        .unwrap();
    assert_eq!(found().await, Some(kept.clone()), "it was changed meanwhile");
    store
        .reseal_code_app(TENANT, person(1), &[1, 2, 3], vec![4])
        .await
        .unwrap();
    let resealed = CodeApp {
        sealed: vec![4],
        ..kept
    };
    assert_eq!(found().await, Some(resealed));
    assert!(!store.end_code_app(OTHER, person(1)).await.unwrap());
    assert!(store.end_code_app(TENANT, person(1)).await.unwrap());
    assert!(!store.end_code_app(TENANT, person(1)).await.unwrap());
    assert_eq!(found().await, None);
}

pub(crate) async fn a_recovery_code_is_taken_once(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    let left = async || store.recovery_codes_left(TENANT, person(1)).await.unwrap();
    let take = |tenant, code| store.take_recovery_code(tenant, person(1), code);
    store
        .put_recovery_codes(TENANT, person(1), vec![[1; 32], [2; 32]])
        .await
        .unwrap();
    assert_eq!(left().await, 2);
    assert!(!take(OTHER, [1; 32]).await.unwrap());
    let both = futures::join!(take(TENANT, [1; 32]), take(TENANT, [1; 32]));
    assert_eq!(
        [both.0.unwrap(), both.1.unwrap()]
            .iter()
            .filter(|one| **one)
            .count(),
        1
    );
    assert_eq!(left().await, 1);
    store
        .put_recovery_codes(TENANT, person(1), vec![[3; 32]])
        .await
        .unwrap();
    assert!(!take(TENANT, [2; 32]).await.unwrap(), "the old ones are gone");
    store.put_code_app(TENANT, code_app()).await.unwrap();
    store.end_code_app(TENANT, person(1)).await.unwrap();
    assert_eq!(left().await, 0, "they go with the app");
}

pub(crate) async fn a_link_is_opened_once_and_in_time(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    let kept = link(1, into_case(), 0);
    store.put_link(TENANT, kept.clone()).await.unwrap();
    let found = async |tenant| store.link_by_secret(tenant, kept.secret).await.unwrap();
    assert_eq!(found(TENANT).await, Some(kept.clone()));
    assert_eq!(store.link(TENANT, kept.id).await.unwrap(), Some(kept.clone()));
    assert_eq!(found(OTHER).await, None);
    let open = |tenant, minute| store.use_link(tenant, kept.id, at(minute));
    assert!(!open(OTHER, 1).await.unwrap());
    assert!(!open(TENANT, 60).await.unwrap(), "too late");
    let both = futures::join!(open(TENANT, 2), open(TENANT, 2));
    assert_eq!(
        [both.0.unwrap(), both.1.unwrap()]
            .iter()
            .filter(|one| **one)
            .count(),
        1
    );
    let used = found(TENANT).await.unwrap();
    assert_eq!(used.used_at, Some(at(2)));
    assert!(!used.is_open(at(3)));
    assert!(!store.end_link(OTHER, kept.id).await.unwrap());
    assert!(store.end_link(TENANT, kept.id).await.unwrap());
    assert_eq!(found(TENANT).await, None);
    assert!(!store.end_link(TENANT, kept.id).await.unwrap());

    for one in [
        link(6, Opens::Account, 0),
        link(7, into_case(), 0),
        link(8, Opens::Account, 1),
    ] {
        store.put_link(TENANT, one).await.unwrap();
    }
    for (number, there) in [(6, false), (7, true), (8, true)] {
        let found = store.link(TENANT, Uuid::from_u128(number)).await.unwrap();
        assert_eq!(
            found.is_some(),
            there,
            "{number}: the newest one into an account counts"
        );
    }
}

pub(crate) async fn links_into_a_case_are_listed_newest_first_and_old_ones_forgotten(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    let elsewhere = Opens::Case {
        case: case(2),
        party: "citizen".to_owned(),
    };
    for one in [
        link(1, into_case(), 1),
        link(2, into_case(), 3),
        link(3, into_case(), 2),
        link(4, elsewhere, 4),
        link(5, Opens::Account, 5),
    ] {
        store.put_link(TENANT, one).await.unwrap();
    }
    let listed = async |limit| -> Vec<u128> {
        let links = store.links_of_case(TENANT, case(1), limit).await.unwrap();
        links.iter().map(|link| link.id.as_u128()).collect()
    };
    assert_eq!(listed(9).await, [2, 3, 1]);
    assert_eq!(listed(2).await, [2, 3]);
    assert_eq!(store.links_of_case(OTHER, case(1), 9).await.unwrap(), []);
    assert_eq!(store.forget(TENANT, at(0), at(60), 9).await.unwrap(), 0);
    assert_eq!(store.forget(TENANT, at(0), at(61), 9).await.unwrap(), 5);
    assert_eq!(listed(9).await, [0; 0]);
}

pub(crate) async fn what_is_changed_of_a_setting_is_noted_with_it_or_not_at_all(ground: &Ground) {
    let store = &ground.store;
    let swap = async |seen: Option<&'static [u8]>, value: &str, about: &str, moment| {
        let (value, change) = (value.as_bytes().to_vec(), change(about, moment));
        let swapped = store.swap_setting_noted(TENANT, "providers", seen, value, change);
        swapped.await.unwrap()
    };
    assert!(swap(None, "a", "first", 1).await);
    assert!(!swap(None, "b", "lost", 2).await, "it is there already");
    assert!(!swap(Some(b"b"), "c", "lost", 3).await, "it is another");
    assert!(swap(Some(b"a"), "b", "second", 4).await);
    let kept = store.setting(TENANT, "providers").await.unwrap();
    assert_eq!(kept.as_deref(), Some(b"b".as_slice()));
    let journal = store.setting_changes(TENANT, "providers", 9).await.unwrap();
    assert_eq!(journal, [change("second", 4), change("first", 1)]);
    let newest = store.setting_changes(TENANT, "providers", 1).await.unwrap();
    assert_eq!(newest, [change("second", 4)]);
    assert_eq!(store.setting_changes(TENANT, "calendar", 9).await.unwrap(), []);
    assert_eq!(store.setting_changes(OTHER, "providers", 9).await.unwrap(), []);
}

pub(crate) async fn of_many_who_change_a_setting_one_is_noted(ground: &Ground) {
    let store = &ground.store;
    let swaps = (0..8).map(|number| {
        let change = change(&format!("of {number}"), number);
        store.swap_setting_noted(TENANT, "providers", None, b"x".to_vec(), change)
    });
    let swapped = futures::future::join_all(swaps).await;
    let kept = swapped.into_iter().filter(|swapped| *swapped.as_ref().unwrap());
    assert_eq!(kept.count(), 1);
    let journal = store.setting_changes(TENANT, "providers", 9).await.unwrap();
    assert_eq!(journal.len(), 1, "{journal:?}");
}

pub(crate) async fn the_sessions_of_a_provider_end_and_no_others(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    let of = |number: u8, provider: Option<&str>| Session {
        provider: provider.map(str::to_owned),
        ..session(number.into(), [number; 32], 60)
    };
    for (number, provider) in [
        (1, Some("staff")),
        (2, Some("others")),
        (3, None),
        (4, Some("staff")),
    ] {
        store.put_session(TENANT, of(number, provider)).await.unwrap();
    }
    assert_eq!(store.end_sessions_by(OTHER, "staff").await.unwrap(), 0);
    assert_eq!(store.end_sessions_by(TENANT, "staff").await.unwrap(), 2);
    let left = store.sessions(TENANT, person(1), at(1)).await.unwrap();
    let mut left: Vec<u8> = left.iter().map(|session| session.secret[0]).collect();
    left.sort_unstable();
    assert_eq!(left, [2, 3]);
}

pub(crate) async fn what_was_shown_opens_something_until_it_ends(ground: &Ground) {
    anna(ground).await;
    let store = &ground.store;
    let signed_in = |number: u128, link: Option<Uuid>, step: Step| Session {
        link,
        step,
        ..session(number, [u8::try_from(number).unwrap(); 32], 60)
    };
    let into = link(7, into_case(), 0);
    store.put_link(TENANT, into.clone()).await.unwrap();
    for kept in [
        signed_in(1, None, Step::SignedIn),
        signed_in(2, Some(into.id), Step::SignedIn),
        signed_in(3, None, Step::Code),
    ] {
        store.put_session(TENANT, kept).await.unwrap();
    }
    store.put_token(TENANT, token(1, [9; 32], 0, 60)).await.unwrap();
    let by = |number: u128| ShownBy::Session(SessionId(Uuid::from_u128(number)));
    let by_token = ShownBy::Token(TokenId(Uuid::from_u128(1)));
    let is = async |of: u128, by: ShownBy, moment: i64| {
        let is = store.is_signed_in(TENANT, person(of), by, at(moment)).await;
        is.unwrap()
    };
    for (of, shown, moment, expected) in [
        (1, by(1), 59, true),
        (1, by(1), 60, false),
        (2, by(1), 1, false),
        (1, by(2), 1, true),
        (1, by(3), 1, false),
        (1, by(4), 1, false),
        (1, by_token, 59, true),
        (1, by_token, 60, false),
        (2, by_token, 1, false),
    ] {
        assert_eq!(is(of, shown, moment).await, expected, "{of} {shown:?} {moment}");
    }
    let elsewhere = store.is_signed_in(OTHER, person(1), by(1), at(1)).await;
    assert!(!elsewhere.unwrap(), "another municipality's session");
    store.end_link(TENANT, into.id).await.unwrap();
    assert!(!is(1, by(2), 1).await, "the link was taken back");
    assert!(
        store
            .end_session(TENANT, person(1), SessionId(Uuid::from_u128(1)))
            .await
            .unwrap()
    );
    assert!(!is(1, by(1), 1).await);
    let owner = of_person(2, "bo", "Bo");
    assert!(store.put_person(TENANT, owner.clone()).await.unwrap());
    let service = Service {
        person: person(1),
        owner: person(2),
    };
    store.put_service(TENANT, service).await.unwrap();
    assert!(is(1, by_token, 1).await);
    let closed = Person {
        active: false,
        ..owner
    };
    assert!(store.put_person(TENANT, closed).await.unwrap());
    assert!(!is(1, by_token, 1).await, "nobody answers for it");
    assert!(
        store
            .end_token(TENANT, person(1), TokenId(Uuid::from_u128(1)))
            .await
            .unwrap()
    );
    assert!(!is(1, by_token, 1).await);
}
