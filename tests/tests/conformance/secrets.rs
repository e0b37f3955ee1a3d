//! Sessions and tokens: known by the sum of their secret, ended by time.

use chrono::Duration;
use samspil_core::id::{SessionId, TokenId};
use samspil_store::{Hash, Scope, Service, Session, Step, Token};
use uuid::Uuid;

use crate::directory::of_person;
use crate::ground::{Ground, TENANT};
use crate::rows::{at, person};

const SECRET: Hash = [5; 32];

pub(crate) async fn anna(ground: &Ground) {
    assert!(
        ground
            .store
            .put_person(TENANT, of_person(1, "anna", "Anna"))
            .await
            .unwrap()
    );
}

pub(crate) fn session(number: u128, secret: Hash, ends: i64) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(number)),
        secret,
        person: person(1),
        began_at: at(0),
        seen_at: at(0),
        ends_at: at(ends),
        provider: Some("medarbejdere".to_owned()),
        link: Some(Uuid::from_u128(7)),
        device: "Firefox, Linux".to_owned(),
        step: Step::Code,
    }
}

pub(crate) fn token(number: u128, secret: Hash, made: i64, ends: i64) -> Token {
    Token {
        id: TokenId(Uuid::from_u128(number)),
        secret,
        name: "Fagsystem på Ærø".to_owned(),
        person: person(1),
        scopes: vec![Scope::Read, Scope::Account],
        made_at: at(made),
        ends_at: at(ends),
        used_at: None,
    }
}

pub(crate) async fn a_session_ends_by_time(ground: &Ground) {
    anna(ground).await;
    let kept = session(1, SECRET, 60);
    ground.store.put_session(TENANT, kept.clone()).await.unwrap();
    let last = at(60) - Duration::microseconds(1);
    assert_eq!(
        ground.store.session(TENANT, SECRET, last).await.unwrap(),
        Some(kept)
    );
    assert_eq!(ground.store.session(TENANT, SECRET, at(60)).await.unwrap(), None);
    assert_eq!(ground.store.session(TENANT, [6; 32], at(1)).await.unwrap(), None);
}

pub(crate) async fn a_session_is_prolonged_until_it_is_ended(ground: &Ground) {
    anna(ground).await;
    let kept = session(1, SECRET, 60);
    ground.store.put_session(TENANT, kept.clone()).await.unwrap();
    let prolong = async || {
        let longer = ground.store.prolong_session(TENANT, kept.id, at(50), at(120));
        longer.await.unwrap();
    };
    prolong().await;
    let longer = Session {
        seen_at: at(50),
        ends_at: at(120),
        ..kept.clone()
    };
    let found = async || ground.store.session(TENANT, SECRET, at(90)).await.unwrap();
    assert_eq!(found().await, Some(longer));
    let end = async |of| {
        ground
            .store
            .end_session(TENANT, person(of), kept.id)
            .await
            .unwrap()
    };
    assert!(!end(2).await, "another's session");
    assert!(end(1).await);
    assert!(!end(1).await);
    prolong().await;
    assert_eq!(found().await, None, "what has ended does not come back");
}

pub(crate) async fn sessions_are_listed_and_ended_together(ground: &Ground) {
    anna(ground).await;
    for (number, seen, ends) in [(1, 10, 60), (2, 30, 60), (3, 20, 60), (4, 40, 45)] {
        let secret = [u8::try_from(number).unwrap(); 32];
        let kept = Session {
            seen_at: at(seen),
            ..session(number, secret, ends)
        };
        ground.store.put_session(TENANT, kept).await.unwrap();
    }
    let listed = async || -> Vec<u128> {
        let sessions = ground.store.sessions(TENANT, person(1), at(50)).await.unwrap();
        sessions.iter().map(|session| session.id.0.as_u128()).collect()
    };
    assert_eq!(listed().await, [2, 3, 1]);
    assert_eq!(
        ground.store.sessions(TENANT, person(2), at(50)).await.unwrap(),
        []
    );
    let but = Some(SessionId(Uuid::from_u128(3)));
    let end = async |of, but| ground.store.end_sessions(TENANT, person(of), but).await.unwrap();
    assert_eq!(end(2, None).await, 0);
    assert_eq!(end(1, but).await, 3, "the one that had ended by time too");
    assert_eq!(listed().await, [3]);
    assert_eq!(end(1, None).await, 1);
    assert_eq!(listed().await, [0; 0]);
}

