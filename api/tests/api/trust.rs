//! Who may see a case, over HTTP: consent, days, protection, and a case opened with a reason.

use serde_json::{Value, json};

use crate::ground::{Ground, person, unit};

const KIN: &str = "samspil: 1
flow: kin
title: {da: Med pårørende, en: With relatives}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  team_leader: {title: {da: Teamleder, en: Team leader}, side: authority, leads: caseworker}
  citizen: {title: {da: Borger, en: Citizen}, side: citizen}
  relative: {title: {da: Pårørende, en: Relative}, side: relative, many: true, optional: true, needs: consent}
data:
  plan:
    wishes: {type: text, optional: true, seen_by: everyone}
    street: {type: text, optional: true, seen_by: everyone, protected: address}
does:
  ask: {task: {da: Spørg, en: Ask}, by: caseworker, fills: [plan.wishes, plan.street]}
  answer: {task: {da: Svar, en: Answer}, by: relative, after: ask, seen_by: everyone}
";

/// A case of that flow with two relatives who have no consent yet.
pub(crate) async fn begun(ground: &Ground) -> String {
    ground.publish(crate::ground::HERE, KIN).await.is(201);
    let begin = json!({
        "flow": "kin",
        "title": "Anna Hansen",
        "parties": {
            "caseworker": [{"unit": unit(10)}],
            "citizen": [{"person": person("bo")}],
            "relative": [{"person": person("ulla"), "relation": "spouse"}, {"person": person("owner"), "until": "2026-01-20"}],
        },
    });
    let answer = ground.ask("anna", "POST", "/cases").json(&begin).send().await;
    let case = answer.is(201).json()["case"].as_str().unwrap().to_owned();
    let data = json!({"plan": {"wishes": "Ro", "street": "HEMMELIGVEJ"}});
    ground.complete("anna", &case, "ask", data).await;
    case
}

/// What somebody is answered who reads the case.
async fn status(ground: &Ground, login: &str, case: &str) -> u16 {
    ground
        .ask(login, "GET", &format!("/cases/{case}"))
        .send()
        .await
        .status
}

#[tokio::test]
async fn a_relative_sees_the_case_as_long_as_the_citizen_consents() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    assert_eq!(status(&ground, "ulla", &case).await, 404);
    let consent = json!({"do": "give_consent", "party": "relative", "how": "spoken", "covers": ["plan.wishes"], "until": "2026-01-31"});
    ground.command("bo", &case, &consent).await.is(200);
    let read = ground.get("ulla", &format!("/cases/{case}")).await;
    assert_eq!(read["data"], json!({"plan": {"wishes": "Ro"}}));
    assert_eq!(
        read["consents"],
        json!([]),
        "whom else the citizen trusts is not theirs to know"
    );
    let holds = |read: &Value, party: usize| read["parties"][party]["bound"][0]["holds"].clone();
    assert_eq!(
        (holds(&read, 0), holds(&read, 3)),
        (json!(null), json!(true)),
        "of their own footing alone"
    );
    let tasks = ground.get("ulla", "/tasks?whose=mine").await;
    assert_eq!(tasks["rows"].as_array().map(Vec::len), Some(1), "{tasks}");
    let shown = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(shown["consents"][0]["how"], "spoken");
    assert_eq!((holds(&shown, 0), holds(&shown, 3)), (json!(true), json!(true)));
    assert_eq!(shown["parties"][3]["bound"][0]["relation"], "spouse");
    ground
        .command("bo", &case, &json!({"do": "withdraw_consent", "number": 1}))
        .await
        .is(200);
    assert_eq!(status(&ground, "ulla", &case).await, 404);
    let tasks = ground.get("ulla", "/tasks?whose=mine").await;
    assert_eq!(tasks["rows"], json!([]));
    let why = ground
        .get("anna", &format!("/cases/{case}/items/answer/why"))
        .await;
    assert!(why.to_string().contains("withdrawn"), "{why}");
}

#[tokio::test]
async fn what_is_sent_from_a_page_that_was_open_when_consent_ended_changes_nothing() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    let give = json!({"do": "give_consent", "party": "relative", "how": "spoken"});
    ground.command("bo", &case, &give).await.is(200);
    let task = format!("/cases/{case}/tasks/answer");
    let page = |method: &'static str, body: &'static str| {
        let asking = ground.program.ask_plainly(method, &task);
        let asking = asking.by(&crate::ground::token(crate::ground::HERE, "ulla"));
        let asking = asking.header("accept", "text/html");
        match method {
            "POST" => asking.body("application/x-www-form-urlencoded", body).send(),
            _ => asking.send(),
        }
    };
    let open = page("GET", "").await.is(200);
    assert!(open.text.contains("Svar"), "{}", open.text);
    let withdraw = json!({"do": "withdraw_consent", "number": 1});
    ground.command("bo", &case, &withdraw).await.is(200);
    let version = async || ground.get("anna", &format!("/cases/{case}")).await["version"].clone();
    let before = version().await;
    let key = "key=00000000-0000-4000-8000-00000000c0de&do=complete";
    let sent = page("POST", key).await.is(404);
    assert!(!sent.text.contains("Anna Hansen"), "{}", sent.text);
    let asking = ground.ask("ulla", "POST", &format!("/cases/{case}/tasks/answer/complete"));
    asking.json(&json!({"data": {}})).send().await.is(404);
    assert_eq!(version().await, before);
    // Given anew, what was asked for waits as it did.
    ground.command("bo", &case, &give).await.is(200);
    page("GET", "").await.is(200);
    ground.complete("ulla", &case, "answer", json!({})).await;
}

