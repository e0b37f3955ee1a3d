//! What somebody coordinates: on one board, demanded where the flow says so, and handed over in one step.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token, unit};

const GUIDED: &str = "samspil: 1
flow: guided
title: {da: Med tovholder, en: With a coordinator}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  guide: {title: {da: Tovholder, en: Coordinator}, side: authority, coordinates: true, demanded: true}
  citizen: {title: {da: Borger, en: Citizen}, side: citizen, optional: true}
does:
  assess: {task: {da: Vurdér, en: Assess}, by: caseworker, with: guide, due: 5 days}
  gather: {task: {da: Saml trådene, en: Gather the threads}, by: guide, due: 10 days}
";

/// The flow, with Ulla of the provider as one who may coordinate: nobody coordinates for the authority without a place for it.
async fn guided(ground: &Ground) {
    ground.publish(HERE, GUIDED).await.is(201);
    let places = json!([{"unit": unit(20), "acts_as": ["provider", "guide"]}]);
    let path = format!("/people/{}/places", person("ulla"));
    let asking = ground.ask("admin", "PUT", &path).json(&places);
    asking.send().await.is(200);
}

async fn begin(ground: &Ground, title: &str, guide: Option<&str>) -> Answer {
    let mut parties = json!({"caseworker": [{"unit": unit(10)}]});
    if let Some(login) = guide {
        parties["guide"] = json!([{"person": person(login)}]);
    }
    let begin = json!({"flow": "guided", "title": title, "parties": parties});
    ground.ask("anna", "POST", "/cases").json(&begin).send().await
}

async fn begun(ground: &Ground, title: &str) -> String {
    let begun = begin(ground, title, Some("ulla")).await.is(201);
    begun.json()["case"].as_str().unwrap().to_owned()
}

fn titles(board: &Value) -> Vec<&str> {
    let rows = board["rows"].as_array().unwrap();
    rows.iter().filter_map(|row| row["title"].as_str()).collect()
}

#[tokio::test]
async fn a13_1_no_case_begins_or_goes_on_without_the_coordinator_that_is_demanded() {
    let ground = Ground::new().await;
    guided(&ground).await;
    let refused = begin(&ground, "Sag", None).await.is(422);
    assert_eq!(refused.json()["code"], json!("demanded"));
    let case = begun(&ground, "Sag").await;
    let empty = json!({"do": "bind", "party": "guide", "to": []});
    let refused = ground.command("anna", &case, &empty).await.is(422);
    assert_eq!(refused.json()["code"], json!("demanded"));
    let gone =
        json!({"do": "bind", "party": "guide", "to": [{"person": person("ulla"), "until": "2025-12-31"}]});
    let refused = ground.command("anna", &case, &gone).await.is(422).json();
    assert_eq!(refused["code"], json!("demanded"));
}

#[tokio::test]
async fn a13_2_a_coordinator_sees_what_is_late_next_and_waited_for_in_all_cases() {
    let ground = Ground::new().await;
    guided(&ground).await;
    let early = begun(&ground, "Begyndt først").await;
    ground.clock("2026-01-07T08:00:00Z").await;
    begun(&ground, "Begyndt sidst").await;
    let other = begin(&ground, "En andens", Some("tove")).await.is(201);
    let board = ground.get("ulla", "/coordination").await;
    assert_eq!(titles(&board), ["Begyndt først", "Begyndt sidst"]);
    assert_eq!(board["rows"][0]["next"]["da"], json!("Vurdér"));
    assert_eq!(board["rows"][0]["waits_for"][0]["da"], json!("Rådgiver"));
    ground.clock("2026-01-11T08:00:00Z").await;
    let board = ground.get("ulla", "/coordination").await;
    assert_eq!(board["rows"][0]["late"][0]["da"], json!("Vurdér"));
    assert_eq!(board["rows"][1]["late"], json!([]));
    let asking = ground
        .program
        .ask_plainly("GET", "/coordination")
        .by(&token(HERE, "ulla"));
    let page = asking.header("accept", "text/html").send().await.is(200).text;
    assert!(
        page.contains("Begyndt først") && !page.contains("En andens"),
        "{page}"
    );
    assert!(page.contains(&early));
    // A leader looks at another's board, as far as they see the cases.
    let of = ground
        .get("anna", &format!("/coordination?of={}", person("tove")))
        .await;
    assert_eq!(of["rows"][0]["case"], other.json()["case"]);
    let of = ground
        .get("stranger", &format!("/coordination?of={}", person("tove")))
        .await;
    assert_eq!(titles(&of), Vec::<&str>::new());
}

