//! Scenarios that an engine's own tests hold, where the folder with them is there (`SAMSPIL_VECTORS` names it).

use std::path::PathBuf;

use serde_json::Value as Json;

use super::played::{Step, imported, line, play};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SAMSPIL_VECTORS").map(PathBuf::from)?;
    folder.is_dir().then_some(folder)
}

fn steps(scenario: &Json) -> Vec<Step> {
    let steps = scenario["steps"].as_array().unwrap();
    steps.iter().map(step).collect()
}

fn step(step: &Json) -> Step {
    let text = |key: &str| step[key].as_str();
    if let Some(expected) = text("expect") {
        return match expected {
            "open_work" => {
                let names = step["names"].as_array().unwrap().iter();
                Step::Open(names.map(|name| name.as_str().unwrap().to_owned()).collect())
            }
            "state" => Step::State(text("item").unwrap().to_owned(), text("state").map(str::to_owned)),
            "case" => Step::Case(text("state").unwrap().to_owned()),
            other => panic!("no such expectation: {other}"),
        };
    }
    let word = match text("do").unwrap() {
        "advance_clock" => "advance",
        other => other,
    };
    let item = text("item").or_else(|| text("iso"));
    let vars = step.get("vars").filter(|vars| !vars.is_null()).cloned();
    Step::Do(line(word, item, vars), None)
}

#[test]
fn the_scenarios_of_vectors_cmmn() {
    let Some(folder) = folder() else {
        println!("skipped: the_scenarios_of_vectors_cmmn (no folder with vectors)");
        return;
    };
    let folder = folder.join("cmmn");
    let scenarios = std::fs::read_to_string(folder.join("scenarios.json")).unwrap();
    let scenarios: Vec<Json> = serde_json::from_str(&scenarios).unwrap();
    assert!(scenarios.len() >= 6, "{}", scenarios.len());
    let mut failures = Vec::new();
    for scenario in &scenarios {
        let model = folder.join(scenario["model"].as_str().unwrap());
        let model = std::fs::read_to_string(&model).unwrap();
        let imported = imported(&model);
        let Some(flow) = imported.flow else {
            failures.push(format!("{}: {:?}", scenario["source"], imported.findings));
            continue;
        };
        let found = play(&flow, &steps(scenario));
        failures.extend(
            found
                .into_iter()
                .map(|failure| format!("{}: {failure}", scenario["source"])),
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
