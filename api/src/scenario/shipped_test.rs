//! Everything below `flows/` reads without findings, every scenario there passes, and the page about the language
//! tells the truth.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::{
    ClockKind, Construct, Flow, Item, ItemKind, Shape, Subject, grammar, name_of, protocol_from,
    with_protocol,
};
use samspil_core::guard::compile_all;
use samspil_core::text::Language;

use super::find::{Suite, suites};
use super::read::read;
use super::run::run;
use super::told;
use crate::beside::{beside, whole};

/// The folder of shipped flows.
pub(crate) fn flows() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("flows")
}

fn shipped() -> Vec<Suite> {
    suites(&[flows()]).unwrap()
}

/// A shipped flow, ready to run.
pub(crate) fn runnable(path: &Path) -> Runnable {
    let text = whole(path, std::fs::read_to_string(path).unwrap());
    runnable_text(&text, &path.display().to_string())
}

/// The other flow of a pair that a flow begins, ready to run.
pub(super) fn runnable_other(path: &Path, flow: &Flow) -> Option<Runnable> {
    let pair = flow.pair.as_ref().filter(|pair| pair.begins())?;
    Some(runnable(&beside(path, &pair.with)?))
}

/// A flow, ready to run; a finding of any kind is an error here.
pub(super) fn runnable_text(text: &str, about: &str) -> Runnable {
    let (flow, mut findings) = samspil_core::flow::read(text);
    // What a model had and the flow does not is said as long as it stands there.
    findings.retain(|finding| finding.code.0 != "F0441");
    assert_eq!(findings, [], "{about}");
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, [], "{about}");
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// The scenarios of a suite that do not pass, in lines for people.
fn failing(flow: &Runnable, other: Option<&Runnable>, scenarios: &[PathBuf]) -> Vec<String> {
    let mut lines = Vec::new();
    for path in scenarios {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).unwrap();
        match read(&text, &flow.flow, other.map(|other| &other.flow)) {
            Err(faults) => lines.extend(
                faults
                    .iter()
                    .map(|fault| told::fault(&file, fault, Language::Danish)),
            ),
            Ok(scenario) => {
                let verdict = run(flow, other, &scenario);
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
        let other = runnable_other(&suite.flow, &flow.flow);
        let failing = failing(&flow, other.as_ref(), &suite.scenarios);
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
        let other = runnable_other(&suite.flow, &flow).map(|other| other.flow);
        for path in &suite.scenarios {
            let text = std::fs::read_to_string(path).unwrap();
            let scenario = read(&text, &flow, other.as_ref()).unwrap();
            assert!(scenario.title.en.is_some(), "{}", path.display());
        }
    }
}

#[test]
fn each_document_beside_a_shipped_flow_is_sent_by_it_and_speaks_both_languages() {
    for suite in shipped() {
        let flow = runnable(&suite.flow).flow;
        let sent: BTreeSet<&String> = flow
            .items
            .values()
            .filter_map(|item| item.letter.as_ref())
            .collect();
        let there: BTreeSet<&String> = flow.documents.keys().collect();
        assert_eq!(there, sent, "{}", suite.flow.display());
        for document in flow.documents.values() {
            let speaks = document.text.en.is_some() && document.title.en.is_some();
            assert!(speaks, "{} {}", suite.flow.display(), document.name);
        }
        assert_eq!(
            samspil_core::case::unseen_in_letters(&flow, &compile_all(&flow).0),
            [],
            "{}",
            suite.flow.display()
        );
    }
}

#[test]
fn a11_4_invitation_and_form_of_a_meeting_are_documents_in_danish() {
    let flow = runnable(&flows().join("samarbejdsmoeder/flow.yaml")).flow;
    for (name, says) in [
        ("indkaldelse", "dagsorden"),
        ("dagsorden", "punkter"),
        ("maal_og_aftaleskema", "aftale"),
    ] {
        let document = &flow.documents[name];
        assert!(
            document.text.da.to_lowercase().contains(says),
            "{name}: {}",
            document.text.da
        );
    }
    let rules = include_str!("../../web/src/letter.css");
    assert!(rules.contains("@media print"), "and on paper");
}

/// The national forms for reports on the use of force allow no field to be changed.
#[test]
fn what_is_reported_of_force_is_locked_once_it_is_written() {
    let flow = runnable(&flows().join("magtanvendelse/flow.yaml")).flow;
    for (name, by) in [
        (
            "indberetning",
            &["adult_send", "convicted_send", "child_send"][..],
        ),
        ("anmodning", &["ask_approval"]),
    ] {
        assert!(flow.documents[name].locked, "{name}");
        let sent = flow.items.values();
        let sent = sent.filter(|item| item.letter.as_deref() == Some(name));
        let sent: Vec<&str> = sent.map(|item| item.id.as_str()).collect();
        assert_eq!(sent, by, "{name}");
    }
}

/// Every decision about a citizen can be appealed: by the flow of appeals, or by another who decides anew within the law's
/// four weeks.
#[test]
fn every_flow_that_decides_about_a_citizen_has_a_way_to_appeal() {
    let mut called = Vec::new();
    let whole = |suite: &Suite| suite.flow.with_file_name("README.md").exists();
    for suite in shipped().iter().filter(|suite| whole(suite)) {
        let flow = runnable(&suite.flow).flow;
        let decides = |item: &Item| item.kind == ItemKind::Decision;
        let is_of_citizen = flow.about.subject == Subject::Citizen && flow.id.as_str() != "klage";
        if !is_of_citizen || !flow.items.values().any(decides) {
            continue;
        }
        let calls = flow.items.values().any(|item| match &item.kind {
            ItemKind::Subcase(of) => of.flow.as_str() == "klage" && item.optional,
            _ => false,
        });
        let anew = |item: &Item| {
            let clock = flow.clocks.get(item.id.as_str());
            let by_law = clock.is_some_and(|clock| clock.kind == ClockKind::Law);
            decides(item) && !item.not_same_as.is_empty() && by_law && item.required_by_law.is_some()
        };
        assert!(calls || flow.items.values().any(anew), "{}", flow.id);
        called.extend(calls.then(|| flow.id.to_string()));
    }
    called.sort();
    assert_eq!(
        called,
        [
            "handleplan",
            "helhedspleje",
            "hjaelpemidler",
            "kompensationsydelse",
            "magtanvendelse",
            "rehabilitering",
            "samarbejdsmoeder",
            "underretning"
        ]
    );
}

/// Parties for examples that have none of their own.
const HEAD: &str = "samspil: 1
flow: example
title: Eksempel
";
const PARTIES: &str = "parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen}
";

/// The YAML examples on the page about the language.
fn examples(page: &str) -> Vec<&str> {
    let blocks = page.split("```yaml\n").skip(1);
    blocks.filter_map(|block| block.split("```").next()).collect()
}

#[test]
fn the_examples_on_the_page_about_the_language_hold() {
    let page = std::fs::read_to_string(flows().join("README.md")).unwrap();
    let examples = examples(&page);
    let mut flows: Vec<Runnable> = Vec::new();
    for example in &examples {
        if example.starts_with("scenario:") {
            let fits = flows.iter().rev().find_map(|flow| {
                let pair = flow.flow.pair.as_ref().filter(|pair| pair.begins());
                let other = pair.and_then(|pair| flows.iter().find(|other| other.flow.id == pair.with));
                let scenario = read(example, &flow.flow, other.map(|other| &other.flow)).ok()?;
                Some((flow, other, scenario))
            });
            let (flow, other, scenario) = fits.expect("a flow before the scenario that it fits");
            assert_eq!(run(flow, other, &scenario).failures, [], "{example}");
            continue;
        }
        let whole = if example.starts_with("samspil:") {
            let other = protocol_from(example);
            let other = other.and_then(|other| {
                let mut all = examples.iter();
                all.find(|one| name_of(one).as_ref() == Some(&other))
            });
            let whole = other.and_then(|other| with_protocol(example, other));
            whole.unwrap_or_else(|| (*example).to_owned())
        } else if example.contains("parties:\n") {
            format!("{HEAD}{example}")
        } else {
            format!("{HEAD}{PARTIES}{example}")
        };
        flows.push(runnable_text(&whole, example));
    }
}

#[test]
fn the_page_about_the_language_leaves_no_key_out() {
    fn gather(construct: &Construct, found: &mut BTreeSet<&'static str>, depth: usize) {
        for key in construct.keys {
            let new = found.insert(key.name);
            if depth < MAX_GRAMMAR_DEPTH && (new || depth < 2) {
                inside(&key.shape, found, depth + 1);
            }
        }
    }
    fn inside(shape: &Shape, found: &mut BTreeSet<&'static str>, depth: usize) {
        match shape {
            Shape::Object(construct) | Shape::Kind(construct, _) | Shape::AnyKind(construct) => {
                gather(construct, found, depth);
            }
            Shape::List(shape) | Shape::Map(shape) | Shape::TitledMap(shape) => inside(shape, found, depth),
            Shape::Beside(construct, shape) => {
                gather(construct, found, depth);
                inside(shape, found, depth);
            }
            Shape::Any(shapes) => shapes.iter().for_each(|shape| inside(shape, found, depth)),
            _ => {}
        }
    }
    /// Deeper than any construct lies in another.
    const MAX_GRAMMAR_DEPTH: usize = 8;
    let mut keys = BTreeSet::new();
    gather(grammar(), &mut keys, 0);
    assert!(
        keys.contains("raise_priority") && keys.contains("at_least"),
        "{keys:?}"
    );
    let page = std::fs::read_to_string(flows().join("README.md")).unwrap();
    let examples = examples(&page).concat();
    let missing: Vec<&&str> = keys
        .iter()
        .filter(|key| !examples.contains(&format!("{key}:")))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new());
}
