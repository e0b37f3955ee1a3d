//! What is owed in a case: by whom, to whom, since when and by when.

use chrono::{DateTime, Utc};

use super::{ClockState, Eyes, View};
use crate::flow::Item;
use crate::id::{ItemId, PartyId};

/// Something that is owed and in play.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwedNow {
    /// What is owed.
    pub item: ItemId,
    /// Who owes it: whoever owns the item.
    pub debtor: Option<PartyId>,
    /// To whom; none where nobody's work made it owed.
    pub creditor: Option<PartyId>,
    /// The item that made it owed.
    pub by: Option<ItemId>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// By when, where a clock says so.
    pub due: Option<DateTime<Utc>>,
}

impl View<'_> {
    /// All that is owed and in play, by name.
    #[must_use]
    pub fn debts(&self) -> Vec<OwedNow> {
        let owed = self.case.owed().filter_map(|id| {
            let state = self.case.item(id);
            let item = self.run.item(self.case, id)?;
            Some(OwedNow {
                item: id.clone(),
                debtor: self.owner(&item).or_else(|| self.other_side(&item)),
                creditor: state.owed_to.clone(),
                by: state.owed_by.clone(),
                since: state.owed_since,
                due: self.soonest_clock(id).map(|clock| clock.due),
            })
        });
        owed.collect()
    }

    /// The party that stands for the other of two paired cases, where the item waits for what that owes.
    fn other_side(&self, item: &Item) -> Option<PartyId> {
        let pair = self.run.flow.pair.as_ref()?;
        let of_pair = pair.protocol.messages.contains_key(item.awaits()?);
        of_pair.then(|| pair.other.clone())
    }

    /// The same as these parties may see it: an item that they do not see owes nothing, nor makes anything owed.
    #[must_use]
    pub fn debts_seen(&self, parties: &Eyes) -> Vec<OwedNow> {
        let mut debts = self.debts();
        debts.retain(|debt| self.sees_named(parties, &debt.item));
        for debt in &mut debts {
            debt.by = debt.by.take().filter(|by| self.sees_named(parties, by));
        }
        debts
    }

    /// An item's own clock and those of what it owes.
    fn clocks_of(&self, item: &ItemId) -> impl Iterator<Item = &ClockState> {
        let own = self.case.clocks.get(item.as_str());
        let of_debts = self.run.debt_clocks.get(item).into_iter().flatten();
        let of_debts = of_debts.filter_map(|clock| self.case.clocks.get(clock));
        own.into_iter().chain(of_debts)
    }

    /// Of the clocks that count for an item, its own and those of what it owes, the one that is due first.
    #[must_use]
    pub fn soonest_clock(&self, item: &ItemId) -> Option<&ClockState> {
        let counting = self.clocks_of(item).filter(|clock| clock.counts());
        counting.min_by_key(|clock| clock.due)
    }

    /// How often the moment at which an item is due may have changed, and when it did last. The number only grows.
    #[must_use]
    pub(super) fn counted(&self, item: &ItemId) -> (u32, Option<DateTime<Utc>>) {
        let once = |clock: &ClockState| 1 + u32::from(clock.ended_at.is_some());
        let times = self
            .clocks_of(item)
            .map(|clock| clock.counted.saturating_add(once(clock)));
        let last = self
            .clocks_of(item)
            .filter_map(|clock| clock.counted_at.max(clock.ended_at));
        (times.fold(0, u32::saturating_add), last.max())
    }
}
