//! Who may look in the register of citizens: it is the authority's. Who acts in none of a citizen's cases and wants more than a
//! look says why, and those who have the cases are told.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{AUTHORITY, Ground, HERE, PROVIDER, person, token, unit};

const CPR: &str = "610203-9876";
const OTHER_CPR: &str = "610304-9877";
const NAME: &str = "Kanarie Fuglsang";
const REASON: &str = "Vagt i aften";

/// A citizen whom nobody knows.
const NOBODY: &str = "00000000-0000-0000-0000-00000000dead";

fn kept(reason: Option<&str>) -> Value {
    let mut kept = json!({"cpr": CPR, "name": NAME, "address": "Burvej 17"});
    if let Some(reason) = reason {
        kept["reason"] = json!(reason);
    }
    kept
}

async fn send(ground: &Ground, login: &str, (method, path): (&str, &str), body: &Value) -> Answer {
    let asking = ground.ask(login, method, path);
    match method {
        "GET" => asking.send().await,
        _ => asking.json(body).send().await,
    }
}

/// A page, or a form that is sent to it.
async fn page(ground: &Ground, login: &str, path: &str, form: Option<&str>) -> Answer {
    let method = if form.is_some() { "POST" } else { "GET" };
    let asking = ground.program.ask_plainly(method, path).by(&token(HERE, login));
    let asking = asking.header("accept", "text/html");
    match form {
        None => asking.send().await,
        Some(form) => {
            let asking = asking.body("application/x-www-form-urlencoded", form.to_owned());
            asking.send().await
        }
    }
}

/// A citizen of the register with an open case that the authority and the provider have.
async fn known(ground: &Ground) -> (String, String) {
    let added = send(ground, "anna", ("POST", "/citizens"), &kept(None)).await;
    let citizen = added.is(201).json()["citizen"].as_str().unwrap().to_owned();
    let begin = json!({
        "flow": "help", "title": "Sag om støtte",
        "parties": {
            "caseworker": [{"unit": unit(AUTHORITY)}], "team_leader": [{"unit": unit(AUTHORITY)}],
            "provider": [{"unit": unit(PROVIDER)}], "citizen": [{"person": citizen}],
        },
    });
    let begun = send(ground, "anna", ("POST", "/cases"), &begin).await.is(201);
    (citizen, begun.json()["case"].as_str().unwrap().to_owned())
}

/// Every way to one citizen.
fn ways(citizen: &str) -> Vec<(&'static str, String, Value)> {
    let one = format!("/citizens/{citizen}");
    let purpose = json!({"purpose": REASON});
    vec![
        ("GET", one.clone(), Value::Null),
        ("GET", format!("{one}/cases"), Value::Null),
        ("PUT", one.clone(), kept(Some(REASON))),
        ("POST", format!("{one}/reveal"), purpose.clone()),
        ("POST", format!("{one}/export"), purpose),
    ]
}

/// What somebody is told, beside the address that they asked for.
fn told(answer: &Answer) -> (u16, Value, Value, Value) {
    let body = answer.json();
    let of = |name: &str| body[name].clone();
    (answer.status, of("code"), of("title"), of("detail"))
}

