//! What a scenario says: a made-up case step by step, and how it should stand on the way.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::case::Asked;
use samspil_core::flow::Place;
use samspil_core::id::{ClockId, FieldPath, ItemId, PartyId};
use samspil_core::text::{Message, Text};
use serde_json::Value as Json;

/// A made-up case.
#[derive(Debug)]
pub(crate) struct Scenario {
    /// What it is about.
    pub(crate) title: Text,
    /// When the case starts.
    pub(crate) starts: DateTime<Utc>,
    /// What is known from the start, as sections of fields.
    pub(crate) data: Json,
    /// What happens, in order.
    pub(crate) steps: Vec<Step>,
}

impl Scenario {
    /// Whether it is of both cases of a pair.
    pub(crate) fn is_of_both(&self) -> bool {
        self.steps.iter().any(|step| step.of_other)
    }
}

/// One step.
#[derive(Debug)]
pub(crate) struct Step {
    /// Where it is written.
    pub(crate) place: Place,
    /// It is asked, or said, of the other case of the pair.
    pub(crate) of_other: bool,
    /// What it does.
    pub(crate) does: Does,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum Does {
    /// Asks something of the case.
    Ask {
        /// What.
        what: Asked,
        /// By whom; otherwise by whoever owns the item.
        by: Option<PartyId>,
        /// Which person of that party, by a number; otherwise nobody in particular.
        person: Option<u32>,
        /// The code of the refusal that must come.
        refused: Option<String>,
    },
    /// Moves the clock by a length of time, written as lengths are.
    Advance(String),
    /// Moves the clock to a moment.
    To(DateTime<Utc>),
    /// Says how the case should stand. Only what is written is compared.
    Expect(Vec<Expected>),
}

/// One thing that should be so.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Where it is written.
    pub(crate) place: Place,
    /// What.
    pub(crate) wanted: Wanted,
}

/// What should be so.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// Whether the case may close.
    MayClose(bool),
    /// How the case stands as a whole: `open`, `on_hold`, `closed`.
    State(String),
    /// A list of names in the report: `active`, `possible`, `owed`, …
    Names(&'static str, Names),
    /// Letters since the last time the case was looked at, by the names of their documents.
    Letters(Names),
    /// A clock.
    Clock(ClockId, ClockWanted),
    /// What is owed, by whom, to whom and by when.
    Debt(ItemId, DebtWanted),
    /// Rungs since the last time the case was looked at, in order.
    Rungs(Vec<Pattern>),
    /// Notices since the last time the case was looked at, in order.
    Notices(Vec<Pattern>),
    /// What a field holds; nothing where it should be empty.
    Field(FieldPath, Json),
}

/// Names that should be there.
#[derive(Debug)]
pub(crate) enum Names {
    /// These and no others.
    Exactly(BTreeSet<String>),
    /// The first, and none of the second.
    Among(BTreeSet<String>, BTreeSet<String>),
}

/// How a clock should stand.
#[derive(Debug, Default)]
pub(crate) struct ClockWanted {
    /// Its state in a word; `absent` where it should not have started.
    pub(crate) state: Option<String>,
    /// The day that it is due.
    pub(crate) due: Option<NaiveDate>,
}

/// How a debt should stand.
#[derive(Debug, Default)]
pub(crate) struct DebtWanted {
    /// Who owes it.
    pub(crate) debtor: Option<PartyId>,
    /// To whom.
    pub(crate) creditor: Option<PartyId>,
    /// The day that it is due.
    pub(crate) due: Option<NaiveDate>,
}

/// Keys and words that something should have.
pub(crate) type Pattern = Vec<(&'static str, String)>;

/// What is wrong with a scenario file, where, and what to do about it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Fault {
    /// Where.
    pub(crate) place: Place,
    /// What is wrong.
    pub(crate) what: Message,
    /// What to do.
    pub(crate) hint: Option<Message>,
}