pub(crate) async fn a_token_ends_by_time_or_by_its_owner(ground: &Ground) {
    anna(ground).await;
    let kept = token(1, SECRET, 0, 60);
    ground.store.put_token(TENANT, kept.clone()).await.unwrap();
    assert_eq!(
        ground.store.token(TENANT, SECRET, at(59)).await.unwrap(),
        Some(kept.clone())
    );
    assert_eq!(ground.store.token(TENANT, SECRET, at(60)).await.unwrap(), None);
    let end = async |of| ground.store.end_token(TENANT, person(of), kept.id).await.unwrap();
    assert!(!end(2).await);
    assert!(end(1).await);
    assert!(!end(1).await);
    assert_eq!(ground.store.token(TENANT, SECRET, at(1)).await.unwrap(), None);
}

pub(crate) async fn tokens_are_listed_newest_first(ground: &Ground) {
    anna(ground).await;
    let tokens = [(1, 10), (2, 30), (3, 20)].map(|(number, made)| {
        let secret = [u8::try_from(number).unwrap(); 32];
        token(number, secret, made, 99)
    });
    for token in &tokens {
        ground.store.put_token(TENANT, token.clone()).await.unwrap();
    }
    let [first, second, third] = tokens;
    assert_eq!(
        ground.store.tokens(TENANT, person(1)).await.unwrap(),
        [second, third, first]
    );
    assert_eq!(ground.store.tokens(TENANT, person(2)).await.unwrap(), []);
}

pub(crate) async fn a_secret_is_one_sessions(ground: &Ground) {
    anna(ground).await;
    ground
        .store
        .put_session(TENANT, session(1, SECRET, 60))
        .await
        .unwrap();
    assert!(
        ground
            .store
            .put_session(TENANT, session(2, SECRET, 60))
            .await
            .is_err()
    );
}

pub(crate) async fn a_token_tells_when_it_was_used(ground: &Ground) {
    anna(ground).await;
    let kept = token(1, SECRET, 0, 60);
    ground.store.put_token(TENANT, kept.clone()).await.unwrap();
    ground.store.token_used(TENANT, kept.id, at(30)).await.unwrap();
    let used = Token {
        used_at: Some(at(30)),
        ..kept
    };
    assert_eq!(
        ground.store.token(TENANT, SECRET, at(31)).await.unwrap(),
        Some(used.clone())
    );
    assert_eq!(ground.store.tokens(TENANT, person(1)).await.unwrap(), [used]);
}

pub(crate) async fn a_program_has_someone_who_answers_for_it(ground: &Ground) {
    anna(ground).await;
    for (number, login) in [(2, "bo"), (3, "program")] {
        let kept = of_person(number, login, login);
        assert!(ground.store.put_person(TENANT, kept).await.unwrap());
    }
    for owner in [1, 2] {
        let service = Service {
            person: person(3),
            owner: person(owner),
        };
        ground.store.put_service(TENANT, service).await.unwrap();
        assert_eq!(
            ground.store.service(TENANT, person(3)).await.unwrap(),
            Some(service)
        );
        assert_eq!(ground.store.services(TENANT).await.unwrap(), [service]);
    }
    let outsider = of_person(4, "outsider-4", "");
    assert!(ground.store.put_person(TENANT, outsider).await.unwrap());
    let organisation = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!(organisation.programs, [person(3)]);
    let people: Vec<_> = organisation.people.iter().map(|one| one.id).collect();
    assert!(
        people.contains(&person(2)) && !people.contains(&person(3)) && !people.contains(&person(4)),
        "neither programs nor who has no account: {people:?}"
    );
    assert_eq!(ground.store.service(TENANT, person(1)).await.unwrap(), None);
}
