//! `samspil test`: scenarios of flows, whole made-up cases with what should be on the way.

mod about;
mod compare;
mod coverage;
#[cfg(test)]
mod coverage_test;
mod expected;
mod find;
#[cfg(test)]
mod format_test;
#[cfg(test)]
mod letters_test;
#[cfg(test)]
mod limits_test;
#[cfg(test)]
mod lix_test;
mod model;
#[cfg(test)]
mod mutants_test;
#[cfg(test)]
mod patterns_test;
mod read;
mod reading;
#[cfg(test)]
mod readme_test;
mod run;
#[cfg(test)]
pub(crate) mod shipped_test;
#[cfg(test)]
mod sources_test;
mod steps;
mod texts;
mod told;
mod trust;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use samspil_core::case::Runnable;
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

pub(crate) use self::about::about;
use self::coverage::{Coverage, Demand};
pub(crate) use self::coverage::{Covered, Part};
use self::find::{Suite, suites};
use self::model::{ClockWanted, DebtWanted, Expected, Fault, Names, Pattern, Wanted};
pub(crate) use self::model::{Does, Scenario, Step};
pub(crate) use self::read::read;
pub(crate) use self::run::Covers;
use self::run::run;
pub(crate) use self::texts::{Outcome, try_texts};
use crate::beside::beside;
use crate::check::load;
use crate::language::{Format, INPUT_ERROR, Told, complain, print_with};
use crate::runnable::runnable_from;
use crate::words::say;

#[cfg(test)]
pub(crate) use self::shipped_test as shipped;

/// The exit code where a scenario went otherwise than it says.
const OTHERWISE: u8 = 1;

/// Which scenarios.
#[derive(Args)]
pub(crate) struct Command {
    /// Folders with flows below them (flow.yaml and beside it scenarios/*.yaml), flows or single scenarios.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Tells how much of each flow the scenarios reach, and names what they do not.
    #[arg(long)]
    coverage: bool,

    /// So many of a hundred items, rungs and guard ways must be reached in each flow: items=100,rungs=100,ways=95.
    #[arg(long, value_name = "PART=PERCENT", value_delimiter = ',')]
    demand: Vec<Demand>,
}

/// What came of all scenarios.
#[derive(Default)]
struct Tried {
    lines: Vec<String>,
    scenarios: Vec<Json>,
    passed: u32,
    failed: u32,
    /// A sentence for each thing that could not be tried.
    unreadable: Vec<String>,
    /// What they reached, where that is asked for.
    coverage: Option<Coverage>,
    covered: Vec<Covered>,
    /// A flow was unreadable, and its findings have been told.
    broken: bool,
}

/// The flow files in a folder and below it.
///
/// # Errors
/// A sentence where there are none.
pub(crate) fn flows_below(folder: &Path) -> Result<Vec<PathBuf>, Message> {
    let suites = suites(&[folder.to_owned()])?;
    Ok(suites.into_iter().map(|suite| suite.flow).collect())
}

/// Tries all scenarios: 0 they passed, 1 one went otherwise, 2 something could not be tried.
pub(crate) fn test(command: &Command, language: Language, format: Format) -> ExitCode {
    let suites = match suites(&command.paths) {
        Ok(suites) => suites,
        Err(problem) => {
            complain(&[say(&problem, language)]);
            return ExitCode::from(INPUT_ERROR);
        }
    };
    let mut tried = Tried {
        coverage: (command.coverage || !command.demand.is_empty()).then(Coverage::default),
        ..Tried::default()
    };
    let mut flows = Vec::new();
    for suite in &suites {
        match runnable_from(&suite.flow, language) {
            Ok(run) => {
                let pair = run.flow.pair.as_ref().filter(|pair| pair.begins());
                let other = pair.and_then(|pair| beside(&suite.flow, &pair.with));
                let other = other.and_then(|path| runnable_from(&path, language).ok());
                tried.suite(suite, &run, other.as_ref(), language);
                flows.push(run);
            }
            Err(_) => tried.broken = true,
        }
    }
    let sum = Message::new("scenario-sum")
        .with("passed", tried.passed)
        .with("failed", tried.failed);
    tried.lines.push(say(&sum, language));
    let unmet = tried.covered(&flows, &command.demand, language);
    let mut json = json!({"scenarios": tried.scenarios, "passed": tried.passed, "failed": tried.failed});
    if let (Some(_), Json::Object(json)) = (&tried.coverage, &mut json) {
        let covered: Vec<Json> = tried.covered.iter().map(Covered::json).collect();
        json.insert("coverage".to_owned(), json!(covered));
    }
    let told = Told {
        lines: tried.lines,
        json,
    };
    let failed = u8::from(tried.failed > 0 || unmet) * OTHERWISE;
    let code = print_with(Ok(told), format, ExitCode::from(failed));
    complain(&tried.unreadable);
    if tried.broken || !tried.unreadable.is_empty() {
        return ExitCode::from(INPUT_ERROR);
    }
    code
}

impl Tried {
    /// Tells what was reached of each flow; whether a demand is not met.
    fn covered(&mut self, flows: &[Runnable], demands: &[Demand], language: Language) -> bool {
        let Some(coverage) = &self.coverage else {
            return false;
        };
        let mut unmet = false;
        for run in flows {
            let covered = coverage.of(run);
            self.lines.extend(covered.lines(language));
            for demand in covered.unmet(demands) {
                unmet = true;
                let message = Message::new("coverage-unmet")
                    .with("flow", covered.flow.as_str())
                    .with("demand", demand.to_string());
                self.lines.push(say(&message, language));
            }
            self.covered.push(covered);
        }
        unmet
    }

    fn suite(&mut self, suite: &Suite, run: &Runnable, other: Option<&Runnable>, language: Language) {
        if suite.scenarios.is_empty() {
            let nothing = Message::new("scenario-none").with("flow", suite.flow.display().to_string());
            self.unreadable.push(say(&nothing, language));
        }
        for path in &suite.scenarios {
            self.scenario(path, run, other, language);
        }
    }

    fn scenario(&mut self, path: &Path, flow: &Runnable, other: Option<&Runnable>, language: Language) {
        let file = path.display().to_string();
        let text = match load(path) {
            Ok(text) => text,
            Err(problem) => {
                let sentence = say(&problem.with("file", file), language);
                return self.unreadable.push(sentence);
            }
        };
        match read(&text, &flow.flow, other.map(|other| &other.flow)) {
            Err(faults) => {
                let lines = faults.iter().map(|fault| told::fault(&file, fault, language));
                self.unreadable.extend(lines);
            }
            Ok(scenario) => {
                let verdict = run(flow, other, &scenario);
                if let Some(coverage) = &mut self.coverage {
                    coverage.add(flow, other, &verdict);
                }
                let failed = u32::from(!verdict.failures.is_empty());
                self.failed += failed;
                self.passed += 1 - failed;
                self.lines
                    .extend(told::lines(&file, &scenario, &verdict, language));
                self.scenarios
                    .push(told::json(&file, &scenario, &verdict, language));
            }
        }
    }
}
