//! The page of the one plan costs few queries, however many cases it shows.

use samspil_core::case::Binding;
use samspil_core::id::{PartyId, PersonId, UnitId};
use samspil_runtime::Begin;
use samspil_tests::counted;
use uuid::Uuid;

use super::trial::{TENANT, Trial, by, person};

/// How many cases and flows the citizen has, and how many queries the page of their plan may take.
const CASES: usize = 12;
const FLOWS: usize = 8;
const MAX_QUERIES: usize = 5;

/// A page that asks for nothing of its own once it was read: what it costs is who asks.
const BARE: &str = "/houses";

fn flow(number: usize) -> String {
    format!(
        "samspil: 1
flow: flow_{number}
title: Forløb {number}
about: {{subject: citizen}}
parties:
  caseworker: {{title: Rådgiver, side: authority}}
  guide: {{title: Tovholder, side: authority, coordinates: true, optional: true}}
  citizen: {{title: Borger, side: citizen}}
data:
  plan:
    goals: {{optional: true, seen_by: everyone, list: {{goal: {{type: text, in_plan: goal}}}}}}
does:
  assess: {{task: Vurdér, by: caseworker, fills: plan.goals, due: 10 days}}
closes: by_hand
"
    )
}

/// Begins the cases of a citizen whom no register knows, some of them with a coordinator.
async fn cases(trial: &Trial, citizen: PersonId) {
    for number in 0..FLOWS {
        trial.publish(&flow(number)).await;
    }
    for number in 0..CASES {
        let party = |name: &str| PartyId::new(name).unwrap();
        let unit = UnitId(Uuid::from_u128(10));
        let mut parties = vec![
            (party("caseworker"), vec![Binding::to(Some(unit), None)]),
            (party("citizen"), vec![Binding::to(None, Some(citizen))]),
        ];
        if number % 2 == 0 {
            let guide = Some(person("tina"));
            parties.push((party("guide"), vec![Binding::to(None, guide)]));
        }
        let begin = Begin {
            flow: format!("flow_{}", number % FLOWS),
            version: None,
            title: format!("Sag {number}"),
            parties,
            data: serde_json::Value::Null,
        };
        trial
            .engine
            .begin(TENANT, by("rikke"), begin, None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_page_of_twelve_cases_over_eight_flows_takes_at_most_five_queries() {
    let (url, passed) = counted::database().await;
    let trial = Trial::over(&url, tempfile::tempdir().unwrap()).await;
    let citizen = PersonId(Uuid::from_u128(77));
    cases(&trial, citizen).await;
    let path = format!("/citizens/{citizen}/plan");
    trial.get("rikke", BARE).await;
    for round in 0..2 {
        let before = passed.queries();
        assert_eq!(trial.get("rikke", BARE).await.status, 200);
        let bare = passed.queries() - before;
        let shown = trial.get("rikke", &path).await;
        let taken = passed.queries() - before - 2 * bare;
        assert_eq!(shown.status, 200, "{}", shown.body);
        for number in 0..CASES {
            assert!(shown.body.contains(&format!("Sag {number}")), "{number}");
        }
        assert!(shown.body.contains("Tina Teamleder"));
        assert!(
            (1..=MAX_QUERIES).contains(&taken),
            "round {round}: {taken} queries beside {bare} of who asks"
        );
    }
}
