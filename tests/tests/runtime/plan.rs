//! The one plan of a citizen costs few queries, however many cases they have.

use std::sync::Arc;

use samspil_core::case::Binding;
use samspil_core::id::{PartyId, PersonId};
use samspil_runtime::{Begin, Look, Object, TestClock, WayIn};
use samspil_tests::counted;
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, by, moment};

/// How many cases and flows the citizen of the test has, and how many queries their plan may take.
const CASES: usize = 12;
const FLOWS: usize = 8;
const MAX_QUERIES: usize = 5;

fn flow(number: usize) -> String {
    format!(
        "samspil: 1
flow: flow_{number}
title: Forløb {number}
parties:
  worker: {{title: Sagsbehandler, side: authority}}
  citizen: {{title: Borger, side: citizen}}
does:
  assess: {{task: Vurdér, by: worker, due: 10 days}}
closes: by_hand
"
    )
}

#[tokio::test]
async fn the_plan_of_twelve_cases_over_eight_flows_takes_at_most_five_queries() {
    let (url, passed) = counted::database().await;
    let store = samspil_store::open(&url).await.unwrap();
    store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let clock = Arc::new(TestClock::new(moment("2026-01-05T08:00")));
    let ground = Ground::node(store, clock, false);
    let citizen = PersonId(Uuid::from_u128(77));
    for number in 0..FLOWS {
        ground
            .engine
            .publish(TENANT, &flow(number), "test")
            .await
            .unwrap();
    }
    for number in 0..CASES {
        let them = vec![Binding::to(None, Some(citizen))];
        let begin = Begin {
            flow: format!("flow_{}", number % FLOWS),
            version: None,
            title: format!("Sag {number}"),
            parties: vec![bound("worker", 10), (PartyId::new("citizen").unwrap(), them)],
            data: serde_json::Value::Null,
        };
        ground
            .engine
            .begin(TENANT, by(1, 10, "worker"), begin, None)
            .await
            .unwrap();
    }
    let (look, who) = (Look::new(Object::Plan, WayIn::Program), by(1, 10, "worker"));
    for round in 0..2 {
        let before = passed.queries();
        let plan = ground.engine.one_plan(TENANT, &who, citizen, &look);
        let plan = plan.await.unwrap().unwrap();
        let names = ground.store.people_among(TENANT, &[citizen]).await.unwrap();
        assert_eq!((plan.cases.len(), names.len()), (CASES, 0));
        let taken = passed.queries() - before;
        assert!(
            (1..=MAX_QUERIES).contains(&taken),
            "round {round}: {taken} queries"
        );
    }
    ground.engine.stop().await;
}
