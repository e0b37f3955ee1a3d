//! Everything below `flows/` reads without findings, and every scenario there passes.

use std::path::{Path, PathBuf};

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::guard::compile_all;
use samspil_core::text::Language;

use super::find::{Suite, suites};
use super::read::read;
use super::run::run;
use super::told;

/// The folder of shipped flows.
pub(super) fn flows() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("flows")
}

fn shipped() -> Vec<Suite> {
    suites(&[flows()]).unwrap()
}

/// A shipped flow, ready to run; a finding of any kind is an error here.
fn runnable(path: &Path) -> Runnable {
    let text = std::fs::read_to_string(path).unwrap();
    let (flow, findings) = samspil_core::flow::read(&text);
    assert_eq!(findings, [], "{}", path.display());
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, [], "{}", path.display());
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// The scenarios of a suite that do not pass, in lines for people.
fn failing(flow: &Runnable, scenarios: &[PathBuf]) -> Vec<String> {
    let mut lines = Vec::new();
    for path in scenarios {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).unwrap();
        match read(&text, &flow.flow) {
            Err(faults) => lines.extend(
                faults
                    .iter()
                    .map(|fault| told::fault(&file, fault, Language::Danish)),
            ),
            Ok(scenario) => {
                let verdict = run(flow, &scenario);
                assert!(verdict.steps > 0, "{file} has no steps");
                if !verdict.failures.is_empty() {
                    lines.extend(told::lines(&file, &scenario, &verdict, Language::Danish));
                }
            }
        }
    }
    lines
}

#[test]
fn every_shipped_flow_has_scenarios_and_all_of_them_pass() {
    let suites = shipped();
    assert!(!suites.is_empty());
    for suite in suites {
        let flow = runnable(&suite.flow);
        assert!(!suite.scenarios.is_empty(), "{}", suite.flow.display());
        let failing = failing(&flow, &suite.scenarios);
        assert!(failing.is_empty(), "{}", failing.join("\n"));
    }
}

#[test]
fn texts_of_shipped_flows_and_scenarios_are_in_both_languages() {
    for suite in shipped() {
        let flow = runnable(&suite.flow).flow;
        let titles = flow.items.values().map(|item| (&item.title, item.id.as_str()));
        let titles = titles.chain(
            flow.parties
                .values()
                .map(|party| (&party.title, party.id.as_str())),
        );
        let titles = titles.chain(
            flow.clocks
                .values()
                .map(|clock| (&clock.title, clock.id.as_str())),
        );
        let titles = titles.chain(
            flow.data
                .fields()
                .map(|field| (&field.title, field.path.as_str())),
        );
        let danish_alone: Vec<&str> = titles
            .filter(|(title, _)| title.en.is_none())
            .map(|(_, name)| name)
            .collect();
        assert_eq!(danish_alone, Vec::<&str>::new(), "{}", suite.flow.display());
        for path in &suite.scenarios {
            let scenario = read(&std::fs::read_to_string(path).unwrap(), &flow).unwrap();
            assert!(scenario.title.en.is_some(), "{}", path.display());
        }
    }
}
