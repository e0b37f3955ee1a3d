//! From what is in somebody's way to a trial of a version, and from a trial to a decision.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{AUTHORITY, FLOW, Ground, HERE, beginning, registered, token, unit};

/// The flow with one line otherwise; nobody comes to see more by it.
fn changed() -> String {
    let text = FLOW.replace("da: Vurdér behovet", "da: Vurdér behovet sammen");
    assert_ne!(text, FLOW);
    text
}

/// The flow with the limit of the order shown to everyone.
fn wider() -> String {
    let text = FLOW.replace(
        "limit: {type: money, seen_by: [caseworker, team_leader]}",
        "limit: {type: money, seen_by: everyone}",
    );
    assert_ne!(text, FLOW);
    text
}

async fn note(ground: &Ground, login: &'static str, case: &str, step: &str, said: &str) -> Answer {
    let asking = ground.ask(login, "POST", &format!("/cases/{case}/hassles"));
    asking.json(&json!({"step": step, "said": said})).send().await
}

fn asked(text: &str) -> Value {
    json!({
        "text": text,
        "aim": "Borgeren spørges én gang",
        "units": [unit(AUTHORITY)],
        "first_day": "2026-01-05",
        "last_day": "2026-01-30",
    })
}

async fn make(ground: &Ground, login: &'static str, asked: &Value) -> Answer {
    ground.ask(login, "POST", "/trials").json(asked).send().await
}

async fn decide(ground: &Ground, login: &'static str, trial: &str, decision: &str) -> Answer {
    let asking = ground.ask(login, "POST", &format!("/trials/{trial}/decision"));
    let body = json!({"decision": decision, "because": "Vi så det på tallene"});
    asking.json(&body).send().await
}

async fn version_of(ground: &Ground, case: &str) -> Value {
    ground.get("anna", &format!("/cases/{case}")).await["flow_version"].clone()
}

async fn newest(ground: &Ground) -> Value {
    ground.get("owner", "/flows").await[0]["version"].clone()
}

fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a16_3_a_hassle_is_noted_at_a_step_and_its_solution_becomes_a_new_version() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    ground.complete("anna", &case, "register", registered()).await;
    for (login, step, said, status) in [
        ("anna", "assess", "Borgeren spørges to gange", 204),
        ("anna", "nowhere", "Trinet er der ikke", 422),
        ("anna", "assess", "  ", 422),
        ("anna", "assess", "Borger 610203-1234 spørges to gange", 422),
        // Who sees no such step, no such case, or is no one at work.
        ("ulla", "decide_help", "Kan ikke ses", 422),
        ("stranger", "assess", "Kender ikke sagen", 404),
        ("bo", "assess", "Borgeren selv", 403),
    ] {
        let answer = note(&ground, login, &case, step, said).await;
        assert_eq!(answer.status, status, "{login} {step}: {}", answer.text);
    }
    let listed = ground.get("owner", "/hassles?flow=help").await;
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    let one = &listed[0];
    assert_eq!(
        (
            &one["flow"],
            &one["version"],
            &one["step"],
            &one["said"],
            &one["noted_by"]
        ),
        (
            &json!("help"),
            &json!(1),
            &json!("assess"),
            &json!("Borgeren spørges to gange"),
            &json!("Navn anna")
        )
    );
    assert!(!listed.to_string().contains(&case), "of the case nothing is kept");
    let mut wanted = asked(&changed());
    wanted["hassles"] = json!([one["id"]]);
    let trial = make(&ground, "owner", &wanted).await.is(201);
    let on_trial = ground.get("owner", "/hassles").await;
    assert_eq!(on_trial[0]["trial"], trial.json()["id"]);
    let kept = decide(&ground, "owner", &id(&trial), "keep").await.is(200).json();
    assert_eq!((&kept["decision"], &kept["kept_as"]), (&json!("keep"), &json!(3)));
    assert_eq!(
        newest(&ground).await,
        3,
        "the solution is a new version of the flow"
    );
    let listed = ground.get("owner", "/hassles").await;
    assert_eq!(listed[0]["settled_because"], "Vi så det på tallene");
    let file = ground
        .ask("anna", "GET", "/flows/help/versions/3")
        .send()
        .await
        .is(200)
        .text;
    assert_eq!(file, changed());
    let begun = ground
        .ask("anna", "POST", "/cases")
        .json(&beginning("Ny"))
        .send()
        .await;
    let begun = begun.is(201).json()["case"].as_str().unwrap().to_owned();
    assert_eq!(version_of(&ground, &begun).await, 3);
}

