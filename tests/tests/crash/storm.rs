//! Ten thousand clocks that are due in the same second, on two nodes: one is killed in the middle of them, and one is
//! halted for longer than its claims hold and then goes on.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::stream::{self, StreamExt};
use samspil_tests::lines::{Told, What};
use samspil_tests::postgres::{database, superuser};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::kept::Kept;
use crate::ledger::Ledger;
use crate::node::{Line, Node};
use crate::{check, drive, kept, shown};

/// How many clocks.
const CLOCKS: u128 = 10_000;

/// How many cases are begun at once.
const AT_ONCE: usize = 128;

/// How often a command is sent before the test gives up.
const MAX_SENDS: usize = 100;

/// How long the test waits for nodes to come so far before it gives up: a hundred times what it takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// Longer than any claim on a timer holds.
const CLAIMS_LAPSE: TimeDelta = TimeDelta::minutes(2);

/// How often a node is asked to settle: what another node holds a claim on is left by the first time.
const SETTLED: usize = 3;

/// Begins all cases, so that their clocks are all due in the same second.
async fn begin_all(line: &Line) -> Ledger {
    let ledger = Mutex::new(Ledger::default());
    let asked = (1..=CLOCKS).map(|number| begin(line, &ledger, Uuid::from_u128(number << 64 | number)));
    stream::iter(asked)
        .for_each_concurrent(AT_ONCE, |begun| begun)
        .await;
    ledger.into_inner().unwrap()
}

/// Begins a case, and asks again with the same key until the node knows that it has.
async fn begin(line: &Line, ledger: &Mutex<Ledger>, key: Uuid) {
    let what = What::Begin { key, reminded: true };
    for _ in 0..MAX_SENDS {
        ledger.lock().unwrap().sent(key, &what);
        match line.ask(what.clone()).await {
            Some(Told::Done { case, version }) => {
                ledger.lock().unwrap().done(key, &what, case.unwrap(), version);
                return;
            }
            Some(Told::Unknown { .. }) => {}
            told => panic!("{key}: {told:?}"),
        }
    }
    panic!("{key}: no answer");
}

/// When all clocks are due.
async fn due(database: &mut PgConnection) -> DateTime<Utc> {
    let (first, last, count): (DateTime<Utc>, DateTime<Utc>, i64) =
        sqlx::query_as("SELECT min(wake_at), max(wake_at), count(wake_at) FROM timers")
            .fetch_one(database)
            .await
            .unwrap();
    assert_eq!(
        (first, i128::from(count)),
        (last, i128::try_from(CLOCKS).unwrap())
    );
    first
}

/// How many clocks have fired, by their cases' own history.
async fn fired(database: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM events WHERE number > 1")
        .fetch_one(database)
        .await
        .unwrap()
}

/// Returns once a node has taken over what another had claimed, or nothing is left to take over.
async fn taken_over(database: &mut PgConnection) {
    let waiting = async {
        loop {
            let over: bool = sqlx::query_scalar("SELECT max(fence) > 1 FROM timers")
                .fetch_one(&mut *database)
                .await
                .unwrap();
            let left = fired(database).await < i64::try_from(CLOCKS).unwrap();
            if over || !left {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("nothing is taken over");
}

/// Returns once so many clocks have fired.
async fn at_least(database: &mut PgConnection, count: i64) {
    let waiting = async { while fired(database).await < count {} };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("the clocks stand still");
}

async fn up(url: &str, now: DateTime<Utc>) -> (Node, Line) {
    let mut node = Node::start(url, now, false);
    let line = node.ready().await;
    (node, line)
}

/// What each clock has brought about: one rung, at its time or after, and one notice of it.
fn each_fired_once(kept: &Kept, due: DateTime<Utc>) -> Vec<String> {
    let due = due.timestamp_micros();
    let mut wrong = Vec::new();
    for (case, events) in &kept.events {
        let after: Vec<i64> = events.iter().skip(1).map(|event| event.at).collect();
        let arrived = kept.arrived.get(case).map_or(0, Vec::len);
        if after.len() != 1 || after.iter().any(|at| *at < due) || arrived != 1 {
            wrong.push(format!(
                "{case}: woken at {after:?}, {arrived} notices; due at {due}"
            ));
        }
    }
    if u128::try_from(kept.events.len()).unwrap() != CLOCKS {
        wrong.push(format!("{} cases", kept.events.len()));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_clocks_fire_once_each_while_one_node_is_killed_and_one_is_halted() {
    let url = database().await;
    let mut database = superuser(&url).await;
    let (first, line) = up(&url, drive::beginning()).await;
    let ledger = begin_all(&line).await;
    let due = due(&mut database).await;
    let (second, other) = up(&url, due - TimeDelta::microseconds(1)).await;
    for line in [&line, &other] {
        let to = due - TimeDelta::microseconds(1);
        line.ask(What::Time { to }).await.unwrap();
        line.ask(What::Settle).await.unwrap();
    }
    assert_eq!(fired(&mut database).await, 0, "not a microsecond early");
    for line in [&line, &other] {
        line.ask(What::Time { to: due }).await.unwrap();
    }
    at_least(&mut database, 500).await;
    first.halt();
    at_least(&mut database, 2_000).await;
    second.kill().await;
    let later = due + CLAIMS_LAPSE;
    let (third, new) = up(&url, later).await;
    taken_over(&mut database).await;
    first.go_on();
    for _ in 0..SETTLED {
        for line in [&line, &new] {
            let told = line.ask(What::Settle).await;
            assert!(matches!(told, Some(Told::Done { .. })), "{told:?}");
        }
    }
    drop((line, other, new));
    first.stop().await;
    third.stop().await;
    database.close().await.unwrap();
    let kept = kept::read(&url).await;
    let mut complaints = check::check(&kept, &ledger, later);
    complaints.extend(each_fired_once(&kept, due));
    assert!(complaints.is_empty(), "{}", shown(&complaints));
}

/// What the checker of this test sees: nothing of a run that went well, and each thing that was done to it since.
#[test]
fn a_clock_that_fires_twice_early_or_not_at_all_is_seen() {
    let due = drive::beginning();
    let event = |number, minutes| crate::kept::EventRow {
        number,
        at: (due + TimeDelta::minutes(minutes)).timestamp_micros(),
        sum: Vec::new(),
        chain: Vec::new(),
        body: Vec::new(),
    };
    let mut well = Kept::default();
    for number in 1..=CLOCKS {
        let case = Uuid::from_u128(number);
        well.events.insert(case, vec![event(1, -60), event(2, 0)]);
        well.arrived.insert(case, vec![case]);
    }
    assert_eq!(each_fired_once(&well, due), Vec::<String>::new());
    let case = Uuid::from_u128(7);
    type Spoil = fn(&mut Kept, Uuid, crate::kept::EventRow);
    let spoil: [(&str, Spoil); 5] = [
        ("twice", |kept, case, event| {
            kept.events.get_mut(&case).unwrap().push(event)
        }),
        ("early", |kept, case, _| {
            kept.events.get_mut(&case).unwrap()[1].at -= 1
        }),
        ("not at all", |kept, case, _| {
            kept.events.get_mut(&case).unwrap().truncate(1)
        }),
        ("told twice", |kept, case, _| {
            kept.arrived.get_mut(&case).unwrap().push(case)
        }),
        ("lost", |kept, case, _| drop(kept.events.remove(&case))),
    ];
    for (how, spoil) in spoil {
        let mut kept = well.clone();
        spoil(&mut kept, case, event(3, 1));
        assert_eq!(each_fired_once(&kept, due).len(), 1, "{how}");
    }
}
