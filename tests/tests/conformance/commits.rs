//! Writing a case: whole or not at all.

use std::collections::BTreeMap;

use samspil_store::chain::{self, BEFORE_FIRST};
use samspil_store::{CaseHead, CaseQuery, CaseRow, Commit, Outcome, StoreError};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, event, following, key, notice, opening, party, task, unit};

/// Above what any database keeps inside a row.
const LARGE: usize = 3 * 1024 * 1024;

pub(crate) async fn a_new_case_is_kept_whole(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.events = vec![event(0, "åbnet"), event(1, "tildelt")];
    commit.command = command(1, 7, "svar");
    commit.tasks = vec![task("assess", Some(unit(1)))];
    commit.parties = Some(vec![party("authority", Some(unit(1)), None)]);
    commit.wake_at = Some(at(60));
    commit.notices = vec![notice(1, "brev")];
    let (version, hash) = ground.keep(commit.clone()).await;
    assert_eq!(version, 2);

    let answered = ground.store.load(TENANT, &[case(1)], &[]).await.unwrap();
    let stored = &answered.cases[0];
    assert_eq!((stored.case, stored.version, stored.chain), (case(1), 2, hash));
    assert_eq!((stored.flow.as_str(), stored.flow_version), ("voksen-bum", 1));
    assert_eq!(stored.snapshot, commit.snapshot);

    let history = ground.history(case(1)).await;
    let bodies: Vec<_> = history
        .iter()
        .map(|event| (event.number, event.at, event.body.as_slice()))
        .collect();
    assert_eq!(
        bodies,
        [(1, at(0), "åbnet".as_bytes()), (2, at(1), "tildelt".as_bytes())]
    );
    assert_eq!(chain::verify(&history), Ok(()));
    assert_eq!(history[1].chain, hash);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(60)));
}

pub(crate) async fn a_case_goes_on_from_its_last_event(ground: &Ground) {
    let mut last = ground.keep(opening(case(1))).await;
    for minute in 1..=5 {
        last = ground.keep(following(case(1), last, minute)).await;
    }
    assert_eq!(last.0, 6);
    let answered = ground.store.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert_eq!((answered.cases[0].version, answered.cases[0].chain), last);
    assert_eq!(answered.cases[0].snapshot, b"{\"version\":6}");
    assert_eq!(chain::verify(&ground.history(case(1)).await), Ok(()));
}

/// What lists show of a case stays as it is, and all else of it goes on, also beside others in one batch of which lists show
/// something new.
pub(crate) async fn what_lists_show_stays_where_a_commit_says_so(ground: &Ground) {
    let first = ground.keep(opening(case(1))).await;
    let second = ground.keep(opening(case(2))).await;
    let shown = async || {
        let query = CaseQuery {
            limit: 10,
            ..CaseQuery::default()
        };
        let rows = ground.store.find(TENANT, &query).await.unwrap();
        let row = |row: CaseRow| (row.case, row.version, row.changed_at, row.head);
        rows.into_iter().map(row).collect::<Vec<_>>()
    };
    let head = opening(case(1)).head;
    let stays = Commit {
        head_stays: true,
        wake_at: Some(at(70)),
        ..following(case(1), first, 5)
    };
    let renamed = CaseHead {
        title: "Ny titel".to_owned(),
        ..head.clone()
    };
    let moves = Commit {
        head: renamed.clone(),
        wake_at: Some(at(80)),
        ..following(case(2), second, 4)
    };
    let outcomes = ground.store.commit(TENANT, vec![moves, stays]).await.unwrap();
    assert!(
        outcomes
            .iter()
            .all(|one| matches!(one, Outcome::Committed { version: 2, .. })),
        "{outcomes:?}"
    );
    assert_eq!(
        shown().await,
        [(case(1), 2, at(5), head), (case(2), 2, at(4), renamed)]
    );
    let read = ground.store.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert_eq!(read.cases[0].snapshot, b"{\"version\":2}");
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(70)));
    let new = Commit {
        head_stays: true,
        ..opening(case(3))
    };
    let refused = ground.store.commit(TENANT, vec![new]).await;
    assert!(matches!(refused, Err(StoreError::Database(_))), "{refused:?}");
}

