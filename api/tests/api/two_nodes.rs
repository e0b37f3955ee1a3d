//! Two programs over one PostgreSQL database: whoever asks one of them is answered as if there were no other, and what is done
//! at one holds at the other.

use std::process::Command;
use std::time::Duration;

use futures::future::join;
use samspil_tests::postgres::database;
use samspil_tests::program::{Answer, Asking, Program};
use serde_json::{Value, json};

use crate::ground::{FLOW, HERE, START, beginning, peopled, person, registered, token};
use crate::news::News;

/// Commands that are sent to both nodes at once: enough that each node is the first with some.
const PAIRS: u128 = 12;

/// How long a node may take to let go of a token that another took away before the test gives up: many times what is promised,
/// which is a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// Two programs over one database with everyone in it and the flow published.
struct Nodes {
    a: Program,
    b: Program,
    database: String,
}

impl Nodes {
    async fn new() -> Self {
        let database = database().await;
        peopled(&database).await;
        let node = || {
            let binary = env!("CARGO_BIN_EXE_samspil");
            Program::serve(binary, &database, &["--test-clock", START])
        };
        let (a, b) = (node(), node());
        let publishing = asked(&a, "owner", "POST", "/flows");
        let publishing = publishing.body("application/yaml", FLOW.to_owned());
        publishing.send().await.is(201);
        Self { a, b, database }
    }
}

/// Someone asks a node.
fn asked(node: &Program, login: &str, method: &str, path: &str) -> Asking {
    let asking = node.ask(method, &format!("/api/v1{path}"));
    asking.by(&token(HERE, login)).header("accept-language", "en")
}

/// Begins a case at a node; its id.
async fn begun(node: &Program) -> String {
    let asking = asked(node, "anna", "POST", "/cases").json(&beginning("Sag"));
    let begun = asking.send().await.is(201).json();
    begun["case"].as_str().unwrap().to_owned()
}

/// Does the first task of a case at a node, under this key.
async fn registers(node: &Program, case: &str, key: u128) -> Answer {
    let path = format!("/cases/{case}/tasks/register/complete");
    let asking = asked(node, "anna", "POST", &path).key(key);
    asking.json(&json!({"data": registered()})).send().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_listens_at_one_hears_what_was_done_at_the_other() {
    let nodes = Nodes::new().await;
    let mut news = News::of(&nodes.b, "anna", None).await;
    let case = begun(&nodes.a).await;
    assert_eq!(news.case().await, (case.clone(), 1));
    registers(&nodes.a, &case, 1).await.is(200);
    assert_eq!(news.case().await, (case.clone(), 2));
    // What is heard of can be read where it was heard.
    let read = asked(&nodes.b, "anna", "GET", &format!("/cases/{case}"));
    assert_eq!(read.send().await.is(200).header("etag"), "\"2\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_at_both_is_one_command_and_one_answer() {
    let nodes = Nodes::new().await;
    let begin = |node: &Program, key: u128| {
        let asking = asked(node, "anna", "POST", "/cases").key(key);
        asking.json(&beginning(&format!("Sag {key}"))).send()
    };
    let mut cases = Vec::new();
    for key in 1..=PAIRS {
        let (at_a, at_b) = join(begin(&nodes.a, key), begin(&nodes.b, key)).await;
        let (at_a, at_b) = (at_a.is(201), at_b.is(201));
        assert_eq!(at_a.text, at_b.text, "{key}");
        assert_eq!(begin(&nodes.b, key).await.is(201).text, at_a.text, "{key}, later");
        cases.push(at_a.json()["case"].as_str().unwrap().to_owned());
    }
    for node in [&nodes.a, &nodes.b] {
        let page = asked(node, "anna", "GET", "/cases?limit=100").send().await;
        let mut found: Vec<String> = page.is(200).json()["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["case"].as_str().unwrap().to_owned())
            .collect();
        found.sort();
        let mut expected = cases.clone();
        expected.sort();
        assert_eq!(found, expected);
    }
    for (case, key) in cases.iter().zip(1_000..) {
        let (at_a, at_b) = join(registers(&nodes.a, case, key), registers(&nodes.b, case, key)).await;
        let (at_a, at_b) = (at_a.is(200), at_b.is(200));
        assert_eq!(
            (at_a.text.as_str(), at_a.header("etag")),
            (at_b.text.as_str(), at_b.header("etag")),
            "{key}"
        );
        let events = asked(&nodes.a, "anna", "GET", &format!("/cases/{case}/events"));
        let events = events.send().await.is(200).json();
        assert_eq!(events["events"].as_array().unwrap().len(), 2, "{key}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_taken_away_at_one_opens_nothing_at_the_other() {
    let nodes = Nodes::new().await;
    let made = async || -> (String, String) {
        let asking = asked(&nodes.a, "anna", "POST", "/tokens");
        let asking = asking.json(&json!({"name": "kørsel", "days": 7, "scopes": ["read"]}));
        let made = asking.send().await.is(201).json();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        (format!("/tokens/{}", text("token")), text("secret"))
    };
    let me = |secret: &str| nodes.b.ask("GET", "/api/v1/me").by(secret).send();
    let ((never_used, its_secret), (used, secret)) = (made().await, made().await);
    me(&secret).await.is(200);
    for path in [&never_used, &used] {
        asked(&nodes.a, "anna", "DELETE", path).send().await.is(204);
    }
    me(&its_secret).await.is(401);
    // What was looked up a moment ago is taken at its word for that moment.
    let refused = async {
        loop {
            let answer = me(&secret).await;
            if answer.status == 401 {
                break;
            }
            answer.is(200);
        }
    };
    tokio::time::timeout(PATIENCE, refused).await.unwrap();
}

/// Gives somebody a password and signs them in at a node; their cookie.
async fn signed_in(nodes: &Nodes, login: &str) -> String {
    let here = HERE.to_string();
    let given = Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--format", "json", "account", "--database-url", &nodes.database])
        .args(["--municipality", &here, "password", login])
        .output()
        .unwrap();
    let given: Value = serde_json::from_slice(&given.stdout).unwrap();
    let password = given["password"].as_str().unwrap();
    let form = format!("municipality={HERE}&login={login}&password={password}");
    let asking = nodes.b.ask_without_going_on("POST", "/sign-in");
    let asking = asking.header("accept", "text/html");
    let opened = asking.body("application/x-www-form-urlencoded", form);
    let opened = opened.send().await.is(303);
    opened.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_is_closed_at_one_is_signed_out_at_the_other() {
    let nodes = Nodes::new().await;
    let cookie = signed_in(&nodes, "anna").await;
    let me = || nodes.b.ask("GET", "/api/v1/me").header("cookie", &cookie).send();
    assert_eq!(me().await.is(200).json()["name"], "Navn anna");
    let closed = json!({"login": "anna", "name": "Navn anna", "roles": ["staff"], "active": false});
    let path = format!("/people/{}", person("anna"));
    let closing = asked(&nodes.a, "admin", "PUT", &path).json(&closed);
    assert_eq!(closing.send().await.is(200).json()["active"], false);
    me().await.is(401);
}
