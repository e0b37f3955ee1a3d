//! A person's calendar, which a secret address opens and nothing else does.

use serde_json::{Value, json};

use crate::ground::{ELSEWHERE, Ground, assessed, person, registered};

/// The path of an address that someone makes for their calendar.
async fn made(ground: &Ground, login: &str) -> String {
    let made = ground.ask(login, "POST", "/me/feed").send().await.is(201).json();
    let address = made["address"].as_str().unwrap();
    address
        .strip_prefix(ground.program.url.as_str())
        .unwrap()
        .to_owned()
}

/// What stands in a calendar: the names of its events.
async fn told(ground: &Ground, path: &str) -> Vec<String> {
    let answer = ground.program.ask("GET", path).send().await.is(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let text = answer.text.replace("\r\n ", "");
    let names = text.lines().filter_map(|line| line.strip_prefix("SUMMARY:"));
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn each_reads_their_own_deadlines_in_their_own_language() {
    let ground = Ground::new().await;
    let case = ground.begin("HEMMELIG").await;
    let (anna, asta, ulla) = (
        made(&ground, "anna").await,
        made(&ground, "asta").await,
        made(&ground, "ulla").await,
    );
    for path in [&anna, &asta] {
        assert_eq!(
            told(&ground, path).await,
            ["Frist: Registrér ansøgningen (Hjælp)"]
        );
    }
    assert_eq!(told(&ground, &ulla).await, [""; 0], "it is the authority's");
    ground.complete("anna", &case, "register", registered()).await;
    let choice = json!({
        "language": "en", "reminders": "inbox", "lateness": "inbox", "for_unit": "inbox", "digest_at": "08:00",
    });
    ground
        .ask("anna", "PUT", "/me/reach")
        .json(&choice)
        .send()
        .await
        .is(200);
    ground
        .ask("anna", "POST", &format!("/cases/{case}/tasks/assess/claim"))
        .send()
        .await
        .is(200);
    assert_eq!(told(&ground, &anna).await, ["Due: Assess the need (Help)"]);
    assert_eq!(told(&ground, &asta).await, [""; 0], "a colleague has taken it");
    ground.complete("anna", &case, "assess", assessed()).await;
    assert!(
        !told(&ground, &anna)
            .await
            .contains(&"Due: Assess the need (Help)".to_owned())
    );
}

#[tokio::test]
async fn an_address_is_told_once_and_opens_nothing_else() {
    let ground = Ground::new().await;
    let key = 0xfeed << 64 | 1;
    let make = || ground.ask("anna", "POST", "/me/feed").key(key);
    let first = make().send().await.is(201).json();
    let again = make().send().await.is(201).json();
    assert_eq!(
        (&again["made_at"], &again["address"]),
        (&first["made_at"], &Value::Null)
    );
    assert_eq!(
        ground.get("anna", "/me/feed").await,
        json!({"made_at": first["made_at"]})
    );
    ground.ask("asta", "GET", "/me/feed").send().await.is(404);
    let address = first["address"].as_str().unwrap();
    let secret = address.rsplit('/').next().unwrap().trim_end_matches(".ics");
    let asking = ground.program.ask("GET", "/api/v1/me").by(secret);
    asking.send().await.is(401);
    let token = crate::ground::token(crate::ground::HERE, "anna");
    ground
        .program
        .ask("GET", &format!("/calendar/{token}.ics"))
        .send()
        .await
        .is(404);
}

#[tokio::test]
async fn what_was_taken_back_and_whoever_left_are_not_told_from_what_never_was() {
    let ground = Ground::new().await;
    let (old, new) = (made(&ground, "anna").await, made(&ground, "anna").await);
    let (ended, left) = (made(&ground, "asta").await, made(&ground, "tove").await);
    ground.ask("asta", "DELETE", "/me/feed").send().await.is(204);
    ground.ask("asta", "DELETE", "/me/feed").send().await.is(404);
    let gone = json!({"login": "tove", "name": "Navn tove", "roles": ["staff"], "active": false});
    let path = format!("/people/{}", person("tove"));
    ground.ask("admin", "PUT", &path).json(&gone).send().await.is(200);
    assert_eq!(told(&ground, &new).await, [""; 0]);
    let mut answers = Vec::new();
    let elsewhere = new.replace(&crate::ground::HERE.to_string(), &ELSEWHERE.to_string());
    let nowhere = new.replace(&crate::ground::HERE.to_string(), "11111111");
    for path in [
        &old,
        &ended,
        &left,
        &elsewhere,
        &nowhere,
        &new.replace(".ics", ""),
        "/calendar/x.ics",
    ] {
        let answer = ground.program.ask("GET", path).send().await.is(404);
        let mut problem = answer.json();
        problem["instance"] = Value::Null;
        answers.push(problem);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn a_program_that_has_it_already_is_told_so_until_something_changes() {
    let ground = Ground::new().await;
    let path = made(&ground, "anna").await;
    let case = ground.begin("Sag").await;
    let first = ground.program.ask("GET", &path).send().await.is(200);
    let again = || {
        ground
            .program
            .ask("GET", &path)
            .header("if-none-match", first.header("etag"))
    };
    let same = again().send().await.is(304);
    assert_eq!(
        (same.text.as_str(), same.header("etag")),
        ("", first.header("etag"))
    );
    ground.clock("2026-01-06T08:00:00Z").await;
    again().send().await.is(304);
    ground.complete("anna", &case, "register", registered()).await;
    again().send().await.is(200);
}
