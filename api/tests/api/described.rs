//! The document is the API: what it names is there, and it is what was judged.

use serde_json::Value;

use crate::ground::Ground;

#[tokio::test]
async fn the_program_gives_the_document_that_was_judged() {
    let ground = Ground::new().await;
    let given = ground
        .program
        .ask("GET", "/api/v1/openapi.json")
        .send()
        .await
        .is(200)
        .json();
    let judged: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert_eq!(given, judged);
}

#[test]
fn every_name_that_the_document_points_at_is_in_it() {
    let document: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let text = document.to_string();
    let names = text.split("\"#/components/schemas/").skip(1);
    let mut count = 0;
    for name in names.filter_map(|rest| rest.split('"').next()) {
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
        count += 1;
    }
    assert!(count > 50, "{count}");
    let mut ids: Vec<&str> = text
        .split("\"operationId\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
