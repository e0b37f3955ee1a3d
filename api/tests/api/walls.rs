//! Nobody sees what is not theirs: by no address, no list, no history, no error.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::ground::{ELSEWHERE, Ground, HERE, SECRETS, beginning, person, token, unit};

/// Every address that the document names, with a case's and an item's name put in.
async fn addresses(ground: &Ground, case: &str) -> Vec<(String, String)> {
    let document = ground
        .program
        .ask("GET", "/api/v1/openapi.json")
        .send()
        .await
        .is(200)
        .json();
    let mut found = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let path = path
            .replace("{case}", case)
            .replace("{item}", "assess")
            .replace("{flow}", "help");
        let path = path.replace("{version}", "1");
        let path = path.replace("{municipality}", &HERE.to_string());
        let path = [
            "{person}",
            "{unit}",
            "{token}",
            "{session}",
            "{notice}",
            "{incident}",
            "{absence}",
            "{mail}",
            "{sample}",
            "{number}",
            "{citizen}",
            "{link}",
            "{name}",
            "{source}",
            "{disposal}",
            "{document}",
            "{hold}",
            "{provider}",
            "{hassle}",
            "{trial}",
            "{kind}",
            "{about}",
        ]
        .iter()
        .fold(path, |path, name| path.replace(name, &person("anna").to_string()));
        assert!(!path.contains('{'), "{path}");
        for method in operations.as_object().unwrap().keys() {
            found.push((method.to_uppercase(), path.clone()));
        }
    }
    found
}

/// Whoever asks is told, and where no copy was ever made, that it is not well.
const NOT_WELL: &str = "/api/v1/health/backup";

const PUBLIC: [&str; 6] = [
    NOT_WELL,
    "/api/v1/limits/12345678",
    "/api/v1/openapi.json",
    "/api/v1/health/live",
    "/api/v1/health/ready",
    "/api/v1/health/timers",
];

#[tokio::test]
async fn without_a_key_of_their_own_nobody_gets_in() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let addresses = addresses(&ground, &case).await;
    assert!(addresses.len() > 30, "{}", addresses.len());
    let unknown = token(HERE, "nobody");
    for (method, path) in addresses {
        let open = PUBLIC.contains(&path.as_str());
        for asking in [
            ground.program.ask(&method, &path),
            ground.program.ask(&method, &path).by(&unknown),
        ] {
            let answer = asking.json(&json!({})).send().await;
            let expected = match (open, path.as_str()) {
                (true, NOT_WELL) => 503,
                (true, _) => 200,
                (false, _) => 401,
            };
            assert_eq!(answer.status, expected, "{method} {path}");
            if !open {
                assert_eq!(answer.json()["code"], "sign-in-needed");
                assert_eq!(answer.header("www-authenticate"), "Bearer");
            }
        }
    }
}

#[tokio::test]
async fn roles_are_asked_before_anything_else() {
    let ground = Ground::new().await;
    for (login, method, path, status) in [
        ("bo", "POST", "/cases", 403),
        ("owner", "POST", "/cases", 403),
        ("anna", "POST", "/flows", 403),
        ("admin", "POST", "/flows", 403),
        ("bo", "GET", "/flows", 403),
        ("bo", "GET", "/flows/help/versions/1", 403),
        ("anna", "GET", "/people", 403),
        ("owner", "GET", "/incidents", 403),
        ("anna", "PUT", "/units/00000000-0000-0000-0000-000000001010", 403),
        ("anna", "POST", "/test-clock", 403),
        ("bo", "GET", "/units", 403),
        ("bo", "GET", "/cases", 200),
        ("anna", "DELETE", "/cases", 405),
    ] {
        let answer = ground.ask(login, method, path).json(&json!({})).send().await;
        assert_eq!(answer.status, status, "{login} {method} {path}: {}", answer.text);
    }
}

/// Everything that someone can read, as one text.
async fn all_that(ground: &Ground, login: &str, tenant: i32, case: &str) -> String {
    let asking = |path: &str| {
        let asking = ground.program.ask("GET", &format!("/api/v1{path}"));
        asking
            .by(&token(tenant, login))
            .header("accept-language", "en")
            .send()
    };
    let mut all = String::new();
    for path in [
        format!("/cases/{case}"),
        format!("/cases/{case}/events?limit=100"),
        format!("/cases/{case}/clocks"),
        "/cases".to_owned(),
        "/cases?status=open".to_owned(),
        "/tasks?whose=mine".to_owned(),
        "/tasks?whose=units".to_owned(),
        "/tasks?whose=waiting".to_owned(),
        "/inbox".to_owned(),
        "/me".to_owned(),
        "/tokens".to_owned(),
    ] {
        let answer = asking(&path).await;
        all.push_str(&format!(
            "{path}: {} {} {}\n",
            answer.status,
            answer.headers(),
            answer.text
        ));
    }
    for item in [
        "register",
        "assess",
        "decide_help",
        "send_order",
        "answer_order",
        "ordering",
        "deciding",
        "close_help",
    ] {
        let why = asking(&format!("/cases/{case}/items/{item}/why")).await;
        all.push_str(&format!("{item}: {}\n", why.text));
        for command in ["claim", "complete", "skip", "redo", "activate", "save_draft"] {
            let body = match command {
                "claim" | "activate" => json!({"do": command, "item": item}),
                "complete" | "save_draft" => {
                    json!({"do": command, "item": item, "data": {"order": {"lines": [{}, {}]}}})
                }
                _ => json!({"do": command, "item": item, "reason": ""}),
            };
            let asking = ground
                .program
                .ask("POST", &format!("/api/v1/cases/{case}/commands"));
            let refused = asking.by(&token(tenant, login)).json(&body).send().await;
            all.push_str(&format!("{item} {command}: {}\n", refused.text));
        }
    }
    all
}

