//! Debts: on what terms something is owed.

use crate::id::{ClockId, ItemId, PartyId};

/// On what terms doing one item makes another owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Debt {
    /// What is owed; whoever owns it is the debtor.
    pub item: ItemId,
    /// To whom; otherwise to whoever owns the item that made it owed.
    pub to: Option<PartyId>,
    /// The clock that says by when.
    pub clock: Option<ClockId>,
}
