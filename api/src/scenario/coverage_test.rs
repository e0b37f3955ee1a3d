//! How much the shipped scenarios reach of the shipped flows, and that what is not reached is found.

use super::coverage::{Coverage, Demand};
use super::find::suites;
use super::read::read;
use super::run::run;
use super::shipped_test::{flows, runnable, runnable_other, runnable_text};

/// What each shipped flow must reach.
const DEMANDS: [&str; 3] = ["items=100", "rungs=100", "ways=95"];

fn demands() -> Vec<Demand> {
    DEMANDS.iter().map(|demand| demand.parse().unwrap()).collect()
}

#[test]
fn shipped_scenarios_reach_every_item_and_rung_and_nearly_every_way_of_a_guard() {
    let suites = suites(&[flows()]).unwrap();
    let mut coverage = Coverage::default();
    let mut all = Vec::new();
    for suite in &suites {
        let flow = runnable(&suite.flow);
        let other = runnable_other(&suite.flow, &flow.flow);
        for path in &suite.scenarios {
            let text = std::fs::read_to_string(path).unwrap();
            let scenario = read(&text, &flow.flow, other.as_ref().map(|other| &other.flow)).unwrap();
            coverage.add(&flow, other.as_ref(), &run(&flow, other.as_ref(), &scenario));
        }
        all.push(flow);
    }
    let demands = demands();
    let unmet: Vec<String> = all
        .iter()
        .map(|flow| coverage.of(flow))
        .filter(|covered| !covered.unmet(&demands).is_empty())
        .flat_map(|covered| covered.lines(samspil_core::text::Language::English))
        .collect();
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
}

const FLOW: &str = "samspil: 1
flow: small
title: Lille
parties: {w: {title: W, side: authority}}
data: {d: {n: {type: integer}}}
does:
  ask: {task: Spørg, by: w, fills: d.n, due: {lasts: 3 days, ladder: {at: due, remind: owner}}}
  much: {task: Meget, by: w, after: ask, when: d.n > 2}
";

#[test]
fn what_no_scenario_reaches_is_named() {
    let flow = runnable_text(FLOW, "small");
    let reach = |steps: &str| {
        let text = format!("scenario: {{da: Prøve, en: Try}}\nstarts: 2026-01-05 09:00\nsteps:\n{steps}");
        let scenario = read(&text, &flow.flow, None).unwrap();
        let mut coverage = Coverage::default();
        let verdict = run(&flow, None, &scenario);
        assert_eq!(verdict.failures, []);
        coverage.add(&flow, None, &verdict);
        coverage.of(&flow)
    };
    let little = reach("  - {complete: ask, data: {d: {n: 1}}}\n");
    let missing: Vec<&str> = little
        .counts
        .values()
        .flat_map(|count| &count.missing)
        .map(String::as_str)
        .collect();
    assert_eq!(missing, ["much", "ask 1", "much when = true"]);
    assert_eq!(little.unmet(&demands()).len(), 3);
    let all = reach("  - to: 2026-01-09 09:00\n  - {complete: ask, data: {d: {n: 3}}}\n  - complete: much\n");
    assert!(all.unmet(&demands()).is_empty(), "{:?}", all.counts);
}

#[test]
fn a_demand_is_a_part_and_a_percentage() {
    for wrong in ["", "ways", "ways=101", "stages=5", "ways=-1"] {
        assert!(wrong.parse::<Demand>().is_err(), "{wrong}");
    }
    assert_eq!("ways=95".parse::<Demand>().unwrap().to_string(), "ways=95");
}
