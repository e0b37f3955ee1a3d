//! Protection of name and address that the register is told of, over HTTP: it reaches cases that are under way, and comes along
//! with whoever is bound later.

use serde_json::{Value, json};

use crate::ground::{AUTHORITY, Ground, HERE, PROVIDER, person, unit};

const GUARDED: &str = "samspil: 1
flow: guarded
title: {da: Med beskyttelse, en: With protection}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  team_leader: {title: {da: Teamleder, en: Team leader}, side: authority, leads: caseworker}
  provider: {title: {da: Udfører, en: Provider}, side: provider}
  citizen: {title: {da: Borger, en: Citizen}, side: citizen, optional: true}
  relative: {title: {da: Pårørende, en: Relative}, side: relative, many: true, optional: true, needs: consent}
data:
  plan:
    wishes: {type: text, optional: true, seen_by: everyone}
    who: {type: text, optional: true, seen_by: everyone, protected: name}
    street: {type: text, optional: true, seen_by: everyone, protected: address}
does:
  ask: {task: {da: Spørg, en: Ask}, by: caseworker, fills: [plan.wishes, plan.who, plan.street]}
  answer: {task: {da: Svar, en: Answer}, by: relative, after: ask, seen_by: everyone}
  deliver: {task: {da: Lever, en: Deliver}, by: provider, after: ask, seen_by: everyone}
";

/// All of the plan, and what of it is told where name and address are protected.
fn plan() -> Value {
    json!({"wishes": "Ro", "who": "Kanarie Fuglsang", "street": "HEMMELIGVEJ"})
}

fn hidden() -> Value {
    json!({"wishes": "Ro"})
}

fn citizen(protected: bool) -> Value {
    let mut citizen = json!({"cpr": "610203-9876", "name": "Kanarie Fuglsang", "address": "HEMMELIGVEJ"});
    if protected {
        citizen["protected_since"] = json!("2026-01-02");
    }
    citizen
}

async fn register(ground: &Ground, protected: bool) -> String {
    let asking = ground.ask("anna", "POST", "/citizens").json(&citizen(protected));
    let added = asking.send().await.is(201).json();
    added["citizen"].as_str().unwrap().to_owned()
}

/// A case with a provider and a relative who has consent, about this citizen, or about nobody yet.
async fn begun(ground: &Ground, citizen: Option<&str>) -> String {
    let mut begin = json!({
        "flow": "guarded", "title": "Kanarie Fuglsang",
        "parties": {
            "caseworker": [{"unit": unit(AUTHORITY)}], "team_leader": [{"unit": unit(AUTHORITY)}],
            "provider": [{"unit": unit(PROVIDER)}],
            "relative": [{"person": person("owner"), "relation": "spouse"}],
        },
    });
    if let Some(citizen) = citizen {
        begin["parties"]["citizen"] = json!([{"person": citizen}]);
    }
    let answer = ground.ask("anna", "POST", "/cases").json(&begin).send().await;
    let case = answer.is(201).json()["case"].as_str().unwrap().to_owned();
    ground
        .complete("anna", &case, "ask", json!({"plan": plan()}))
        .await;
    let consent = json!({"do": "give_consent", "party": "relative", "how": "written"});
    ground.command("anna", &case, &consent).await.is(200);
    case
}

/// What each of those reads of the plan, and as what they know the case.
async fn reads(ground: &Ground, case: &str, logins: [&str; 2]) -> [(Value, Value); 2] {
    let mut all = Vec::new();
    for login in logins {
        let read = ground.get(login, &format!("/cases/{case}")).await;
        all.push((read["data"]["plan"].clone(), read["title"].clone()));
    }
    all.try_into().unwrap()
}

const OTHERS: [&str; 2] = ["ulla", "owner"];

async fn all_is_read(ground: &Ground, case: &str, logins: [&str; 2]) {
    let all = (plan(), json!("Kanarie Fuglsang"));
    assert_eq!(reads(ground, case, logins).await, [all.clone(), all]);
}

async fn it_is_hidden(ground: &Ground, case: &str) {
    let told = (hidden(), json!("Med beskyttelse"));
    assert_eq!(reads(ground, case, OTHERS).await, [told.clone(), told]);
    all_is_read(ground, case, ["anna", "tove"]).await;
    let shown = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(shown["protected"], json!(["name", "address"]));
}

#[tokio::test]
async fn protection_that_is_set_later_reaches_the_cases_that_are_under_way() {
    let ground = Ground::new().await;
    ground.publish(HERE, GUARDED).await.is(201);
    let one = register(&ground, false).await;
    let (first, second) = (begun(&ground, Some(&one)).await, begun(&ground, Some(&one)).await);
    let elsewhere = begun(&ground, None).await;
    let end = json!({"do": "terminate", "reason": "Flyttet"});
    ground.command("anna", &second, &end).await.is(200);
    all_is_read(&ground, &first, OTHERS).await;
    all_is_read(&ground, &second, OTHERS).await;
    let change = async |protected| {
        let asking = ground.ask("anna", "PUT", &format!("/citizens/{one}"));
        asking.json(&citizen(protected)).send().await.is(204);
    };
    change(true).await;
    it_is_hidden(&ground, &first).await;
    // Also where it has ended: it is read all the same.
    it_is_hidden(&ground, &second).await;
    all_is_read(&ground, &elsewhere, OTHERS).await;
    change(false).await;
    all_is_read(&ground, &first, OTHERS).await;
    all_is_read(&ground, &second, OTHERS).await;
}

#[tokio::test]
async fn whoever_is_bound_later_brings_protection_along() {
    let ground = Ground::new().await;
    ground.publish(HERE, GUARDED).await.is(201);
    let one = register(&ground, true).await;
    for bind in [
        json!({"do": "bind", "party": "citizen", "to": [{"person": one}]}),
        json!({"do": "pass_on", "party": "citizen", "to": [{"person": one}], "note": "Ny på sagen"}),
    ] {
        let case = begun(&ground, None).await;
        all_is_read(&ground, &case, OTHERS).await;
        let before = ground.get("anna", &format!("/cases/{case}")).await["version"].as_u64();
        ground.command("anna", &case, &bind).await.is(200);
        it_is_hidden(&ground, &case).await;
        let after = ground.get("anna", &format!("/cases/{case}")).await["version"].as_u64();
        assert_eq!(after, before.map(|before| before + 1), "with the same event");
    }
}
