//! Every look is logged: as many as an outside count says, by whom, and for those alone who may know.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ground::{Ground, person, registered};

/// All entries that the program has kept, oldest first, as an administrator reads them; that reading is not among them.
async fn log(ground: &Ground) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut path = "/access-log?limit=100".to_owned();
    loop {
        let page = ground.get("admin", &path).await;
        rows.extend(page["rows"].as_array().unwrap().clone());
        match page["next"].as_u64() {
            Some(next) => path = format!("/access-log?limit=100&before={next}"),
            None => break,
        }
    }
    rows.retain(|row| row["object"] != "access_log");
    rows.reverse();
    rows
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_outside_count_of_looks_equals_the_log() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let one = |path: &str| path.replace("CASE", &case);
    let paths = [
        ("/cases/CASE", "read", "case", true),
        ("/cases/CASE/events", "read", "history", true),
        ("/cases/CASE/clocks", "read", "clocks", true),
        ("/cases/CASE/items/register/why", "read", "why", true),
        ("/cases/CASE/looked", "read", "looked", true),
        ("/cases", "search", "cases", false),
        ("/tasks?whose=units", "search", "tasks", false),
        ("/inbox", "search", "inbox", false),
        ("/me", "", "", false),
        (
            "/cases/00000000-0000-0000-0000-000000000001",
            "read",
            "case",
            true,
        ),
    ];
    let mut counted: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for round in 0..3 {
        for login in ["anna", "ulla", "bo", "stranger"] {
            for (path, action, object, of_case) in paths {
                // Whoever else knows of the case does not see that item.
                if object == "why" && login != "anna" {
                    continue;
                }
                let answer = ground.ask(login, "GET", &one(path)).send().await;
                assert!([200, 404].contains(&answer.status), "{login} {path}");
                assert!(!of_case || login != "stranger" || answer.status == 404);
                if answer.status == 200 && !action.is_empty() {
                    let who = person(login).to_string();
                    let seen = (who, action.to_owned(), object.to_owned());
                    *counted.entry(seen).or_default() += 1;
                }
            }
            if round == 0 && login == "anna" {
                ground.complete("anna", &case, "register", registered()).await;
            }
        }
    }
    let entries = log(&ground).await;
    let mut logged: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for entry in &entries {
        let seen = (
            text(&entry["person"]),
            text(&entry["action"]),
            text(&entry["object"]),
        );
        *logged.entry(seen).or_default() += 1;
        let of_case = entry["case"] == case.as_str();
        assert_eq!(of_case, entry["action"] == "read", "{entry}");
        let of_citizen = entry["citizen"] == person("bo").to_string();
        assert_eq!(of_citizen, of_case, "{entry}");
        assert!(text(&entry["way"]).starts_with("token:"), "{entry}");
    }
    assert_eq!(logged, counted);
    assert!(entries.len() > 60, "{}", entries.len());
}

#[tokio::test]
async fn who_may_know_of_a_case_is_told_who_looked_and_names_only_where_the_municipality_says_so() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    ground.get("anna", &format!("/cases/{case}")).await;
    let path = format!("/cases/{case}/looked");
    for (names, expected) in [(false, Value::Null), (true, json!("Navn anna"))] {
        let rules = json!({"keep_days": 400, "names": names});
        let put = ground
            .ask("admin", "PUT", "/access-log/rules")
            .json(&rules)
            .send();
        put.await.is(204);
        let looked = ground.get("bo", &path).await;
        let rows = looked["rows"].as_array().unwrap();
        let first = rows.last().unwrap();
        assert_eq!(first["as"], json!(["caseworker"]));
        assert_eq!(first["units"], json!(["Myndighed"]));
        assert_eq!(first["name"], expected);
        assert_eq!(
            (&first["action"], &first["object"]),
            (&json!("read"), &json!("case"))
        );
        assert_eq!(rows[0]["as"], json!(["citizen"]), "the one who asks");
    }
    let elsewhere = ground.ask("stranger", "GET", &path).send().await;
    let nowhere = path.replace(&case, "00000000-0000-0000-0000-000000000001");
    let nowhere = ground.ask("stranger", "GET", &nowhere).send().await;
    assert_eq!((elsewhere.status, nowhere.status), (404, 404));
    // Whoever keeps the log reads no cases.
    ground.ask("admin", "GET", &path).send().await.is(404);
    ground.ask("anna", "GET", "/access-log").send().await.is(403);
    let too_short = json!({"keep_days": 89, "names": false});
    let put = ground
        .ask("admin", "PUT", "/access-log/rules")
        .json(&too_short)
        .send()
        .await;
    assert_eq!(put.is(422).json()["pointer"], "/keep_days");
    for (rows, status) in [(999, 422), (100_001, 422), (1_000, 204)] {
        let rules = json!({"keep_days": 400, "names": false, "rows_a_day": rows});
        let put = ground.ask("admin", "PUT", "/access-log/rules").json(&rules);
        let answer = put.send().await.is(status);
        if status == 422 {
            assert_eq!(answer.json()["pointer"], "/rows_a_day");
        }
    }
    assert_eq!(
        ground.get("admin", "/access-log/rules").await["rows_a_day"],
        1_000
    );
    let log = ground.get("admin", "/access-log").await;
    assert!(!log.to_string().contains("Sag"), "{log}");
}

