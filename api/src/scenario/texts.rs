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
    /// The same of the other flow of a pair.
    pub(crate) other_covers: Covers,
}

/// The most that trying all scenarios of a flow may take, in seconds: within what work on a flow may take at all.
const MAX_SECONDS: u64 = 6;

/// What came of all of them, and how much of the flow, and of the other one of a pair, those reached together that passed.
pub(crate) fn try_texts(
    run: &Runnable,
    other: Option<&Runnable>,
    scenarios: &[ScenarioFile],
    language: Language,
) -> (Vec<Outcome>, Vec<Covered>) {
    // Scenarios of both lie with the flow that begins the pair, and begin with its case.
    let other = other.filter(|_| run.flow.pair.as_ref().is_some_and(|pair| pair.begins()));
    let ends = Instant::now() + Duration::from_secs(MAX_SECONDS);
    let go_on = || Instant::now() < ends;
    let mut coverage = Coverage::default();
    let outcomes = scenarios.iter().map(|scenario| {
        let (outcome, verdict) = try_text(scenario, (run, other), language, &go_on);
        if let Some(verdict) = verdict.filter(|_| outcome.passed) {
            coverage.add(run, other, &verdict);
        }
        outcome
    });
    let outcomes = outcomes.collect();
    let covered = std::iter::once(run).chain(other).map(|run| coverage.of(run));
    (outcomes, covered.collect())
}

/// Tries a scenario by its text, as long as there is time.
fn try_text(
    ScenarioFile { name, text }: &ScenarioFile,
    (flow, other): (&Runnable, Option<&Runnable>),
    language: Language,
    go_on: &dyn Fn() -> bool,
) -> (Outcome, Option<Verdict>) {
    match read(text, &flow.flow, other.map(|other| &other.flow)) {
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
                other_covers: Covers::default(),
            };
            (outcome, None)
        }
        Ok(scenario) => {
            let verdict = run_while(flow, other, &scenario, go_on);
            let lines = told::lines(name, &scenario, &verdict, language);
            let outcome = Outcome {
                title: scenario.title.in_language(language).to_owned(),
                passed: verdict.failures.is_empty(),
                otherwise: lines.into_iter().skip(1).collect(),
                steps: verdict.steps,
                covers: verdict.covers.clone(),
                other_covers: verdict.other_covers.clone(),
            };
            (outcome, Some(verdict))
        }
    }
}
