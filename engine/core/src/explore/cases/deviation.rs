//! How people leave the flow's way, where a flow has something listen for that.

use serde_json::Value as Json;

use crate::case::{Asked, ItemState, Status};
use crate::flow::{Flow, ItemKind, Turning};
use crate::id::ItemId;

/// A way to leave the flow's way with an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::explore) enum Deviation {
    Cancel,
    Fail,
    Redo,
    TakeOut,
    BringBack,
    Rest,
    GoOn,
    Add,
    EndUndone,
}

impl Deviation {
    const ALL: [Self; 9] = [
        Self::Cancel,
        Self::Fail,
        Self::Redo,
        Self::TakeOut,
        Self::BringBack,
        Self::Rest,
        Self::GoOn,
        Self::Add,
        Self::EndUndone,
    ];

    pub(super) const fn number(self) -> u16 {
        self as u16
    }

    pub(super) fn numbered(number: u16) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.number() == number);
        found.unwrap_or(Self::Cancel)
    }

    /// What it means to those who listen; what can be undone is undone where either is listened for.
    const fn turnings(self) -> &'static [Turning] {
        match self {
            Self::Cancel => &[Turning::CalledOff, Turning::Ended],
            Self::Fail => &[Turning::Failed],
            Self::Redo => &[Turning::Redone],
            Self::TakeOut | Self::BringBack => &[Turning::TakenOut, Turning::BroughtBack],
            Self::Rest | Self::GoOn => &[Turning::Rested, Turning::WentOn],
            Self::Add | Self::EndUndone => &[],
        }
    }

    /// The ways with an item for which something of the flow listens, or without which it never comes.
    pub(super) fn that_matter(flow: &Flow, item: &ItemId) -> Vec<Self> {
        let lies_ready = flow.piece(item).is_some();
        let found = flow.items.get(item);
        let is_case = found.is_some_and(|item| matches!(item.kind, ItemKind::Subcase(_)));
        let matters = |one: &Self| match one {
            Self::Add => lies_ready,
            Self::EndUndone => is_case,
            _ => flow.listens_for(one.turnings(), item),
        };
        Self::ALL.into_iter().filter(matters).collect()
    }

    /// Whether it can be tried where an item stands so.
    pub(super) const fn is_possible(self, state: &ItemState) -> bool {
        match self {
            Self::Cancel => matches!(state.status, Status::Active | Status::Possible),
            Self::Fail => matches!(state.status, Status::Active),
            Self::Redo => state.status.has_ended(),
            Self::TakeOut => !state.out_of_play && matches!(state.status, Status::Waiting | Status::Possible),
            Self::BringBack => state.out_of_play,
            Self::Rest => matches!(state.status, Status::Active) && !state.resting,
            Self::GoOn => state.resting,
            // A round that nobody has begun may as well be added later.
            Self::Add => state.added == 0,
            Self::EndUndone => matches!(state.status, Status::Active) && !state.resting,
        }
    }

    /// What is asked of a case then.
    pub(super) fn asked(self, item: ItemId) -> Asked {
        let reason = "explore".to_owned();
        match self {
            Self::Cancel => Asked::Cancel { item, reason },
            Self::Fail => Asked::Fail { item, reason },
            Self::Redo => Asked::Redo { item, reason },
            Self::TakeOut => Asked::TakeOut { item },
            Self::BringBack => Asked::BringBack { item },
            Self::Rest => Asked::Rest { item, reason },
            Self::GoOn => Asked::GoOn { item },
            Self::Add => Asked::AddPiece { item, reason },
            Self::EndUndone => Asked::SubcaseEnded {
                item,
                round: None,
                case: None,
                done: false,
                reason: Some(reason),
                data: Json::Null,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_known_again_by_its_number() {
        for one in Deviation::ALL {
            assert_eq!(Deviation::numbered(one.number()), one);
        }
    }
}
