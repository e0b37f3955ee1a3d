//! What the program shows of what it keeps, read over HTTP.

use std::collections::BTreeMap;

use samspil_tests::program::{Asking, Program};
use serde_json::Value;

use crate::town::{WORKER, cookie, token};

/// All that it shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// The list of cases.
    pub(crate) listed: Vec<Value>,
    /// Each case of the list.
    pub(crate) cases: BTreeMap<String, OneCase>,
    /// The list of open tasks.
    pub(crate) tasks: Vec<Value>,
    /// By what the worker can show who they are.
    pub(crate) ways: Vec<String>,
}

/// A case.
#[derive(Clone, Debug)]
pub(crate) struct OneCase {
    /// As it stands.
    pub(crate) now: Value,
    /// Its history.
    pub(crate) events: Vec<Value>,
}

/// Reads everything as the worker.
pub(crate) async fn read(program: &Program) -> Kept {
    let listed = rows(program, "/cases?limit=100").await;
    let mut cases = BTreeMap::new();
    for row in &listed {
        let case = row["case"].as_str().unwrap();
        let now = get(program, &format!("/cases/{case}")).await;
        let history = get(program, &format!("/cases/{case}/events?limit=100")).await;
        assert_eq!(history["next"], Value::Null, "{case}: a history of one page");
        let events = history["events"].as_array().unwrap().clone();
        cases.insert(case.to_owned(), OneCase { now, events });
    }
    let tasks = rows(program, "/tasks?whose=units&limit=100").await;
    let mut ways = Vec::new();
    let me = || program.ask("GET", "/api/v1/me");
    for asking in [me().by(&token(WORKER)), me().header("cookie", &cookie())] {
        ways.push(json(asking).await["way"].as_str().unwrap().to_owned());
    }
    Kept {
        listed,
        cases,
        tasks,
        ways,
    }
}

/// All rows of a list, page by page.
async fn rows(program: &Program, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut page = get(program, path).await;
    loop {
        rows.append(page["rows"].as_array_mut().unwrap());
        let Some(next) = page["next"].as_str() else {
            return rows;
        };
        page = get(program, &format!("{path}&after={next}")).await;
    }
}

async fn get(program: &Program, path: &str) -> Value {
    let asking = program.ask("GET", &format!("/api/v1{path}"));
    json(asking.by(&token(WORKER))).await
}

async fn json(asking: Asking) -> Value {
    asking.send().await.is(200).json()
}
