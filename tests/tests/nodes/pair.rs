//! Two nodes, each with a store of its own over the same database, and one clock.

use std::sync::Arc;

use futures::future::{join, join_all};
use samspil_core::case::{Change, Event};
use samspil_core::id::CaseId;
use samspil_runtime::TestClock;

use crate::ground::{FLOW, Ground, TENANT, moment};

/// More events than any case here has.
const ALL: u32 = 1_000;

/// Two nodes.
pub(crate) struct Pair {
    pub(crate) one: Ground,
    pub(crate) two: Ground,
    /// The database's address.
    pub(crate) url: String,
}

impl Pair {
    /// Two nodes that wake cases and hand notices over by themselves where `background` is set.
    pub(crate) async fn new(background: bool) -> Self {
        let url = samspil_tests::postgres::database().await;
        let clock = Arc::new(TestClock::new(moment("2026-01-05T08:00")));
        let one = samspil_store::open(&url).await.unwrap();
        let two = samspil_store::open(&url).await.unwrap();
        one.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let pair = Self {
            one: Ground::node(one, Arc::clone(&clock), background),
            two: Ground::node(two, clock, background),
            url,
        };
        pair.one.engine.publish(TENANT, FLOW, "test").await.unwrap();
        pair
    }

    /// Begins cases at both nodes in turn, all at once.
    pub(crate) async fn begin(&self, count: usize) -> Vec<CaseId> {
        let nodes = [&self.one, &self.two];
        let begun = (0..count).map(|place| nodes[place % 2].begin(None));
        let answers = join_all(begun).await;
        answers.into_iter().map(|answer| answer.unwrap().case).collect()
    }

    /// Returns when both nodes have done all that is due.
    pub(crate) async fn settle(&self) {
        let (one, two) = join(self.one.engine.wake_all_due(), self.two.engine.wake_all_due()).await;
        one.and(two).unwrap();
        let (one, two) = join(self.one.engine.hand_over_all(), self.two.engine.hand_over_all()).await;
        one.and(two).unwrap();
    }

    /// A case's events, whose chain holds.
    pub(crate) async fn history(&self, case: CaseId) -> Vec<Event> {
        let stored = self.one.store.events(TENANT, case, 0, ALL).await.unwrap();
        samspil_store::chain::verify(&stored).unwrap();
        let bodies = stored.iter().map(|event| serde_json::from_slice(&event.body));
        bodies.map(Result::unwrap).collect()
    }

    /// Holds a case to what its ladder does until the task has been due for long: two rungs, a clock that runs out, two
    /// notices, each once.
    pub(crate) async fn has_run_out_once(&self, case: CaseId) {
        let mut brought = Vec::new();
        for event in self.history(case).await {
            for change in event.changes {
                match change {
                    Change::RungTaken { rung, .. } => brought.push(format!("rung {rung}")),
                    Change::ClockBreached { .. } => brought.push("run out".to_owned()),
                    _ => {}
                }
            }
        }
        assert_eq!(brought, ["rung 0", "run out", "rung 1"], "{case}");
        let arrived = self.one.store.case_inbox(TENANT, case, ALL).await.unwrap();
        assert_eq!(arrived.len(), 2, "{case}: {arrived:?}");
    }

    /// Nothing went wrong with any case.
    pub(crate) async fn no_incidents(&self) {
        let incidents = self.one.store.incidents(TENANT, false, 10).await.unwrap();
        assert!(incidents.is_empty(), "{incidents:?}");
    }
}
