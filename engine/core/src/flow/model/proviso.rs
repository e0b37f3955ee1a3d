//! Relations that hold only on terms.

use super::Expression;
use crate::calendar::Length;
use crate::id::ItemId;

/// What one item has to do with another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Relation {
    /// It comes after the other.
    After,
    /// It may not start or be done while the other is owed.
    NotWhileOwed,
    /// Doing it makes the other owed.
    Owes,
    /// Doing it takes the other out of play.
    Removes,
    /// Doing it brings the other back.
    BringsBack,
}

/// On what terms an item has something to do with another. Without one, a relation always holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proviso {
    /// The relation.
    pub relation: Relation,
    /// The other item.
    pub item: ItemId,
    /// The relation counts only where this holds (a guarded relation of DCR).
    pub when: Option<Expression>,
    /// What comes after the other item comes no sooner than this after it was done, at the same time of day (DCR's
    /// delay).
    pub not_before: Option<Length>,
}
