//! A model imported and played, step by step, and what is expected in between.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use samspil_core::flow::{Flow, ItemKind};
use samspil_core::import::{Imported, Vocabulary, import};
use serde_json::{Map, Value as Json, json};

/// When every case here starts.
const START: &str = "2026-01-05T09:00:00+01:00";

/// One line of a run: something done, or something that should be so then.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A line for `samspil play`; with the code of the refusal that must come.
    Do(Json, Option<String>),
    /// The names of the work that is open, each as often as it is.
    Open(Vec<String>),
    /// How an item stands.
    State(String, Option<String>),
    /// How the case stands.
    Case(String),
    /// What a field holds.
    Unused(Vec<String>),
}

/// The findings of an import as codes and ids, `F0738 planItem1`.
pub(crate) fn findings(imported: &Imported) -> Vec<String> {
    let all = imported.findings.iter();
    all.map(|finding| format!("{} {}", finding.code.0, finding.id.as_deref().unwrap_or("-")))
        .collect()
}

/// A model made into a flow.
pub(crate) fn imported(model: &str) -> Imported {
    import(Vocabulary::Cmmn, "", model.as_bytes().to_vec())
}

/// Plays a flow file and says every expectation that does not hold.
pub(crate) fn play(flow_file: &str, steps: &[Step]) -> Vec<String> {
    let (flow, findings) = samspil_core::flow::read(flow_file);
    let Some(flow) = flow else {
        return vec![format!(
            "the flow file cannot be read: {findings:#?}\n{flow_file}"
        )];
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("flow.yaml");
    std::fs::write(&file, flow_file).unwrap();
    let lines: Vec<String> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Do(line, _) => Some(line.to_string()),
            _ => None,
        })
        .collect();
    let mut answers = answers(&file, &lines).into_iter();
    let mut failures = Vec::new();
    let mut now = Json::Null;
    for step in steps {
        if let Step::Do(line, refused) = step {
            let Some(answer) = answers.next() else {
                failures.push(format!("no answer to {line}"));
                return failures;
            };
            let code = answer["refusal"]["code"].as_str().map(str::to_owned);
            if code != *refused {
                failures.push(format!("{line}: {answer}"));
            }
            if answer["ok"] == json!(true) {
                now = answer;
            }
        } else if let Err(failure) = holds(&flow, &now, step) {
            failures.push(failure);
        }
    }
    failures
}

fn answers(file: &Path, lines: &[String]) -> Vec<Json> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--lang", "en", "play"])
        .arg(file)
        .arg("--jsonl")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    input.write_all(lines.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = program.wait_with_output().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn holds(flow: &Flow, now: &Json, step: &Step) -> Result<(), String> {
    let (wanted, found) = match step {
        Step::Open(names) => (json!(names), json!(open_work(flow, now))),
        Step::State(item, state) => (json!(state), json!(state_of(flow, now, item))),
        Step::Case(state) => (json!(state), json!(case_state(now))),
        Step::Unused(names) => (json!(names), now["unused"].clone()),
        Step::Do(..) => return Ok(()),
    };
    if wanted == found {
        Ok(())
    } else {
        Err(format!("{step:?}: found {found}, states {}", now["states"]))
    }
}

/// Each item by what it is known as in the model.
fn known(flow: &Flow) -> BTreeMap<&str, (&str, &ItemKind)> {
    let items = flow.items.values();
    items
        .filter_map(|item| {
            let known = item.known_as.as_ref()?;
            let name = known.name.as_deref().unwrap_or(known.id.as_str());
            Some((known.id.as_str(), (name, &item.kind)))
        })
        .collect()
}

fn open_work<'n>(flow: &'n Flow, now: &'n Json) -> Vec<&'n str> {
    let known = known(flow);
    let active = now["active"].as_array().unwrap().iter().filter_map(Json::as_str);
    let mut names: Vec<&str> = active
        .map(|id| known[id])
        .filter(|(_, kind)| matches!(kind, ItemKind::Task | ItemKind::Subcase(_)))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names
}

/// The state of the item of this id or name; of several with the name, of the first that is there.
fn state_of<'n>(flow: &'n Flow, now: &'n Json, item: &str) -> Option<&'n str> {
    let states = now["states"].as_object().unwrap();
    let called = known(flow)
        .into_iter()
        .filter(|(id, (name, _))| *id == item || *name == item)
        .map(|(id, _)| id);
    called.filter_map(|id| states.get(id)).find_map(Json::as_str)
}

fn case_state(now: &Json) -> &str {
    match now["state"].as_str() {
        Some("closed") => "ended",
        _ => "active",
    }
}

/// A line for `samspil play`.
pub(crate) fn line(word: &str, item: Option<&str>, data: Option<Json>) -> Json {
    let mut line = Map::new();
    line.insert("do".to_owned(), json!(word));
    if word == "start" {
        line.insert("at".to_owned(), json!(START));
    }
    if let Some(item) = item.filter(|item| !item.is_empty()) {
        let key = if word == "advance" { "by" } else { "item" };
        line.insert(key.to_owned(), json!(item));
    }
    if let Some(data) = data {
        line.insert("data".to_owned(), data);
    }
    Json::Object(line)
}
