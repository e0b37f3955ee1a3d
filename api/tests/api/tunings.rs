//! Tuning a deadline: previewed, laid down once, counted by at once, and taken back; by an administrator alone.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE};

const FLOW: &str = "samspil: 1
flow: tuned
title: Justeret
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
does:
  decide: {decision: Afgør, by: caseworker, due: {lasts: 10 working days, tunable: 2 working days..20 working days, ladder: {at: due, tell: leader}}}
";

async fn ground() -> Ground {
    let ground = Ground::new().await;
    ground.publish(HERE, FLOW).await.is(201);
    let begin = json!({
        "flow": "tuned", "title": "Sag",
        "parties": {"caseworker": [{"unit": crate::ground::unit(10)}], "team_leader": [{"unit": crate::ground::unit(10)}]},
    });
    ground
        .ask("anna", "POST", "/cases")
        .key(1)
        .json(&begin)
        .send()
        .await
        .is(201);
    ground
}

fn lasting(length: &str) -> Value {
    json!({"flow": "tuned", "clock": "decide", "from": "2026-01-05", "lasts": length})
}

#[tokio::test]
async fn a_deadline_is_previewed_tuned_once_and_taken_back() {
    let ground = ground().await;
    let open = ground.get("anna", "/tunable").await;
    let open = open
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["flow"] == "tuned")
        .unwrap()
        .clone();
    assert_eq!(
        open["limits"],
        json!({"from": "2 working days", "to": "20 working days"})
    );
    let asking = ground.ask("admin", "POST", "/tunings/preview").key(2);
    let preview = asking
        .json(&json!({"tuning": lasting("5 working days")}))
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(
        (&preview["moved"], &preview["least_days"]),
        (&json!(1), &json!(-7))
    );
    assert_eq!(preview["past"]["would"]["runs"], 1);
    let to_be = json!({"tuning": lasting("5 working days"), "seen": 0, "why": "Færre sager"});
    for _ in 0..2 {
        let laid_down = ground
            .ask("admin", "POST", "/tunings")
            .key(3)
            .json(&to_be)
            .send()
            .await
            .is(200)
            .json();
        assert_eq!(
            (&laid_down["number"], &laid_down["counted"]),
            (&json!(1), &json!(true))
        );
    }
    let journal = ground.get("anna", "/tunings").await;
    assert_eq!(
        (journal.as_array().map(Vec::len), &journal[0]["set_by"]),
        (Some(1), &json!("Navn admin"))
    );
    let back = ground.ask("admin", "POST", "/tunings/1/take-back").key(4);
    let back = back
        .json(&json!({"seen": 1, "why": "Alligevel ikke"}))
        .send()
        .await
        .is(200)
        .json();
    assert_eq!((&back["number"], &back["moved"]), (&json!(2), &json!(1)));
    let again = ground.ask("admin", "POST", "/tunings/1/take-back").key(5);
    let again = again
        .json(&json!({"seen": 2, "why": "Igen"}))
        .send()
        .await
        .is(409)
        .json();
    assert_eq!(again["code"], "tuning_taken_back");
}

#[tokio::test]
async fn what_is_outside_the_limits_or_asked_by_others_is_refused_with_its_place() {
    let ground = ground().await;
    let wrong = json!({"tuning": {"flow": "tuned", "clock": "decide", "from": "2026-01-04", "lasts": "30 working days"}, "seen": 0, "why": "Nej"});
    let refused = ground
        .ask("admin", "POST", "/tunings")
        .key(2)
        .json(&wrong)
        .send()
        .await
        .is(422)
        .json();
    let places: Vec<&str> = refused["because"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["pointer"].as_str())
        .collect();
    assert_eq!(places, ["/tuning/lasts", "/tuning/from"]);
    let both = json!({"tuning": lasting("5 working days"), "take_back": 1});
    ground
        .ask("admin", "POST", "/tunings/preview")
        .key(3)
        .json(&both)
        .send()
        .await
        .is(422);
    let silent = json!({"tuning": lasting("5 working days"), "seen": 0, "why": " "});
    let silent = ground
        .ask("admin", "POST", "/tunings")
        .key(4)
        .json(&silent)
        .send()
        .await
        .is(422)
        .json();
    assert_eq!(silent["pointer"], "/why");
    ground
        .ask("admin", "POST", "/tunings/7/take-back")
        .key(5)
        .json(&json!({"seen": 0, "why": "Nej"}))
        .send()
        .await
        .is(404);
    let right = json!({"tuning": lasting("5 working days"), "seen": 0, "why": "Ja"});
    ground
        .ask("anna", "POST", "/tunings")
        .key(6)
        .json(&right)
        .send()
        .await
        .is(403);
    assert_eq!(ground.get("admin", "/tunings").await, json!([]));
}
