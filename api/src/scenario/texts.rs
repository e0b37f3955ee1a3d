//! Scenarios that are kept with a flow and not as files: tried one by one, told in words.

use samspil_core::case::Runnable;
use samspil_core::text::Language;

use super::read::read;
use super::run::{Covers, run_while};
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

/// Tries a scenario by its text, as long as there is time.
pub(crate) fn try_text(
    name: &str,
    text: &str,
    flow: &Runnable,
    language: Language,
    go_on: &dyn Fn() -> bool,
) -> Outcome {
    match read(text, &flow.flow, None) {
        Err(faults) => Outcome {
            title: name.to_owned(),
            passed: false,
            otherwise: faults
                .iter()
                .map(|fault| told::fault(name, fault, language))
                .collect(),
            steps: 0,
            covers: Covers::default(),
        },
        Ok(scenario) => {
            let verdict = run_while(flow, None, &scenario, go_on);
            let lines = told::lines(name, &scenario, &verdict, language);
            Outcome {
                title: scenario.title.in_language(language).to_owned(),
                passed: verdict.failures.is_empty(),
                otherwise: lines.into_iter().skip(1).collect(),
                steps: verdict.steps,
                covers: verdict.covers,
            }
        }
    }
}
