//! Whatever a model says, the importer does not stumble; and every flow file that it writes is read, has guards that
//! compile, and plays.

use chrono::DateTime;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::Trial;
use crate::calendar::Calendar;
use crate::case::{Actor, Asked, Runnable};
use crate::flow::Severity;
use crate::guard::compile_all;
use crate::import::{Vocabulary, import};

/// A model with most of what CMMN has.
const MODEL: &str = include_str!("../import/cmmn/testdata/whole.cmmn");

const IDS: [&str; 8] = ["a", "b", "c", "é 1", "case", "if", "x-y", "planItem1"];
const NAMES: [&str; 8] = ["", "A", "Vurdér", "case", "1", "\u{1}", "a: {b}", "'\"`"];
const EVENTS: [&str; 8] = [
    "complete",
    "exit",
    "start",
    "occur",
    "create",
    "terminate",
    "fault",
    "odd",
];
const CONDITIONS: [&str; 16] = [
    "${x}",
    "${!x}",
    "${n > 3}",
    "${n == 'a'}",
    "${t == 'it\\'s'}",
    "${repetitionCounter < 3}",
    "${bean.call()}",
    "true",
    "false",
    "${a.b == 1 && a == null}",
    "Claim Amount > 3",
    "${x == y && y > 2}",
    "${case.if == 1}",
    "${",
    "",
    "${contains(t, '\\\\')}",
];
const TIMERS: [&str; 7] = [
    "PT1H",
    "R3/PT10M",
    "0 0 12 * * ?",
    "${t}",
    "2026-01-05T12:00",
    "soon",
    "",
];
const DEFINITIONS: [&str; 9] = [
    "humanTask",
    "task",
    "processTask",
    "decisionTask",
    "milestone",
    "userEventListener",
    "timerEventListener",
    "stage",
    "planFragment",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\'', "&apos;")
        .replace('\u{1}', "&#x2014;")
}

fn one_of(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(list).prop_map(escaped)
}

/// A sentry and the criterion that refers to it.
fn criterion(number: usize) -> impl Strategy<Value = (String, String)> {
    let part = (0..6_usize, one_of(&EVENTS));
    (
        prop::bool::ANY,
        prop::collection::vec(part, 0..3),
        prop::option::of(one_of(&CONDITIONS)),
        prop::bool::ANY,
    )
        .prop_map(move |(entry, parts, condition, at_once)| {
            let parts: String = parts
                .iter()
                .map(|(source, event)| {
                    format!("<planItemOnPart sourceRef='i{source}'><standardEvent>{event}</standardEvent></planItemOnPart>")
                })
                .collect();
            let condition = condition.map_or_else(String::new, |condition| {
                format!("<ifPart><condition>{condition}</condition></ifPart>")
            });
            let mode = if at_once { " f:triggerMode='onEvent'" } else { "" };
            let name = if entry { "entryCriterion" } else { "exitCriterion" };
            (
                format!("<{name} id='e{number}' sentryRef='s{number}'/>"),
                format!("<sentry id='s{number}'{mode}>{parts}{condition}</sentry>"),
            )
        })
}

/// A plan item, its definition and its sentries.
fn item(number: usize) -> impl Strategy<Value = String> {
    let rule = |name: &'static str| {
        prop::option::of(prop::option::of(one_of(&CONDITIONS))).prop_map(move |rule| {
            rule.map_or_else(String::new, |condition| match condition {
                Some(condition) => format!("<{name}><condition>{condition}</condition></{name}>"),
                None => format!("<{name}/>"),
            })
        })
    };
    (
        one_of(&NAMES),
        one_of(&DEFINITIONS),
        prop::collection::vec(criterion(number), 0..2),
        (rule("requiredRule"), rule("manualActivationRule"), rule("repetitionRule")),
        one_of(&TIMERS),
        prop::bool::ANY,
    )
        .prop_map(move |(name, tag, criteria, (required, manual, repetition), timer, flag)| {
            let inside: String = criteria.iter().map(|(criterion, _)| criterion.as_str()).collect();
            let sentries: String = criteria.iter().map(|(_, sentry)| sentry.as_str()).collect();
            let body = match tag.as_str() {
                "timerEventListener" => format!("<timerExpression>{timer}</timerExpression>"),
                "stage" | "planFragment" => {
                    format!("<planItem id='n{number}' name='{name}' definitionRef='nd{number}'/><humanTask id='nd{number}'/>")
                }
                _ => String::new(),
            };
            format!(
                "<planItem id='i{number}' name='{name}' definitionRef='d{number}'><itemControl>{required}{manual}{repetition}</itemControl>{inside}</planItem>\
                 {sentries}<{tag} id='d{number}' isBlocking='{flag}' autoComplete='{flag}'>{body}</{tag}>"
            )
        })
}

