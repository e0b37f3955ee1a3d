//! A node whose claim has been taken over cannot write.

use chrono::Duration;
use samspil_store::{Commit, Outcome, WakeUp};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, following, opening};

const LEASE: Duration = Duration::minutes(5);

fn waking(commit: Commit, minutes: i64) -> Commit {
    Commit {
        wake_at: Some(at(minutes)),
        ..commit
    }
}

/// Claims the one timer that is due.
async fn claim(ground: &Ground, minutes: i64) -> WakeUp {
    let claimed = ground.store.claim_timers(at(minutes), LEASE, 9).await.unwrap();
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    claimed[0]
}

pub(crate) async fn work_under_a_claim_is_kept_and_ends_it(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let claimed = claim(ground, 10).await;
    let mut work = waking(following(case(1), last, 11), 11);
    work.fence = Some(claimed.fence);
    ground.keep(work).await;
    let again = claim(ground, 11).await;
    assert!(
        again.fence > claimed.fence,
        "the claim was over, so the next may begin at once"
    );
}

pub(crate) async fn work_under_an_older_claim_is_refused(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let stalled = claim(ground, 10).await;
    let taken = claim(ground, 15).await;
    let mut late = following(case(1), last, 16);
    late.fence = Some(stalled.fence);
    late.command = command(1, 1, "svar");
    assert_eq!(ground.commit(late).await, Outcome::Fenced);
    assert_eq!(ground.history(case(1)).await.len(), 1);
    let mut work = following(case(1), last, 17);
    work.fence = Some(taken.fence);
    ground.keep(work).await;
}

pub(crate) async fn a_fence_that_nobody_was_given_is_refused(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let mut work = following(case(1), last, 11);
    work.fence = Some(7);
    assert_eq!(ground.commit(work).await, Outcome::Fenced);
}

pub(crate) async fn a_person_may_work_while_a_timer_is_claimed(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let claimed = claim(ground, 10).await;
    ground.keep(waking(following(case(1), last, 10), 30)).await;
    let mut late = following(case(1), last, 11);
    late.fence = Some(claimed.fence);
    assert_eq!(ground.commit(late).await, Outcome::Conflict);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(30)));
}

pub(crate) async fn a_refused_commit_leaves_the_rest_of_its_batch(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let mut fenced = following(case(1), last, 11);
    fenced.fence = Some(9);
    let outcomes = ground
        .store
        .commit(TENANT, vec![fenced, opening(case(2))])
        .await
        .unwrap();
    assert!(matches!(
        outcomes[..],
        [Outcome::Fenced, Outcome::Committed { .. }]
    ));
}

pub(crate) async fn a_wake_of_which_nothing_came_moves_only_the_timer(ground: &Ground) {
    let last = ground.keep(waking(opening(case(1)), 10)).await;
    let claimed = claim(ground, 10).await;
    let mut idle = waking(following(case(1), last, 10), 20);
    idle.fence = Some(claimed.fence);
    idle.events.clear();
    let outcome = ground.commit(idle).await;
    let stayed = Outcome::Committed {
        version: 1,
        chain: last.1,
    };
    assert_eq!(outcome, stayed);
    assert_eq!(ground.history(case(1)).await.len(), 1);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(20)));
}