#[tokio::test]
async fn whoever_works_for_providers_alone_gets_nothing_from_the_register() {
    let ground = Ground::new().await;
    let (citizen, case) = known(&ground).await;
    // They see the case.
    ground.get("ulla", &format!("/cases/{case}")).await;
    let before = ground.get("anna", &format!("/citizens/{citizen}")).await;
    for (theirs, nobody) in ways(&citizen).into_iter().zip(ways(NOBODY)) {
        let (method, path, body) = &theirs;
        let there = send(&ground, "ulla", (method, path), body).await;
        let not_there = send(&ground, "ulla", (method, &nobody.1), body).await;
        assert_eq!(there.status, 404, "{method} {path}: {}", there.text);
        assert_eq!(told(&there), told(&not_there), "{method} {path}");
        assert!(!there.text.contains(NAME), "{}", there.text);
    }
    for (path, body) in [
        ("/citizens/search", json!({"cpr": CPR})),
        ("/citizens/search", json!({"cpr": OTHER_CPR})),
        ("/citizens", json!({"cpr": OTHER_CPR, "name": "En anden"})),
    ] {
        let refused = send(&ground, "ulla", ("POST", path), &body).await.is(403).json();
        let why = refused["detail"].as_str().unwrap();
        assert!(why.contains("unit of the authority"), "{why}");
    }
    let sought = json!({"cpr": OTHER_CPR});
    let nobody = send(&ground, "anna", ("POST", "/citizens/search"), &sought).await;
    assert_eq!(nobody.status, 404, "nobody was registered");
    let after = ground.get("anna", &format!("/citizens/{citizen}")).await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn the_pages_of_the_register_are_the_authoritys() {
    let ground = Ground::new().await;
    let (citizen, _) = known(&ground).await;
    let one = format!("/citizens/{citizen}");
    let find = format!("do=find&cpr={CPR}");
    let change = format!("name=X&address=&protected_since=&reason={REASON}");
    for (path, form, status) in [
        ("/citizens".to_owned(), None, 403),
        ("/citizens".to_owned(), Some(find.as_str()), 403),
        ("/citizens".to_owned(), Some("do=begin"), 403),
        ("/citizens".to_owned(), Some("do=register&name=X"), 403),
        (one.clone(), None, 404),
        (format!("{one}/change"), None, 404),
        (format!("{one}/change"), Some(change.as_str()), 404),
        (format!("{one}/reveal"), Some("purpose=Brev"), 404),
        (format!("{one}/export"), Some("reason=Indsigt"), 404),
    ] {
        let answer = page(&ground, "ulla", &path, form).await.is(status);
        assert!(!answer.text.contains(NAME), "{path}: {}", answer.text);
    }
    for (login, in_menu) in [("ulla", false), ("anna", true), ("stranger", true)] {
        let tasks = page(&ground, login, "/tasks", None).await.is(200);
        assert_eq!(tasks.text.contains(r#"href="/citizens""#), in_menu, "{login}");
    }
    // Nor by the form that begins a case.
    let form = format!("do=complete&title=X&person-citizen={CPR}");
    let begins = page(&ground, "ulla", "/cases/new?flow=help", Some(&form)).await;
    assert_eq!(begins.status, 422);
    assert!(begins.text.contains("myndighedens enheder"), "{}", begins.text);
}

/// How many entries of what was done in the register stand in the history of a case, as somebody reads it.
async fn visits(ground: &Ground, login: &str, case: &str) -> Vec<Value> {
    let read = ground
        .get(login, &format!("/cases/{case}/events?limit=100"))
        .await;
    let events = read["events"].as_array().unwrap().clone();
    let changes = events
        .into_iter()
        .flat_map(|event| event["changes"].as_array().unwrap().clone());
    changes
        .filter(|change| change.to_string().contains(REASON))
        .collect()
}

#[tokio::test]
async fn whoever_acts_in_none_of_the_cases_says_why_and_those_who_have_them_are_told() {
    let ground = Ground::new().await;
    let (citizen, case) = known(&ground).await;
    let one = format!("/citizens/{citizen}");
    let get = ground.ask("stranger", "GET", &one).send().await;
    assert_eq!(get.status, 200, "they may look: a case may have to begin");
    for (method, path, body, pointer) in [
        ("PUT", one.clone(), kept(None), "/reason"),
        ("PUT", one.clone(), kept(Some(" ")), "/reason"),
        ("PUT", one.clone(), kept(Some("ret 610203-9876")), "/reason"),
        (
            "POST",
            format!("{one}/reveal"),
            json!({"purpose": " "}),
            "/purpose",
        ),
        (
            "POST",
            format!("{one}/export"),
            json!({"purpose": ""}),
            "/purpose",
        ),
    ] {
        let refused = send(&ground, "stranger", (method, &path), &body).await.is(422);
        assert_eq!(refused.json()["pointer"], json!(pointer), "{method} {path}");
    }
    assert_eq!(visits(&ground, "anna", &case).await.len(), 0);
    let purpose = json!({"purpose": REASON});
    for (number, (method, path, body, status)) in [
        ("PUT", one.clone(), kept(Some(REASON)), 204),
        ("POST", format!("{one}/reveal"), purpose.clone(), 200),
        ("POST", format!("{one}/export"), purpose, 200),
    ]
    .into_iter()
    .enumerate()
    {
        send(&ground, "stranger", (method, &path), &body).await.is(status);
        let told = visits(&ground, "anna", &case).await;
        assert_eq!(told.len(), number + 1, "{method} {path}: {told:?}");
    }
    // The citizen's own history has it; the provider's does not.
    assert_eq!(visits(&ground, "ulla", &case).await.len(), 0);
    let history = page(&ground, "anna", &format!("/cases/{case}/history"), None)
        .await
        .is(200);
    assert!(history.text.contains("Navn stranger"), "{}", history.text);
    let named = json!({"keep_days": 365, "names": true});
    let rules = ground.ask("admin", "PUT", "/access-log/rules").json(&named);
    assert_eq!(rules.send().await.status, 204);
    let log = ground.get("admin", "/access-log?limit=100").await;
    let rows = log["rows"].as_array().unwrap();
    let with_reason = rows.iter().filter(|row| row.to_string().contains(REASON));
    assert!(with_reason.count() >= 3, "{log}");
    ground.clock("2026-01-05T10:00:00Z").await;
    for login in ["anna", "tove"] {
        let inbox = ground.get(login, "/inbox").await;
        let opened = inbox["rows"].as_array().unwrap().iter();
        let opened = opened.filter(|row| row["kind"] == "opened").count();
        assert!(opened >= 3, "{login}: {inbox}");
    }
}

#[tokio::test]
async fn whoever_acts_for_the_authority_in_a_case_of_theirs_tells_nobody() {
    let ground = Ground::new().await;
    let (citizen, case) = known(&ground).await;
    let one = format!("/citizens/{citizen}");
    let purpose = json!({"purpose": REASON});
    for (method, path, body, status) in [
        ("PUT", one.clone(), kept(None), 204),
        ("POST", format!("{one}/reveal"), purpose.clone(), 200),
        ("POST", format!("{one}/export"), purpose.clone(), 200),
    ] {
        send(&ground, "asta", (method, &path), &body).await.is(status);
    }
    assert_eq!(visits(&ground, "anna", &case).await.len(), 0);
    // Also when it has ended.
    let end = json!({"do": "terminate", "reason": "Flyttet"});
    ground.command("tove", &case, &end).await.is(200);
    send(&ground, "asta", ("PUT", &one), &kept(None)).await.is(204);
    // Nobody is left to be told; the reason is asked for all the same.
    send(&ground, "stranger", ("PUT", &one), &kept(None))
        .await
        .is(422);
    let reveal = format!("{one}/reveal");
    send(&ground, "stranger", ("POST", &reveal), &purpose)
        .await
        .is(200);
    assert_eq!(visits(&ground, "anna", &case).await.len(), 0);
}

#[tokio::test]
async fn a_case_begins_about_somebody_whom_nobody_knew() {
    let ground = Ground::new().await;
    let sought = json!({"cpr": OTHER_CPR});
    send(&ground, "stranger", ("POST", "/citizens/search"), &sought)
        .await
        .is(404);
    let new = json!({"cpr": OTHER_CPR, "name": "En anden"});
    let added = send(&ground, "stranger", ("POST", "/citizens"), &new)
        .await
        .is(201);
    let citizen = added.json()["citizen"].clone();
    let found = send(&ground, "stranger", ("POST", "/citizens/search"), &sought).await;
    assert_eq!(found.is(200).json()["citizen"], citizen);
    let begin = json!({
        "flow": "help", "title": "Ny sag",
        "parties": {
            "caseworker": [{"person": person("stranger")}], "team_leader": [{"unit": unit(AUTHORITY)}],
            "provider": [{"unit": unit(PROVIDER)}], "citizen": [{"person": citizen}],
        },
    });
    send(&ground, "stranger", ("POST", "/cases"), &begin)
        .await
        .is(201);
    // Now it is theirs.
    let one = format!("/citizens/{}", citizen.as_str().unwrap());
    send(&ground, "stranger", ("PUT", &one), &new).await.is(204);
}
