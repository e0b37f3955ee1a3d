//! What is there once for each row of a list, through the pages: on the case page, in its form, and when enough is done.

use serde_json::json;

use super::trial::{Trial, main_of, value_of};

const FLOW: &str = r#"samspil: 1
flow: rows
title: Rækker
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Leder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
data:
  order:
    lines:
      title: Bestilling
      list:
        number: {type: text, title: Nummer}
        need: {type: text, title: Behov}
        answer: {type: choice, of: {yes: Kan levere, no: Kan ikke}, title: Svar, optional: false}
does:
  answer:
    task: Svar på linjen
    by: provider
    fills: [order.lines.answer]
    repeats: {each: order.lines, key: number}
  look: {task: Se svarene igennem, by: caseworker, after: answer}
"#;

#[tokio::test]
async fn a_row_has_its_own_place_form_and_draft() {
    let trial = Trial::new().await;
    let lines = json!([{"number": "L 1/å", "need": "Ro & fred"}, {"number": "L2", "need": "Mad"}]);
    let case = trial
        .case_of(FLOW, "rows", json!({"order": {"lines": lines}}))
        .await;
    let page = trial.get("ulla", &format!("/cases/{case}")).await;
    let (course, first) = (
        main_of(&page.body),
        format!("/cases/{case}/tasks/answer%23L%201%2F%C3%A5"),
    );
    assert!(course.contains(&first), "{course}");
    assert!(course.contains("Svar på linjen: L2"), "{course}");
    let form = trial.get("ulla", &first).await;
    assert_eq!(form.status, 200, "{}", form.body);
    let fact = |need: &str| {
        form.body
            .contains(&format!("<dd class=\"kept-lines\">{need}</dd>"))
    };
    assert!(fact("Ro &#38; fred") && !fact("Mad"), "{}", form.body);
    let hidden = |body: &str| {
        (
            value_of(body, "key").to_owned(),
            value_of(body, "seen").to_owned(),
        )
    };
    let (key, seen) = hidden(&form.body);
    let empty = trial
        .post(
            "ulla",
            &first,
            &[("do", "complete"), ("key", &key), ("seen", &seen)],
        )
        .await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("#f-order-lines-answer"), "{}", empty.body);
    let draft = [
        ("do", "draft"),
        ("key", &key),
        ("seen", &seen),
        ("f-order-lines-answer", "no"),
    ];
    assert_eq!(trial.post("ulla", &first, &draft).await.status, 303);
    let kept = trial.get("ulla", &first).await;
    assert!(
        kept.body.contains("value=\"no\" class=\"form-radio\" checked"),
        "{}",
        kept.body
    );
    let (key, seen) = hidden(&kept.body);
    let done = [
        ("do", "complete"),
        ("key", &key),
        ("seen", &seen),
        ("f-order-lines-answer", "yes"),
    ];
    assert_eq!(trial.post("ulla", &first, &done).await.status, 303);
    let read = trial.read("rikke", case).await;
    let held = read
        .case
        .data
        .values()
        .map(samspil_core::case::to_json)
        .collect::<Vec<_>>();
    assert_eq!(
        held,
        [json!([
            {"number": "L 1/å", "need": "Ro & fred", "answer": "yes"},
            {"number": "L2", "need": "Mad"},
        ])]
    );
}

#[tokio::test]
async fn a_person_says_with_a_reason_that_there_are_enough() {
    let trial = Trial::new().await;
    let lines = json!([{"number": "L1", "need": "Ro"}, {"number": "L2", "need": "Mad"}]);
    let case = trial
        .case_of(FLOW, "rows", json!({"order": {"lines": lines}}))
        .await;
    let whole = format!("/cases/{case}/tasks/answer");
    assert_eq!(
        trial.get("ulla", &whole).await.status,
        404,
        "only its rows have a form"
    );
    let course = trial.get("ulla", &format!("/cases/{case}")).await;
    let finish = format!("/cases/{case}/items/answer/finish");
    assert!(course.body.contains(&finish), "{}", course.body);
    let page = trial.get("ulla", &finish).await;
    let key = value_of(&page.body, "key").to_owned();
    let sent = trial
        .post(
            "ulla",
            &finish,
            &[("reason", "Resten er aftalt pr. telefon"), ("key", &key)],
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let course = trial.get("rikke", &format!("/cases/{case}")).await;
    let course = main_of(&course.body);
    assert!(course.contains("Se svarene igennem"), "{course}");
    assert!(course.contains("Resten er aftalt pr. telefon"), "{course}");
}
