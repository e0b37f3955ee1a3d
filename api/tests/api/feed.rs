//! A person's calendar, which a secret address opens and nothing else does.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use samspil_tests::program::Answer;
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
        json!({"way": "address", "made_at": first["made_at"]})
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

/// What stands behind the login and the password that someone makes for their calendar.
async fn login(ground: &Ground, login: &str) -> (String, String) {
    let asking = ground
        .ask(login, "POST", "/me/feed")
        .json(&json!({"way": "login"}));
    let made = asking.send().await.is(201).json();
    assert_eq!(made["address"], format!("{}{BY_LOGIN}", ground.program.url));
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("login"), text("password"))
}

const BY_LOGIN: &str = "/calendar/samspil.ics";

async fn shown(ground: &Ground, path: &str, login: &str, password: &str) -> Answer {
    let pair = BASE64_STANDARD.encode(format!("{login}:{password}"));
    let asking = ground.program.ask("GET", path);
    asking
        .header("authorization", &format!("Basic {pair}"))
        .send()
        .await
}

#[tokio::test]
async fn a_calendar_is_had_by_a_login_at_an_address_that_is_no_secret() {
    let ground = Ground::new().await;
    ground.begin("HEMMELIG").await;
    let (name, password) = login(&ground, "anna").await;
    let first = shown(&ground, BY_LOGIN, &name, &password).await.is(200);
    assert!(first.text.contains("Registrér ansøgningen") && !first.text.contains("HEMMELIG"));
    assert_eq!(first.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(ground.get("anna", "/me/feed").await["way"], "login");
    let (others, _) = login(&ground, "asta").await;
    let token = crate::ground::token(crate::ground::HERE, "anna");
    let elsewhere = password.replace(&crate::ground::HERE.to_string(), &ELSEWHERE.to_string());
    let nowhere = password.replace(&crate::ground::HERE.to_string(), "11111111");
    let mut answers = Vec::new();
    for (login, password) in [
        (&name, &token),
        (&others, &password),
        (&name, &elsewhere),
        (&name, &nowhere),
        (&"anna".to_owned(), &password),
        (&name, &String::new()),
    ] {
        let answer = shown(&ground, BY_LOGIN, login, password).await.is(401);
        assert!(answer.header("www-authenticate").starts_with("Basic realm="));
        let mut problem = answer.json();
        problem["instance"] = Value::Null;
        answers.push(problem);
    }
    let bare = ground.program.ask("GET", BY_LOGIN).send().await.is(401);
    assert!(bare.header("www-authenticate").starts_with("Basic"));
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // The password opens no address and nothing else, and no other route asks for one.
    ground
        .program
        .ask("GET", &format!("/calendar/{password}.ics"))
        .send()
        .await
        .is(404);
    let refused = shown(&ground, "/api/v1/me", &name, &password).await.is(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    let anew = login(&ground, "anna").await;
    shown(&ground, BY_LOGIN, &name, &password).await.is(401);
    shown(&ground, BY_LOGIN, &anew.0, &anew.1).await.is(200);
    // A secret address in its place, and nothing is had by the login.
    made(&ground, "anna").await;
    shown(&ground, BY_LOGIN, &anew.0, &anew.1).await.is(401);
}

#[tokio::test]
async fn a_municipality_may_have_no_addresses_that_are_secrets() {
    let ground = Ground::new().await;
    let address = made(&ground, "anna").await;
    let (name, password) = login(&ground, "asta").await;
    let terms = "/calendar-terms";
    assert_eq!(
        ground.get("admin", terms).await,
        json!({"secret_addresses": true})
    );
    let put = |login: &'static str, on: bool| {
        let asking = ground.ask(login, "PUT", terms);
        asking.json(&json!({"secret_addresses": on})).send()
    };
    put("anna", false).await.is(403);
    put("admin", false).await.is(200);
    ground.program.ask("GET", &address).send().await.is(404);
    shown(&ground, BY_LOGIN, &name, &password).await.is(200);
    let refused = ground.ask("anna", "POST", "/me/feed").send().await.is(409).json();
    assert_eq!(refused["code"], "no_secret_addresses");
    login(&ground, "anna").await;
    put("admin", true).await.is(200);
    // What was made by a login meanwhile has taken its place.
    ground.program.ask("GET", &address).send().await.is(404);
}

#[tokio::test]
async fn no_secret_of_a_calendar_is_in_the_log_or_goes_on_to_others() {
    let ground = Ground::new().await;
    let address = made(&ground, "anna").await;
    let (name, password) = login(&ground, "asta").await;
    let secret = address.rsplit('/').next().unwrap().trim_end_matches(".ics");
    for path in [
        address.clone(),
        address.replace(".ics", ""),
        format!("{address}?x={secret}"),
    ] {
        let asking = ground.program.ask("GET", &path).header("accept", "text/html");
        let answer = asking.header("referer", &path).send().await;
        // A browser tells it to no other host, and nobody keeps it on the way.
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(
            ["private, no-cache", "no-store"].contains(&answer.header("cache-control")),
            "{path}"
        );
    }
    shown(&ground, BY_LOGIN, &name, &password).await.is(200);
    shown(&ground, BY_LOGIN, &name, secret).await.is(401);
    let looks = ground.ask("admin", "GET", "/access-log").send().await;
    let log = ground.program.log();
    assert!(
        log.contains("/calendar/{address}") && log.contains(BY_LOGIN),
        "each is a line by its route"
    );
    for never in [secret, password.as_str()] {
        assert!(!log.contains(never) && !looks.text.contains(never));
    }
}
