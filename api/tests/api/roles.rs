//! Every route as it answers every kind of reader, from outside: one table that a person judges. Its routes are those of
//! the table of who may ask what, which another test compares with the router and with the API's description.

use std::fmt::Write;

use samspil_tests::log_scan::CANARY;
use samspil_tests::program::Answer;
use serde_json::json;

use crate::ground::{ELSEWHERE, Ground, HERE, beginning, order, person, registered, token, unit};

/// The routes, a line each: method, path, who is let in.
const ROUTES: &str =
    include_str!("../../src/identity/snapshots/samspil__identity__rules__tests__who_may_ask_what.snap");

/// Who asks: what the column is called, the municipality, and whose token; nobody without one.
const READERS: [(&str, Option<(i32, &str)>); 15] = [
    ("nobody", None),
    ("unknown", Some((HERE, "unknown"))),
    ("outside", Some((HERE, "stranger"))),
    ("citizen", Some((HERE, "bo"))),
    ("staff", Some((HERE, "anna"))),
    ("leader", Some((HERE, "tove"))),
    ("provider", Some((HERE, "ulla"))),
    ("owner", Some((HERE, "owner"))),
    ("admin", Some((HERE, "admin"))),
    ("read", Some((HERE, "alma-read"))),
    ("tasks", Some((HERE, "alma-tasks"))),
    ("publish", Some((HERE, "alma-publish"))),
    ("admins", Some((HERE, "alma-administer"))),
    ("account", Some((HERE, "alma-account"))),
    ("elsewhere", Some((ELSEWHERE, "anna"))),
];

/// The key of the command that begins a case here and elsewhere: one key, one id, two cases.
const KEY: u128 = 7;

fn routes() -> Vec<(&'static str, &'static str)> {
    let lines = ROUTES.lines().filter_map(|line| {
        let (method, rest) = line.split_once(' ')?;
        let method = ["GET", "POST", "PUT", "DELETE"]
            .into_iter()
            .find(|known| *known == method)?;
        Some((method, rest.split_whitespace().next()?))
    });
    lines.collect()
}

/// A case with its order sent, with the same id in each municipality, and all that stands in it marked elsewhere.
async fn worlds(ground: &Ground) -> String {
    let mut cases = Vec::new();
    for (tenant, mark) in [(HERE, "Her"), (ELSEWHERE, CANARY)] {
        let post = |login: &'static str, path: String, body: serde_json::Value| {
            let asking = ground.program.ask("POST", &format!("/api/v1{path}"));
            asking.by(&token(tenant, login)).json(&body)
        };
        let begun = post("anna", "/cases".to_owned(), beginning(mark))
            .key(KEY)
            .send()
            .await;
        let case = begun.is(201).json()["case"].as_str().unwrap().to_owned();
        let mut wishes = registered();
        wishes["application"]["wishes"] = json!(format!("{mark} ønsker"));
        let assessed = json!({"assessment": {"need": 3, "summary": mark}, "order": {"limit": "4711"}});
        for (login, item, data) in [
            ("anna", "register", wishes),
            ("anna", "assess", assessed),
            ("tove", "decide_help", json!({"decision": {"outcome": "granted"}})),
            ("anna", "send_order", order()),
        ] {
            let path = format!("/cases/{case}/tasks/{item}/complete");
            post(login, path, json!({"data": data})).send().await.is(200);
        }
        cases.push(case);
    }
    assert_eq!(cases[0], cases[1]);
    cases.remove(0)
}

