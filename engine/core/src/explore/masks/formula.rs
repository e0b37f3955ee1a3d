//! Guards over items as operations on masks.

use super::marks::Marks;
use crate::flow::Flow;
use crate::guard::{Formula, Guard};
use crate::id::ItemId;

/// A guard over items, each named by its bit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Bits {
    Always(bool),
    Done(u64),
    Owed(u64),
    Open(u64),
    Not(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
}

impl Bits {
    /// None where the guard asks of anything but items.
    pub(super) fn of(flow: &Flow, guard: &Guard) -> Option<Self> {
        Self::from(flow, &guard.formula()?)
    }

    fn from(flow: &Flow, formula: &Formula) -> Option<Self> {
        let bit = |item: &ItemId| super::compile::bit(flow, item);
        let many = |parts: &[Formula]| {
            parts
                .iter()
                .map(|part| Self::from(flow, part))
                .collect::<Option<_>>()
        };
        Some(match formula {
            Formula::Always(truth) => Self::Always(*truth),
            Formula::Done(item) => Self::Done(bit(item)?),
            Formula::Owed(item) => Self::Owed(bit(item)?),
            Formula::Open(item) => Self::Open(bit(item)?),
            Formula::Not(one) => Self::Not(Box::new(Self::from(flow, one)?)),
            Formula::And(parts) => Self::And(many(parts)?),
            Formula::Or(parts) => Self::Or(many(parts)?),
        })
    }

    pub(super) fn holds(&self, marks: &Marks) -> bool {
        match self {
            Self::Always(truth) => *truth,
            Self::Done(bit) => marks.ever & bit != 0,
            Self::Owed(bit) => marks.owed & !marks.out & bit != 0,
            Self::Open(bit) => marks.active & bit != 0,
            Self::Not(one) => !one.holds(marks),
            Self::And(parts) => parts.iter().all(|part| part.holds(marks)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(marks)),
        }
    }

    /// The items that it asks of.
    pub(super) fn reads(&self) -> u64 {
        match self {
            Self::Always(_) => 0,
            Self::Done(bit) | Self::Owed(bit) | Self::Open(bit) => *bit,
            Self::Not(one) => one.reads(),
            Self::And(parts) | Self::Or(parts) => parts.iter().fold(0, |all, part| all | part.reads()),
        }
    }
}
