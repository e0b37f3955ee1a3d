//! Phases: what time it is in a case, for who sees it when.

use crate::calendar::Length;
use crate::flow::Place;
use crate::id::{ItemId, PhaseId};
use crate::text::Text;

/// What a phase begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PhaseStart {
    /// The case.
    Case,
    /// That an item is done or left out.
    Item(ItemId),
}

/// A phase of a case. A case is in the phase that began last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    /// Its name in the flow file.
    pub id: PhaseId,
    /// What people call it.
    pub title: Text,
    /// What it begins with.
    pub from: PhaseStart,
    /// Where it is declared.
    pub place: Place,
}

/// When a party sees the case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SeesIn {
    /// The phases; always where none is named.
    pub phases: Vec<PhaseId>,
    /// How much longer than that, in days, weeks, months or years.
    pub and_after: Option<Length>,
}
