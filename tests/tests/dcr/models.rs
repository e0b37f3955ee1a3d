//! Small graphs, each with a run: what is done, what is refused, and how the case then stands.
//!
//! `do EVENT [VALUES]`, `as PARTY do EVENT`, `to MOMENT`; `! EVENT` where it is not possible, `as PARTY refused EVENT`
//! where that party may not; `= enabled a b | pending | …` for how it stands; `left out ID | ID` for what the import
//! names as not carried.

use std::path::{Path, PathBuf};

use samspil_core::case::{Actor, Asked, Runnable};
use samspil_core::id::PartyId;
use samspil_core::import::{Vocabulary, import};
use samspil_core::simulate::{Came, Trial, TrialError, meant, placed, report};
use serde_json::Value;

use super::played::{at, begun, runnable};

fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dcr/models");
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .collect();
    found.sort();
    found
}

#[test]
fn every_small_graph_goes_as_its_run_says() {
    let models = models();
    assert!(models.len() > 10);
    let mut failures = Vec::new();
    for path in models {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let model = std::fs::read(&path).unwrap();
        let script = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        let run = runnable(&model, &name);
        let mut trial = begun(&run, Value::Null);
        for line in script.lines().filter(|line| !line.is_empty()) {
            if let Err(what) = play(&mut trial, &model, line) {
                failures.push(format!("{name}: {line}: {what}"));
                break;
            }
        }
    }
    assert_eq!(failures, Vec::<String>::new());
}

#[test]
fn the_flow_files_are_as_people_would_write_them() {
    for path in models() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let imported = import(Vocabulary::Dcr, &name, std::fs::read(&path).unwrap());
        insta::assert_snapshot!(name, imported.flow.unwrap());
    }
}

fn play(trial: &mut Trial<'_>, model: &[u8], line: &str) -> Result<(), String> {
    if let Some(expected) = line.strip_prefix("= ") {
        return stands(trial, expected);
    }
    if let Some(expected) = line.strip_prefix("left out ") {
        let findings = import(Vocabulary::Dcr, "", model.to_vec()).findings;
        let found: Vec<String> = findings.into_iter().filter_map(|finding| finding.id).collect();
        return same(
            &found,
            &expected.split(" | ").map(str::to_owned).collect::<Vec<_>>(),
        );
    }
    if let Some(moment) = line.strip_prefix("to ") {
        return trial
            .advance(at(moment))
            .map(|_| ())
            .map_err(|error| format!("{error:?}"));
    }
    let (party, line) = match line.strip_prefix("as ") {
        Some(rest) => {
            let (party, rest) = rest.split_once(' ').unwrap();
            (Some(PartyId::new(party).unwrap()), rest)
        }
        None => (None, line),
    };
    let (word, rest) = line.split_once(' ').unwrap();
    let (name, values) = match rest.find(" {\"") {
        Some(byte) => (&rest[..byte], serde_json::from_str(&rest[byte..]).unwrap()),
        None => (rest, Value::Null),
    };
    let came = done(trial, party, name, values);
    match (word, came) {
        ("do", Ok(())) => Ok(()),
        ("!", Err(code)) if code == "blocked" || code == "ended" => Ok(()),
        ("refused", Err(code)) if code == "not_owner" => Ok(()),
        (_, came) => Err(format!("{came:?}")),
    }
}

fn done(trial: &mut Trial<'_>, party: Option<PartyId>, name: &str, values: Value) -> Result<(), String> {
    let run: &Runnable = trial.run;
    let item = meant(run, trial.view().as_ref(), name, party.as_ref()).map_err(|refusal| refusal.code)?;
    let item = item.ok_or("no event is called so")?.clone();
    let by = party.map_or_else(|| trial.usual_actor(&item), |party| Actor::Party { party });
    let (data, unknown) = placed(&run.flow, values);
    assert_eq!(unknown, Vec::<String>::new());
    let asked = Asked::Complete { item, data };
    trial.ask(by, asked).map(|_| ()).map_err(|error| match error {
        TrialError::Refused(refusal) => refusal.code,
        other => format!("{other:?}"),
    })
}

fn stands(trial: &Trial<'_>, expected: &str) -> Result<(), String> {
    let said = report(&trial.view().unwrap(), &Came::default());
    for part in expected.split('|') {
        let mut words = part.split_whitespace().map(str::to_owned);
        let key = words.next().unwrap();
        let wanted: Vec<String> = words.collect();
        let list = |key: &str| -> Vec<String> {
            let parts = said[key].as_array().unwrap().iter();
            parts.map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let found = match key.as_str() {
            "enabled" => list("possible"),
            "pending" => list("owed"),
            "accepting" => vec![said["may_close"].to_string()],
            "clocks" => said["clocks"].as_array().unwrap().iter().map(clock).collect(),
            other => list(other),
        };
        same(&found, &wanted).map_err(|what| format!("{key}: {what}"))?;
    }
    Ok(())
}

fn clock(clock: &Value) -> String {
    let text = |key: &str| clock[key].as_str().unwrap();
    format!("{}:{}:{}", text("name"), text("state"), text("due"))
}

fn same(found: &[String], wanted: &[String]) -> Result<(), String> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{found:?}"))
    }
}
