//! Nodes are killed in the middle of work, again and again; what was acknowledged is kept, and nothing is done twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod chance;
mod check;
mod clients;
mod drive;
mod kept;
mod ledger;
mod node;
mod settings;
mod spoilt;
mod storm;

use chrono::TimeDelta;

use drive::{Plan, Run};

/// How many clients work at once.
const CLIENTS: usize = 24;

/// Long after everything that the run began is due.
const END: TimeDelta = TimeDelta::days(400);

/// Runs the plan and holds the store to it: when the run is over, and when all that it began is due.
async fn holds(plan: Plan) {
    let Run { ledger, now } = drive::run(&plan).await;
    assert!(
        ledger.sent_again() >= usize::try_from(plan.kills).unwrap(),
        "kills came in the way of too little"
    );
    assert!(ledger.acknowledged() > usize::try_from(plan.kills).unwrap());
    for now in [now, now + END] {
        let settled = drive::settle(&plan.url, now).await;
        let kept = kept::read(&plan.url).await;
        let complaints = check::check(&kept, &ledger, settled);
        assert!(complaints.is_empty(), "{}", shown(&complaints));
    }
}

/// As many complaints as a person reads.
fn shown(complaints: &[String]) -> String {
    const MOST: usize = 20;
    let first: Vec<&str> = complaints.iter().take(MOST).map(String::as_str).collect();
    format!("{} complaints\n{}", complaints.len(), first.join("\n"))
}

fn plan(url: String, nodes: usize) -> Plan {
    Plan {
        url,
        nodes,
        kills: settings::kills(),
        clients: CLIENTS,
        seed: settings::seed(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_and_doubles_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    holds(plan(format!("sqlite:{}", folder.path().display()), 1)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_and_doubles_nothing_on_postgres() {
    holds(plan(samspil_tests::postgres::database().await, 1)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_nodes_one_goes_on_while_the_other_is_killed() {
    holds(plan(samspil_tests::postgres::database().await, 2)).await;
}
