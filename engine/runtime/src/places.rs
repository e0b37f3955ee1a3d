//! Where people stand who are bound in person: nobody gives themselves or others sight of a citizen by being bound as the
//! authority where they have no place.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::case::{Binding, Refusal};
use samspil_core::flow::{Flow, Side};
use samspil_core::id::{PartyId, TenantId, UnitId};
use samspil_store::{Member, Store};

use crate::Failure;

/// The places of a municipality's people, read by the parties of a flow.
pub(crate) struct Places<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) tenant: TenantId,
    pub(crate) flow: &'a Flow,
}

impl Places<'_> {
    /// Whoever is bound in person to a party of the authority stands with it that day, and at the unit of the binding where
    /// it names one.
    ///
    /// # Errors
    /// A refusal that says where they must, or what the store says.
    pub(crate) async fn must_stand(
        &self,
        bound: &[(&PartyId, &Binding)],
        day: NaiveDate,
    ) -> Result<(), Failure> {
        for (party, binding) in bound {
            let party = self.flow.parties.get(*party);
            let Some((party, person)) = party
                .filter(|party| party.side == Side::Authority)
                .zip(binding.person)
            else {
                continue;
            };
            let theirs = self.store.members(self.tenant, person, day).await?;
            if !self.stands_there(&theirs, binding).await? {
                return Err(Refusal::stands_nowhere(party).into());
            }
        }
        Ok(())
    }

    /// Whether one of these places acts as a party of this side.
    pub(crate) fn acts(&self, members: &[Member], side: Side) -> bool {
        let of_side = |role: &String| {
            let party = self.flow.parties.get(role.as_str());
            party.is_some_and(|party| party.side == side)
        };
        members.iter().any(|member| member.acts_as.iter().any(of_side))
    }

    /// Whether one of these places is in a unit of this side that is meant.
    pub(crate) async fn stands(
        &self,
        members: &[Member],
        side: Side,
        is_meant: impl Fn(UnitId) -> bool,
    ) -> Result<bool, Failure> {
        let own: BTreeSet<UnitId> = members.iter().map(|member| member.unit).collect();
        let meant: BTreeSet<UnitId> = own.into_iter().filter(|unit| is_meant(*unit)).collect();
        if meant.is_empty() {
            return Ok(false);
        }
        let units = self.store.units(self.tenant).await?;
        Ok(units
            .iter()
            .any(|unit| unit.side == side && meant.contains(&unit.id)))
    }

    /// Whether somebody with these places stands with the authority, and at the unit of the binding where it names one.
    async fn stands_there(&self, members: &[Member], binding: &Binding) -> Result<bool, Failure> {
        let is_there = |unit: UnitId| binding.unit.is_none_or(|of| of == unit);
        let there = members.iter().filter(|member| is_there(member.unit));
        let there: Vec<Member> = there.cloned().collect();
        Ok(self.acts(&there, Side::Authority) || self.stands(&there, Side::Authority, |_| true).await?)
    }
}
