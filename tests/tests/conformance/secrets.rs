//! Sessions and tokens: known by the sum of their secret, ended by time.

use chrono::Duration;
use samspil_core::id::{SessionId, TokenId};
use samspil_store::{Hash, Session, Token};
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
        ends_at: at(ends),
    }
}

pub(crate) fn token(number: u128, secret: Hash, made: i64, ends: i64) -> Token {
    Token {
        id: TokenId(Uuid::from_u128(number)),
        secret,
        name: "Fagsystem på Ærø".to_owned(),
        person: person(1),
        made_at: at(made),
        ends_at: at(ends),
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

pub(crate) async fn a_session_is_prolonged_and_ended(ground: &Ground) {
    anna(ground).await;
    ground
        .store
        .put_session(TENANT, session(1, SECRET, 60))
        .await
        .unwrap();
    let longer = session(1, SECRET, 120);
    ground.store.put_session(TENANT, longer.clone()).await.unwrap();
    ground
        .store
        .put_session(TENANT, session(2, [6; 32], 60))
        .await
        .unwrap();
    assert_eq!(
        ground.store.session(TENANT, SECRET, at(90)).await.unwrap(),
        Some(longer.clone())
    );
    ground.store.end_session(TENANT, longer.id).await.unwrap();
    ground.store.end_session(TENANT, longer.id).await.unwrap();
    assert_eq!(ground.store.session(TENANT, SECRET, at(1)).await.unwrap(), None);
    assert!(
        ground
            .store
            .session(TENANT, [6; 32], at(1))
            .await
            .unwrap()
            .is_some()
    );
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
