//! Bodies, addresses and headers are read strictly: what is not understood is an error with its place.

use serde_json::{Value, json};

use crate::ground::{Ground, beginning};

/// To which address, the status, code and place that come (`-` for none, `.` for the whole), and what is sent.
const NOT_UNDERSTOOD: &str = r#"
cases 400 bad-json - {
cases 400 bad-json - 
cases 422 wrong-value . []
cases 422 wrong-value . ["help", null, "Sag", {}, {}]
cases 422 wrong-value . "x"
cases 422 missing-field . {"flow": "help"}
cases 422 wrong-value /flow {"flow": 1, "title": "x"}
cases 422 unknown-field /tenant {"flow": "help", "title": "x", "tenant": 1}
cases 422 wrong-value /parties/citizen/0/unit {"flow": "help", "title": "x", "parties": {"citizen": [{"unit": "x"}]}}
cases 422 wrong-value /parties/citizen/0 {"flow": "help", "title": "x", "parties": {"citizen": [[null, null]]}}
cases 400 bad-json - {"flow": "help", "title": "\ud800"}
commands 422 missing-field . {}
commands 422 wrong-value . []
commands 422 wrong-value /do {"do": 0}
commands 422 wrong-value /do {"do": 1}
commands 422 wrong-value /do {"do": "tick"}
commands 422 missing-field . {"do": "claim"}
commands 422 wrong-value /item {"do": "claim", "item": [1]}
commands 422 wrong-value /item {"do": "claim", "item": "a b"}
commands 422 unknown-field /by {"do": "claim", "item": "x", "by": 1}
commands 422 wrong-value /to/0/person {"do": "bind", "party": "citizen", "to": [{"person": 7}]}
commands 400 duplicate-key /do {"do": "resume", "do": "resume"}
complete 400 too-deep DEEPEST {"data": DEEP}
complete 422 wrong_data /data/f0 {"data": MANY}
complete 422 wrong_data /data {"data": [1]}
complete 422 wrong_data /data/application/wishes {"data": {"application": {"wishes": "LONG"}}}
"#;

#[tokio::test]
async fn bodies_that_are_not_understood_are_pointed_at() {
    let ground = Ground::new().await;
    let many = (0..10_000).map(|n| (format!("f{n}"), json!(n)));
    let many = Value::from(many.collect::<serde_json::Map<_, _>>()).to_string();
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    // The body is the first of 64, and what lies in the 63rd list is too much.
    let deepest = format!("/data{}", "/0".repeat(63));
    let case = ground.begin("Sag").await;
    for line in NOT_UNDERSTOOD.lines().filter(|line| !line.is_empty()) {
        let [place, status, code, pointer, body] =
            line.splitn(5, ' ').collect::<Vec<_>>().try_into().unwrap();
        let path = match place {
            "cases" => "/cases".to_owned(),
            "commands" => format!("/cases/{case}/commands"),
            _ => format!("/cases/{case}/tasks/register/complete"),
        };
        let pointer = pointer.replace("DEEPEST", &deepest);
        let body = body.replace("DEEP", &deep).replace("MANY", &many);
        let body = body.replace("LONG", &"x".repeat(60_000));
        let asking = ground.ask("anna", "POST", &path);
        let answer = asking.body("application/json", body).send().await;
        let problem = answer.json();
        let found = match problem["pointer"].as_str() {
            None => "-",
            Some("") => ".",
            Some(pointer) => pointer,
        };
        let found = format!("{} {} {found}", answer.status, problem["code"].as_str().unwrap());
        assert_eq!(found, format!("{status} {code} {pointer}"), "{line}: {problem}");
    }
    let read = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(read["version"], 1);
}

#[tokio::test]
async fn a_body_above_the_bound_and_one_that_is_no_json_are_refused() {
    let ground = Ground::new().await;
    // Ten megabytes are announced; the answer comes before any of them.
    let head = format!(
        "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
         idempotency-key: {}\r\ncontent-type: application/json\r\ncontent-length: 10485760\r\n\r\n",
        crate::ground::token(crate::ground::HERE, "anna"),
        crate::ground::person("anna"),
    );
    let answer = ground.program.raw(&head).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("\"code\":\"too-large\""), "{answer}");
    let answer = ground
        .ask("anna", "POST", "/cases")
        .body("application/json", b"{\"flow\": \"\xff\"}".to_vec())
        .send()
        .await;
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (400, Some("bad-json"))
    );
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/yaml",
    ] {
        let answer = ground.ask("anna", "POST", "/cases").body(kind, "{}").send().await;
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (415, Some("not-json")),
            "{kind}"
        );
    }
    let answer = ground
        .ask("owner", "POST", "/flows")
        .body("application/json", "{}")
        .send()
        .await;
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (415, Some("not-yaml"))
    );
    let large = format!("{}\n{}", crate::ground::FLOW, "#".repeat(300 * 1024));
    let answer = ground.publish(crate::ground::HERE, &large).await;
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (413, Some("too-large"))
    );
}

