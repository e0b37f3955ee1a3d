//! Tuning a deadline: previewed, laid down once, counted by at once, and taken back; by an administrator alone.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE};

const FLOW: &str = "samspil: 1
flow: tuned
title: Justeret
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
tables:
  limit:
    title: Frist
    reads: {kind: d.kind}
    gives: {lasts: length}
    rules: [{kind: one, lasts: 10 days, tunable: 3 days..20 days}]
    otherwise: {lasts: 30 days}
data:
  d: {kind: {type: choice, of: {one: En, two: To}, starts_as: '\"one\"'}}
does:
  decide: {decision: Afgør, by: caseworker, due: {lasts: 10 working days, tunable: 2 working days..20 working days, ladder: {at: due, tell: leader}}}
  aid: {task: Hjælp, by: caseworker, due: {lasts: limit.lasts, extends: {at_most: 2 weeks, tunable: 1 week..4 weeks, ground: {act: aftale, section: '1'}}}}
  meet: {meeting: Mød, by: caseworker, optional: true, repeats: {at_least: 3, in_any: 12 months, tunable: {at_least: 2..4, in_any: 6 months..18 months}, at_most: 90}}
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

/// What a table says, what may be put off, and a window are listed with how far, and tuned by the same words.
#[tokio::test]
async fn rules_extensions_and_windows_are_listed_and_tuned() {
    let ground = ground().await;
    let open = ground.get("anna", "/tunable").await;
    let of = |clock: &str| {
        let mut all = open.as_array().unwrap().iter();
        all.find(|one| one["flow"] == "tuned" && one["clock"] == clock)
            .unwrap()
    };
    assert_eq!(
        of("aid")["rules"],
        json!({"1": {"from": "3 days", "to": "20 days"}})
    );
    assert_eq!(of("aid")["shared_with"], json!([]));
    assert_eq!(of("aid")["extends"], json!({"from": "1 week", "to": "4 weeks"}));
    assert_eq!(
        of("meet")["window"],
        json!({"at_least": {"from": "2", "to": "4"}, "in_any": {"from": "6 months", "to": "18 months"}, "at_most_apart": null})
    );
    let tunings = [
        (
            json!({"clock": "aid", "rules": {"1": "5 days"}, "extends": "1 week"}),
            1,
        ),
        (
            json!({"clock": "meet", "window": {"at_least": "4", "in_any": "7 months"}}),
            0,
        ),
    ];
    for (seen, (mut tuning, moved)) in (0_u32..).zip(tunings) {
        tuning["flow"] = json!("tuned");
        tuning["from"] = json!("2026-01-05");
        let asking = ground.ask("admin", "POST", "/tunings").key(10 + u128::from(seen));
        let to_be = json!({"tuning": tuning, "seen": seen, "why": "Færre sager"});
        let laid_down = asking.json(&to_be).send().await.is(200).json();
        assert_eq!(laid_down["moved"], moved);
    }
    let wrong = json!({"tuning": {"flow": "tuned", "clock": "meet", "from": "2026-01-05", "window": {"at_least": "9", "in_any": "9 weeks"}}, "seen": 2, "why": "Nej"});
    let asking = ground.ask("admin", "POST", "/tunings").key(20);
    let refused = asking.json(&wrong).send().await.is(422).json();
    let places: Vec<&str> = refused["because"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["pointer"].as_str())
        .collect();
    assert_eq!(places, ["/tuning/window/at_least", "/tuning/window/in_any"]);
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

const RHYTHM: &str = "samspil: 1
flow: tuned
title: Justeret
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
does:
  keep: {task: Hold åben, by: caseworker}
  look: {task: Se til, by: caseworker, repeats: {every: 3 months, tunable: 1 month..6 months, at_most: 90}, ladder: {at: due, tell: leader}}
";

/// What comes back each third month has lain undone since April; each month it would have come twice before that.
#[tokio::test]
async fn a_rhythm_is_previewed_on_last_year() {
    let ground = ground().await;
    ground.publish(HERE, RHYTHM).await.is(201);
    let begin = json!({
        "flow": "tuned", "title": "Sag",
        "parties": {"caseworker": [{"unit": crate::ground::unit(10)}], "team_leader": [{"unit": crate::ground::unit(10)}]},
    });
    let beginning = ground.ask("anna", "POST", "/cases").key(2).json(&begin);
    beginning.send().await.is(201);
    let going = ground.ask("admin", "POST", "/test-clock");
    going
        .json(&json!({"to": "2026-06-20T08:00:00Z"}))
        .send()
        .await
        .is(200);
    let tuning = json!({"flow": "tuned", "clock": "look", "from": "2026-06-20", "every": "every 1 month"});
    let asking = ground.ask("admin", "POST", "/tunings/preview").key(3);
    let preview = asking
        .json(&json!({"tuning": tuning}))
        .send()
        .await
        .is(200)
        .json();
    let past = &preview["past"];
    // The case of the version before, in which nothing comes back, is left out.
    assert_eq!((&past["cases"], &past["left_out"]), (&json!(1), &json!(1)));
    let told = |which: &str| {
        let tally = &past[which];
        json!([
            tally["rounds"],
            tally["breaches"],
            tally["escalations"],
            tally["load"]
        ])
    };
    assert_eq!(
        told("was"),
        json!([{"named": 1, "opened": 1, "work": {"caseworker": 1}}, 1, 1, {"team_leader": 1}])
    );
    assert_eq!(
        told("would"),
        json!([{"named": 5, "opened": 3, "work": {"caseworker": 3}}, 1, 1, {"team_leader": 1}])
    );
    let lasting = json!({"tuning": {"flow": "tuned", "clock": "decide", "from": "2026-06-20", "lasts": "5 working days"}});
    let asking = ground.ask("admin", "POST", "/tunings/preview").key(4);
    asking.json(&lasting).send().await.is(422);
}
