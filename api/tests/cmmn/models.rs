//! Small models of our own, by theme, each with runs that it must give.
//!
//! `=== what it shows`, then the model: what lies in a case plan, or a whole file. Then runs: `--- run` begins one,
//! `start [JSON]`, `complete ITEM [JSON]`, `occur`, `activate`, `disable`, `reenable`, `suspend`, `resume`, `fault`,
//! `reactivate`, `terminate [ITEM]`, `set JSON`, `advance LENGTH` do something, `! CODE LINE` is refused; `= open A, B`,
//! `= ITEM STATE`, `= case STATE` say how it stands, and `= found CODE id, …` what the import found.

use super::played::{Step, findings, imported, line, play};

/// How a case plan becomes a whole file.
fn whole(written: &str) -> String {
    if written.trim_start().starts_with("<?xml") || written.trim_start().starts_with("<definitions") {
        return written.to_owned();
    }
    format!(
        "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns:flowable='http://flowable.org/cmmn' xmlns:camunda='http://camunda.org/schema/1.0/cmmn' xmlns:tool='urn:tool'>\
         <case id='c' name='Case'><casePlanModel id='plan'>{written}</casePlanModel></case></definitions>"
    )
}

/// What a line of a run does or expects.
fn step(written: &str) -> Step {
    if let Some(expected) = written.strip_prefix("= ") {
        if let Some(names) = expected.strip_prefix("open") {
            return Step::Open(
                names
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect(),
            );
        }
        if let Some(names) = expected.strip_prefix("unused ") {
            return Step::Unused(names.split(',').map(|name| name.trim().to_owned()).collect());
        }
        let (item, state) = expected.rsplit_once(' ').unwrap();
        if item == "case" {
            return Step::Case(state.to_owned());
        }
        let state = Some(state.to_owned()).filter(|state| state != "absent");
        return Step::State(item.to_owned(), state);
    }
    let (refused, written) = match written.strip_prefix("! ") {
        Some(rest) => {
            let (code, rest) = rest.split_once(' ').unwrap();
            (Some(code.to_owned()), rest)
        }
        None => (None, written),
    };
    let (before, data) = match written.find('{') {
        Some(at) => (
            &written[..at],
            Some(serde_json::from_str(&written[at..]).unwrap()),
        ),
        None => (written, None),
    };
    let (word, item) = before.trim().split_once(' ').unwrap_or((before.trim(), ""));
    Step::Do(line(word, Some(item.trim()), data), refused)
}

struct Model<'t> {
    name: &'t str,
    xml: String,
    /// What the import must find; nothing where nothing is said.
    found: Vec<String>,
    runs: Vec<Vec<Step>>,
}

fn models(text: &str) -> Vec<Model<'_>> {
    text.split("=== ").skip(1).map(model).collect()
}

fn model(text: &str) -> Model<'_> {
    let (name, rest) = text.split_once('\n').unwrap();
    let mut parts = rest.split("--- run");
    let xml = whole(parts.next().unwrap());
    let mut found = Vec::new();
    let mut runs = Vec::new();
    for part in parts {
        let lines = part
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut run = Vec::new();
        for line in lines {
            match line.strip_prefix("= found ") {
                Some(list) => found.extend(list.split(',').map(|one| one.trim().to_owned())),
                None => run.push(step(line)),
            }
        }
        runs.push(run);
    }
    assert!(!runs.is_empty(), "{name}: a model without a run");
    Model {
        name,
        xml,
        found,
        runs,
    }
}

/// Imports and plays every model of a file and says all that is not as it should be.
fn check(text: &str, least: usize) {
    let models = models(text);
    assert!(models.len() >= least, "{} models", models.len());
    let mut failures = Vec::new();
    for model in models {
        let imported = imported(&model.xml);
        let mut found = findings(&imported);
        let mut wanted = model.found.clone();
        found.sort();
        wanted.sort();
        if found != wanted {
            failures.push(format!("{}: found {found:?}", model.name));
        }
        let Some(flow) = imported.flow else {
            failures.push(format!("{}: not imported: {:#?}", model.name, imported.findings));
            continue;
        };
        for (number, run) in model.runs.iter().enumerate() {
            let number = number + 1;
            let failed = play(&flow, run);
            failures.extend(
                failed
                    .into_iter()
                    .map(|failure| format!("{} (run {number}): {failure}", model.name)),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn models_as_other_tools_write_them() {
    check(include_str!("models/dialects.txt"), 11);
}

#[test]
fn stages_tasks_milestones_and_what_others_do() {
    check(include_str!("models/plan.txt"), 11);
}

#[test]
fn what_opens() {
    check(include_str!("models/entry.txt"), 11);
}

#[test]
fn what_ends() {
    check(include_str!("models/exit.txt"), 8);
}

#[test]
fn what_comes_again() {
    check(include_str!("models/repetition.txt"), 12);
}

#[test]
fn by_hand_required_and_what_is_waited_for() {
    check(include_str!("models/rules.txt"), 13);
}

#[test]
fn listeners_and_timers() {
    check(include_str!("models/listeners.txt"), 18);
}

#[test]
fn data_expressions_and_the_ways_of_tools() {
    check(include_str!("models/data.txt"), 15);
}
