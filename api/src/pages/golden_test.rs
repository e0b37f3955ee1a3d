//! The main pages as a person judges them: their content, in both languages.

use serde_json::json;

use super::trial::{Answer, Trial, main_of};

/// What stands in the page, without what differs from build to build.
fn content(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let lines = main_of(&answer.body).lines().map(str::trim_end);
    let filled: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let text = filled.join("\n");
    text.replace(crate::assets::ICONS, "ICONS")
}

/// A case whose order has been sent and not answered in time.
async fn late_case(trial: &Trial) -> String {
    let case = trial.case(1).await;
    let need =
        json!({"summary": "Vil gerne have ro\nom morgenen", "level": 3, "urgent": false, "kind": "home"});
    trial
        .complete("rikke", case, "assess", json!({"need": need}))
        .await;
    let lines = json!([{"need": "Ro", "hours": "2.5", "rate": "1105.5"}]);
    trial
        .complete("rikke", case, "send_order", json!({"order": {"lines": lines}}))
        .await;
    trial.pass(9).await;
    format!("/cases/{case}")
}

#[tokio::test]
async fn pages_of_the_authority() {
    let trial = Trial::new().await;
    let case = late_case(&trial).await;
    trial.case(2).await;
    insta::assert_snapshot!("tasks-da", content(&trial.get("rikke", "/tasks?tab=units").await));
    insta::assert_snapshot!(
        "tasks-waiting-en",
        content(&trial.get_english("rikke", "/tasks?tab=waiting").await)
    );
    insta::assert_snapshot!("case-da", content(&trial.get("rikke", &case).await));
    insta::assert_snapshot!("case-en", content(&trial.get_english("rikke", &case).await));
}

#[tokio::test]
async fn pages_of_the_provider() {
    let trial = Trial::new().await;
    let case = late_case(&trial).await;
    insta::assert_snapshot!("case-provider-da", content(&trial.get("ulla", &case).await));
    insta::assert_snapshot!(
        "task-da",
        content(&trial.get("ulla", &format!("{case}/tasks/answer_order")).await)
    );
    insta::assert_snapshot!(
        "task-en",
        content(
            &trial
                .get_english("ulla", &format!("{case}/tasks/answer_order"))
                .await
        )
    );
}