#[tokio::test]
async fn a18_1_a_version_is_marked_as_a_trial_with_units_and_days() {
    let ground = Ground::new().await;
    for login in ["anna", "admin", "bo"] {
        make(&ground, login, &asked(&changed())).await.is(403);
    }
    let trial = make(&ground, "owner", &asked(&changed())).await.is(201).json();
    assert_eq!(
        (
            &trial["version"],
            &trial["beside"],
            &trial["units"],
            &trial["first_day"],
            &trial["last_day"]
        ),
        (
            &json!(2),
            &json!(1),
            &json!([unit(AUTHORITY)]),
            &json!("2026-01-05"),
            &json!("2026-01-30")
        )
    );
    assert_eq!(
        newest(&ground).await,
        1,
        "what is marked as a trial is not the newest version"
    );
    let asking = ground
        .program
        .ask_plainly("GET", "/flows/help")
        .by(&token(HERE, "anna"));
    let page = asking.header("accept", "text/html").send().await.is(200).text;
    assert!(page.contains("på prøve 05.01.2026 til 30.01.2026"), "{page}");
    let case = ground.begin("Sag").await;
    assert_eq!(version_of(&ground, &case).await, 2);
    let asking = ground
        .program
        .ask_plainly("GET", &format!("/cases/{case}"))
        .by(&token(HERE, "anna"));
    let page = asking.header("accept", "text/html").send().await.is(200).text;
    assert!(
        page.contains("Sagen følger version 2 af forløbet, der er på prøve"),
        "{page}"
    );
}

#[tokio::test]
async fn a_version_on_trial_is_begun_by_nowhere_else_and_shares_no_unit_on_a_day() {
    let ground = Ground::new().await;
    make(&ground, "owner", &asked(&changed())).await.is(201);
    let mut elsewhere = beginning("Andre");
    elsewhere["parties"]["caseworker"] = json!([{"unit": unit(30)}]);
    elsewhere["parties"]["team_leader"] = json!([{"unit": unit(30)}]);
    elsewhere["version"] = json!(2);
    let refused = ground
        .ask("stranger", "POST", "/cases")
        .json(&elsewhere)
        .send()
        .await
        .is(422);
    assert!(
        refused.text.contains("on trial in other units"),
        "{}",
        refused.text
    );
    elsewhere["version"] = Value::Null;
    let begun = ground
        .ask("stranger", "POST", "/cases")
        .json(&elsewhere)
        .send()
        .await
        .is(201)
        .json();
    let read = ground
        .get("stranger", &format!("/cases/{}", begun["case"].as_str().unwrap()))
        .await;
    assert_eq!(read["flow_version"], 1);
    make(&ground, "owner", &asked(&changed().replace("8 weeks", "7 weeks")))
        .await
        .is(409);
}

/// Sent again with its key, making and deciding a trial are answered again and done once; the key is good for nothing else.
#[tokio::test]
async fn a_trial_that_is_asked_for_again_is_made_and_decided_once() {
    let ground = Ground::new().await;
    let make = |login: &'static str, key: u128, wanted: Value| {
        ground.ask(login, "POST", "/trials").key(key).json(&wanted).send()
    };
    let first = make("owner", 71, asked(&changed())).await.is(201);
    let again = make("owner", 71, asked(&changed())).await.is(201);
    assert_eq!(first.text, again.text);
    let mut other = asked(&changed());
    other["aim"] = json!("Noget andet");
    assert_eq!(
        make("owner", 71, other).await.is(409).json()["code"],
        "key-reused"
    );
    let anothers = make("alma", 71, asked(&changed())).await.is(409);
    assert_eq!(anothers.json()["code"], "key-reused");
    // With a key of its own it is another trial, which shares units and days with the first.
    let anew = make("owner", 72, asked(&changed())).await.is(409);
    assert_ne!(anew.json()["code"], "key-reused", "{}", anew.text);
    let trials = ground.get("owner", "/trials").await;
    assert_eq!(trials.as_array().unwrap().len(), 1, "{trials}");

    let path = format!("/trials/{}/decision", id(&first));
    let decide = |key: u128, because: &str| {
        let body = json!({"decision": "keep", "because": because});
        ground.ask("owner", "POST", &path).key(key).json(&body).send()
    };
    let kept = decide(73, "Det virker").await.is(200);
    assert_eq!(decide(73, "Det virker").await.is(200).text, kept.text);
    let reused = decide(73, "Af en anden grund").await.is(409);
    assert_eq!(reused.json()["code"], "key-reused", "{}", reused.text);
    let over = decide(74, "Det virker").await.is(409);
    assert_ne!(over.json()["code"], "key-reused", "{}", over.text);
    assert_eq!(newest(&ground).await, 3, "it was published once");
}

