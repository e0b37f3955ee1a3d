//! A disk that is full: what cannot be kept is refused, what was acknowledged stays, and work goes on when there is room.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, beginning};

/// Bytes that the largest file may grow by: room for some cases.
const ROOM: u64 = 600_000;

/// Cases that are begun at most until the disk is full; each takes more than a thousand bytes.
const MANY: usize = 1_000;

/// The titles of all cases, newest change first.
async fn titles(ground: &Ground) -> Vec<String> {
    let mut titles = Vec::new();
    let mut path = "/cases?limit=100".to_owned();
    loop {
        let page = ground.get("anna", &path).await;
        let rows = page["rows"].as_array().unwrap();
        titles.extend(rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => path = format!("/cases?limit=100&after={next}"),
            None => return titles,
        }
    }
}

/// Whether the program says that commands can be kept.
async fn ready(ground: &Ground) -> Answer {
    ground.program.ask("GET", "/health/ready").send().await
}

#[tokio::test]
async fn a_full_disk_refuses_and_forgets_nothing_and_goes_on_when_there_is_room() {
    let ground = Ground::on_a_small_disk(ROOM).await;
    ready(&ground).await.is(200);
    // Keys of its own: the first were used before the disk was small.
    let keys = std::cell::Cell::new(1_000);
    let begin = |title: &str| {
        keys.set(keys.get() + 1);
        let asking = ground.ask("anna", "POST", "/cases").key(keys.get());
        asking.json(&beginning(title)).send()
    };
    let mut kept: Vec<String> = Vec::new();
    let refused: Value = loop {
        let title = format!("Sag {}", kept.len());
        let answer = begin(&title).await;
        if answer.status == 503 {
            break answer.json();
        }
        answer.is(201);
        kept.push(title);
        assert!(kept.len() < MANY, "the disk is never full");
    };
    assert!(kept.len() > 5, "{kept:?}");
    assert_eq!(
        (&refused["status"], &refused["code"], &refused["title"]),
        (&json!(503), &json!("not-kept"), &json!("It could not be kept"))
    );
    let detail = refused["detail"].as_str().unwrap();
    for part in ["Nothing was kept", "Try again later", "tell whoever runs Samspil"] {
        assert!(detail.contains(part), "{detail}");
    }
    let told = ground.program.log();
    let told = told
        .lines()
        .find(|line| line.contains("the disk is full, or the database is read-only"));
    assert!(told.is_some_and(|line| line.contains("Make room")));
    let unready = ready(&ground).await.is(503).json();
    assert_eq!(unready["code"], "not-kept", "{unready}");

    begin("Sag mere").await.is(503);
    let mut expected = kept.clone();
    expected.sort();
    // An entry of the access log is smaller than a case: some fit. What cannot be logged is not shown.
    let unlogged = loop {
        let answer = ground.ask("anna", "GET", "/cases?limit=100").send().await;
        if answer.status == 503 {
            break answer;
        }
        let first = answer.is(200).json();
        assert!(first["rows"].as_array().is_some_and(|rows| !rows.is_empty()));
    };
    assert!(unlogged.text.contains("cannot be logged"), "{}", unlogged.text);
    assert!(!unlogged.text.contains("Sag 0"));

    ready(&ground).await.is(503);
    ground.program.make_room();
    ready(&ground).await.is(200);
    begin("Sag efter").await.is(201);
    expected.push("Sag efter".to_owned());
    expected.sort();
    let mut found = titles(&ground).await;
    found.sort();
    assert_eq!(found, expected, "after there was room");
}
