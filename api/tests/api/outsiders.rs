//! What changes something is asked for with a body that is understood, by everyone whom it is none of the business of:
//! nobody gets past the walls of a case, and no refusal tells what lies behind them.

use std::fmt::Write;

use samspil_tests::program::Answer;
use serde_json::json;

use crate::bodies::{Sent, World, all, asking, with_rules};
use crate::ground::{ELSEWHERE, Ground, HERE, assessed, order, person};
use crate::readers::{self, OF_CASE, OF_NAMES, Way, beginning_with_relatives, by_link, consented, cookie};
use crate::roles::{address, holds, kind, routes};

/// Who asks before whoever may: what the column is called, and by what.
async fn outsiders(ground: &Ground) -> Vec<(&'static str, Way)> {
    let other = ground.begin("En anden sag").await;
    vec![
        ("nobody", Way::Nothing),
        ("unknown", Way::Token(HERE, "unknown")),
        ("outside", Way::Token(HERE, "stranger")),
        ("browser", cookie("stranger")),
        ("owner", Way::Token(HERE, "owner")),
        ("admin", Way::Token(HERE, "admin")),
        ("without", Way::Token(HERE, "per")),
        ("scim", Way::Token(HERE, "dir")),
        ("service", Way::Token(HERE, "prog")),
        ("link", by_link(ground, &other).await),
        ("half", cookie("hal")),
        ("e-staff", Way::Token(ELSEWHERE, "anna")),
        ("e-provider", Way::Token(ELSEWHERE, "ulla")),
        ("e-admin", Way::Token(ELSEWHERE, "admin")),
        ("e-citizen", Way::Token(ELSEWHERE, "bo")),
    ]
}

/// A case with its order sent that only this municipality has, marked in its title and its fields.
async fn marked_case(ground: &Ground) -> String {
    let begun = ground
        .ask("anna", "POST", "/cases")
        .json(&beginning_with_relatives(&format!("{OF_CASE} titel")));
    let begun = begun.send().await.is(201).json();
    let case = begun["case"].as_str().unwrap().to_owned();
    let wishes = format!("{OF_CASE} ønsker");
    let registered = json!({"application": {"received_on": "2026-01-05", "wishes": wishes}});
    let mut found = assessed();
    found["assessment"]["summary"] = json!(format!("{OF_CASE} vurdering"));
    let mut ordered = order();
    ordered["order"]["lines"][0]["need"] = json!(format!("{OF_CASE} behov"));
    let granted = json!({"decision": {"outcome": "granted"}});
    for (login, item, data) in [
        ("anna", "register", registered),
        ("anna", "assess", found),
        ("tove", "decide_help", granted),
        ("anna", "send_order", ordered),
    ] {
        ground.complete(login, &case, item, data).await;
    }
    consented(ground, HERE, &case).await;
    case
}

/// Whether it is another's business: every outsider's where it lies in the case, another municipality's where it lies at a
/// citizen of this one.
fn is_walled(sent: &Sent, way: &Way) -> bool {
    let of_case = sent.path.contains("{case}");
    of_case || (way.is_elsewhere() && sent.path.contains("{citizen}"))
}

fn refused(name: &str, asked: &str, answer: &Answer) {
    assert!(
        matches!(answer.status, 401 | 403 | 404),
        "{name} gets past the walls at {asked}: {} {}",
        answer.status,
        answer.text
    );
}

/// The codes of a body that is none of its kind.
const NOT_UNDERSTOOD: [&str; 6] = [
    "bad-json",
    "not-json",
    "missing-field",
    "unknown-field",
    "duplicate-key",
    "too-deep",
];

