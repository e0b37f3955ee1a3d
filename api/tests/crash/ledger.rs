//! What clients asked and what they were told: all that they can hold the program to.

use std::collections::BTreeMap;

use samspil_tests::program::Answer;
use serde_json::Value;
use uuid::Uuid;

use crate::work::What;

/// An answer, as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Told {
    /// The body.
    pub(crate) text: String,
    /// The entity tag.
    pub(crate) tag: String,
}

impl Told {
    /// The case that it names, and the version that it says.
    pub(crate) fn says(&self) -> Option<(String, u64)> {
        let body: Value = serde_json::from_str(&self.text).ok()?;
        Some((body["case"].as_str()?.to_owned(), body["version"].as_u64()?))
    }
}

/// What came of one command, under its key.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// What was asked.
    pub(crate) what: What,
    /// The answer, each time it was acknowledged.
    pub(crate) told: Vec<Told>,
}

/// All commands by their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    /// The commands.
    pub(crate) entries: BTreeMap<Uuid, Entry>,
    /// How often one was sent and not answered.
    pub(crate) cut_off: usize,
}

impl Ledger {
    /// The command is about to be sent.
    pub(crate) fn asks(&mut self, key: Uuid, what: &What) {
        let entry = || Entry {
            what: what.clone(),
            told: Vec::new(),
        };
        self.entries.entry(key).or_insert_with(entry);
    }

    /// It was answered; or the program was killed before it was.
    pub(crate) fn heard(&mut self, key: Uuid, answer: Option<&Answer>) {
        let Some(answer) = answer else {
            self.cut_off += 1;
            return;
        };
        let told = Told {
            text: answer.text.clone(),
            tag: answer.header("etag").to_owned(),
        };
        self.entries.get_mut(&key).unwrap().told.push(told);
    }

    /// The case that a key began, as it was acknowledged.
    pub(crate) fn case_of(&self, key: Uuid) -> String {
        self.entries[&key].told[0].says().unwrap().0
    }
}
