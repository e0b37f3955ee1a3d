//! Who may begin a case, and whom they may bind in person: nobody gives themselves or others sight of a citizen by beginning
//! one where they do not stand.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::case::{Binding, Refusal, Start, begun_by};
use samspil_core::flow::{Flow, Side};
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_store::{Member, Store};

use crate::{By, Failure};

/// Looked at where the case is decided, by the places of that moment. What the engine itself begins (a sub-case, the other
/// side of a pair) follows from a case that somebody began.
///
/// # Errors
/// A refusal that says why not and who can, or what the store says.
pub(crate) async fn may_begin(
    store: &dyn Store,
    (tenant, day): (TenantId, NaiveDate),
    by: &By,
    flow: &Flow,
    begin: &Start,
) -> Result<(), Failure> {
    let (person, members): (PersonId, &[Member]) = match by {
        By::Engine | By::Outside => return Ok(()),
        By::Person { person, members, .. } => (*person, members),
        By::Linked { person, .. } => (*person, &[]),
    };
    let Some(side) = begun_by(flow) else {
        return Ok(());
    };
    let ground = Ground { store, tenant, flow };
    let filling = |unit: UnitId| {
        begin.parties.iter().any(|(party, to)| {
            let party = flow.parties.get(party);
            party.is_some_and(|party| party.side == side) && to.iter().any(|one| one.unit == Some(unit))
        })
    };
    // Whoever acts as a party of the side begins cases also for other units of it.
    if !ground.acts(members, side) && !ground.stands(members, side, filling).await? {
        return Err(Refusal::begun_elsewhere(flow, side).into());
    }
    for (party, to) in &begin.parties {
        let Some(party) = flow
            .parties
            .get(party)
            .filter(|party| party.side == Side::Authority)
        else {
            continue;
        };
        for (bound, binding) in to.iter().filter_map(|one| Some((one.person?, one))) {
            let read;
            let theirs: &[Member] = if bound == person {
                members
            } else {
                read = store.members(tenant, bound, day).await?;
                &read
            };
            if !ground.stands_there(theirs, binding).await? {
                return Err(Refusal::stands_nowhere(party).into());
            }
        }
    }
    Ok(())
}

struct Ground<'a> {
    store: &'a dyn Store,
    tenant: TenantId,
    flow: &'a Flow,
}

impl Ground<'_> {
    /// Whether one of these places acts as a party of this side.
    fn acts(&self, members: &[Member], side: Side) -> bool {
        let of_side = |role: &String| {
            let party = self.flow.parties.get(role.as_str());
            party.is_some_and(|party| party.side == side)
        };
        members.iter().any(|member| member.acts_as.iter().any(of_side))
    }

    /// Whether one of these places is in a unit of this side that is meant.
    async fn stands(
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