/// Bytes are given back as they were given, whatever they are, and each case's are its own.
pub(crate) async fn many_are_read_each_with_its_own_bytes(ground: &Ground) {
    let bodies: [&[u8]; 5] = [
        b"",
        b"\0\0",
        &[0xff, 0x00, 0xfe],
        "æ\"[]".as_bytes(),
        &[0x80; 300],
    ];
    let mut ids = Vec::new();
    for (number, body) in (1..).zip(bodies) {
        let mut commit = opening(case(number));
        commit.snapshot = body.to_vec();
        commit.command = command(number, 7, "");
        commit.command.as_mut().unwrap().answer = body.to_vec();
        ground.keep(commit).await;
        ids.push((case(number), key(number)));
    }
    let (cases, keys): (Vec<_>, Vec<_>) = ids.iter().copied().unzip();
    let read = ground.store.load(TENANT, &cases, &keys).await.unwrap();
    let found: BTreeMap<_, _> = read
        .cases
        .into_iter()
        .map(|case| (case.case, case.snapshot))
        .collect();
    let answers: BTreeMap<_, _> = read
        .answers
        .into_iter()
        .map(|answer| (answer.id, answer.answer))
        .collect();
    for ((case, key), body) in ids.iter().zip(bodies) {
        assert_eq!((found[case].as_slice(), answers[key].as_slice()), (body, body));
    }
    let again = Commit {
        command: command(5, 7, ""),
        ..following(case(1), (0, BEFORE_FIRST), 1)
    };
    let before = ground.commit(again).await;
    assert_eq!(before, Outcome::AnsweredBefore(bodies[4].to_vec()));
}

/// Tries a commit that must conflict, and sees that nothing of it is there.
async fn conflicts(ground: &Ground, mut commit: Commit) {
    let before = ground.store.load(TENANT, &[commit.case], &[]).await.unwrap();
    let events = ground.history(commit.case).await;
    commit.tasks = vec![task("never", Some(unit(9)))];
    commit.notices = vec![notice(9, "aldrig")];
    commit.command = command(9, 9, "aldrig");
    commit.parties = Some(vec![party("never", Some(unit(9)), None)]);
    let of = commit.case;
    assert_eq!(ground.commit(commit).await, Outcome::Conflict);
    assert_eq!(
        ground
            .store
            .load(TENANT, &[of], &[crate::rows::key(9)])
            .await
            .unwrap(),
        before
    );
    assert_eq!(ground.history(of).await, events);
    assert_eq!(ground.store.parties(TENANT, of).await.unwrap(), []);
    let lease = chrono::Duration::minutes(1);
    assert_eq!(ground.store.claim_notices(at(99), lease, 9).await.unwrap(), []);
}

pub(crate) async fn a_stale_commit_conflicts_and_changes_nothing(ground: &Ground) {
    let first = ground.keep(opening(case(1))).await;
    ground.keep(following(case(1), first, 1)).await;
    conflicts(ground, following(case(1), first, 2)).await;
}

pub(crate) async fn a_case_that_exists_cannot_be_made_again(ground: &Ground) {
    ground.keep(opening(case(1))).await;
    conflicts(ground, opening(case(1))).await;
}

pub(crate) async fn a_case_that_does_not_exist_cannot_go_on(ground: &Ground) {
    conflicts(ground, following(case(1), (3, [3; 32]), 1)).await;
}

pub(crate) async fn another_chain_conflicts(ground: &Ground) {
    let (version, _) = ground.keep(opening(case(1))).await;
    conflicts(ground, following(case(1), (version, BEFORE_FIRST), 1)).await;
}

