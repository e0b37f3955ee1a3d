//! Timers: never early, one hand at a time, none forgotten.

use std::collections::BTreeSet;

use chrono::Duration;
use samspil_core::id::CaseId;
use samspil_store::{Commit, open};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening};

const LEASE: Duration = Duration::minutes(5);

/// A case whose timer is due at a minute.
async fn due(ground: &Ground, number: u128, minutes: i64) -> (u64, samspil_store::Hash) {
    let commit = Commit {
        wake_at: Some(at(minutes)),
        ..opening(case(number))
    };
    ground.keep(commit).await
}

async fn claim(ground: &Ground, minutes: i64, limit: u32) -> Vec<CaseId> {
    let claimed = ground
        .store
        .claim_timers(at(minutes), LEASE, limit)
        .await
        .unwrap();
    claimed.into_iter().map(|wake_up| wake_up.case).collect()
}

pub(crate) async fn a_timer_is_never_claimed_early(ground: &Ground) {
    due(ground, 1, 10).await;
    let before = at(10) - Duration::microseconds(1);
    assert_eq!(ground.store.claim_timers(before, LEASE, 9).await.unwrap(), []);
    assert_eq!(claim(ground, 10, 9).await, [case(1)]);
}

pub(crate) async fn the_oldest_come_first_up_to_the_limit(ground: &Ground) {
    for (number, minutes) in [(1, 30), (2, 10), (3, 20), (4, 90)] {
        due(ground, number, minutes).await;
    }
    assert_eq!(claim(ground, 60, 2).await, [case(2), case(3)]);
    assert_eq!(claim(ground, 60, 2).await, [case(1)]);
    assert_eq!(claim(ground, 60, 2).await, []);
}

pub(crate) async fn a_claim_lapses_and_the_next_has_a_higher_fence(ground: &Ground) {
    due(ground, 1, 10).await;
    let first = ground.store.claim_timers(at(10), LEASE, 9).await.unwrap();
    let lapses = at(10) + LEASE;
    let before = lapses - Duration::microseconds(1);
    assert_eq!(ground.store.claim_timers(before, LEASE, 9).await.unwrap(), []);
    let second = ground.store.claim_timers(lapses, LEASE, 9).await.unwrap();
    assert_eq!(second.len(), 1);
    assert!(second[0].fence > first[0].fence);
}

pub(crate) async fn the_next_timer_is_the_earliest_or_a_lapsing_claim(ground: &Ground) {
    let next = async || ground.store.next_timer().await.unwrap();
    assert_eq!(next().await, None);
    due(ground, 1, 20).await;
    assert_eq!(next().await, Some(at(20)));
    due(ground, 2, 10).await;
    assert_eq!(next().await, Some(at(10)));
    assert_eq!(claim(ground, 10, 9).await, [case(2)]);
    assert_eq!(next().await, Some(at(10) + LEASE));
    assert_eq!(claim(ground, 20, 1).await, [case(2)]);
    assert_eq!(next().await, Some(at(20)));
}

pub(crate) async fn a_commit_moves_or_removes_the_timer(ground: &Ground) {
    let last = due(ground, 1, 10).await;
    let mut later = following(case(1), last, 1);
    later.wake_at = Some(at(40));
    let last = ground.keep(later).await;
    assert_eq!(claim(ground, 39, 9).await, []);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(40)));
    let last = ground.keep(following(case(1), last, 2)).await;
    assert_eq!(ground.store.next_timer().await.unwrap(), None);
    let mut again = following(case(1), last, 3);
    again.wake_at = Some(at(5));
    ground.keep(again).await;
    assert_eq!(claim(ground, 5, 9).await, [case(1)]);
}

pub(crate) async fn timers_of_all_tenants_are_claimed_together(ground: &Ground) {
    due(ground, 1, 20).await;
    let commit = Commit {
        wake_at: Some(at(10)),
        ..opening(case(1))
    };
    ground.store.commit(OTHER, vec![commit]).await.unwrap();
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(10)));
    let claimed = ground.store.claim_timers(at(30), LEASE, 9).await.unwrap();
    let whose: Vec<_> = claimed
        .iter()
        .map(|wake_up| (wake_up.tenant, wake_up.case))
        .collect();
    assert_eq!(whose, [(OTHER, case(1)), (TENANT, case(1))]);
}

pub(crate) async fn two_nodes_claim_each_timer_once(ground: &Ground) {
    const TIMERS: u128 = 200;
    let batch = (0..TIMERS)
        .map(|number| Commit {
            wake_at: Some(at(10)),
            ..opening(case(number))
        })
        .collect();
    ground.batch(batch).await;
    let second = open(&ground.url).await.unwrap();
    let claims = (0..40).map(|turn| {
        let store = if turn % 2 == 0 {
            ground.store.clone()
        } else {
            second.clone()
        };
        tokio::spawn(async move { store.claim_timers(at(10), LEASE, 7).await.unwrap() })
    });
    let claimed: Vec<_> = futures::future::join_all(claims)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    let cases: BTreeSet<_> = claimed.iter().map(|wake_up| wake_up.case).collect();
    assert_eq!(cases.len(), claimed.len(), "a timer was claimed twice");
    let rest = ground.store.claim_timers(at(10), LEASE, 500).await.unwrap();
    assert_eq!(claimed.len() + rest.len(), usize::try_from(TIMERS).unwrap());
    second.close().await;
}
