//! The main pages as a person judges them: their content, in both languages.

use serde_json::json;

use super::trial::{ADMINISTRATOR, Answer, TENANT, Trial, main_of};

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

/// A flow with a limit counted from everything that limits may be counted from.
const LIMITED: &str = r#"
samspil: 1
flow: relief
title: {da: Aflastning, en: Relief}
about:
  law: [{act: barnets lov, section: "87", subsection: "2"}, {act: retssikkerhedsloven, section: "3"}]
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
data:
  application:
    title: {da: Ansøgning, en: Application}
    received_on: {type: date, title: {da: Modtaget, en: Received}}
    starts_on: {type: date, title: {da: Begynder, en: Begins}, optional: true}
clocks:
  decide:
    title: {da: Afgørelse om aflastning, en: Decision on relief}
    kind: municipal
    law: {act: retssikkerhedsloven, section: "3", subsection: "2", reviewed_by: jurist, reviewed_on: 2026-01-05}
    starts: application.received_on
    lasts: 8 weeks
    stops: {when: done(decide_relief)}
  again:
    title: {da: Hjemvist sag, en: Case sent back}
    kind: municipal
    law: {act: retssikkerhedsloven, section: 3 a}
    starts: done(sent_back)
    lasts: 4 weeks
    stops: {when: done(decide_relief)}
  ready: {title: {da: Klar til begyndelsen, en: Ready to begin}, kind: municipal, lasts: 10 working days before application.starts_on}
  whole: {title: {da: Hele sagen, en: The whole case}, kind: municipal, starts: case, lasts: 6 months}
  inner: {title: {da: Kun for os, en: Ours alone}, kind: practice, starts: case, lasts: 1 week}
does:
  register: {task: {da: Registrér, en: Register}, by: caseworker, fills: [application.received_on], due: {lasts: 8 working days, kind: municipal}}
  decide_relief: {decision: {da: Træf afgørelse, en: Decide}, by: caseworker, after: register}
  sent_back: {task: {da: Hjemvisning modtaget, en: Sent back}, by: caseworker, optional: true}
"#;

#[tokio::test]
async fn pages_for_everyone() {
    let trial = Trial::new().await;
    trial.publish(LIMITED).await;
    let path = format!("/limits/{TENANT}");
    insta::assert_snapshot!("limits-da", content(&trial.get("rikke", &path).await));
    insta::assert_snapshot!("limits-en", content(&trial.get_english("rikke", &path).await));
    let chosen = trial.get("rikke", "/limits").await;
    assert_eq!((chosen.status, chosen.to), (303, path));
}

#[tokio::test]
async fn pages_of_the_organisation() {
    let trial = Trial::new().await;
    let text = "type;id;navn;overordnet;slags;brugernavn;person;enhed;leder\nenhed;u1;Center;;center;;;;\n\
        enhed;u2;Team;u1;team;;;;\nperson;p1;Bo Ny;;;bony;;;\nplads;;;;;;p1;u1;ja\n";
    let sent = [("source", "løn"), ("file", text)];
    let looked = trial.upload(ADMINISTRATOR, "/organisation/file", &sent).await;
    insta::assert_snapshot!("organisation-file-da", content(&looked));
    trial
        .upload(
            ADMINISTRATOR,
            "/organisation/file/take-in",
            &[("source", "løn"), ("text", text)],
        )
        .await;
    insta::assert_snapshot!(
        "organisation-da",
        content(&trial.get(ADMINISTRATOR, "/organisation").await)
    );
    insta::assert_snapshot!(
        "organisation-en",
        content(&trial.get_english(ADMINISTRATOR, "/organisation?find=b").await)
    );
}
