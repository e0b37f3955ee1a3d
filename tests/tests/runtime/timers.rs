use std::time::Duration;

use samspil_core::text::Language;
use samspil_runtime::NoticeBody;

use crate::ground::{Ground, TENANT, moment, unit};

/// How long a test waits for the engine's own background work before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

async fn notices(
    ground: &Ground,
    case: samspil_core::id::CaseId,
) -> Vec<(String, Option<samspil_core::id::UnitId>)> {
    let rows = ground.store.case_inbox(TENANT, case, 100).await.unwrap();
    rows.into_iter()
        .map(|row| {
            let body: NoticeBody = serde_json::from_slice(&row.body).unwrap();
            (body.message.say(Language::English), row.unit)
        })
        .collect()
}

#[tokio::test]
async fn rungs_are_taken_when_their_time_comes_and_once() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment("2026-01-13T12:00"));
    ground.engine.wake_all_due().await.unwrap();
    assert_eq!(
        ground.engine.hand_over_all().await.unwrap(),
        0,
        "not a minute early"
    );
    for _ in 0..3 {
        ground.clock.move_to(moment("2026-01-14T00:00"));
        ground.engine.wake_all_due().await.unwrap();
        ground.engine.hand_over_all().await.unwrap();
    }
    let [reminder] = notices(&ground, case).await.try_into().unwrap();
    assert_eq!(reminder.1, Some(unit(10)), "the owner's unit");
    assert!(reminder.0.starts_with("Remember: Vurdér"), "{}", reminder.0);
    ground.clock.move_to(moment("2026-02-14T00:00"));
    ground.engine.wake_all_due().await.unwrap();
    ground.engine.hand_over_all().await.unwrap();
    let told = notices(&ground, case).await;
    assert_eq!(told.len(), 2, "after a month of downtime too: {told:?}");
    assert_eq!(told[1].1, Some(unit(11)), "the leader's unit");
    assert_eq!(
        ground.engine.next_timer().await.unwrap(),
        None,
        "nothing more will come by itself"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_engine_wakes_by_itself_when_the_clock_moves() {
    let ground = Ground::new(true).await;
    let mut changes = ground.store.changes();
    let case = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment("2026-01-16T12:00"));
    let late = async {
        loop {
            let change = changes.recv().await.unwrap();
            if change.version > 1 {
                return change;
            }
        }
    };
    let change = tokio::time::timeout(PATIENCE, late)
        .await
        .expect("the engine woke the case");
    assert_eq!(change.case, case);
    ground.engine.stop().await;
}
