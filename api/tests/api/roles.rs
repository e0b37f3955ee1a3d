//! Every route as it answers every kind of reader, from outside: one table that a person judges. Its routes are those of
//! the table of who may ask what, which another test compares with the router and with the API's description.

use std::fmt::Write;

use samspil_tests::log_scan::CANARY;
use samspil_tests::program::Answer;
use serde_json::json;

use crate::ground::{ELSEWHERE, Ground, HERE, order, person, registered, token, unit};
use crate::readers::{self, OF_CASE, OF_NAMES, Way, beginning_with_relatives, by_link, consented, cookie};

/// The routes, a line each: method, path, who is let in.
const ROUTES: &str =
    include_str!("../../src/identity/snapshots/samspil__identity__rules__tests__who_may_ask_what.snap");

/// Who asks: what the column is called, and by what.
type Reader = (&'static str, Way);

/// Those who ask with a token: what the column is called, the municipality, and whose.
const BY_TOKEN: [(&str, i32, &str); 21] = [
    ("unknown", HERE, "unknown"),
    ("outside", HERE, "stranger"),
    ("citizen", HERE, "bo"),
    ("staff", HERE, "anna"),
    ("leader", HERE, "tove"),
    ("provider", HERE, "ulla"),
    ("owner", HERE, "owner"),
    ("admin", HERE, "admin"),
    ("read", HERE, "alma-read"),
    ("tasks", HERE, "alma-tasks"),
    ("publish", HERE, "alma-publish"),
    ("admins", HERE, "alma-administer"),
    ("account", HERE, "alma-account"),
    // Two relatives in the case, of whom the citizen has consented to the first.
    ("relative", HERE, "pia"),
    ("without", HERE, "per"),
    // A directory's token, and a program that has no place in the case.
    ("scim", HERE, "dir"),
    ("service", HERE, "prog"),
    ("elsewhere", ELSEWHERE, "anna"),
    ("e-admin", ELSEWHERE, "admin"),
    ("e-owner", ELSEWHERE, "owner"),
    ("e-citizen", ELSEWHERE, "bo"),
];

/// Who has nothing to do with the case: none of their answers holds a word of it.
const OUTSIDE: [&str; 12] = [
    "nobody",
    "unknown",
    "outside",
    "without",
    "scim",
    "service",
    "link",
    "half",
    "elsewhere",
    "e-admin",
    "e-owner",
    "e-citizen",
];

/// What ends the session of whoever asks by one: browsers do not ask for it here.
const ENDS_SESSIONS: [&str; 3] = ["/sign-out", "/api/v1/me/sessions", "/settings/sessions/end"];

/// All of them: by token, by a link into another case, with a password whose code is missing, and by a browser that is
/// signed in.
async fn readers(ground: &Ground) -> Vec<Reader> {
    let other = ground.begin("En anden sag").await;
    let mut all = vec![("nobody", Way::Nothing)];
    all.extend(BY_TOKEN.map(|(name, tenant, login)| (name, Way::Token(tenant, login))));
    all.push(("link", by_link(ground, &other).await));
    all.push(("half", cookie("hal")));
    all.push(("browser", cookie("kaj")));
    all
}

/// The key of the command that begins a case here and elsewhere: one key, one id, two cases.
const KEY: u128 = 7;

/// Each of them as method and path.
pub(crate) fn routes() -> Vec<(&'static str, &'static str)> {
    let lines = ROUTES.lines().filter_map(|line| {
        let (method, rest) = line.split_once(' ')?;
        let method = ["GET", "POST", "PUT", "PATCH", "DELETE"]
            .into_iter()
            .find(|known| *known == method)?;
        Some((method, rest.split_whitespace().next()?))
    });
    lines.collect()
}

/// A case with its order sent, with the same id in each municipality, and all that stands in it marked.
async fn worlds(ground: &Ground) -> String {
    let mut cases = Vec::new();
    for (tenant, mark) in [(HERE, OF_CASE), (ELSEWHERE, CANARY)] {
        let post = |login: &'static str, path: String, body: serde_json::Value| {
            let asking = ground.program.ask("POST", &format!("/api/v1{path}"));
            asking.by(&token(tenant, login)).json(&body)
        };
        let begun = post("anna", "/cases".to_owned(), beginning_with_relatives(mark))
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
        consented(ground, tenant, &case).await;
        cases.push(case);
    }
    assert_eq!(cases[0], cases[1]);
    cases.remove(0)
}

