//! The checker can fail: what could go wrong is done to the record of a run that went well, and the checker sees it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::check::check;
use crate::drive::{Run, run};
use crate::kept::{Kept, OneCase};
use crate::ledger::{Entry, Ledger};
use crate::work::What;
use crate::{on_sqlite, shown};

/// How often the program is killed in the run whose record is spoilt.
const FEW_KILLS: u32 = 4;

/// Something done to what the program shows, or to what clients were told; and what the checker says to it.
type Spoil = (&'static str, fn(&mut Kept, &mut Ledger), &'static str);

const OF_CASES: [Spoil; 9] = [
    (
        "the last event is gone, and nothing tells of it",
        |kept, _| {
            let one = closed(kept);
            drop(one.events.pop());
            one.now["version"] = json!(one.events.len());
        },
        "is lost",
    ),
    (
        "an event in the middle is gone",
        |kept, _| drop(closed(kept).events.remove(1)),
        "stands where",
    ),
    (
        "an event is there twice",
        |kept, _| {
            let events = &mut closed(kept).events;
            events.insert(1, events[1].clone());
        },
        "comes of 0 commands",
    ),
    (
        "a step is done twice",
        |kept, _| {
            let events = &mut closed(kept).events;
            let mut again = events[2].clone();
            again["number"] = json!(events.len() + 1);
            events.push(again);
        },
        "its steps are done as",
    ),
    (
        "an event does another step",
        |kept, _| {
            let events = &mut closed(kept).events;
            events[1]["changes"] = events[2]["changes"].clone();
        },
        "is not what",
    ),
    (
        "the case is at another version",
        |kept, _| closed(kept).now["version"] = json!(7),
        "version 7 after",
    ),
    (
        "the field that is kept encrypted cannot be read",
        |kept, _| closed(kept).now["data"]["assessment"]["summary"] = Value::Null,
        "it holds",
    ),
    (
        "the case is open again",
        |kept, _| closed(kept).now["standing"] = json!("open"),
        "where it should be closed",
    ),
    (
        "the case is called otherwise",
        |kept, _| closed(kept).now["title"] = json!("Sag"),
        "it is called",
    ),
];

const OF_LISTS: [Spoil; 8] = [
    (
        "a case is lost",
        |kept, _| {
            let (case, _) = kept.cases.pop_first().unwrap();
            kept.listed.retain(|row| row["case"] != *case);
            kept.tasks.retain(|row| row["case"] != *case);
        },
        "is lost",
    ),
    (
        "a case is there that nobody began",
        |kept, _| {
            let other = closed(kept).clone();
            kept.cases.insert(Uuid::nil().to_string(), other);
        },
        "comes of 0 commands",
    ),
    (
        "a case is listed twice",
        |kept, _| {
            let row = kept.listed[0].clone();
            kept.listed.push(row);
        },
        "listed twice",
    ),
    (
        "a case is not listed",
        |kept, _| drop(kept.listed.pop()),
        "and not listed",
    ),
    (
        "a case is listed as it was",
        |kept, _| kept.listed[0]["version"] = json!(0),
        "listed as",
    ),
    (
        "a task stays in the list",
        |kept, _| {
            let row = kept.tasks[0].clone();
            kept.tasks.push(row);
        },
        "tasks:",
    ),
    (
        "a task is not listed",
        |kept, _| drop(kept.tasks.pop()),
        "missing [(",
    ),
    (
        "the session is gone",
        |kept, _| drop(kept.ways.pop()),
        "the worker is let in by",
    ),
];

const OF_ANSWERS: [Spoil; 7] = [
    (
        "a client never heard",
        |_, ledger| entry(ledger).told.clear(),
        "never answered",
    ),
    (
        "a client heard two things",
        |_, ledger| {
            let told = &mut entry(ledger).told;
            let mut other = told[0].clone();
            other.text.push(' ');
            told.push(other);
        },
        "answered differently",
    ),
    (
        "a client heard of a version that the case has not",
        |_, ledger| heard(entry(ledger), 99),
        "is lost",
    ),
    (
        "a client heard of another event",
        |_, ledger| heard(entry(ledger), 1),
        "comes of 2 commands",
    ),
    (
        "the tag says another version",
        |_, ledger| {
            for told in &mut entry(ledger).told {
                told.tag = "\"99\"".to_owned();
            }
        },
        "beside version",
    ),
    (
        "the answer is of another case",
        |_, ledger| {
            let entry = entry(ledger);
            let What::Complete { case, .. } = &mut entry.what else {
                return;
            };
            *case = Uuid::nil().to_string();
        },
        "answered of",
    ),
    (
        "something was done that nobody asked",
        |_, ledger| ledger.entries.retain(|_, entry| entry.what == What::Begin),
        "comes of 0 commands",
    ),
];

/// The first case that went through all its steps.
fn closed(kept: &mut Kept) -> &mut OneCase {
    let mut cases = kept.cases.values_mut();
    cases.find(|one| one.now["standing"] == "closed").unwrap()
}

/// The first completion.
fn entry(ledger: &mut Ledger) -> &mut Entry {
    let mut entries = ledger.entries.values_mut();
    entries.find(|entry| entry.what != What::Begin).unwrap()
}

/// A client heard of this version each time.
fn heard(entry: &mut Entry, version: u64) {
    for told in &mut entry.told {
        let (case, _) = told.says().unwrap();
        told.text = json!({"case": case, "version": version}).to_string();
        told.tag = format!("\"{version}\"");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checker_sees_what_is_done_to_the_record_of_a_run_that_went_well() {
    let folder = tempfile::tempdir().unwrap();
    let Run { ledger, kept } = run(&on_sqlite(&folder), FEW_KILLS, 2).await;
    let complaints = check(&kept, &ledger);
    assert!(complaints.is_empty(), "{}", shown(&complaints));
    for (name, spoil, says) in OF_CASES.into_iter().chain(OF_LISTS).chain(OF_ANSWERS) {
        let (mut kept, mut ledger) = (kept.clone(), ledger.clone());
        spoil(&mut kept, &mut ledger);
        let complaints = check(&kept, &ledger);
        let seen = complaints.iter().any(|complaint| complaint.contains(says));
        assert!(seen, "{name}: {}", shown(&complaints));
    }
}
