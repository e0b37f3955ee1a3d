//! The four questions and the signs that courses do not hang together, asked of everything that goes on.

use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, ItemId, PartyId, PersonId};
use samspil_runtime::{Begin, MIN_CASES, Signs};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, by, moment};

/// What nobody may read of a case where cases are counted.
const SECRET: &str = "Hemmelig";

fn flow(name: &str) -> String {
    format!(
        "samspil: 1
flow: {name}
title: Forløb {name}
about: {{subject: citizen}}
parties:
  worker: {{title: Sagsbehandler, side: authority}}
  helper: {{title: Hjælper, side: provider}}
  citizen: {{title: Borger, side: citizen}}
data:
  talk:
    lives: {{type: choice, code: lives, of: {{alone: Alene, together: Sammen}}, seen_by: everyone}}
does:
  ask: {{task: Spørg, by: worker, fills: talk.lives}}
  help: {{task: Hjælp, by: helper, after: ask, due: 5 days}}
closes: by_hand
"
    )
}

async fn begun(ground: &Ground, flow: &str, citizen: u128, lives: &str) -> CaseId {
    let them = vec![Binding::to(None, Some(PersonId(Uuid::from_u128(citizen))))];
    let begin = Begin {
        flow: flow.to_owned(),
        version: None,
        title: SECRET.to_owned(),
        parties: vec![bound("worker", 10), (PartyId::new("citizen").unwrap(), them)],
        data: Value::Null,
    };
    let worker = by(1, 10, "worker");
    let begun = ground.engine.begin(TENANT, worker.clone(), begin, None).await;
    let case = begun.unwrap().case;
    let what = Asked::Complete {
        item: ItemId::new("ask").unwrap(),
        data: json!({"talk": {"lives": lives}}),
    };
    ground.ask(worker, case, what).await.unwrap();
    case
}

async fn signs(ground: &Ground, flow: Option<&str>) -> Signs {
    let found = ground.engine.signs(TENANT, flow).await.unwrap();
    assert!(!format!("{found:?}").contains(SECRET), "{found:?}");
    found
}

/// Each row: sign, flows, how many of what.
fn told(found: &Signs) -> Vec<String> {
    let rows = found.rows.iter().map(|row| {
        let flows: Vec<String> = row.flows.iter().map(ToString::to_string).collect();
        let what = if row.of_citizens { "citizens" } else { "cases" };
        format!("{} {}: {} {what}", row.sign, flows.join("+"), row.count)
    });
    rows.collect()
}

#[tokio::test]
async fn signs_are_counted_over_everything_that_goes_on_and_not_of_few() {
    for ground in [Ground::new(false).await, Ground::postgres(false).await] {
        counted(&ground).await;
    }
}

async fn counted(ground: &Ground) {
    for name in ["alpha", "beta"] {
        ground.engine.publish(TENANT, &flow(name), "test").await.unwrap();
    }
    for citizen in 1..MIN_CASES {
        begun(ground, "alpha", 100 + u128::from(citizen), "alone").await;
        begun(ground, "beta", 100 + u128::from(citizen), "together").await;
    }
    let few = signs(ground, None).await;
    assert_eq!((told(&few), few.hidden, few.cases), (Vec::new(), 5, 8));
    begun(ground, "alpha", 200, "alone").await;
    begun(ground, "beta", 200, "together").await;
    let expected = [
        "work_without_owner alpha: 5 cases",
        "work_without_owner beta: 5 cases",
        "asked_twice alpha+beta: 5 citizens",
        "parallel alpha+beta: 5 citizens",
        "two_stories alpha+beta: 5 citizens",
    ];
    assert_eq!(told(&signs(ground, None).await), expected);
    let of_beta = told(&signs(ground, Some("beta")).await);
    assert_eq!(of_beta, expected[1..], "what the flow has no part in is left out");
    assert_eq!(told(&signs(ground, Some("gamma")).await), Vec::<String>::new());
    ground.clock.move_to(moment("2026-03-02T08:00"));
    let later = told(&signs(ground, None).await);
    assert!(
        later.contains(&"waits_long alpha: 5 cases".to_owned()),
        "{later:?}"
    );
}
