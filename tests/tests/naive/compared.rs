//! The two interpreters side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use samspil_core::flow::ItemKind;

use crate::drawn::{Move, Whole, flow, moves};
use crate::engine::{Picture, Run, Shown, Step, play, runnable};
use crate::guard::Plain;
use crate::interpreter::{Goes, Is, Naive};
use crate::rows::{Told, is_whole};
use crate::twist::Twist;
use crate::written::{FIELDS, written};

/// How many runs are compared where nothing else is said by `SAMSPIL_NAIVE_CASES`.
const CASES: u32 = 2_000;

/// How many draws may be needed until every twist is seen: what few flows reach takes many.
const MOST_DRAWS: u32 = 30_000;

fn cases() -> u32 {
    said("SAMSPIL_NAIVE_CASES").unwrap_or(CASES)
}

/// A number that whoever runs the test says.
#[allow(
    clippy::disallowed_methods,
    reason = "how much is tried is said to the test, not to the program"
)]
fn said<T: std::str::FromStr>(name: &str) -> Option<T> {
    let said = std::env::var(name).ok()?;
    Some(said.parse().ok().unwrap_or_else(|| panic!("{name} is a number")))
}

/// Another run of draws for each `SAMSPIL_NAIVE_SEED`; the same ones for the same.
pub(crate) fn runner(cases: u32) -> TestRunner {
    let seed: u64 = said("SAMSPIL_NAIVE_SEED").unwrap_or_default();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// A clock that began and ended in the same breath may have been left out.
const FLEETING: &str = "fleeting";

/// How the naive case stands.
fn picture(case: &Naive<'_>) -> Picture {
    let shown = |id: &_| {
        let now = case.now(id);
        Shown {
            is: now.is,
            times: now.times,
            out: now.out,
            rests: now.rests,
        }
    };
    let mut possible: Vec<String> = Vec::new();
    for item in case.flow.all().filter(|item| !is_whole(item)) {
        let by_hand = Naive::is_human(item) || matches!(item.kind, ItemKind::Wait(_));
        let now = case.now(&item.id);
        if now.is == Is::Possible || (now.is == Is::Active && by_hand && case.may_be_done(item)) {
            possible.push(item.id.to_string());
        }
    }
    let planned = case.flow.order.iter().filter(|id| case.is_owed(id));
    let added = case.added.iter().filter(|(_, ended)| !**ended).map(|(id, _)| id);
    let owed = planned.chain(added);
    let mut owed: Vec<String> = owed.map(ToString::to_string).collect();
    possible.sort();
    owed.sort();
    let value = |path: &&str| Some(((*path).to_owned(), format!("{:?}", case.data.get(*path)?)));
    Picture {
        items: case
            .items
            .iter()
            .filter(|(id, now)| id.row().is_none() || now.came_to_be)
            .map(|(id, _)| (id.clone(), shown(id)))
            .collect(),
        clocks: case
            .clocks
            .iter()
            .map(|(id, clock)| {
                let word = if clock.fleeting { FLEETING } else { clock.word() };
                (id.to_string(), (word.to_owned(), clock.due))
            })
            .collect(),
        possible,
        owed,
        may_close: case.goes == Goes::Open && case.may_close(),
        state: match case.goes {
            Goes::Open => "open",
            Goes::OnHold => "on_hold",
            Goes::Closed => "closed",
        },
        data: FIELDS.iter().filter_map(value).collect(),
    }
}

/// The first difference, in words.
fn difference(flow: &samspil_core::flow::Flow, run: &Run, twist: Option<Twist>) -> Option<String> {
    let none: &[(String, Plain)] = &[];
    let told = Told::of(flow);
    let (mut case, begun) = match (Naive::start(&told, none, twist), &run.begun) {
        (Ok(case), Some(begun)) => (case, begun),
        (Err(_), None) => return None,
        (Ok(_), None) => return Some("the engine says that it never rests".to_owned()),
        (Err(_), Some(_)) => return Some("the naive one never rests".to_owned()),
    };
    if let Some(apart) = apart(begun, &picture(&case)) {
        return Some(format!("when it begins:\n{apart}"));
    }
    for (number, step) in run.steps.iter().enumerate() {
        if let Some(apart) = answered(&mut case, step) {
            let asked: Vec<String> = run.steps[..=number].iter().map(line).collect();
            return Some(format!("{}\n{apart}", asked.join("\n")));
        }
    }
    None
}

fn line(step: &Step) -> String {
    let answer = step.answer.as_ref().err().map_or("", String::as_str);
    format!("  {} {} {answer}", step.by, step.ask)
}

fn answered(case: &mut Naive<'_>, step: &Step) -> Option<String> {
    match (case.ask(&step.by, &step.ask), &step.answer) {
        (Ok(()), Ok(engine)) => apart(engine, &picture(case)),
        (Err(reasons), Err(code)) if reasons.contains(&code.as_str()) => None,
        (Err(reasons), Err(code)) => Some(format!("engine refuses with {code}, naive with {reasons:?}")),
        (Ok(()), Err(code)) => Some(format!("engine refuses with {code}, naive allows it")),
        (Err(reasons), Ok(_)) => Some(format!("engine allows it, naive refuses with {reasons:?}")),
    }
}

/// What the two say differently.
fn apart(engine: &Picture, naive: &Picture) -> Option<String> {
    let mut text = String::new();
    let named: BTreeSet<_> = engine.items.keys().chain(naive.items.keys()).collect();
    for id in named {
        let (engine, naive) = (engine.items.get(id), naive.items.get(id));
        if engine != naive {
            let _ = writeln!(text, "{id}: engine {engine:?}, naive {naive:?}");
        }
    }
    let clocks: BTreeSet<_> = engine.clocks.keys().chain(naive.clocks.keys()).collect();
    for id in clocks {
        let (engine, naive) = (engine.clocks.get(id), naive.clocks.get(id));
        let fleeting = naive.is_some_and(|(word, _)| word == FLEETING);
        if engine != naive && !fleeting {
            let _ = writeln!(text, "clock of {id}: engine {engine:?}, naive {naive:?}");
        }
    }
    let mut pair = |what: &str, engine: &dyn std::fmt::Debug, naive: &dyn std::fmt::Debug| {
        let (engine, naive) = (format!("{engine:?}"), format!("{naive:?}"));
        if engine != naive {
            let _ = writeln!(text, "{what}: engine {engine}, naive {naive}");
        }
    };
    pair("possible", &engine.possible, &naive.possible);
    pair("owed", &engine.owed, &naive.owed);
    pair("may close", &engine.may_close, &naive.may_close);
    pair("state", &engine.state, &naive.state);
    pair("data", &engine.data, &naive.data);
    (!text.is_empty()).then_some(text)
}

pub(crate) fn drawn() -> impl Strategy<Value = (Whole, Vec<Move>)> {
    (flow(), moves())
}

#[test]
fn both_interpreters_say_the_same() {
    let result = runner(cases()).run(&drawn(), |(whole, moves)| {
        let text = written(&whole);
        let run = runnable(&text);
        let played = play(&run, &moves);
        match difference(&run.flow, &played, None) {
            None => Ok(()),
            Some(difference) => Err(TestCaseError::fail(format!("\n{text}\n{difference}"))),
        }
    });
    match result {
        Ok(()) => {}
        Err(proptest::test_runner::TestError::Fail(why, _)) => panic!("{why}"),
        Err(other) => panic!("{other}"),
    }
}

/// Each small mistake is seen, or the generator would not reach what it is about.
#[test]
fn every_twist_is_told_apart() {
    let mut runner = runner(MOST_DRAWS);
    let mut unseen: BTreeSet<Twist> = Twist::ALL.iter().copied().collect();
    let mut seen: BTreeMap<Twist, u32> = BTreeMap::new();
    let strategy = drawn();
    for number in 0..MOST_DRAWS {
        let (whole, moves) = strategy.new_tree(&mut runner).expect("a draw").current();
        let run = runnable(&written(&whole));
        let played = play(&run, &moves);
        for twist in unseen.clone() {
            if difference(&run.flow, &played, Some(twist)).is_some() {
                unseen.remove(&twist);
                seen.insert(twist, number);
            }
        }
        if unseen.is_empty() {
            return;
        }
    }
    panic!("not told apart: {unseen:?}; told apart: {seen:?}");
}
