//! What clients were told against what is kept: each acknowledged command in exactly one event, no other event of a
//! person, each step at most once and in order.

use std::collections::BTreeMap;

use samspil_tests::lines::{STEPS, What};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{body, changes};
use crate::kept::Kept;
use crate::ledger::{Entry, Ledger};

pub(super) fn check(kept: &Kept, ledger: &Ledger) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, entry) in &ledger.0 {
        let found = told(kept, *key, entry);
        wrong.extend(found.map(|found| format!("command {key}: {found}")));
    }
    let mut causes: BTreeMap<(Uuid, u64), u32> = BTreeMap::new();
    for (key, row) in &kept.commands {
        if !ledger.0.contains_key(key) {
            wrong.push(format!("command {key}: kept, but nobody asked it"));
        }
        match version(&row.answer) {
            Some(version) => *causes.entry((row.case, version)).or_default() += 1,
            None => wrong.push(format!("command {key}: its answer cannot be read")),
        }
    }
    for (case, events) in &kept.events {
        let mut done = Vec::new();
        for event in events {
            let count = causes.remove(&(*case, event.number)).unwrap_or_default();
            let Some(body) = body(&event.body) else { continue };
            let by_person = body["by"]["who"] == "person";
            if count != u32::from(by_person) {
                let number = event.number;
                wrong.push(format!("{case}: event {number} comes of {count} commands"));
            }
            done.extend(steps(&body));
        }
        if !STEPS.iter().take(done.len()).eq(done.iter()) {
            wrong.push(format!("{case}: its steps are done as {done:?}"));
        }
    }
    for (case, version) in causes.into_keys() {
        wrong.push(format!("{case}: a command's event {version} is lost"));
    }
    wrong
}

/// What is wrong with one command.
fn told(kept: &Kept, key: Uuid, entry: &Entry) -> Option<String> {
    let row = kept.commands.get(&key);
    let Some((case, version_told)) = entry.done.first().copied() else {
        return match (row, entry.refused.is_empty()) {
            (Some(_), false) => Some("refused, and yet kept".to_owned()),
            (_, true) => Some("never answered".to_owned()),
            (None, false) => None,
        };
    };
    if !entry.refused.is_empty() {
        return Some(format!("acknowledged, and refused as {:?}", entry.refused));
    }
    if entry.done.iter().any(|told| *told != (case, version_told)) {
        return Some(format!("acknowledged differently: {:?}", entry.done));
    }
    let Some(row) = row else {
        return Some("acknowledged, and lost".to_owned());
    };
    if (row.case, version(&row.answer)) != (case, Some(version_told)) {
        return Some("told otherwise than is kept".to_owned());
    }
    let events = kept.events.get(&case)?;
    let event = events.iter().find(|event| event.number == version_told)?;
    let body = body(&event.body)?;
    (!does(&body, &entry.what, case)).then(|| format!("event {version_told} does something else"))
}

/// Whether the event is what the command asked for.
fn does(event: &Json, what: &What, case: Uuid) -> bool {
    match what {
        What::Begin { .. } => changes(event, "case_started").any(|change| change["id"] == case.to_string()),
        What::Complete { step, .. } => steps(event) == [STEPS[*step]],
        What::Time { .. } | What::Settle => false,
    }
}

/// The steps that an event has done.
fn steps(event: &Json) -> Vec<String> {
    changes(event, "done")
        .filter_map(|change| change["item"].as_str())
        .filter(|item| STEPS.contains(item))
        .map(str::to_owned)
        .collect()
}

fn version(answer: &[u8]) -> Option<u64> {
    body(answer)?["version"].as_u64()
}
