//! Time that two nodes see pass.

use chrono::Duration;

use crate::ground::moment;
use crate::pair::Pair;

const CASES: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timer_fires_once_and_its_notice_arrives_once() {
    let pair = Pair::new(true).await;
    let cases = pair.begin(CASES).await;
    for now in ["2026-01-14T00:00", "2026-01-15T23:00", "2026-02-15T00:00"] {
        pair.one.clock.move_to(moment(now));
        pair.settle().await;
    }
    for case in cases {
        pair.has_run_out_once(case).await;
    }
    pair.no_incidents().await;
}

/// The clock goes on past every claim while the claimed work is still under way, so that each node takes over what the
/// other is at.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_that_lapse_under_work_do_no_harm() {
    const STEPS: i32 = 400;
    let pair = Pair::new(true).await;
    let cases = pair.begin(CASES).await;
    for first in ["2026-01-13T23:59", "2026-01-15T22:59"] {
        for step in 0..STEPS {
            pair.one
                .clock
                .move_to(moment(first) + Duration::minutes(1) * step);
            tokio::task::yield_now().await;
        }
    }
    pair.settle().await;
    pair.one.clock.move_to(moment("2026-02-15T00:00"));
    pair.settle().await;
    for case in cases {
        pair.has_run_out_once(case).await;
    }
    pair.no_incidents().await;
}
