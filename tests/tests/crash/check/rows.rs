//! The rows beside a case against its events: snapshot, status, tasks, timer.

use samspil_tests::lines::{REMINDED, STEPS};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{body, micros, time};
use crate::kept::{CaseRow, Kept, TaskRow};

pub(super) fn check(kept: &Kept, case: Uuid, row: &CaseRow, folded: &Json) -> Vec<String> {
    let mut wrong = Vec::new();
    match body(&row.snapshot) {
        Some(snapshot) if snapshot == *folded => {}
        Some(snapshot) => wrong.push(format!("the snapshot is {snapshot}, its events make {folded}")),
        None => wrong.push("the snapshot cannot be read".to_owned()),
    }
    if folded["id"] != case.to_string() {
        wrong.push(format!("its events are of case {}", folded["id"]));
    }
    if folded["standing"] != row.status.as_str() {
        wrong.push(format!(
            "status {} where it is {}",
            row.status, folded["standing"]
        ));
    }
    let listed = kept.tasks.get(&case).cloned().unwrap_or_default();
    let open = open_tasks(folded);
    if listed != open {
        wrong.push(format!("tasks {listed:?} where {open:?} are open"));
    }
    match kept.timers.get(&case) {
        None => wrong.push("no timer".to_owned()),
        Some(wake_at) => {
            let expected = time::next(folded);
            if *wake_at != expected {
                wrong.push(format!("wakes at {wake_at:?} where {expected:?} is next"));
            }
        }
    }
    wrong
}

/// The tasks that are open, by name.
fn open_tasks(case: &Json) -> Vec<TaskRow> {
    let items = case["items"].as_object().into_iter().flatten();
    let mut open: Vec<TaskRow> = items
        .filter(|(name, _)| STEPS.contains(&name.as_str()) || *name == REMINDED)
        .filter(|(_, item)| item["status"] == "active")
        .map(|(name, item)| {
            let due = micros(&case["clocks"][name]["due"]);
            (name.clone(), item["round"].as_u64().unwrap_or_default(), due)
        })
        .collect();
    open.sort();
    open
}
