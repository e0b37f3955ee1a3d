//! What the oracle writes down of a case: the deeds that were done, and what follows from them for who sees what.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

/// Someone who works at places, each with what they act as there.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) number: u128,
    pub(crate) places: Vec<(u128, Vec<&'static str>)>,
    pub(crate) stead: Vec<Stead>,
}

/// That somebody stands in for another, from a day to another, with the places that come with it.
#[derive(Clone, Debug)]
pub(crate) struct Stead {
    pub(crate) of: u128,
    pub(crate) places: Vec<(u128, Vec<&'static str>)>,
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
}

#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) unit: Option<u128>,
    pub(crate) person: Option<u128>,
    pub(crate) relation: Option<&'static str>,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
pub(crate) struct Consent {
    pub(crate) party: &'static str,
    pub(crate) unit: Option<u128>,
    pub(crate) person: Option<u128>,
    pub(crate) covers: Vec<String>,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) withdrawn: bool,
}

/// What a deed left in the history.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Began,
    Bound,
    /// Fields were set: those at the top.
    Set(Vec<String>),
    Done(String),
    HandedOver(String),
    /// Consent, protection or an opening.
    Trust,
}

/// A letter that an item sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) item: String,
    /// The document, by its place in the flow.
    pub(crate) document: usize,
    pub(crate) at: DateTime<Utc>,
    /// The case as it was then.
    pub(crate) then: Record,
}

/// A case as the oracle knows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) bound: BTreeMap<&'static str, Vec<Bound>>,
    pub(crate) consents: Vec<Consent>,
    pub(crate) name_protected: bool,
    pub(crate) address_protected: bool,
    /// Who opened it with a reason, and until when they may look.
    pub(crate) opened: Vec<(u128, DateTime<Utc>)>,
    /// Whom an item's work was handed over to.
    pub(crate) handed: BTreeMap<String, &'static str>,
    /// Phases in the order in which they began, each with when.
    pub(crate) phases: Vec<(String, DateTime<Utc>)>,
    pub(crate) deeds: Vec<(u64, Deed)>,
    /// Everyone who was ever bound by name.
    pub(crate) named: BTreeSet<u128>,
    pub(crate) letters: Vec<Letter>,
}
