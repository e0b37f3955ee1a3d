//! A log of 150,370 real cases, and the graph that was mined from it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use samspil_core::case::Runnable;
use samspil_tests::vectors::{folder, json, unpacked};
use serde_json::Value;

use super::played::{begun, execute, runnable};

/// How many cases and events the log holds.
const CASES: usize = 150_370;
const EVENTS: usize = 561_470;

fn graph() -> Runnable {
    let model = std::fs::read(folder().join("dcr-logs/rtfmp.dcr.xml")).unwrap();
    runnable(&model, "rtfmp")
}

/// What becomes of a trace: `ok`, `pending` where something is owed at its end, or `refused` and where.
fn judged(run: &Runnable, trace: &[String]) -> (String, Option<usize>) {
    let mut trial = begun(run, Value::Null);
    for (number, event) in trace.iter().enumerate() {
        if execute(&mut trial, event).is_err() {
            return ("refused".to_owned(), Some(number));
        }
    }
    let owed = !trial.view().unwrap().keeps_from_closing().is_empty();
    (if owed { "pending" } else { "ok" }.to_owned(), None)
}

fn trace(of: &Value) -> Vec<String> {
    let events = of["trace"].as_array().unwrap().iter();
    events.map(|event| event.as_str().unwrap().to_owned()).collect()
}

/// The names of the events of each case of the log, and how many cases went so.
fn variants() -> BTreeMap<Vec<String>, usize> {
    let log = BufReader::new(unpacked(&folder().join("dcr-logs/rtfmp.xes.gz")));
    let (mut found, mut trace) = (BTreeMap::new(), Vec::new());
    let (mut in_trace, mut in_event) = (false, false);
    for line in log.lines() {
        let line = line.unwrap();
        match line.trim() {
            "<trace>" => in_trace = true,
            "<event>" => in_event = true,
            "</event>" => in_event = false,
            "</trace>" => {
                in_trace = false;
                *found.entry(std::mem::take(&mut trace)).or_default() += 1;
            }
            other if in_trace && in_event => {
                let name = other.strip_prefix("<string key=\"concept:name\" value=\"");
                trace.extend(name.and_then(|name| name.split('"').next()).map(str::to_owned));
            }
            _ => {}
        }
    }
    found
}

#[test]
#[cfg_attr(no_vectors, ignore = "no folder with vectors")]
fn every_real_case_is_accepted_and_ends_with_nothing_owed() {
    let run = graph();
    let variants = variants();
    assert_eq!(variants.values().sum::<usize>(), CASES);
    let events: usize = variants.iter().map(|(trace, count)| trace.len() * count).sum();
    assert_eq!(events, EVENTS);
    let verdicts = json(&folder().join("dcr-logs/rtfmp.verdicts.json.gz"));
    let told: BTreeMap<Vec<String>, usize> = verdicts["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variant| (trace(variant), variant["count"].as_u64().unwrap() as usize))
        .collect();
    assert_eq!(told, variants);
    for trace in variants.keys() {
        assert_eq!(judged(&run, trace), ("ok".to_owned(), None), "{trace:?}");
    }
}

#[test]
#[cfg_attr(no_vectors, ignore = "no folder with vectors")]
fn cases_that_were_changed_are_judged_alike() {
    let run = graph();
    let verdicts = json(&folder().join("dcr-logs/rtfmp.verdicts.json.gz"));
    let mutants = verdicts["mutants"].as_array().unwrap();
    assert_eq!(mutants.len(), 600);
    for mutant in mutants {
        let verdict = mutant["verdict"].as_str().unwrap().to_owned();
        let at = mutant["at"].as_u64().filter(|_| verdict == "refused");
        let expected = (verdict, at.map(|at| at as usize));
        assert_eq!(judged(&run, &trace(mutant)), expected, "{mutant}");
    }
}