#[tokio::test]
async fn a13_3_all_cases_go_on_to_another_with_a_note_in_one_step() {
    let ground = Ground::new().await;
    guided(&ground).await;
    let cases = [begun(&ground, "Sag 1").await, begun(&ground, "Sag 2").await];
    let path = "/coordination/hand-over";
    let wanted = json!({"from": person("ulla"), "to": person("tove"), "note": "Ring til Bo om mandagen"});
    for (body, status) in [
        (
            json!({"to": person("bo"), "note": "x", "from": person("ulla")}),
            422,
        ),
        (
            json!({"to": person("tove"), "note": " ", "from": person("ulla")}),
            200,
        ),
        (
            json!({"to": "00000000-0000-0000-0000-000000000009", "note": "x"}),
            422,
        ),
    ] {
        let answer = ground
            .ask("anna", "POST", path)
            .json(&body)
            .send()
            .await
            .is(status);
        if status == 200 {
            assert_eq!(answer.json()["done"], json!([]));
            assert_eq!(answer.json()["stayed"][0]["code"], json!("reason_missing"));
        }
    }
    for _ in 0..2 {
        let asking = ground.ask("anna", "POST", path).key(77).json(&wanted);
        asking.send().await.is(200);
    }
    assert_eq!(
        titles(&ground.get("ulla", "/coordination").await),
        Vec::<&str>::new()
    );
    assert_eq!(
        ground.get("tove", "/coordination").await["rows"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for case in cases {
        let read = ground.get("tove", &format!("/cases/{case}")).await.to_string();
        assert_eq!(read.matches("Læs overleveringen").count(), 1, "{read}");
        let history = ground
            .get("tove", &format!("/cases/{case}/events"))
            .await
            .to_string();
        assert!(history.contains("Ring til Bo om mandagen"), "{history}");
    }
}

#[tokio::test]
async fn a13_4_what_is_late_is_told_to_the_coordinator_where_no_ladder_says_otherwise() {
    let ground = Ground::new().await;
    guided(&ground).await;
    begun(&ground, "Sag").await;
    ground.clock("2026-01-11T08:00:00Z").await;
    let arrived = async || {
        let inbox = ground.get("ulla", "/inbox").await;
        !inbox["rows"].as_array().unwrap().is_empty()
    };
    for _ in 0..200 {
        if arrived().await {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the coordinator was told nothing");
}

#[tokio::test]
async fn nobody_but_who_coordinates_and_the_authority_passes_on_a_party() {
    let ground = Ground::new().await;
    guided(&ground).await;
    let begin = json!({"flow": "guided", "title": "Sag", "parties": {
        "caseworker": [{"unit": unit(10)}],
        "guide": [{"person": person("ulla")}],
        "citizen": [{"person": person("bo")}],
    }});
    let begun = ground
        .ask("anna", "POST", "/cases")
        .json(&begin)
        .send()
        .await
        .is(201);
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    let pass = |party: &str| json!({"do": "pass_on", "party": party, "to": [{"person": person("tove")}], "note": "Hej"});
    for (login, party, status) in [("bo", "citizen", 403), ("ulla", "guide", 200)] {
        ground.command(login, &case, &pass(party)).await.is(status);
    }
}

#[tokio::test]
async fn a_case_on_hold_goes_on_to_another_as_well() {
    let ground = Ground::new().await;
    guided(&ground).await;
    let case = begun(&ground, "Sag").await;
    ground
        .command("anna", &case, &json!({"do": "hold", "reason": "Ferie"}))
        .await
        .is(200);
    let wanted = json!({"from": person("ulla"), "to": person("tove"), "note": "Hej"});
    let answer = ground
        .ask("anna", "POST", "/coordination/hand-over")
        .json(&wanted)
        .send()
        .await
        .is(200);
    assert_eq!(answer.json()["done"], json!([case]));
}
