//! A meeting gets its time on pages, by whoever answers for it; and the secret address of a calendar is shown once.

use serde_json::json;

use super::trial::{Trial, main_of, value_of};

const FLOW: &str = "samspil: 1
flow: meeting
title: Møder
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
stages:
  s:
    title: S
    does:
      talk: {meeting: Tal sammen, by: caseworker, with: provider}
";

#[tokio::test]
async fn a_meeting_is_agreed_moved_and_called_off_on_pages() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "meeting", json!({})).await;
    let (task, arrange) = (
        format!("/cases/{case}/tasks/talk"),
        format!("/cases/{case}/meetings/talk/arrange"),
    );
    let call_off = format!("/cases/{case}/meetings/talk/call-off");
    assert_eq!(
        trial.get("ulla", &arrange).await.status,
        409,
        "she only takes part"
    );
    assert_eq!(
        trial.get("rikke", &call_off).await.status,
        409,
        "nothing is agreed"
    );
    assert!(trial.get("rikke", &task).await.body.contains(&arrange));
    let page = trial.get("rikke", &arrange).await;
    let key = value_of(&page.body, "key").to_owned();
    let form = |from: &'static str, until: &'static str| {
        [
            ("key", key.clone()),
            ("day", "7. januar 2026".to_owned()),
            ("from", from.to_owned()),
            ("until", until.to_owned()),
            ("place", "Lokale 3".to_owned()),
        ]
    };
    for (from, until) in [("snart", "11.00"), ("11.00", "10.00")] {
        let pairs = form(from, until);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(
            trial.post("rikke", &arrange, &pairs).await.status,
            422,
            "{from} {until}"
        );
    }
    let pairs = form("kl. 10", "11.30");
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(trial.post("rikke", &arrange, &pairs).await.status, 303);
    let shown = trial.get("ulla", &task).await.body;
    assert!(
        shown.contains("07.01.2026 kl. 10.00 til 07.01.2026 kl. 11.30, Lokale 3"),
        "{}",
        main_of(&shown)
    );
    assert!(!shown.contains(&arrange) && !shown.contains(&call_off));
    let course = trial.get("ulla", &format!("/cases/{case}")).await.body;
    assert!(course.contains("kl. 11.30, Lokale 3"), "{}", main_of(&course));
    let page = trial.get("tina", &call_off).await;
    let key = value_of(&page.body, "key");
    assert_eq!(
        trial.post("tina", &call_off, &[("key", key)]).await.status,
        422,
        "no reason"
    );
    let pairs = [("key", key), ("reason", "Sygdom")];
    assert_eq!(trial.post("tina", &call_off, &pairs).await.status, 303);
    assert!(!trial.get("rikke", &task).await.body.contains("Lokale 3"));
    let history = trial.get("rikke", &format!("/cases/{case}/history")).await.body;
    for told in ["blev aftalt til", "blev aflyst. Begrundelse: Sygdom"] {
        assert!(history.contains(told), "{told}");
    }
}

#[tokio::test]
async fn the_address_of_a_calendar_is_shown_once_and_can_be_removed() {
    let trial = Trial::new().await;
    let secret = "/calendar/samspil_12345678_";
    assert!(
        trial
            .get("rikke", "/settings")
            .await
            .body
            .contains("Din kalender er ikke vist andre steder.")
    );
    let made = trial.post("rikke", "/settings/feed", &[("way", "address")]).await;
    assert_eq!((made.status, made.body.matches(secret).count()), (200, 1));
    let page = trial.get("rikke", "/settings").await.body;
    assert!(
        !page.contains(secret) && page.contains("/settings/feed/end"),
        "{}",
        main_of(&page)
    );
    assert_eq!(trial.post("rikke", "/settings/feed/end", &[]).await.status, 303);
    assert_eq!(trial.post("rikke", "/settings/feed/end", &[]).await.status, 404);
    assert!(
        trial
            .get("rikke", "/settings")
            .await
            .body
            .contains("Din kalender er ikke vist andre steder.")
    );
}
