//! Clients: each brings its own cases through the work, and asks again with the same key and body until it is told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use samspil_tests::lines::STEPS;
use samspil_tests::program::{Asking, Program};
use tokio::sync::watch;
use uuid::Uuid;

use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::town::{WORKER, token};
use crate::work::What;

/// How often a client sends one command before it gives the program up: far more than there are kills.
const MAX_SENDS: usize = 10_000;

/// One case in so many is left after some of its steps.
const LEFT: u64 = 4;

/// One step in so many is sent twice at once with the same key.
const TWICE: u64 = 6;

/// After one step in so many a command is sent again that was answered long before.
const AGAIN: u64 = 6;

/// What clients share.
pub(crate) struct Floor {
    /// The program, while it is up.
    pub(crate) program: watch::Sender<Option<Program>>,
    /// How many answers have come.
    pub(crate) acknowledged: watch::Sender<u64>,
    /// What was asked and told.
    pub(crate) ledger: Mutex<Ledger>,
    /// No client takes on a new case.
    pub(crate) closing: AtomicBool,
}

impl Floor {
    /// The program is up.
    pub(crate) fn new(program: Program) -> Self {
        Self {
            program: watch::Sender::new(Some(program)),
            acknowledged: watch::Sender::new(0),
            ledger: Mutex::default(),
            closing: AtomicBool::new(false),
        }
    }

    /// Brings cases through the work until the floor closes.
    pub(crate) async fn client(self: Arc<Self>, mut chance: Chance) {
        let mut own = Vec::new();
        while !self.closing.load(Ordering::Relaxed) {
            let key = chance.id();
            self.tell(key, &What::Begin).await;
            own.push((key, What::Begin));
            let case = self.ledger.lock().unwrap().case_of(key);
            let steps = if chance.one_in(LEFT) {
                usize::try_from(chance.below(5)).unwrap()
            } else {
                STEPS.len()
            };
            for step in 0..steps {
                let case = case.clone();
                let (key, what) = (chance.id(), What::Complete { case, step });
                if chance.one_in(TWICE) {
                    tokio::join!(self.tell(key, &what), self.tell(key, &what));
                } else {
                    self.tell(key, &what).await;
                }
                own.push((key, what));
                if chance.one_in(AGAIN) {
                    let place = usize::try_from(chance.below(own.len() as u64)).unwrap();
                    let (key, what) = &own[place];
                    self.tell(*key, what).await;
                }
            }
        }
    }

    /// Sends a command until it is answered.
    pub(crate) async fn tell(&self, key: Uuid, what: &What) {
        self.ledger.lock().unwrap().asks(key, what);
        for _ in 0..MAX_SENDS {
            let asking = self.asking(key, what).await;
            let answer = asking.heard().await.map(|answer| answer.is(what.status()));
            self.ledger.lock().unwrap().heard(key, answer.as_ref());
            if answer.is_some() {
                self.acknowledged.send_modify(|count| *count += 1);
                return;
            }
        }
        panic!("{key}: no answer to {what:?}");
    }

    /// The command as a request to the program, once that is up.
    async fn asking(&self, key: Uuid, what: &What) -> Asking {
        let mut seen = self.program.subscribe();
        let program = seen.wait_for(Option::is_some).await.unwrap();
        let asking = program.as_ref().unwrap().ask("POST", &what.path());
        asking.by(&token(WORKER)).key(key.as_u128()).json(&what.body(key))
    }
}
