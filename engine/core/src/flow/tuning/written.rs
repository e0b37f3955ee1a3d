//! A tuning as somebody wrote it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{ClockId, FlowId, ItemId, UnitId};

/// What a clock of a flow counts by instead of what the flow says. What is left out stays as the flow has it; a newer
/// tuning of the same clock takes the place of the whole.
///
/// Lengths, moments and rhythms are texts as in a flow file, so that whatever is wrong with them is told in its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tuning {
    /// The flow.
    pub flow: FlowId,
    /// The clock; an item's own has the item's name.
    pub clock: ClockId,
    /// Only where this unit has the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// Only for clocks that start from then on; otherwise what already runs is counted anew as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_new: bool,
    /// Also for every other clock of the flow that has what is tuned from the same place: rungs of a named ladder, lengths of
    /// a decision table, the cap of a named pause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// How long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<String>,
    /// The length to aim for, where the limit is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The longest that the clock may stand still, by the item that it stands still for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pauses: BTreeMap<ItemId, String>,
    /// How long by a rule of the decision table that says it: by the rule's number, the first written is 1, or by
    /// `otherwise`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, String>,
    /// The longest that a person may put the end off in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    /// How often the item must come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowTuning>,
    /// Rungs by their number; the first written is 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rungs: BTreeMap<u16, RungTuning>,
    /// In what rhythm the item comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
}

/// What a rung does instead of what the flow says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungTuning {
    /// When: `5 working days before`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// To whom: `leader`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What a window asks for instead of what the flow says; what is left out stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowTuning {
    /// How many times: `4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// In any stretch of what length: `12 months`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_any: Option<String>,
    /// How far apart they may be: `5 months`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most_apart: Option<String>,
}

impl Tuning {
    /// A tuning of a clock from a day on that changes nothing yet.
    #[must_use]
    pub const fn of(flow: FlowId, clock: ClockId, from: NaiveDate) -> Self {
        Self {
            flow,
            clock,
            unit: None,
            from,
            only_new: false,
            shared: false,
            lasts: None,
            target: None,
            pauses: BTreeMap::new(),
            rules: BTreeMap::new(),
            extends: None,
            window: None,
            rungs: BTreeMap::new(),
            every: None,
        }
    }

    /// Whether it says nothing that the flow does not.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let rungs = self
            .rungs
            .values()
            .all(|rung| rung.at.is_none() && rung.to.is_none());
        self.lasts.is_none()
            && self.target.is_none()
            && self.pauses.is_empty()
            && self.rules.is_empty()
            && self.extends.is_none()
            && self
                .window
                .as_ref()
                .is_none_or(|window| *window == WindowTuning::default())
            && rungs
            && self.every.is_none()
    }
}

/// What an entry of the journal does. Kept under its word and not beside a tag, so that rungs keep their numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly every entry of the journal is a tuning"
)]
pub enum Deed {
    /// A clock is tuned.
    Tuned(Tuning),
    /// The tuning with this number no longer holds.
    TakenBack {
        /// Its flow.
        flow: FlowId,
        /// Its number.
        number: u32,
    },
}

impl Deed {
    /// The flow that it concerns.
    #[must_use]
    pub const fn flow(&self) -> &FlowId {
        match self {
            Self::Tuned(tuning) => &tuning.flow,
            Self::TakenBack { flow, .. } => flow,
        }
    }
}
