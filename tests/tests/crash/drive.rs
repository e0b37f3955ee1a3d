//! A run: clients at work, time that moves, and nodes that are killed in the middle of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_tests::lines::{Told, What};
use tokio::task::JoinSet;

use crate::chance::Chance;
use crate::clients::Floor;
use crate::ledger::Ledger;
use crate::node::Node;

/// Between two kills so many commands are acknowledged, at most: long enough for a few batches, short enough for
/// many kills in a minute.
const MAX_BETWEEN_KILLS: u64 = 160;

/// How long after its last acknowledged command a node lives at most, in microseconds: about the length of a batch,
/// so that it dies in every part of one.
const MAX_LATER: u64 = 8_000;

/// One kill in so many hits a node that is only just starting.
const AT_START: u64 = 6;

/// How long such a node lives at most, in microseconds: about the time that opening a store takes.
const MAX_START: u64 = 60_000;

/// The clock moves on by this much ...
const TIME_STEP: TimeDelta = TimeDelta::hours(6);

/// ... each time so many commands have been acknowledged.
const ACKNOWLEDGED_PER_TIME_STEP: u64 = 40;

/// ... and no further than this: answers are kept for 30 days, and all of it is winter time.
const MAX_TIME_STEPS: u64 = 4 * 25;

/// Longer than any claim on a timer or notice, so that those of killed nodes have lapsed.
const CLAIMS_LAPSE: TimeDelta = TimeDelta::minutes(2);

/// What a run is like.
pub(crate) struct Plan {
    /// The store's address.
    pub(crate) url: String,
    /// How many nodes are up at once.
    pub(crate) nodes: usize,
    /// How often one of them is killed.
    pub(crate) kills: u32,
    /// How many clients work at once.
    pub(crate) clients: usize,
    /// The seed of all chance.
    pub(crate) seed: u64,
}

/// A run that is over: all nodes are gone, and nobody waits for an answer.
pub(crate) struct Run {
    /// What clients asked and were told.
    pub(crate) ledger: Ledger,
    /// What the clock showed last.
    pub(crate) now: DateTime<Utc>,
}

/// When the clock begins: a Monday morning.
pub(crate) fn beginning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).unwrap()
}

/// Runs the plan to its end.
pub(crate) async fn run(plan: &Plan) -> Run {
    let mut chance = Chance::new(plan.seed);
    let floor = Arc::new(Floor::new(plan.nodes));
    let mut clients = JoinSet::new();
    for _ in 0..plan.clients {
        clients.spawn(Arc::clone(&floor).client(chance.branch()));
    }
    let mut nodes = Vec::new();
    for place in 0..plan.nodes {
        nodes.push(up(plan, &floor, place).await);
    }
    let time = tokio::spawn(move_time(Arc::clone(&floor)));
    let mut kills = 0;
    while kills < plan.kills {
        tokio::select! {
            () = live_a_while(&floor, &mut chance) => {}
            // A client that ends now has met with what must not be.
            Some(ended) = clients.join_next() => ended.unwrap(),
        }
        let place = usize::try_from(chance.below(plan.nodes as u64)).unwrap();
        let node = nodes.remove(place);
        floor.lines.send_modify(|lines| lines[place] = None);
        node.kill().await;
        kills += 1;
        if chance.one_in(AT_START) {
            let node = Node::start(&plan.url, now(&floor), false);
            tokio::time::sleep(Duration::from_micros(chance.below(MAX_START))).await;
            node.kill().await;
            kills += 1;
        }
        nodes.insert(place, up(plan, &floor, place).await);
    }
    floor.closing.store(true, Ordering::Relaxed);
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    time.abort();
    for node in nodes {
        node.kill().await;
    }
    let ledger = floor.ledger.lock().unwrap().clone();
    Run {
        ledger,
        now: now(&floor),
    }
}

/// Lets a node that does nothing by itself settle what is due by then.
pub(crate) async fn settle(url: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let then = now + CLAIMS_LAPSE;
    let mut node = Node::start(url, then, true);
    let line = node.ready().await;
    let told = line.ask(What::Settle).await;
    assert!(matches!(told, Some(Told::Done { .. })), "{told:?}");
    drop(line);
    node.stop().await;
    then
}

/// What the clock shows: it follows from what was acknowledged.
fn now(floor: &Floor) -> DateTime<Utc> {
    let steps = *floor.acknowledged.borrow() / ACKNOWLEDGED_PER_TIME_STEP;
    beginning() + TIME_STEP * i32::try_from(steps.min(MAX_TIME_STEPS)).unwrap()
}

async fn up(plan: &Plan, floor: &Floor, place: usize) -> Node {
    let mut node = Node::start(&plan.url, now(floor), false);
    let line = node.ready().await;
    floor.lines.send_modify(|lines| lines[place] = Some(line));
    node
}

/// Waits until some more commands have been acknowledged and then for a moment, so that a kill hits any part of a
/// batch.
async fn live_a_while(floor: &Floor, chance: &mut Chance) {
    let mut acknowledged = floor.acknowledged.subscribe();
    let enough = *acknowledged.borrow() + 1 + chance.below(MAX_BETWEEN_KILLS);
    acknowledged.wait_for(|count| *count >= enough).await.unwrap();
    tokio::time::sleep(Duration::from_micros(chance.below(MAX_LATER))).await;
}

/// Tells every node that is up when the clock has moved.
async fn move_time(floor: Arc<Floor>) {
    let mut acknowledged = floor.acknowledged.subscribe();
    loop {
        let next = (*acknowledged.borrow() / ACKNOWLEDGED_PER_TIME_STEP + 1) * ACKNOWLEDGED_PER_TIME_STEP;
        if acknowledged.wait_for(|count| *count >= next).await.is_err() {
            return;
        }
        let to = now(&floor);
        let lines = floor.lines.borrow().clone();
        for line in lines.into_iter().flatten() {
            // None where the node is gone: the next one starts with the new time.
            let _ = line.ask(What::Time { to }).await;
        }
    }
}
