//! Walks through graphs of another engine: after every step the same is possible, owed and accepting.

use std::path::Path;

use samspil_tests::vectors::{files, folder, json};
use serde_json::Value;

use super::played::{begun, execute, runnable, stands};

/// How many steps the walks hold, accepted and refused.
const STEPS: usize = 15_793;

/// The one event code that refuses what may not be done now.
const BLOCKED: &str = "blocked";

#[test]
#[cfg_attr(no_vectors, ignore = "no folder with vectors")]
fn every_walk_goes_as_in_the_engine_that_it_comes_from() {
    let walks = files("dcr/walks", ".json.gz");
    assert_eq!(walks.len(), 22);
    let mut steps = 0;
    let mut differences = Vec::new();
    for path in &walks {
        let told = json(path);
        let name = told["model"].as_str().unwrap();
        let model = model(name);
        let run = runnable(&model, name);
        for (number, walk) in told["walks"].as_array().unwrap().iter().enumerate() {
            match replay(&run, walk) {
                Ok(count) => steps += count,
                Err(difference) => differences.push(format!("{name}, walk {number}: {difference}")),
            }
        }
    }
    assert_eq!(differences, Vec::<String>::new());
    assert_eq!(steps, STEPS);
}

fn model(name: &str) -> Vec<u8> {
    let folders = ["models", "models-portal-tests"];
    let paths = folders.map(|within| folder().join("dcr").join(within).join(name));
    let path = paths.iter().find(|path| Path::exists(path));
    std::fs::read(path.unwrap_or_else(|| panic!("no model {name}"))).unwrap()
}

fn replay(run: &samspil_core::case::Runnable, walk: &Value) -> Result<usize, String> {
    let mut trial = begun(run, walk["vars"].clone());
    differs(&walk["start"], &stands(&trial)).map_or(Ok(()), |what| Err(format!("at the start: {what}")))?;
    let steps = walk["steps"].as_array().unwrap();
    for (number, step) in steps.iter().enumerate() {
        let event = step["event"].as_str().unwrap();
        let accepted = step["accepted"].as_bool().unwrap();
        let before = trial.case.clone();
        match (execute(&mut trial, event), accepted) {
            (Ok(_), true) => {
                if let Some(what) = differs(step, &stands(&trial)) {
                    return Err(format!("after step {number}, {event}: {what}"));
                }
            }
            (Err(code), false) if code == BLOCKED => assert_eq!(trial.case, before),
            (came, _) => {
                let came = came.map(|_| "done");
                return Err(format!(
                    "step {number}, {event}: {came:?}, expected accepted {accepted}"
                ));
            }
        }
    }
    Ok(steps.len())
}

/// What of the expected is otherwise.
fn differs(expected: &Value, found: &Value) -> Option<String> {
    let keys = ["enabled", "pending", "accepting"].into_iter();
    let different = keys.filter(|key| expected.get(*key).is_some_and(|value| *value != found[*key]));
    let different: Vec<String> = different
        .map(|key| format!("{key} is {} and not {}", found[key], expected[key]))
        .collect();
    (!different.is_empty()).then(|| different.join("; "))
}
