//! Scenarios that are kept with a flow and not as files: tried one by one, told in words.

use samspil_core::case::Runnable;
use samspil_core::text::Language;
use samspil_store::ScenarioFile;
use tokio::time::{Duration, Instant};

use super::coverage::{Coverage, Covered};
use super::read::read;
use super::run::{Covers, Verdict, run_while};
use super::told;

/// What came of a scenario.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Its title; its name where it cannot be read.
    pub(crate) title: String,
    /// It went as it says.
    pub(crate) passed: bool,
    /// What was otherwise, or what is wrong with the file.
    pub(crate) otherwise: Vec<String>,
    /// How many steps were taken.
    pub(crate) steps: usize,
    /// What of the flow it came round.
    pub(crate) covers: Covers,
}

/// The most that trying all scenarios of a flow may take, in seconds: within what work on a flow may take at all.
const MAX_SECONDS: u64 = 6;

/// What came of all of them, and how much of the flow they reached together, those that passed.
pub(crate) fn try_texts(
    run: &Runnable,
    scenarios: &[ScenarioFile],
    language: Language,
) -> (Vec<Outcome>, Covered) {
    let ends = Instant::now() + Duration::from_secs(MAX_SECONDS);
    let go_on = || Instant::now() < ends;
    let mut coverage = Coverage::default();
    let outcomes = scenarios.iter().map(|scenario| {
        let (outcome, verdict) = try_text(&scenario.name, &scenario.text, run, language, &go_on);
        if let Some(verdict) = verdict.filter(|_| outcome.passed) {
            coverage.add(run, None, &verdict);
        }
        outcome
    });
    let outcomes = outcomes.collect();
    (outcomes, coverage.of(run))
}

/// Tries a scenario by its text, as long as there is time.
fn try_text(
    name: &str,
    text: &str,
    flow: &Runnable,
    language: Language,
    go_on: &dyn Fn() -> bool,
) -> (Outcome, Option<Verdict>) {
    match read(text, &flow.flow, None) {
        Err(faults) => {
            let outcome = Outcome {
                title: name.to_owned(),
                passed: false,
                otherwise: faults
                    .iter()
                    .map(|fault| told::fault(name, fault, language))
                    .collect(),
                steps: 0,
                covers: Covers::default(),
            };
            (outcome, None)
        }
        Ok(scenario) => {
            let verdict = run_while(flow, None, &scenario, go_on);
            let lines = told::lines(name, &scenario, &verdict, language);
            let outcome = Outcome {
                title: scenario.title.in_language(language).to_owned(),
                passed: verdict.failures.is_empty(),
                otherwise: lines.into_iter().skip(1).collect(),
                steps: verdict.steps,
                covers: verdict.covers.clone(),
            };
            (outcome, Some(verdict))
        }
    }
}
