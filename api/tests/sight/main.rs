//! Sight over HTTP: what the program answers the people of two municipalities whose ids are the same, byte by byte, against an
//! oracle that shares no code with it. Every text of every case is a mark that is found again wherever it comes out, and every
//! answer is searched for all of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod across;
mod asked;
mod by_link;
mod gate;
mod heard;
mod judged;
mod of_case;
mod readers;
mod served;

#[path = "../../../tests/tests/sight/chance.rs"]
mod chance;
#[path = "../../../tests/tests/sight/flow.rs"]
mod flow;
#[path = "../../../tests/tests/sight/oracle.rs"]
mod oracle;
#[path = "../../../tests/tests/sight/record.rs"]
mod record;
#[path = "../../../tests/tests/sight/town.rs"]
mod town;
#[path = "../../../tests/tests/sight/world.rs"]
mod world;

use chance::Chance;
use flow::Flow;
use heard::Answers;
use judged::{Judge, judged};
use oracle::{Oracle, Rule};
use samspil_tests::postgres;
use served::Served;
use town::Town;

/// How many decisions are compared at least on the store of files: each of somebody, a text of a case, and an answer.
const DECISIONS: u64 = 1_000_000;

/// How many cases each municipality has there, and on the larger store.
const CASES: u128 = 8;
const FEW_CASES: u128 = 2;

/// The seed of the world.
const SEED: u64 = 5;

/// How many of the oracle's rules are noticed at least when they are forgotten: those that no answer of one moment tells
/// from their absence are found out by the comparison inside the engine, over many cases.
const NOTICED: usize = 23;

/// What everyone was answered on the store at an address, and the judge of it.
async fn compared(url: &str, cases: u128, judge: impl FnOnce(&Judge<'_>, &Answers)) {
    let mut chance = Chance::new(SEED);
    let (flow, run) = world::flow(&mut chance);
    let towns = [0, 1].map(|number| Town::played(number, cases, (&flow, &run), &mut chance));
    let served = Served::new(url, &towns, &flow).await;
    let answers = served.answers(&towns, &flow).await;
    let judge_of_all = Judge {
        flow: &flow,
        towns: &towns,
        at: served.at,
    };
    judge(&judge_of_all, &answers);
    served.log_holds_no_mark(&towns);
}

fn right(flow: &Flow, without: Option<Rule>) -> Oracle<'_> {
    Oracle { flow, without }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_million_decisions_over_http_come_out_as_the_oracle_says() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    compared(&url, CASES, |judge, answers| {
        let told = judged(judge, &right(judge.flow, None), answers);
        println!("{} decisions in {} answers", told.decisions, answers.len());
        assert_eq!(told.different, Vec::<String>::new());
        assert!(told.decisions >= DECISIONS, "{}", told.decisions);
        assert!(
            told.read >= 300,
            "marks are read where they may be: {}",
            told.read
        );
        assert!(told.read_by_link > 0, "by links too: {}", told.read_by_link);
        let noticed = Rule::ALL.into_iter().filter(|rule| {
            let told = judged(judge, &right(judge.flow, Some(*rule)), answers);
            !told.different.is_empty()
        });
        let noticed: Vec<Rule> = noticed.collect();
        println!("noticed where they are forgotten: {noticed:?}");
        assert!(noticed.len() >= NOTICED, "{noticed:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_answers_come_from_the_larger_store() {
    let url = postgres::database().await;
    compared(&url, FEW_CASES, |judge, answers| {
        let told = judged(judge, &right(judge.flow, None), answers);
        println!("{} decisions in {} answers", told.decisions, answers.len());
        assert_eq!(told.different, Vec::<String>::new());
        assert!(told.read >= 100, "{}", told.read);
    })
    .await;
}