#[tokio::test]
async fn what_is_protected_is_told_to_the_authority_and_the_citizen_alone() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    ground
        .command(
            "anna",
            &case,
            &json!({"do": "give_consent", "party": "relative", "how": "written"}),
        )
        .await
        .is(200);
    let street = async |login: &str| {
        ground.get(login, &format!("/cases/{case}")).await["data"]["plan"]["street"].clone()
    };
    assert_eq!(street("ulla").await, "HEMMELIGVEJ");
    ground
        .command(
            "anna",
            &case,
            &json!({"do": "protect", "name": true, "address": true}),
        )
        .await
        .is(200);
    assert_eq!(street("ulla").await, Value::Null);
    assert_eq!(
        (street("anna").await, street("bo").await),
        (json!("HEMMELIGVEJ"), json!("HEMMELIGVEJ"))
    );
    let shown = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(shown["protected"], json!(["name", "address"]));
    let named = json!({"keep_days": 365, "names": true});
    let rules = ground.ask("admin", "PUT", "/access-log/rules").json(&named);
    assert_eq!(rules.send().await.status, 204);
    let looked = ground.get("anna", &format!("/cases/{case}/looked")).await;
    assert!(looked.to_string().contains("Navn bo"), "{looked}");
    for path in [
        format!("/cases/{case}"),
        format!("/cases/{case}/events"),
        format!("/cases/{case}/looked"),
        "/cases".to_owned(),
        "/tasks?whose=mine".to_owned(),
        "/inbox".to_owned(),
    ] {
        let text = ground.get("ulla", &path).await.to_string();
        let hidden = [
            "Anna Hansen",
            "HEMMELIGVEJ",
            "Navn bo",
            &person("bo").0.to_string(),
        ];
        for hidden in hidden {
            assert!(!text.contains(hidden), "{hidden} in {path}: {text}");
        }
    }
    let found = ground.ask("ulla", "POST", "/cases/search");
    let found = found.json(&json!({"text": "hansen"})).send().await.is(200).json();
    assert_eq!(found["rows"], json!([]), "a name that is hidden finds nothing");
}

#[tokio::test]
async fn a_case_is_opened_with_a_reason_by_those_who_act_for_the_authority() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let open = json!({"do": "open_with_reason", "reason": "Vagt i aften", "hours": 2});
    // Whoever does not act for the authority is told the same of a case as of none.
    let nowhere = "00000000-0000-0000-0000-00000000dead";
    let (there, not_there) = (
        ground.command("admin", &case, &open).await,
        ground.command("admin", nowhere, &open).await,
    );
    let told = |answer: &samspil_tests::program::Answer| {
        let mut body = answer.json();
        body.as_object_mut().unwrap().remove("instance");
        (answer.status, body)
    };
    assert_eq!(told(&there), told(&not_there));
    assert_eq!(there.status, 404);
    assert_eq!(status(&ground, "stranger", &case).await, 404);
    ground.command("stranger", &case, &open).await.is(200);
    let read = ground.get("stranger", &format!("/cases/{case}")).await;
    assert_eq!(read["only_reads"], true);
    let hold = ground
        .command("stranger", &case, &json!({"do": "hold", "reason": "x"}))
        .await;
    assert_eq!(
        (hold.status, hold.json()["code"].clone()),
        (409, json!("only_reads"))
    );
    let listed = ground.get("stranger", "/cases").await;
    assert_eq!(listed["rows"], json!([]));
    let history = ground.get("anna", &format!("/cases/{case}/events")).await;
    assert!(history.to_string().contains("Vagt i aften"));
    let looked = ground.get("anna", &format!("/cases/{case}/looked")).await;
    assert!(looked.to_string().contains("Opened with a reason"), "{looked}");
    ground.clock("2026-01-05T10:00:00Z").await;
    assert_eq!(status(&ground, "stranger", &case).await, 404, "it ends by itself");
    let told = ground.get("tove", "/inbox").await;
    assert!(told.to_string().contains("opened"), "{told}");
}
