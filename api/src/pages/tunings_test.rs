//! A deadline is tuned on pages: what moves is shown first, only what was shown is applied, and it is taken back.

use serde_json::json;

use super::trial::{Trial, main_of, value_of};

const FLOW: &str = "samspil: 1
flow: tuned
title: {da: Justeret, en: Tuned}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
does:
  decide:
    decision: {da: Afgør sagen, en: Decide}
    by: caseworker
    due:
      lasts: 10 working days
      tunable: 2 working days..20 working days
      ladder: [{at: 3 working days before, remind: owner, tunable: {at: 1 working day..5 working days, to: [owner, leader]}}]
";

const PATH: &str = "/tunings/clocks/tuned/decide";

/// What the form sends.
fn form(todo: &str, lasts: &str, previewed: &str) -> Vec<(String, String)> {
    let fields = [
        ("do", todo),
        ("lasts", lasts),
        ("from", "2026-01-05"),
        ("rung_1_to", "leader"),
        ("seen", "0"),
        ("why", "Færre sager"),
        ("previewed", previewed),
    ];
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn what_moves_is_shown_before_it_is_applied_and_taken_back() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "tuned", json!(null)).await;
    let list = trial.get("adam", "/tunings").await;
    assert!(
        list.body.contains(PATH) && list.body.contains("Afgør sagen"),
        "{}",
        main_of(&list.body)
    );
    assert_eq!(trial.get("rikke", "/tunings").await.status, 403);
    let page = trial.get("adam", PATH).await;
    assert!(
        page.body.contains("Fra 2 working days til 20 working days"),
        "{}",
        main_of(&page.body)
    );
    let post = |fields: Vec<(String, String)>| {
        let trial = &trial;
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            trial.post("adam", PATH, &fields).await
        }
    };
    let wrong = post(form("preview", "30 working days", "")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("Uden for grænserne"),
        "{}",
        main_of(&wrong.body)
    );
    let shown = post(form("apply", "5 working days", "")).await;
    assert_eq!(shown.status, 200, "what was not looked at is shown first");
    assert!(
        shown.body.contains("19.01.2026") && shown.body.contains("12.01.2026"),
        "{}",
        main_of(&shown.body)
    );
    let previewed = value_of(&shown.body, "previewed")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    let applied = post(form("apply", "5 working days", &previewed)).await;
    assert_eq!(
        (applied.status, applied.to.as_str()),
        (303, "/tunings"),
        "{}",
        main_of(&applied.body)
    );
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    let told =
        "5 arbejdsdage efter justering 1 fra 05.01.2026 i stedet for 10 arbejdsdage. Hvorfor: Færre sager";
    assert!(page.body.contains(told), "{}", main_of(&page.body));
    let back = trial.get("adam", "/tunings/back/1").await;
    assert!(back.body.contains("19.01.2026"), "{}", main_of(&back.body));
    let taken = trial
        .post(
            "adam",
            "/tunings/back/1",
            &[("seen", "1"), ("why", "Alligevel ikke")],
        )
        .await;
    assert_eq!(taken.status, 303);
    let list = trial.get_english("adam", "/tunings").await;
    assert!(list.body.contains("Taken back by 2"), "{}", main_of(&list.body));
    assert_eq!(
        trial.get("adam", "/tunings/clocks/tuned/nothing").await.status,
        404
    );
}
