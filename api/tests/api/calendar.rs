//! The municipality's calendar: laid down by an administrator, previewed, and counted by at once.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE, token};

/// The plain calendar with these days closed.
async fn with_closed(ground: &Ground, from: &str, to: &str) -> Value {
    let mut rules = ground.get("admin", "/calendar").await["rules"].take();
    let name = json!({"da": "Sommerlukket", "en": "Closed for summer"});
    rules["closed_days"]["own"] = json!([{"from": from, "to": to, "name": name}]);
    rules
}

#[tokio::test]
async fn a_calendar_is_laid_down_once_and_only_after_the_latest() {
    let ground = Ground::new().await;
    assert_eq!(ground.get("anna", "/calendar").await["version"], 0);
    let rules = with_closed(&ground, "2026-07-20", "2026-07-24").await;
    let to_be = |seen: u32, why: &str| json!({"rules": rules, "seen": seen, "why": why});
    let put = |body: Value| ground.ask("admin", "PUT", "/calendar").json(&body).send();
    for _ in 0..2 {
        let laid_down = put(to_be(0, "Sommer")).await.is(200).json();
        assert_eq!(laid_down, json!({"version": 1, "counted": true, "moved": []}));
    }
    let changed = put(to_be(0, "Vinter")).await.is(409).json();
    assert_eq!(
        (&changed["code"], &changed["pointer"]),
        (&json!("calendar_changed"), &json!("/seen"))
    );
    assert_eq!(put(to_be(1, " ")).await.is(422).json()["pointer"], "/why");
    let all = ground.get("anna", "/calendar/versions").await;
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&all[0]["set_by"], &all[0]["why"]),
        (&json!("Navn admin"), &json!("Sommer"))
    );
    let staff = ground
        .ask("anna", "PUT", "/calendar")
        .json(&to_be(1, "Nej"))
        .send()
        .await;
    staff.is(403);
    let elsewhere = ground.program.ask("GET", "/api/v1/calendar");
    let elsewhere = elsewhere
        .by(&token(crate::ground::ELSEWHERE, "admin"))
        .send()
        .await;
    assert_eq!(
        elsewhere.is(200).json()["version"],
        0,
        "{HERE} alone has laid one down"
    );
}

#[tokio::test]
async fn what_cannot_be_counted_by_is_refused_with_its_place() {
    let ground = Ground::new().await;
    let rules = with_closed(&ground, "2026-07-24", "2026-07-20").await;
    let asking = ground.ask("admin", "POST", "/calendar/preview");
    let refused = asking.json(&json!({"rules": rules})).send().await.is(422).json();
    assert_eq!(refused["code"], "calendar");
    let place = refused["pointer"].as_str().unwrap();
    assert!(place.starts_with("/rules/closed_days/own/0"), "{place}");
    let odd = json!({"rules": {"closed_dys": {}}, "seen": 0, "why": "Sommer"});
    ground
        .ask("admin", "PUT", "/calendar")
        .json(&odd)
        .send()
        .await
        .is(422);
    assert_eq!(ground.get("admin", "/calendar").await["version"], 0);
}
