//! Relations between items.

use super::Expression;
use crate::calendar::{Length, Rhythm, Window};
use crate::id::{FieldPath, ItemId};

/// What must have been done first. An item that is out of play does not block (DCR condition).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum After {
    /// All of these.
    All(Vec<ItemId>),
    /// At least one of these.
    Any(Vec<ItemId>),
    /// At least this many of these.
    AtLeast(u32, Vec<ItemId>),
}

impl After {
    /// The items spoken of.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        match self {
            Self::All(items) | Self::Any(items) | Self::AtLeast(_, items) => items,
        }
    }
}

/// What a rhythm's intervals are counted from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountedFrom {
    /// The date in this field.
    Field(FieldPath),
    /// When the item was last done.
    Done(ItemId),
}

impl Repeat {
    /// Whether its rounds have times of their own: by a rhythm or a window.
    #[must_use]
    pub const fn is_planned(&self) -> bool {
        self.every.is_some() || self.window.is_some()
    }
}

/// What makes an item happen again; every time is a numbered round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Repeat {
    /// On a rhythm; each time it names is when the round is due.
    pub every: Option<Rhythm>,
    /// The first interval, where it differs from the others.
    pub first: Option<Length>,
    /// What intervals are counted from; otherwise the moment the item first may start.
    pub from: Option<CountedFrom>,
    /// At least so many in any so long.
    pub window: Option<Window>,
    /// How long before its time the round opens; otherwise it opens at its time.
    pub opens: Option<Length>,
    /// Each time one of these is done.
    pub each_time: Vec<ItemId>,
    /// Again as long as this holds when a round is done.
    pub again_while: Option<Expression>,
    /// No new round once this holds.
    pub until: Option<Expression>,
    /// As often as anyone wants.
    pub freely: bool,
    /// At least this many times, before the stage it lies in can end.
    pub at_least: Option<u32>,
    /// At most this many rounds.
    pub at_most: Option<u32>,
    /// At most this many rounds open or asked for at one time, where a cue asks for them.
    pub side_by_side: Option<u32>,
}
