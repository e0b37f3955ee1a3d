//! A node that stalls longer than its claim holds, and then goes on.

use std::time::Duration;

use chrono::TimeDelta;
use futures::future::join;
use samspil_tests::postgres::superuser;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::ground::{TENANT, moment};
use crate::pair::Pair;

/// How long a test waits for a node to come to a halt before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than any claim holds.
const CLAIMS_LAPSE: TimeDelta = TimeDelta::minutes(2);

/// Returns when so many statements wait for a lock.
async fn halted(database: &mut PgConnection, count: i64) {
    let waiting = async {
        loop {
            let waiting: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            .fetch_one(&mut *database)
            .await
            .unwrap();
            if waiting >= count {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("nobody waits");
}

/// Node one has claimed the timers of all cases and is halted in the middle of its commit. Its claims lapse, and node
/// two claims the same timers. Then node one goes on first: its claims are old, so it changes nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stalls_in_a_commit_is_fenced_off() {
    let pair = Pair::new(false).await;
    let cases = pair.begin(10).await;
    let mut database = superuser(&pair.url).await;
    let mut other = superuser(&pair.url).await;
    let mut halt = other.begin().await.unwrap();
    sqlx::query("SELECT FROM cases FOR UPDATE")
        .execute(&mut *halt)
        .await
        .unwrap();
    pair.one.clock.move_to(moment("2026-02-15T00:00"));
    let one = pair.one.engine.wake_all_due();
    let two = async {
        halted(&mut database, 1).await;
        let before = fences(&mut database).await;
        pair.two.clock.move_to(moment("2026-02-15T00:00") + CLAIMS_LAPSE);
        let (two, ()) = join(pair.two.engine.wake_all_due(), async {
            while fences(&mut database).await == before {}
            halt.commit().await.unwrap();
        })
        .await;
        two
    };
    let (one, two) = join(one, two).await;
    one.and(two).unwrap();
    pair.settle().await;
    for case in cases {
        pair.has_run_out_once(case).await;
        assert_eq!(pair.history(case).await.len(), 2, "begun, and woken once");
    }
    pair.no_incidents().await;
}

/// The sum of all claims' numbers: it grows with each claim.
async fn fences(database: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT sum(fence)::bigint FROM timers")
        .fetch_one(database)
        .await
        .unwrap()
}

/// Node one has claimed the notices and is halted while it looks for whom they are meant; its claims lapse meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notices_of_a_node_that_stalls_arrive_once() {
    let pair = Pair::new(false).await;
    let cases = pair.begin(10).await;
    pair.one.clock.move_to(moment("2026-02-15T00:00"));
    pair.one.engine.wake_all_due().await.unwrap();
    let mut database = superuser(&pair.url).await;
    let mut other = superuser(&pair.url).await;
    let mut halt = other.begin().await.unwrap();
    sqlx::query("LOCK TABLE places IN ACCESS EXCLUSIVE MODE")
        .execute(&mut *halt)
        .await
        .unwrap();
    let one = pair.one.engine.hand_over_all();
    let two = async {
        halted(&mut database, 1).await;
        pair.two.clock.move_to(moment("2026-02-15T00:00") + CLAIMS_LAPSE);
        let (two, ()) = join(pair.two.engine.hand_over_all(), async {
            halted(&mut database, 2).await;
            halt.commit().await.unwrap();
        })
        .await;
        two
    };
    let (one, two) = join(one, two).await;
    one.and(two).unwrap();
    pair.settle().await;
    for case in cases {
        pair.has_run_out_once(case).await;
    }
    let on_their_way: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
        "SELECT count(*) FROM outgoing WHERE tenant = {TENANT}"
    )))
    .fetch_one(&mut database)
    .await
    .unwrap();
    assert_eq!(on_their_way, 0);
}