/// A route's path with what is there put in its places.
fn address(path: &str, case: &str) -> String {
    let asta = person("asta").0.to_string();
    let unit = unit(30).0.to_string();
    let places = [
        ("{case}", case),
        ("{clock}/{way}", "decide/extend"),
        ("letters/{item}/{number}/{way}", "letters/answer_order/1/sent"),
        ("meetings/{item}/{way}", "meetings/answer_order/arrange"),
        ("{item}", "answer_order"),
        ("{clock}", "decide"),
        ("{action}", "hold"),
        ("{part}", "plan"),
        ("{way}", "skip"),
        ("{flow}", "help"),
        ("{version}", "1"),
        ("{number}", "1"),
        ("{municipality}", "12345678"),
        ("{unit}", &unit),
        ("{tag}", "da"),
        ("{name}", "nothing.css"),
        ("{address}", "nothing.ics"),
        ("{source}", "wages"),
        ("{secret}", "nothing"),
        ("{provider}", "staff"),
        ("{kind}", "own"),
        ("{about}", "1"),
        ("{line}", "0"),
    ];
    let filled = places
        .iter()
        .fold(path.to_owned(), |path, (place, there)| path.replace(place, there));
    let others = ["{person}", "{token}", "{session}", "{notice}", "{incident}"];
    let others = others
        .iter()
        .chain(&["{absence}", "{mail}", "{sample}", "{citizen}", "{document}"])
        .chain(&[
            "{disposal}",
            "{hold}",
            "{link}",
            "{user}",
            "{group}",
            "{place}",
            "{survey}",
            "{hassle}",
            "{trial}",
        ]);
    let filled = others.fold(filled, |path, place| path.replace(place, &asta));
    assert!(!filled.contains('{'), "what stands for the place in {filled}?");
    filled
}

/// One reader asks with a body that holds nothing.
async fn asked(ground: &Ground, method: &str, path: &str, who: Option<(i32, &str)>) -> Answer {
    let mut asking = ground.program.ask_without_going_on(method, path);
    if let Some((tenant, login)) = who {
        asking = asking.by(&token(tenant, login));
    }
    let asking = match (method, path.starts_with("/api/")) {
        ("POST" | "PUT", true) => asking.json(&json!({})),
        ("POST", false) => asking.body("application/x-www-form-urlencoded", ""),
        _ => asking,
    };
    // News do not end by themselves.
    match path {
        "/api/v1/changes" => asking.open().await.0,
        _ => asking.send().await,
    }
}

/// Whether an answer with a body says what it is, and in which characters where it is text that could be in several.
fn says_its_kind(answer: &Answer) -> bool {
    let kind = answer.header("content-type");
    let text = kind.starts_with("text/") || kind.contains("xml");
    answer.text.is_empty() || (!kind.is_empty() && (!text || kind.contains("charset=utf-8")))
}

/// And no answer holds a word of another municipality.
#[tokio::test]
async fn every_route_answers_every_reader_as_the_table_says() {
    let ground = Ground::new().await;
    let case = worlds(&ground).await;
    let mut table = format!("{:<66}", "route");
    for (name, _) in READERS {
        write!(table, "{name:<10}").unwrap();
    }
    let mut marked = 0;
    let routes = routes();
    assert!(routes.len() > 150, "{}", routes.len());
    for (method, path) in routes {
        let address = address(path, &case);
        write!(table, "\n{:<66}", format!("{method:<6} {path}")).unwrap();
        for (name, who) in READERS {
            let answer = asked(&ground, method, &address, who).await;
            write!(table, "{:<10}", answer.status).unwrap();
            // Nobody has made a copy here, and that is told as what it is.
            let is_alarm = path.ends_with("/health/backup") && answer.status == 503;
            assert!(
                answer.status < 500 || is_alarm,
                "{name} {method} {address}: {}",
                answer.text
            );
            assert!(says_its_kind(&answer), "{method} {address}: {}", answer.headers());
            let found = answer.text.contains(CANARY) || answer.headers().contains(CANARY);
            match who {
                Some((ELSEWHERE, _)) => marked += usize::from(found),
                _ => assert!(
                    !found,
                    "{name} reads of elsewhere at {method} {address}: {}",
                    answer.text
                ),
            }
        }
    }
    assert!(marked > 10, "the mark is read where it may be: {marked}");
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