#[tokio::test]
async fn what_a_party_does_not_see_is_in_none_of_their_answers() {
    let ground = Ground::new().await;
    let case = ground.ordered("Sag").await;
    // A condition that does not hold, over a value that the provider does not see.
    let lower = json!({"do": "set", "data": {"order": {"limit": "47.11"}}});
    ground.command("anna", &case, &lower).await.is(200);
    let redo = json!({"do": "redo", "item": "send_order", "reason": "Taksten er ændret"});
    ground.command("anna", &case, &redo).await.is(200);
    let secrets = [&SECRETS[..], &["47.11", "47,11", "4,711.25", "8,122.75"]].concat();
    for login in ["ulla", "bo"] {
        let all = all_that(&ground, login, HERE, &case).await;
        for secret in &secrets {
            assert!(!all.contains(secret), "{login} reads {secret}: {all}");
        }
        assert!(
            all.contains("Jeg vil bo for mig selv"),
            "what everyone sees is there: {all}"
        );
    }
    let seen = all_that_anna_sees(&ground, &case).await;
    for secret in &SECRETS {
        assert!(seen.contains(secret), "the test would find {secret}");
    }
    let provider = ground.get("ulla", &format!("/cases/{case}")).await;
    let names: BTreeSet<&str> = provider["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["item"].as_str().unwrap())
        .collect();
    assert!(
        names.contains("answer_order") && !names.contains("register") && !names.contains("assess"),
        "{names:?}"
    );
    assert_eq!(provider["data"].get("assessment"), None);
    assert_eq!(provider["data"].get("decision"), None);
}

async fn all_that_anna_sees(ground: &Ground, case: &str) -> String {
    let read = ground.get("anna", &format!("/cases/{case}")).await;
    let past = ground.get("anna", &format!("/cases/{case}/events")).await;
    format!("{read}{past}")
}

#[tokio::test]
async fn who_is_not_in_the_case_is_told_that_it_is_not_there() {
    let ground = Ground::new().await;
    let case = ground.ordered("Sag HEMMELIG").await;
    for (login, tenant) in [
        ("stranger", HERE),
        ("owner", HERE),
        ("admin", HERE),
        ("anna", ELSEWHERE),
        ("ulla", ELSEWHERE),
    ] {
        let all = all_that(&ground, login, tenant, &case).await;
        for secret in SECRETS
            .iter()
            .chain(&["HEMMELIG", "Jeg vil bo", "blocked", "not_owner"])
        {
            assert!(!all.contains(secret), "{login} of {tenant} reads {secret}: {all}");
        }
        assert!(all.contains(&format!("/cases/{case}: 404")), "{all}");
    }
}

#[tokio::test]
async fn two_municipalities_with_the_same_ids_stay_apart() {
    let ground = Ground::new().await;
    let begin = |tenant: i32, title: &'static str| {
        let asking = ground.program.ask("POST", "/api/v1/cases").key(7);
        async move {
            asking
                .by(&token(tenant, "anna"))
                .json(&beginning(title))
                .send()
                .await
        }
    };
    let here = begin(HERE, "Her").await.is(201).json();
    let elsewhere = begin(ELSEWHERE, "Der").await.is(201).json();
    assert_eq!(here["case"], elsewhere["case"], "one key, one id, two cases");
    for (tenant, own) in [(HERE, "Her"), (ELSEWHERE, "Der")] {
        let path = format!("/api/v1/cases/{}", here["case"].as_str().unwrap());
        let read = ground
            .program
            .ask("GET", &path)
            .by(&token(tenant, "anna"))
            .send()
            .await
            .is(200)
            .json();
        assert_eq!(read["title"], own);
        let list = ground
            .program
            .ask("GET", "/api/v1/cases")
            .by(&token(tenant, "anna"))
            .send()
            .await
            .json();
        assert_eq!(list["rows"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_right_that_is_taken_away_is_gone() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let path = format!("/cases/{case}");
    ground.ask("asta", "GET", &path).send().await.is(200);
    let places = format!("/people/{}/places", person("asta"));
    ground
        .ask("admin", "PUT", &places)
        .json(&json!([]))
        .send()
        .await
        .is(200);
    until(&ground, "asta", &path, 200, 404).await;
    let closed = json!({"login": "asta", "name": "Navn asta", "active": false});
    ground
        .ask("admin", "PUT", &format!("/people/{}", person("asta")))
        .json(&closed)
        .send()
        .await
        .is(200);
    until(&ground, "asta", &path, 404, 401).await;
}

/// A token is taken at its word for a moment; then it is not.
async fn until(ground: &Ground, login: &str, path: &str, before: u16, status: u16) {
    /// How often it is asked before the test gives up: a second is some hundred answers.
    const PATIENCE: usize = 100_000;
    for _ in 0..PATIENCE {
        let answer = ground.ask(login, "GET", path).send().await;
        if answer.status == status {
            return;
        }
        assert_eq!(answer.status, before, "{}", answer.text);
    }
    panic!("{login} still gets in at {path}");
}

#[tokio::test]
async fn answers_are_kept_by_nobody_between() {
    let ground = Ground::new().await;
    let answer = ground.ask("anna", "GET", "/me").send().await.is(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let me: Value = answer.json();
    assert_eq!(
        (me["municipality"].as_str(), me["places"][0]["name"].as_str()),
        (Some("12345678"), Some("Myndighed"))
    );
}

#[tokio::test]
async fn who_does_not_stand_with_the_authority_begins_none_of_its_cases() {
    let ground = Ground::new().await;
    let begin = |caseworker: Value| {
        let mut body = beginning("Sag");
        body["parties"]["caseworker"] = caseworker;
        body
    };
    let ask = async |login: &str, body: Value| ground.ask(login, "POST", "/cases").json(&body).send().await;
    // A provider's, whatever they say that the authority is.
    for caseworker in [
        json!([{"person": person("ulla")}]),
        json!([{"unit": unit(20), "person": person("ulla")}]),
        json!([{"unit": unit(20)}]),
        json!([{"unit": unit(10)}]),
    ] {
        let refused = ask("ulla", begin(caseworker.clone())).await.is(403);
        assert_eq!(refused.json()["code"], "begun_elsewhere", "{caseworker}");
        let said = refused.text.to_lowercase();
        assert!(
            said.contains("caseworker") && said.contains("no place there today"),
            "{said}"
        );
    }
    assert_eq!(ground.get("ulla", "/cases").await["rows"], json!([]));
    // Nor does the authority give a case to somebody who does not stand with it, or not there.
    for (caseworker, status) in [
        (json!([{"person": person("ulla")}]), 422),
        (json!([{"person": person("bo")}]), 422),
        (json!([{"unit": unit(30), "person": person("asta")}]), 422),
        (json!([{"unit": unit(10), "person": person("asta")}]), 201),
        (json!([{"person": person("tove")}]), 201),
        (json!([{"person": person("anna")}]), 201),
    ] {
        let answer = ask("anna", begin(caseworker.clone())).await.is(status);
        if status == 422 {
            assert_eq!(answer.json()["code"], "stands_nowhere", "{caseworker}");
        }
    }
    let places = format!("/people/{}/places", person("anna"));
    let over = ground.ask("admin", "PUT", &places).json(&json!([]));
    over.send().await.is(200);
    ask("anna", beginning("Sag")).await.is(403);
}

#[tokio::test]
async fn who_does_not_stand_with_the_authority_is_bound_to_it_in_no_case() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let bound = async |login: &str, what: &str, to: Value| {
        let mut command = json!({"do": what, "party": "caseworker", "to": to});
        if what == "pass_on" {
            command["note"] = json!("Ny på sagen");
        }
        ground.command(login, &case, &command).await
    };
    for what in ["bind", "pass_on"] {
        for to in [
            json!([{"person": person("ulla")}]),
            json!([{"person": person("bo")}]),
            json!([{"unit": unit(30), "person": person("asta")}]),
        ] {
            let refused = bound("anna", what, to.clone()).await.is(422);
            assert_eq!(refused.json()["code"], "stands_nowhere", "{what} {to}");
            // Who may not bind learns nothing by asking.
            let refused = bound("bo", what, to.clone()).await.is(403);
            assert_eq!(refused.json()["code"], "not_owner", "{what} {to}");
        }
        let there = json!([{"unit": unit(10), "person": person("asta")}]);
        bound("anna", what, there).await.is(200);
        bound("asta", what, json!([{"person": person("anna")}]))
            .await
            .is(200);
    }
    // Whoever is bound already stays so, and does not come back once they were let go.
    let places = format!("/people/{}/places", person("anna"));
    let over = ground.ask("admin", "PUT", &places).json(&json!([]));
    over.send().await.is(200);
    let until = |day: &str| json!([{"person": person("anna"), "until": day}]);
    bound("anna", "bind", until("2027-12-31")).await.is(200);
    bound("anna", "bind", json!([{"unit": unit(10)}])).await.is(200);
    let refused = bound("asta", "bind", until("2027-12-31")).await.is(422);
    assert_eq!(refused.json()["code"], "stands_nowhere");
}