fn model() -> impl Strategy<Value = String> {
    let items = (item(0), item(1), item(2), item(3), item(4), item(5));
    (items, one_of(&IDS), prop::bool::ANY).prop_map(|((a, b, c, d, e, f), id, auto)| {
        format!(
            "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' xmlns:f='urn:f'><case id='{id}'>\
             <casePlanModel id='plan' autoComplete='{auto}'>{a}{b}{c}{d}{e}{f}</casePlanModel></case></definitions>"
        )
    })
}

/// The flow of a model that is imported, ready to run. Whatever file was written must be right.
fn runnable(model: &str) -> Option<Runnable> {
    let file = import(Vocabulary::Cmmn, "", model.as_bytes().to_vec()).flow?;
    let (flow, findings) = crate::flow::read(&file);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}\n{file}"));
    let (guards, findings) = compile_all(&flow);
    let wrong: Vec<_> = findings
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{file}");
    Some(Runnable::new(flow, guards, 1, Calendar::default()))
}

/// Plays some of whatever may be done; what never comes to rest is refused, nothing else goes wrong.
fn play(run: &Runnable, choices: &[usize]) {
    let mut trial = Trial::new(run, DateTime::UNIX_EPOCH);
    if trial
        .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), Json::Null)
        .is_err()
    {
        return;
    }
    for choice in choices {
        let view = trial.view().unwrap();
        let open: Vec<_> = run
            .flow
            .items
            .keys()
            .filter(|id| !view.case.item(id).status.has_ended())
            .collect();
        let Some(item) = open.get(choice % open.len().max(1)) else {
            return;
        };
        let item = (*item).clone();
        let what = match choice % 3 {
            0 => Asked::Activate {
                item: item.clone(),
                reason: None,
            },
            _ => Asked::Complete {
                item: item.clone(),
                data: json!(null),
            },
        };
        let by = trial.usual_actor(&item);
        let _ = trial.ask(by, what);
        if choice % 5 == 0 {
            let later = trial.now + chrono::Duration::hours(3);
            let _ = trial.advance(later);
        }
    }
    let _ = trial.ask(
        Actor::Outside,
        Asked::Terminate {
            reason: "slut".to_owned(),
        },
    );
}

#[test]
fn the_whole_model_is_imported_and_plays() {
    let run = runnable(MODEL).unwrap();
    assert!(run.flow.items.len() > 15, "{}", run.flow.items.len());
    play(&run, &(0..60).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_flow_that_is_written_is_read_compiles_and_plays(model in model(), choices in prop::collection::vec(0..100_usize, 0..20)) {
        if let Some(run) = runnable(&model) {
            play(&run, &choices);
        }
    }

    #[test]
    fn a_model_that_is_cut_or_spoilt_is_told_of(at in 0..MODEL.len(), length in 0..200_usize, put in "[<>/'\"= a-z&;]{0,6}") {
        let start = (0..=at).rev().find(|index| MODEL.is_char_boundary(*index)).unwrap_or_default();
        let end = (start + length).min(MODEL.len());
        let end = (end..=MODEL.len()).find(|index| MODEL.is_char_boundary(*index)).unwrap_or(MODEL.len());
        let spoilt = format!("{}{put}{}", &MODEL[..start], &MODEL[end..]);
        let _ = runnable(&spoilt);
    }

    #[test]
    fn any_bytes_are_a_model_or_are_told_of(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let imported = import(Vocabulary::Cmmn, "", bytes);
        prop_assert!(imported.flow.is_some() || !imported.findings.is_empty());
    }
}

/// Models that are made up at random are models: most of them are imported, so that the test above tries something.
#[test]
fn most_made_up_models_are_imported() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let models = (0..100).map(|_| model().new_tree(&mut runner).unwrap().current());
    let imported = models.filter(|model| runnable(model).is_some()).count();
    assert!(imported > 30, "{imported} of 100");
}
