//! Work in many steps says how far it is: while it runs, where it stands still, and begun anew.

use chrono::TimeDelta;
use samspil_core::calendar::{CalendarRules, OwnClosed};
use samspil_core::text::Text;
use samspil_runtime::BatchState;
use samspil_store::{Batch, BatchKind, BatchName, NewBatch};

use crate::ground::{Ground, TENANT};

const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: 5 working days}
      b: {task: B, by: other, due: 6 working days}
      c: {task: C, by: worker, due: 3 days}
";

fn closed() -> CalendarRules {
    let mut rules = CalendarRules::default();
    rules.closed_days.own.push(OwnClosed {
        from: "2026-01-07".parse().unwrap(),
        to: None,
        name: Text::danish("Lukket"),
    });
    rules
}

async fn known(ground: &Ground) -> Vec<(Batch, BatchState)> {
    ground.engine.batches(TENANT).await.unwrap()
}

async fn counting_is_a_batch(ground: Ground) {
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    for _ in 0..3 {
        ground.begin(None).await.unwrap();
    }
    ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(
        known(&ground).await,
        [],
        "where nothing is to be counted there is no batch"
    );
    let set = ground
        .engine
        .set_calendar(TENANT, closed(), 0, "anna", "Lukket")
        .await;
    assert_eq!(set.unwrap(), 1);
    let moved = ground.engine.recount(TENANT).await.unwrap();
    let all = known(&ground).await;
    let [(one, state)] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(
        (one.name.kind, one.name.about.as_str()),
        (BatchKind::Calendar, "1")
    );
    assert_eq!(
        (one.began_by.as_str(), *state, one.tries),
        ("anna", BatchState::Done, 1)
    );
    assert_eq!((one.done, one.whole), (3, Some(3)));
    assert_eq!(usize::try_from(one.moved).unwrap(), moved.len());
    // Whoever looks once more after it is done does not begin it anew.
    ground.engine.recount(TENANT).await.unwrap();
    assert_eq!(known(&ground).await, all);
    ground.engine.stop().await;
}

/// What was broken off by a stop stands still, and goes on as the same batch.
async fn what_was_broken_off_goes_on(ground: Ground) {
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    ground.begin(None).await.unwrap();
    let set = ground
        .engine
        .set_calendar(TENANT, closed(), 0, "anna", "Lukket")
        .await;
    set.unwrap();
    let batch = NewBatch {
        name: BatchName {
            kind: BatchKind::Calendar,
            about: "1".to_owned(),
        },
        at: ground.engine.clock().now(),
        by: "anna".to_owned(),
        done: 0,
        whole: Some(1),
    };
    ground.store.begin_batch(TENANT, batch).await.unwrap();
    assert_eq!(known(&ground).await[0].1, BatchState::Runs);
    let later = ground.engine.clock().now() + TimeDelta::minutes(6);
    ground.clock.move_to(later);
    assert_eq!(known(&ground).await[0].1, BatchState::Still);
    assert!(!ground.engine.recount(TENANT).await.unwrap().is_empty());
    let (one, state) = known(&ground).await.remove(0);
    assert_eq!((state, one.tries, one.done), (BatchState::Done, 2, 1));
    let again = ground.engine.recount_again(TENANT, &one.name, "adam").await;
    assert_eq!(again.unwrap(), [], "once");
    let (one, _) = known(&ground).await.remove(0);
    assert_eq!((one.tries, one.began_by.as_str()), (3, "anna"));
    ground.engine.stop().await;
}

#[tokio::test]
async fn counting_is_a_batch_on_sqlite() {
    counting_is_a_batch(Ground::new(false).await).await;
}

#[tokio::test]
async fn counting_is_a_batch_on_postgresql() {
    counting_is_a_batch(Ground::postgres(false).await).await;
}

#[tokio::test]
async fn what_was_broken_off_goes_on_on_sqlite() {
    what_was_broken_off_goes_on(Ground::new(false).await).await;
}

#[tokio::test]
async fn what_was_broken_off_goes_on_on_postgresql() {
    what_was_broken_off_goes_on(Ground::postgres(false).await).await;
}
