//! What clients asked and what they were told: all that they can hold a store to.

use std::collections::BTreeMap;

use samspil_tests::lines::What;
use uuid::Uuid;

/// What came of one command, under its key.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// What was asked.
    pub(crate) what: What,
    /// How often it was sent.
    pub(crate) sent: u32,
    /// The case and its version, each time it was acknowledged.
    pub(crate) done: Vec<(Uuid, u64)>,
    /// The code, each time it was refused.
    pub(crate) refused: Vec<String>,
}

/// All commands by their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger(pub(crate) BTreeMap<Uuid, Entry>);

impl Ledger {
    /// The command is sent, for the first time or again.
    pub(crate) fn sent(&mut self, key: Uuid, what: &What) {
        self.entry(key, what).sent += 1;
    }

    pub(crate) fn done(&mut self, key: Uuid, what: &What, case: Uuid, version: u64) {
        self.entry(key, what).done.push((case, version));
    }

    pub(crate) fn refused(&mut self, key: Uuid, what: &What, code: String) {
        self.entry(key, what).refused.push(code);
    }

    /// The case that a key began, as it was acknowledged.
    pub(crate) fn case_of(&self, key: Uuid) -> Uuid {
        self.0[&key].done[0].0
    }

    /// Commands that were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        self.0.values().filter(|entry| !entry.done.is_empty()).count()
    }

    /// Commands that had to be sent more than once.
    pub(crate) fn sent_again(&self) -> usize {
        self.0.values().filter(|entry| entry.sent > 1).count()
    }

    fn entry(&mut self, key: Uuid, what: &What) -> &mut Entry {
        self.0.entry(key).or_insert_with(|| Entry {
            what: what.clone(),
            sent: 0,
            done: Vec::new(),
            refused: Vec::new(),
        })
    }
}
