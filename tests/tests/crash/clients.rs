//! Clients: each brings its own cases through the work, and asks again with the same key until it is told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use samspil_tests::lines::{STEPS, Told, What};
use tokio::sync::watch;
use uuid::Uuid;

use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::node::Line;

/// How often a client sends one command before it gives the engine up: far more than there are kills.
const MAX_SENDS: usize = 10_000;

/// One case in so many is of the flow with a ladder, and is left to time.
const REMINDED: u64 = 8;

/// One case in so many is left after some of its steps, so that time runs out for it.
const LEFT: u64 = 4;

/// One step in so many is sent twice at once with the same key; as many are sent twice with two keys.
const TWICE: u64 = 8;

/// What clients share.
pub(crate) struct Floor {
    /// The lines to the nodes that are up.
    pub(crate) lines: watch::Sender<Vec<Option<Line>>>,
    /// How many commands have been acknowledged.
    pub(crate) acknowledged: watch::Sender<u64>,
    /// What was asked and told.
    pub(crate) ledger: Mutex<Ledger>,
    /// No client takes on a new case.
    pub(crate) closing: AtomicBool,
}

impl Floor {
    /// Nobody is up yet.
    pub(crate) fn new(nodes: usize) -> Self {
        Self {
            lines: watch::Sender::new(vec![None; nodes]),
            acknowledged: watch::Sender::new(0),
            ledger: Mutex::default(),
            closing: AtomicBool::new(false),
        }
    }

    /// Brings cases through the work until the floor closes.
    pub(crate) async fn client(self: Arc<Self>, mut chance: Chance) {
        while !self.closing.load(Ordering::Relaxed) {
            let key = chance.id();
            let reminded = chance.one_in(REMINDED);
            let begin = What::Begin { key, reminded };
            assert!(self.tell(key, begin, chance.below(8)).await);
            let case = self.ledger.lock().unwrap().case_of(key);
            if reminded {
                continue;
            }
            let steps = if chance.one_in(LEFT) {
                usize::try_from(chance.below(5)).unwrap()
            } else {
                STEPS.len()
            };
            for step in 0..steps {
                assert!(
                    self.step(case, step, &mut chance).await,
                    "{case}: step {step} is done by nobody"
                );
            }
        }
    }

    /// Does a step, now and then twice at once; whether it was done.
    async fn step(&self, case: Uuid, step: usize, chance: &mut Chance) -> bool {
        let of = |key| What::Complete { key, case, step };
        let (key, rival, first) = (chance.id(), chance.id(), chance.below(8));
        match chance.below(TWICE) {
            0 => {
                let (one, two) =
                    tokio::join!(self.tell(key, of(key), first), self.tell(key, of(key), first + 1));
                assert_eq!(one, two, "{key}: one command, two answers");
                one
            }
            1 => {
                let (one, two) = tokio::join!(
                    self.tell(key, of(key), first),
                    self.tell(rival, of(rival), first + 1)
                );
                assert!(!(one && two), "{case}: step {step} is done twice");
                one || two
            }
            _ => self.tell(key, of(key), first).await,
        }
    }

    /// Sends a command to one node after another until it is answered; whether it was done.
    async fn tell(&self, key: Uuid, what: What, first: u64) -> bool {
        for place in (first..).take(MAX_SENDS) {
            let line = self.line(place).await;
            self.ledger.lock().unwrap().sent(key, &what);
            match line.ask(what.clone()).await {
                Some(Told::Done { case, version }) => {
                    let mut ledger = self.ledger.lock().unwrap();
                    ledger.done(key, &what, case.unwrap(), version);
                    self.acknowledged.send_modify(|count| *count += 1);
                    return true;
                }
                Some(Told::Refused { code }) => {
                    self.ledger.lock().unwrap().refused(key, &what, code);
                    return false;
                }
                Some(Told::Unknown { .. }) | None => tokio::task::yield_now().await,
            }
        }
        panic!("{key}: no answer to {what:?}");
    }

    /// The line to a node that is up, beginning with this one.
    async fn line(&self, first: u64) -> Line {
        let mut seen = self.lines.subscribe();
        let lines = seen.wait_for(|lines| lines.iter().any(Option::is_some)).await;
        let lines = lines.unwrap();
        let skipped = usize::try_from(first).unwrap() % lines.len();
        let in_order = lines.iter().skip(skipped).chain(lines.iter());
        in_order.flatten().next().unwrap().clone()
    }
}