fn understood(asked: &str, answer: &Answer) {
    assert!(answer.status < 500, "{asked}: {}", answer.text);
    for code in NOT_UNDERSTOOD {
        assert!(
            !answer.text.contains(&format!("\"{code}\"")),
            "the body for {asked} is not understood: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn nobody_outside_changes_anything_by_a_body_that_is_understood() {
    let ground = readers::ground().await;
    let case = marked_case(&ground).await;
    let world = World::new(&ground, case, &format!("{OF_NAMES} borger")).await;
    let outsiders = outsiders(&ground).await;
    let mut table = format!("{:<70}", "route");
    for (name, _) in &outsiders {
        write!(table, "{name:<11}").unwrap();
    }
    table.push_str("who may");
    for sent in with_rules(&ground, all(&world)).await {
        let address = sent.address(&world);
        let asked = format!("{} {address}", sent.method);
        write!(table, "\n{:<70}", format!("{:<6} {}", sent.method, sent.path)).unwrap();
        let of_case = format!("/cases/{}", world.case);
        let before = ground.get("anna", &of_case).await;
        for (name, way) in &outsiders {
            // Whoever may is asked last.
            if !is_walled(&sent, way) && sent.by == *name {
                write!(table, "{:<11}", "-").unwrap();
                continue;
            }
            let asking = ground.program.ask_without_going_on(sent.method, &address);
            let asking = way.asks(asking).body(kind(sent.path), sent.body.to_string());
            let answer = asking.send().await;
            write!(table, "{:<11}", answer.status).unwrap();
            assert!(answer.status < 500, "{name} {asked}: {}", answer.text);
            if is_walled(&sent, way) {
                refused(name, &asked, &answer);
            }
            assert!(!holds(&answer, OF_CASE), "{name} {asked}: {}", answer.text);
            let of_names = way.is_elsewhere() && holds(&answer, OF_NAMES);
            assert!(!of_names, "{name} {asked}: {}", answer.text);
        }
        assert_eq!(
            ground.get("anna", &of_case).await,
            before,
            "{asked}: nothing of it was done"
        );
        let answer = asking(&ground, &sent, &address, sent.body.to_string())
            .send()
            .await;
        understood(&asked, &answer);
        write!(table, "{} {}", sent.by, answer.status).unwrap();
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// The forms that a case has, with what would be sent by whoever may.
#[tokio::test]
async fn nobody_outside_gets_past_the_walls_by_a_form() {
    let ground = readers::ground().await;
    let case = marked_case(&ground).await;
    let outsiders = outsiders(&ground).await;
    let before = ground.get("anna", &format!("/cases/{case}")).await;
    let link = format!("who=citizen:{}&days=7", person("bo"));
    for (path, form) in [
        ("/cases/{case}/hassles", "step=assess&said=For+lang"),
        ("/cases/{case}/links", link.as_str()),
        ("/cases/{case}/actions/{action}", "reason=Ferie"),
        ("/cases/{case}/clocks/{clock}/{way}", "by=1+week&reason=Ferie"),
        ("/cases/{case}/items/{item}/{way}", "reason=Fejl"),
        ("/cases/{case}/letters/{item}/{number}/{way}", "channel=post"),
        ("/cases/{case}/meetings/{item}/{way}", "place=Her"),
        ("/cases/{case}/tasks/{item}", "do=complete"),
        ("/cases/{case}/tasks/{item}/begin", ""),
        ("/cases/{case}/tasks/{item}/claim", ""),
        ("/cases/{case}/tasks/{item}/mark", "priority=high"),
        ("/cases/{case}/tasks/{item}/release", ""),
    ] {
        assert!(routes().contains(&("POST", path)), "there is no {path}");
        let address = address(path, &case);
        for (name, way) in &outsiders {
            let asking = ground.program.ask_without_going_on("POST", &address);
            let asking = way.asks(asking).header("accept", "text/html");
            let asking = asking.body("application/x-www-form-urlencoded", form.to_owned());
            let answer = asking.send().await;
            // Whoever is not signed in is sent to where that is done.
            let is_sent_away = matches!(*name, "nobody" | "unknown" | "half");
            if !(is_sent_away && answer.status == 303 && answer.header("location").starts_with("/sign-in")) {
                refused(name, &address, &answer);
            }
            assert!(!holds(&answer, OF_CASE), "{name} {address}: {}", answer.text);
        }
    }
    let after = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(after, before, "nothing of it was done");
}
