//! The 43 control-flow patterns as flows: each with runs that must be possible and runs that must be refused, and a page
//! that says which can be said, and how.

use std::fmt::Write;
use std::path::PathBuf;

use samspil_core::text::Language;

use super::find::suites;
use super::shipped_test::{flows, runnable};

/// The patterns by their numbers, as Russell, ter Hofstede, van der Aalst and Mulyar name them (BPM-06-22).
const PATTERNS: u8 = 43;

/// What comes before the table.
const HEAD: &str = "# The control-flow patterns

The 43 patterns of *Workflow Control-Flow Patterns: A Revised View* (BPM-06-22), each as a small flow. `required.yaml` is a run
that must be possible, `forbidden.yaml` one that tries what must be refused; `samspil test flows/patterns` runs them. This page
is written from the flows, and a test holds it.

| | pattern | said with | what the flow shows | steps refused |
|---|---|---|---|---|
";

fn folder() -> PathBuf {
    flows().join("patterns")
}

/// The row of a flow.
fn row(number: u8, flow: &std::path::Path) -> String {
    let text = std::fs::read_to_string(flow).unwrap();
    let words = text.lines().next().unwrap().strip_prefix("# Said with ");
    let words = words.expect("the first line says what it is said with");
    let read = runnable(flow).flow;
    let purpose = &read.about.purpose.as_ref().unwrap();
    let scenarios = flow.with_file_name("scenarios");
    let forbidden = std::fs::read_to_string(scenarios.join("forbidden.yaml")).unwrap();
    assert!(scenarios.join("required.yaml").is_file(), "{}", flow.display());
    let refused = forbidden.matches("refused: ").count();
    assert!(refused > 0, "{} forbids nothing", flow.display());
    let name = flow.parent().unwrap().file_name().unwrap().to_str().unwrap();
    format!(
        "| {number} | [{}]({name}/flow.yaml) | {} | {} | {refused} |\n",
        read.title.in_language(Language::English),
        words.trim_end_matches('.'),
        purpose.in_language(Language::English),
    )
}

#[test]
fn the_page_of_the_patterns_tells_what_the_flows_show() {
    let suites = suites(&[folder()]).unwrap();
    let number_of = |flow: &std::path::Path| -> u8 {
        let name = flow
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        name.split('_').next().unwrap().parse().unwrap()
    };
    let mut page = HEAD.to_owned();
    let mut said = 0;
    for number in 1..=PATTERNS {
        let flow = suites.iter().find(|suite| number_of(&suite.flow) == number);
        let suite = flow.unwrap_or_else(|| panic!("pattern {number} has no flow"));
        said += 1;
        page.push_str(&row(number, &suite.flow));
    }
    assert_eq!(said, suites.len(), "each pattern once");
    writeln!(page, "\n{said} of {PATTERNS} can be said.").unwrap();
    let path = folder().join("README.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == page,
        "the page is not that of the flows: UPDATE_GOLDEN=1 cargo test, and look at it"
    );
}