/// A route's path with what is there put in its places.
pub(crate) fn address(path: &str, case: &str) -> String {
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

/// What a body is called that goes to this path.
pub(crate) fn kind(path: &str) -> &'static str {
    match path {
        path if path.starts_with("/api/") => "application/json",
        path if path.starts_with("/scim/") => "application/scim+json",
        _ => "application/x-www-form-urlencoded",
    }
}

/// One reader asks with a body that holds nothing.
async fn asked(ground: &Ground, method: &str, path: &str, way: &Way) -> Answer {
    let asking = way.asks(ground.program.ask_without_going_on(method, path));
    let empty = if path.starts_with("/api/") || path.starts_with("/scim/") {
        "{}"
    } else {
        ""
    };
    let asking = match method {
        "POST" | "PUT" | "PATCH" => asking.body(kind(path), empty),
        _ => asking,
    };
    // News do not end by themselves.
    match path {
        "/api/v1/changes" => asking.open().await.0,
        _ => asking.send().await,
    }
}

/// What an answer may not hold, by who asked.
fn marks(name: &str, way: &Way) -> Vec<&'static str> {
    let mut marks = Vec::new();
    if way.is_elsewhere() {
        marks.push(OF_NAMES);
    } else {
        marks.push(CANARY);
    }
    if OUTSIDE.contains(&name) {
        marks.push(OF_CASE);
    }
    marks
}

/// Whether an answer with a body says what it is, and in which characters where it is text that could be in several.
fn says_its_kind(answer: &Answer) -> bool {
    let kind = answer.header("content-type");
    let text = kind.starts_with("text/") || kind.contains("xml");
    answer.text.is_empty() || (!kind.is_empty() && (!text || kind.contains("charset=utf-8")))
}

/// Who asked, what, and what came of it is as every answer has to be.
fn is_sound((name, way): &Reader, asked: &str, answer: &Answer) {
    // Nobody has made a copy here, and that is told as what it is.
    let is_alarm = asked.ends_with("/health/backup") && answer.status == 503;
    assert!(answer.status < 500 || is_alarm, "{name} {asked}: {}", answer.text);
    assert!(says_its_kind(answer), "{asked}: {}", answer.headers());
    for mark in marks(name, way) {
        assert!(
            !holds(answer, mark),
            "{name} reads {mark} at {asked}: {}",
            answer.text
        );
    }
}

pub(crate) fn holds(answer: &Answer, mark: &str) -> bool {
    answer.text.contains(mark) || answer.headers().contains(mark)
}

/// And no answer holds a word of another municipality, or of a case that is none of the reader's.
#[tokio::test]
async fn every_route_answers_every_reader_as_the_table_says() {
    let ground = readers::ground().await;
    let case = worlds(&ground).await;
    let readers = readers(&ground).await;
    let mut table = format!("{:<66}", "route");
    for (name, _) in &readers {
        write!(table, "{name:<10}").unwrap();
    }
    let mut marked = (0, 0, 0);
    let routes = routes();
    assert!(routes.len() > 150, "{}", routes.len());
    for (method, path) in routes {
        let address = address(path, &case);
        write!(table, "\n{:<66}", format!("{method:<6} {path}")).unwrap();
        for reader in &readers {
            let (_, way) = reader;
            let ends = method != "GET" && ENDS_SESSIONS.contains(&path);
            if ends && matches!(way, Way::Cookie(_)) {
                write!(table, "{:<10}", "-").unwrap();
                continue;
            }
            let answer = asked(&ground, method, &address, way).await;
            write!(table, "{:<10}", answer.status).unwrap();
            is_sound(reader, &format!("{method} {address}"), &answer);
            marked.0 += usize::from(holds(&answer, CANARY));
            marked.1 += usize::from(holds(&answer, OF_CASE));
            marked.2 += usize::from(holds(&answer, OF_NAMES));
        }
    }
    let (elsewhere, of_case, of_names) = marked;
    assert!(
        elsewhere > 10 && of_case > 10 && of_names > 3,
        "the marks are read where they may be: {marked:?}"
    );
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