#[tokio::test]
async fn a_command_without_a_key_is_not_done() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let body = beginning("Uden nøgle").to_string();
    for path in [
        "/cases",
        "/flows",
        "/tokens",
        &format!("/cases/{case}/tasks/register/claim"),
    ] {
        let login = if path == "/flows" { "owner" } else { "anna" };
        let path = format!("/api/v1{path}");
        let token = crate::ground::token(crate::ground::HERE, login);
        let asking = || {
            ground
                .program
                .ask_plainly("POST", &path)
                .by(&token)
                .body("application/json", body.clone())
        };
        for answer in [
            asking().send().await,
            asking().header("idempotency-key", "7").send().await,
            asking().header("idempotency-key", "").send().await,
        ] {
            assert_eq!(
                (answer.status, answer.json()["code"].as_str()),
                (400, Some("no-key")),
                "{path}"
            );
        }
    }
    assert_eq!(
        ground.get("anna", "/cases").await["rows"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn addresses_are_read_strictly_too() {
    let ground = Ground::new().await;
    for (path, status) in [
        ("/cases?colour=red", 400),
        ("/cases?limit=many", 400),
        ("/cases?status=lost", 400),
        ("/cases?after=nowhere", 400),
        ("/tasks?after=nowhere", 400),
        ("/tasks?whose=everyone", 400),
        ("/tasks?order=colour", 400),
        ("/cases/no-uuid", 400),
        ("/cases/00000000-0000-0000-0000-0000000000ff", 404),
        ("/cases/00000000-0000-0000-0000-0000000000ff/events", 404),
        ("/flows/nowhere/versions", 404),
        ("/flows/help/versions/9", 404),
        ("/flows/help/versions/x", 400),
        ("/flows/help/versions?limit=many", 400),
        ("/flows/help/versions?after=1", 400),
        ("/nowhere", 404),
    ] {
        let answer = ground.ask("anna", "GET", path).send().await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
    let unknown = ground.ask("anna", "GET", "/cases?colour=red").send().await.json();
    assert!(
        unknown["detail"].as_str().unwrap().contains("\"colour\""),
        "{unknown}"
    );
}

#[tokio::test]
async fn a_flow_with_faults_is_not_published_and_all_faults_are_told() {
    let ground = Ground::new().await;
    let broken = crate::ground::FLOW
        .replace("by: caseworker", "by: casworker")
        .replace("8 weeks", "8 wekes");
    let refused = ground.publish(crate::ground::HERE, &broken).await.is(422).json();
    assert_eq!(refused["code"], "flow-unfit");
    let findings = refused["findings"].as_array().unwrap();
    assert!(findings.len() >= 5, "{findings:?}");
    let party = findings
        .iter()
        .find(|finding| finding["code"] == "F0402")
        .unwrap();
    assert_eq!(
        (&party["severity"], &party["column"]),
        (&json!("error"), &json!(13))
    );
    assert!(party["hint"].as_str().unwrap().contains("caseworker"), "{party}");
    let flows = ground.get("owner", "/flows").await;
    assert_eq!(
        (flows[0]["flow"].as_str(), flows[0]["version"].as_u64()),
        (Some("help"), Some(1))
    );
    let better = crate::ground::FLOW.replace("8 weeks", "6 weeks");
    let published = ground.publish(crate::ground::HERE, &better).await.is(201);
    assert_eq!(published.header("location"), "/api/v1/flows/help/versions/2");
    let versions = ground.get("owner", "/flows/help/versions").await;
    assert_eq!(
        (versions[0]["version"].as_u64(), versions[1]["version"].as_u64()),
        (Some(2), Some(1))
    );
    for (page, expected) in [
        ("limit=1", json!([2])),
        ("limit=1&before=2", json!([1])),
        ("before=1", json!([])),
    ] {
        let rows = ground.get("owner", &format!("/flows/help/versions?{page}")).await;
        let rows = rows.as_array().unwrap().iter().map(|row| row["version"].clone());
        assert_eq!(rows.collect::<Value>(), expected, "{page}");
    }
    let text = ground
        .ask("anna", "GET", "/flows/help/versions/1")
        .send()
        .await
        .is(200);
    assert_eq!(text.text, crate::ground::FLOW);
    assert_eq!(text.header("content-type"), "application/yaml; charset=utf-8");
}

#[tokio::test]
async fn a_name_that_stands_twice_in_a_query_or_a_form_is_refused() {
    let ground = Ground::new().await;
    for query in [
        "/cases?limit=1&limit=2",
        "/cases?flow=a&flow=b",
        // What is looked for may be a name, and stands in no address.
        "/cases?text=a",
        "/tasks?whose=mine&whose=units",
        "/access-log?limit=1&limit=2",
    ] {
        let login = if query.starts_with("/access") {
            "admin"
        } else {
            "anna"
        };
        ground.ask(login, "GET", query).send().await.is(400);
    }
    for (path, form) in [
        ("/sign-in", "login=a&login=b&password=x"),
        ("/settings/password", "current=a&new=b&new=c&again=c"),
        ("/citizens", "cpr=1&cpr=2"),
    ] {
        let asking = ground
            .program
            .ask("POST", path)
            .by(&crate::ground::token(crate::ground::HERE, "anna"));
        let refused = asking
            .body("application/x-www-form-urlencoded", form)
            .send()
            .await;
        assert!(
            matches!(refused.status, 400 | 422),
            "{path}: {} {}",
            refused.status,
            refused.text
        );
        assert!(refused.text.contains("bad-request"), "{path}: {}", refused.text);
    }
}

#[tokio::test]
async fn a_page_beyond_all_numbers_is_no_fault() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    for number in [u64::MAX, 1 << 63] {
        for (login, path) in [
            ("anna", format!("/cases/{case}/events?after={number}")),
            ("anna", format!("/cases/{case}/looked?before={number}")),
            ("admin", format!("/access-log?before={number}")),
        ] {
            ground.get(login, &path).await;
        }
    }
}
