//! A command that is sent again changes nothing.

use samspil_store::Outcome;

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, following, key, opening};

pub(crate) async fn a_key_sent_again_gets_the_first_answer(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.command = command(1, 7, "første svar");
    ground.keep(commit.clone()).await;
    commit.command = command(1, 7, "andet svar");
    let expected = Outcome::AnsweredBefore("første svar".as_bytes().to_vec());
    assert_eq!(ground.commit(commit).await, expected);
    assert_eq!(ground.history(case(1)).await.len(), 1);
}

pub(crate) async fn a_key_is_answered_after_the_case_has_moved_on(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.command = command(1, 7, "svar");
    let mut last = ground.keep(commit.clone()).await;
    for minute in 1..4 {
        last = ground.keep(following(case(1), last, minute)).await;
    }
    assert_eq!(
        ground.commit(commit).await,
        Outcome::AnsweredBefore(b"svar".to_vec())
    );
}

pub(crate) async fn a_key_with_another_body_is_refused(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.command = command(1, 7, "svar");
    let last = ground.keep(commit).await;
    let mut other = following(case(1), last, 1);
    other.command = command(1, 8, "svar");
    assert_eq!(ground.commit(other).await, Outcome::KeyReused);
    let mut elsewhere = opening(case(2));
    elsewhere.command = command(1, 8, "svar");
    assert_eq!(ground.commit(elsewhere).await, Outcome::KeyReused);
    assert_eq!(ground.history(case(1)).await.len(), 1);
    assert_eq!(ground.history(case(2)).await, []);
}

pub(crate) async fn a_key_twice_in_a_batch_is_kept_once(ground: &Ground) {
    let commits = [(1, 7), (2, 7), (3, 8)].map(|(number, body)| {
        let mut commit = opening(case(number));
        commit.command = command(1, body, &format!("svar {number}"));
        commit
    });
    let outcomes = ground.batch(commits.to_vec()).await;
    assert!(matches!(outcomes[0], Outcome::Committed { .. }));
    assert_eq!(outcomes[1], Outcome::AnsweredBefore(b"svar 1".to_vec()));
    assert_eq!(outcomes[2], Outcome::KeyReused);
    assert_eq!(ground.history(case(2)).await, []);
}

pub(crate) async fn the_key_of_a_conflict_stays_free(ground: &Ground) {
    let first = ground.keep(opening(case(1))).await;
    let second = ground.keep(following(case(1), first, 1)).await;
    let mut stale = following(case(1), first, 2);
    stale.command = command(1, 7, "svar");
    assert_eq!(ground.commit(stale).await, Outcome::Conflict);
    let answered = ground.store.load(TENANT, &[], &[key(1)]).await.unwrap();
    assert_eq!(answered.answers, []);
    let mut again = following(case(1), second, 3);
    again.command = command(1, 7, "svar");
    ground.keep(again).await;
}

pub(crate) async fn an_empty_answer_is_an_answer(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.command = command(1, 7, "");
    ground.keep(commit.clone()).await;
    assert_eq!(ground.commit(commit).await, Outcome::AnsweredBefore(Vec::new()));
}

pub(crate) async fn a_command_that_is_no_case_s_is_answered_once(ground: &Ground) {
    let keep = async |body, answer: &str| {
        let command = command(1, body, answer).unwrap();
        ground.store.keep_answer(TENANT, command, at(0)).await.unwrap()
    };
    assert_eq!(keep(7, "svar").await, None);
    for body in [7, 8] {
        let before = keep(body, "andet svar").await.unwrap();
        assert_eq!((before.body, before.answer), ([7; 32], b"svar".to_vec()));
    }
    let mut commit = opening(case(1));
    commit.command = command(1, 8, "svar");
    assert_eq!(
        ground.commit(commit).await,
        Outcome::KeyReused,
        "one key, one command"
    );
}
