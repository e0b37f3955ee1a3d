//! Who answers for a clock, and what each may do about it.

use super::{ClockState, View};
use crate::flow::{Clock, Side};
use crate::id::PartyId;

impl View<'_> {
    /// The parties that own what the clock concerns.
    #[must_use]
    pub fn owners_of_clock(&self, clock: &Clock) -> Vec<PartyId> {
        let items = self.run.concerns(clock);
        let owners = items
            .iter()
            .filter_map(|item| self.owner(&*self.run.item(self.case, item)?));
        let mut found: Vec<PartyId> = Vec::new();
        for owner in owners {
            if !found.contains(&owner) {
                found.push(owner);
            }
        }
        found
    }

    /// Whether one of these parties answers for the clock: an owner of what it concerns, or a leader; the authority,
    /// where it concerns nobody's work.
    #[must_use]
    pub fn answers_for(&self, parties: &[PartyId], clock: &Clock) -> bool {
        let flow = &self.run.flow;
        let owners = self.owners_of_clock(clock);
        if owners.is_empty() {
            let authority = |party: &PartyId| {
                let party = flow.parties.get(party);
                party.is_some_and(|party| party.side == Side::Authority)
            };
            return parties.iter().any(authority);
        }
        owners.iter().any(|owner| {
            let leader = flow.leader_of(owner).map(|leader| &leader.id);
            parties.contains(owner) || leader.is_some_and(|leader| parties.contains(leader))
        })
    }

    /// Whether one of these parties may put the clock's end off now.
    #[must_use]
    pub fn may_extend(&self, parties: &[PartyId], clock: &Clock) -> bool {
        let state = self.case.clocks.get(&clock.id);
        let runs = state.is_some_and(|state| state.counts() && state.breached_at.is_none());
        runs && self.case.is_open() && clock.extends.is_some() && self.answers_for(parties, clock)
    }

    /// Whether one of these parties may have it known that they are on it.
    #[must_use]
    pub fn may_acknowledge(&self, parties: &[PartyId], clock: &Clock) -> bool {
        let Some(state) = self.case.clocks.get(&clock.id).filter(|state| state.counts()) else {
            return false;
        };
        let spoken_to = |state: &ClockState| {
            let mut open = state.unanswered();
            open.any(|(_, rung)| rung.to.iter().any(|party| parties.contains(party)))
        };
        let open = state.unanswered().next().is_some();
        self.case.is_open() && open && (spoken_to(state) || self.answers_for(parties, clock))
    }
}