pub(crate) async fn a_batch_keeps_what_it_can(ground: &Ground) {
    let first = ground.keep(opening(case(1))).await;
    ground.keep(opening(case(2))).await;
    let outcomes = ground
        .batch(vec![
            opening(case(2)),
            following(case(1), first, 1),
            following(case(4), first, 1),
            opening(case(3)),
        ])
        .await;
    let kept = |outcome: &Outcome| matches!(outcome, Outcome::Committed { .. });
    assert_eq!(
        outcomes.iter().map(kept).collect::<Vec<_>>(),
        [false, true, false, true]
    );
    for (number, events) in [(1, 2), (2, 1), (3, 1), (4, 0)] {
        assert_eq!(ground.history(case(number)).await.len(), events, "case {number}");
    }
}

pub(crate) async fn a_second_commit_for_a_case_in_a_batch_conflicts(ground: &Ground) {
    let outcomes = ground.batch(vec![opening(case(1)), opening(case(1))]).await;
    assert!(matches!(
        outcomes[..],
        [Outcome::Committed { version: 1, .. }, Outcome::Conflict]
    ));
    assert_eq!(ground.history(case(1)).await.len(), 1);
}

pub(crate) async fn an_empty_batch_does_nothing(ground: &Ground) {
    assert_eq!(ground.batch(Vec::new()).await, []);
}

pub(crate) async fn a_commit_without_events_is_refused(ground: &Ground) {
    let mut commit = opening(case(1));
    commit.events.clear();
    let batch = vec![opening(case(2)), commit];
    let refused = ground.store.commit(TENANT, batch).await;
    assert!(matches!(refused, Err(StoreError::Database(_))));
    assert_eq!(ground.history(case(2)).await, []);
}

pub(crate) async fn a_large_batch_is_kept(ground: &Ground) {
    let batch: Vec<Commit> = (0..samspil_store::MAX_BATCH as u128)
        .map(|number| Commit {
            command: command(number, 1, "svar"),
            tasks: vec![task("assess", Some(unit(number)))],
            ..opening(case(number))
        })
        .collect();
    let outcomes = ground.batch(batch.clone()).await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, Outcome::Committed { version: 1, .. }))
    );
    let again = ground.batch(batch).await;
    assert!(
        again
            .iter()
            .all(|outcome| *outcome == Outcome::AnsweredBefore(b"svar".to_vec()))
    );
}

pub(crate) async fn large_snapshots_and_bodies_come_back(ground: &Ground) {
    let bytes: Vec<u8> = (0..LARGE).map(|place| (place % 251) as u8).collect();
    let mut commit = opening(case(1));
    commit.snapshot.clone_from(&bytes);
    commit.events[0].body.clone_from(&bytes);
    ground.keep(commit).await;
    let answered = ground.store.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert!(answered.cases[0].snapshot == bytes, "the snapshot changed");
    assert!(ground.history(case(1)).await[0].body == bytes, "the body changed");
}

pub(crate) async fn load_leaves_out_what_is_not_there(ground: &Ground) {
    for number in 1..=3 {
        let mut commit = opening(case(number));
        commit.command = command(number, 1, &format!("svar {number}"));
        ground.keep(commit).await;
    }
    let cases = [case(3), case(9), case(1)];
    let keys = [2, 8].map(crate::rows::key);
    let answered = ground.store.load(TENANT, &cases, &keys).await.unwrap();
    let mut found: Vec<_> = answered.cases.iter().map(|stored| stored.case).collect();
    found.sort_unstable();
    assert_eq!(found, [case(1), case(3)]);
    assert_eq!(answered.answers.len(), 1);
    let answer = &answered.answers[0];
    assert_eq!(
        (answer.id, answer.body, answer.answer.as_slice()),
        (keys[0], [1; 32], "svar 2".as_bytes())
    );
    assert_eq!(
        ground.store.load(TENANT, &[], &[]).await.unwrap(),
        Default::default()
    );
}
