//! What is no longer needed is forgotten, and nothing else.

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, following, key, opening};
use crate::secrets::{anna, session, token};

pub(crate) async fn old_answers_sessions_and_tokens_are_forgotten(ground: &Ground) {
    anna(ground).await;
    let mut first = opening(case(1));
    first.command = command(1, 1, "svar");
    let last = ground.keep(first).await;
    let mut second = following(case(1), last, 60);
    second.command = command(2, 1, "svar");
    ground.keep(second).await;
    for (number, ends) in [(1, 5), (2, 90)] {
        let secret = [u8::try_from(number).unwrap(); 32];
        ground
            .store
            .put_session(TENANT, session(number, secret, ends))
            .await
            .unwrap();
        ground
            .store
            .put_token(TENANT, token(number, secret, 0, ends))
            .await
            .unwrap();
    }
    assert_eq!(ground.store.forget(TENANT, at(30), at(30), 100).await.unwrap(), 3);
    assert_eq!(ground.store.forget(TENANT, at(30), at(30), 100).await.unwrap(), 0);
    let keys = [key(1), key(2)];
    let left = ground.store.load(TENANT, &[], &keys).await.unwrap().answers;
    assert_eq!(left.iter().map(|answer| answer.id).collect::<Vec<_>>(), [keys[1]]);
    assert!(
        ground
            .store
            .session(TENANT, [2; 32], at(30))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        ground
            .store
            .token(TENANT, [2; 32], at(30))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        ground.history(case(1)).await.len(),
        2,
        "no event is ever forgotten"
    );
}

pub(crate) async fn no_more_is_forgotten_at_once_than_asked(ground: &Ground) {
    anna(ground).await;
    for number in 1..=5_u8 {
        let ended = session(u128::from(number), [number; 32], 1);
        ground.store.put_session(TENANT, ended).await.unwrap();
    }
    for expected in [2, 2, 1, 0] {
        assert_eq!(
            ground.store.forget(TENANT, at(9), at(9), 2).await.unwrap(),
            expected
        );
    }
}