#[tokio::test]
async fn a_trial_that_shows_more_is_started_and_kept_by_two() {
    let ground = Ground::new().await;
    let trial = make(&ground, "owner", &asked(&wider())).await.is(201);
    assert_eq!(trial.json()["version"], Value::Null, "it waits");
    let trial = id(&trial);
    let case = ground.begin("Sag").await;
    assert_eq!(version_of(&ground, &case).await, 1);
    let start = |login: &'static str| {
        ground
            .ask(login, "POST", &format!("/trials/{trial}/start"))
            .send()
    };
    let own = start("owner").await.is(409);
    assert!(own.text.contains("Another process owner"), "{}", own.text);
    decide(&ground, "owner", &trial, "keep").await.is(409);
    assert_eq!(start("alma").await.is(200).json()["version"], 2);
    let case = ground.begin("Sag").await;
    assert_eq!(version_of(&ground, &case).await, 2);
    // Keeping it is publishing it: what shows more takes two here as well.
    for _ in 0..2 {
        let waits = decide(&ground, "owner", &trial, "keep").await.is(202).json();
        assert_eq!(
            (&waits["decision"], newest(&ground).await),
            (&Value::Null, json!(1))
        );
    }
    let kept = decide(&ground, "alma", &trial, "keep").await.is(200).json();
    assert_eq!(
        (&kept["kept_as"], &kept["ended_by"]),
        (&json!(3), &json!("Navn owner, Navn alma"))
    );
    assert_eq!(newest(&ground).await, 3);
    decide(&ground, "alma", &trial, "drop").await.is(409);
}

#[tokio::test]
async fn a_trial_that_is_to_be_otherwise_ends_and_is_a_draft_again() {
    let ground = Ground::new().await;
    let trial = id(&make(&ground, "owner", &asked(&changed())).await.is(201));
    let unclear = ground.ask("owner", "POST", &format!("/trials/{trial}/decision"));
    unclear
        .json(&json!({"decision": "change", "because": ""}))
        .send()
        .await
        .is(422);
    let over = decide(&ground, "owner", &trial, "change").await.is(200).json();
    assert_eq!(
        (&over["decision"], &over["kept_as"]),
        (&json!("change"), &Value::Null)
    );
    let asking = ground
        .program
        .ask_plainly("GET", "/workbench/help")
        .by(&token(HERE, "owner"));
    let page = asking.header("accept", "text/html").send().await.is(200).text;
    assert!(page.contains("Vurdér behovet sammen"), "{page}");
    let read = ground.get("owner", &format!("/trials/{trial}")).await;
    assert_eq!(
        (&read["trial"]["because"], &read["text"]),
        (&json!("Vi så det på tallene"), &json!(changed()))
    );
    let case = ground.begin("Sag").await;
    assert_eq!(version_of(&ground, &case).await, 1);
    let unfit = make(&ground, "owner", &asked("samspil: 1\n"))
        .await
        .is(422)
        .json();
    assert!(!unfit["findings"].as_array().unwrap().is_empty(), "{unfit}");
}

#[tokio::test]
async fn a_hassle_is_settled_without_a_trial_by_a_process_owner_with_a_word() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    note(&ground, "anna", &case, "register", "To steder")
        .await
        .is(204);
    let hassle = ground.get("owner", "/hassles").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let settle = |login: &'static str, because: &str| {
        let asking = ground.ask(login, "POST", &format!("/hassles/{hassle}/settle"));
        asking.json(&json!({"because": because})).send()
    };
    settle("anna", "Rettet").await.is(403);
    settle("owner", "").await.is(422);
    settle("owner", "Rettet i vejledningen").await.is(204);
    settle("owner", "Igen").await.is(404);
    let settled = ground.get("owner", "/hassles").await;
    assert_eq!(settled[0]["settled_because"], "Rettet i vejledningen");
}