#[tokio::test]
async fn the_log_is_searched_and_taken_out_without_formulas() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    ground.get("anna", &format!("/cases/{case}")).await;
    ground.get("ulla", &format!("/cases/{case}")).await;
    let sought = ground.ask("anna", "POST", "/cases/search");
    sought.json(&json!({"text": "=HYPERLINK"})).send().await.is(200);
    let anna = person("anna");
    for (question, expected) in [
        (format!("person={anna}"), 2),
        (format!("case={case}"), 2),
        (format!("citizen={}", person("bo")), 2),
        (format!("person={anna}&action=search"), 1),
        (
            "since=2026-01-05T07:00:00Z&until=2026-01-05T07:30:00Z".to_owned(),
            0,
        ),
    ] {
        let found = ground.get("admin", &format!("/access-log?{question}")).await;
        let rows = found["rows"].as_array().unwrap();
        assert_eq!(rows.len(), expected, "{question}: {found}");
    }
    let searched = ground.get("admin", "/access-log?action=search").await;
    let criteria: Vec<&Value> = searched["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["object"] == "access_log")
        .map(|row| &row["criterion"])
        .collect();
    assert!(criteria.contains(&&json!({"case": case})), "{criteria:?}");
    ground
        .ask("admin", "GET", "/access-log?action=peek")
        .send()
        .await
        .is(400);
    ground
        .ask("admin", "GET", "/access-log?peek=1")
        .send()
        .await
        .is(400);
    let path = format!("/access-log.csv?person={anna}");
    let file = ground.ask("admin", "GET", &path).send().await.is(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.text.lines().count(), 3, "{}", file.text);
    assert!(
        file.text.contains("Navn anna") && file.text.contains("text = =HYPERLINK"),
        "{}",
        file.text
    );
    let cells = file.text.split([';', '\n']);
    let formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']);
    assert_eq!(cells.filter(|cell| formula(cell)).count(), 0, "{}", file.text);
    let extracted = ground.get("admin", "/access-log?action=extract").await;
    assert_eq!(extracted["rows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_sample_is_drawn_once_and_noted_once() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    for _ in 0..12 {
        ground.get("anna", &format!("/cases/{case}")).await;
    }
    let new = json!({"since": "2026-01-05T00:00:00Z", "until": "2026-01-06T00:00:00Z", "count": 5});
    let draw = || {
        ground
            .ask("admin", "POST", "/access-log/samples")
            .key(70)
            .json(&new)
            .send()
    };
    let (first, again) = (draw().await.is(201).json(), draw().await.is(201).json());
    assert_eq!(first, again);
    let entries = first["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 5);
    let (sample, number) = (text(&first["sample"]), entries[0]["number"].as_u64().unwrap());
    let path = format!("/access-log/samples/{sample}/entries/{number}");
    for (verdict, note, status) in [
        ("wrong", "", 422),
        ("wrong", "Ingen grund", 204),
        ("wrong", "Ingen grund", 204),
        ("in_order", "", 409),
    ] {
        let body = json!({"verdict": verdict, "note": note});
        let answer = ground.ask("admin", "POST", &path).json(&body).send().await;
        assert_eq!(answer.status, status, "{verdict} {note}");
    }
    let kept = ground.get("admin", "/access-log/samples").await;
    assert_eq!(kept[0]["entries"][0]["verdict"], "wrong");
    assert_eq!(kept[0]["entries"][0]["noted_by"], person("admin").to_string());
    let nothing = json!({"since": "2020-01-01T00:00:00Z", "until": "2020-01-02T00:00:00Z", "count": 5});
    let answer = ground
        .ask("admin", "POST", "/access-log/samples")
        .json(&nothing)
        .send();
    answer.await.is(422);
    ground
        .ask("anna", "GET", "/access-log/samples")
        .send()
        .await
        .is(403);
}
