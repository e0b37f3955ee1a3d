//! A house: what authority and provider of an area have agreed on together (A5.1 in `flows/lines.csv`). Its forums
//! are the meetings of the flow that it stands in.

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::flow::Place;
use crate::id::{FlowId, ItemId};
use crate::text::Text;

/// A way of working or a tool that both sides use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tool {
    /// What it is called.
    pub title: Text,
    /// The flow, where it is one.
    pub flow: Option<FlowId>,
    /// What it is for.
    pub about: Option<Text>,
}

/// How the two sides have agreed to behave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlayRule {
    /// What is agreed.
    pub says: Text,
    /// The tasks on which it matters, each by its flow.
    pub shown_on: Vec<(FlowId, ItemId)>,
}

/// A house.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct House {
    /// The area that it is for.
    pub area: Text,
    /// What both sides stand for.
    pub strategy: Text,
    /// Flows and tools.
    pub tools: Vec<Tool>,
    /// Rules of play, by name.
    pub rules: IndexMap<String, PlayRule>,
    /// The day on which the authority approved it.
    pub authority_approved: NaiveDate,
    /// The day on which the provider did.
    pub provider_approved: NaiveDate,
    /// Where it is declared.
    pub place: Place,
}
