//! The checker: holds what the program shows to what clients were told, and to nothing that the program says of itself.

use std::collections::{BTreeMap, BTreeSet};

use samspil_tests::lines::STEPS;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::kept::{Kept, OneCase};
use crate::ledger::{Entry, Ledger};
use crate::work::{What, form, title};

/// The commands that answers name, by the case and the version that they say.
type Commands<'a> = BTreeMap<(String, u64), Vec<(Uuid, &'a What)>>;

/// Everything that is wrong; nothing where every promise was held.
pub(crate) fn check(kept: &Kept, ledger: &Ledger) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut commands = Commands::new();
    for (key, entry) in &ledger.entries {
        match said(entry) {
            Ok(place) => commands.entry(place).or_default().push((*key, &entry.what)),
            Err(found) => wrong.push(format!("command {key}: {found}")),
        }
    }
    wrong.extend(lists(kept));
    for (case, one) in &kept.cases {
        let found = history(case, one, &mut commands);
        wrong.extend(found.into_iter().map(|found| format!("{case}: {found}")));
    }
    for ((case, version), asked) in commands {
        let keys: Vec<Uuid> = asked.into_iter().map(|(key, _)| key).collect();
        wrong.push(format!(
            "{case}: event {version} was acknowledged to {keys:?}, and is lost"
        ));
    }
    if kept.ways != ["token", "session"] {
        wrong.push(format!("the worker is let in by {:?}", kept.ways));
    }
    wrong
}

/// The case and version that every answer to a command says.
fn said(entry: &Entry) -> Result<(String, u64), String> {
    let first = entry.told.first().ok_or("never answered")?;
    if let Some(other) = entry.told.iter().find(|told| *told != first) {
        return Err(format!("answered differently: {first:?}, {other:?}"));
    }
    let (case, version) = first.says().ok_or("its answer cannot be read")?;
    if first.tag != format!("\"{version}\"") {
        return Err(format!("the tag {} beside version {version}", first.tag));
    }
    match &entry.what {
        What::Complete { case: asked, .. } if *asked != case => {
            Err(format!("asked of {asked}, answered of {case}"))
        }
        _ => Ok((case, version)),
    }
}

/// The lists of cases and tasks against the cases.
fn lists(kept: &Kept) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &kept.listed {
        let case = row["case"].as_str().unwrap_or_default();
        if !seen.insert(case) {
            wrong.push(format!("{case}: listed twice"));
        }
        let Some(one) = kept.cases.get(case) else {
            wrong.push(format!("{case}: listed, and not there"));
            continue;
        };
        let shown = (&row["version"], &row["title"], &row["status"]);
        let stands = (&one.now["version"], &one.now["title"], &one.now["standing"]);
        if shown != stands {
            wrong.push(format!("{case}: listed as {shown:?} where it is {stands:?}"));
        }
    }
    let mut expected: Vec<(&str, &str)> = Vec::new();
    for (case, one) in &kept.cases {
        if !seen.contains(case.as_str()) {
            wrong.push(format!("{case}: there, and not listed"));
        }
        let done = one.events.iter().flat_map(steps).count();
        expected.extend(STEPS.get(done).map(|step| (case.as_str(), *step)));
    }
    let word = |row: &'_ Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut open: Vec<(String, String)> = kept
        .tasks
        .iter()
        .map(|row| (word(row, "case"), word(row, "item")))
        .collect();
    open.sort();
    let open: Vec<(&str, &str)> = open
        .iter()
        .map(|(case, item)| (case.as_str(), item.as_str()))
        .collect();
    if open != expected {
        let differ = |has: &[(&str, &str)], other: &[(&str, &str)]| {
            let missing = has.iter().filter(|task| !other.contains(task));
            format!("{:?}", missing.collect::<Vec<_>>())
        };
        wrong.push(format!(
            "tasks: {} open of {}, missing {}, too many {}",
            open.len(),
            expected.len(),
            differ(&expected, &open),
            differ(&open, &expected)
        ));
    }
    wrong
}

/// A case's history against what was acknowledged, and the case against its history. Takes the commands that it finds.
fn history(case: &str, one: &OneCase, commands: &mut Commands<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut done, mut data, mut name) = (Vec::new(), Map::new(), None);
    for (place, event) in one.events.iter().enumerate() {
        let number = event["number"].as_u64().unwrap_or_default();
        if usize::try_from(number) != Ok(place + 1) {
            wrong.push(format!("event {number} stands where {} should", place + 1));
        }
        done.extend(steps(event));
        let asked = commands.remove(&(case.to_owned(), number)).unwrap_or_default();
        let [(key, what)] = asked.as_slice() else {
            wrong.push(format!("event {number} comes of {} commands", asked.len()));
            continue;
        };
        if !does(event, what, case) {
            wrong.push(format!("event {number} is not what {key} asked"));
        }
        match what {
            What::Begin => name = Some(title(*key)),
            What::Complete { step, .. } => {
                if let Value::Object(sections) = form(*step, *key) {
                    data.extend(sections);
                }
            }
        }
    }
    if !STEPS.iter().take(done.len()).eq(done.iter()) {
        wrong.push(format!("its steps are done as {done:?}"));
    }
    if one.now["version"] != one.events.len() {
        wrong.push(format!(
            "version {} after {} events",
            one.now["version"],
            one.events.len()
        ));
    }
    if one.now["title"].as_str() != name.as_deref() {
        wrong.push(format!(
            "it is called {} where {name:?} was asked",
            one.now["title"]
        ));
    }
    if one.now["data"] != Value::Object(data.clone()) {
        let data = Value::Object(data);
        wrong.push(format!("it holds {} where {data} was asked", one.now["data"]));
    }
    let standing = if done.len() < STEPS.len() {
        "open"
    } else {
        "closed"
    };
    if one.now["standing"] != standing {
        wrong.push(format!(
            "it is {} where it should be {standing}",
            one.now["standing"]
        ));
    }
    wrong
}

/// Whether the event is what the command asked for.
fn does(event: &Value, what: &What, case: &str) -> bool {
    match what {
        What::Begin => changes(event, "case_started").any(|change| change["id"] == case),
        What::Complete { step, .. } => steps(event) == [STEPS[*step]],
    }
}

/// The steps that an event has done.
fn steps(event: &Value) -> Vec<String> {
    changes(event, "done")
        .filter_map(|change| change["item"].as_str())
        .filter(|item| STEPS.contains(item))
        .map(str::to_owned)
        .collect()
}

/// The changes of an event that are of this kind.
fn changes<'a>(event: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    let all = event["changes"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter(move |change| change["is"] == kind)
}
