//! Many at once: nothing is lost, nothing is done twice, nothing is half done.

use std::sync::Arc;

use samspil_core::id::CaseId;
use samspil_store::chain::verify;
use samspil_store::{Commit, Outcome, Store, TaskOrder, TaskQuery, Whose, open};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, event, following, notice, opening, party, task, unit};

/// Tasks that work on the same few cases.
const WORKERS: u128 = 32;

/// What each of them gets done.
const EACH: u128 = 5;

/// Adds one event to a case, however often others come first.
async fn add(store: &Arc<dyn Store>, to: CaseId, key: u128, body: &str) {
    loop {
        let answered = store.load(TENANT, &[to], &[]).await.unwrap();
        let stored = &answered.cases[0];
        let commit = Commit {
            events: vec![event(1, body)],
            command: command(key, 1, body),
            ..following(to, (stored.version, stored.chain), 1)
        };
        match store.commit(TENANT, vec![commit]).await.unwrap().remove(0) {
            Outcome::Committed { .. } => return,
            Outcome::Conflict => {}
            other => panic!("{other:?}"),
        }
    }
}

pub(crate) async fn no_update_is_lost(ground: &Ground) {
    for number in 1..=2 {
        ground.keep(opening(case(number))).await;
    }
    let second = open(&ground.url).await.unwrap();
    let workers = (0..WORKERS).map(|worker| {
        let store = if worker % 4 == 0 {
            second.clone()
        } else {
            ground.store.clone()
        };
        tokio::spawn(async move {
            for turn in 0..EACH {
                let body = format!("{worker}/{turn}");
                add(&store, case(1 + worker % 2), worker * EACH + turn, &body).await;
            }
        })
    });
    for worker in futures::future::join_all(workers).await {
        worker.unwrap();
    }
    let mut bodies = Vec::new();
    for number in 1..=2 {
        let history = ground.history(case(number)).await;
        assert_eq!(verify(&history), Ok(()));
        bodies.extend(history.into_iter().skip(1).map(|event| event.body));
    }
    bodies.sort();
    let mut expected: Vec<_> = (0..WORKERS)
        .flat_map(|worker| (0..EACH).map(move |turn| format!("{worker}/{turn}").into_bytes()))
        .collect();
    expected.sort();
    assert_eq!(bodies, expected);
    second.close().await;
}

pub(crate) async fn a_key_sent_by_many_is_used_once(ground: &Ground) {
    let senders = (0..WORKERS).map(|number| {
        let store = ground.store.clone();
        tokio::spawn(async move {
            let commit = Commit {
                command: command(1, 1, "svar"),
                ..opening(case(number))
            };
            store.commit(TENANT, vec![commit]).await.unwrap().remove(0)
        })
    });
    let mut kept = 0;
    for outcome in futures::future::join_all(senders).await {
        match outcome.unwrap() {
            Outcome::Committed { .. } => kept += 1,
            other => assert_eq!(other, Outcome::AnsweredBefore(b"svar".to_vec())),
        }
    }
    assert_eq!(kept, 1);
    let query = samspil_store::CaseQuery {
        limit: 99,
        ..Default::default()
    };
    assert_eq!(ground.store.find(TENANT, &query).await.unwrap().len(), 1);
}

pub(crate) async fn batches_over_the_same_cases_do_not_stand_still(ground: &Ground) {
    let workers = (0..8).map(|worker: u128| {
        let store = ground.store.clone();
        tokio::spawn(async move {
            // Each batch holds the same cases and keys, in an order of its own.
            let mut numbers: Vec<u128> = (0..WORKERS).collect();
            numbers.rotate_left(usize::try_from(worker * 4).unwrap());
            if worker.is_multiple_of(2) {
                numbers.reverse();
            }
            let batch = numbers.into_iter().map(|number| Commit {
                command: command(number, 1, "svar"),
                ..opening(case(number))
            });
            let outcomes = store.commit(TENANT, batch.collect()).await.unwrap();
            let kept = |outcome: &&Outcome| matches!(outcome, Outcome::Committed { .. });
            outcomes.iter().filter(kept).count()
        })
    });
    let kept: usize = futures::future::join_all(workers)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    assert_eq!(kept, usize::try_from(WORKERS).unwrap());
}

pub(crate) async fn a_caller_that_goes_away_leaves_all_or_nothing(ground: &Ground) {
    let full = |number: u128| Commit {
        events: (0..20).map(|number| event(number, "hændelse")).collect(),
        command: command(number, 1, "svar"),
        tasks: vec![task("assess", Some(unit(1)))],
        parties: Some(vec![party("authority", Some(unit(1)), None)]),
        wake_at: Some(at(10)),
        notices: vec![notice(number, "brev")],
        ..opening(case(number))
    };
    for number in 0..WORKERS {
        let store = ground.store.clone();
        let commit = full(number);
        let task = tokio::spawn(async move { store.commit(TENANT, vec![commit]).await });
        // Let it come a little further each time before it is dropped.
        for _ in 0..number {
            tokio::task::yield_now().await;
        }
        task.abort();
        let _ = task.await;
    }
    let mut kept = 0;
    for number in 0..WORKERS {
        // A writer that is still at it has the case's outcome decided before this one.
        let outcome = ground.commit(full(number)).await;
        if outcome == Outcome::AnsweredBefore(b"svar".to_vec()) {
            kept += 1;
        } else {
            assert!(
                matches!(outcome, Outcome::Committed { version: 20, .. }),
                "{outcome:?}"
            );
        }
        let history = ground.history(case(number)).await;
        assert_eq!((history.len(), verify(&history)), (20, Ok(())));
        assert_eq!(ground.store.parties(TENANT, case(number)).await.unwrap().len(), 1);
    }
    let query = TaskQuery {
        whose: Whose::Units(vec![unit(1)]),
        due_before: None,
        unclaimed: false,
        marked: None,
        order: TaskOrder::Due,
        after: None,
        limit: 99,
    };
    let all = usize::try_from(WORKERS).unwrap();
    assert_eq!(ground.store.tasks(TENANT, &query).await.unwrap().rows.len(), all);
    let lease = chrono::Duration::minutes(1);
    assert_eq!(
        ground.store.claim_timers(at(10), lease, 99).await.unwrap().len(),
        all
    );
    assert_eq!(
        ground.store.claim_notices(at(10), lease, 99).await.unwrap().len(),
        all
    );
    assert!(kept <= all);
}
