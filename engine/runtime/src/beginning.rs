//! Who may begin a case: nobody gives themselves or others sight of a citizen by beginning one where they do not stand.

use chrono::NaiveDate;
use samspil_core::case::{Binding, Refusal, Start, begun_by};
use samspil_core::flow::Flow;
use samspil_core::id::{PartyId, TenantId, UnitId};
use samspil_store::{Member, Store};

use crate::places::Places;
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
    let members: &[Member] = match by {
        By::Engine | By::Outside => return Ok(()),
        By::Person { members, .. } => members,
        By::Linked { .. } => &[],
    };
    let Some(side) = begun_by(flow) else {
        return Ok(());
    };
    let places = Places { store, tenant, flow };
    let filling = |unit: UnitId| {
        begin.parties.iter().any(|(party, to)| {
            let party = flow.parties.get(party);
            party.is_some_and(|party| party.side == side) && to.iter().any(|one| one.unit == Some(unit))
        })
    };
    // Whoever acts as a party of the side begins cases also for other units of it.
    if !places.acts(members, side) && !places.stands(members, side, filling).await? {
        return Err(Refusal::begun_elsewhere(flow, side).into());
    }
    let bound = begin
        .parties
        .iter()
        .flat_map(|(party, to)| to.iter().map(move |one| (party, one)));
    let bound: Vec<(&PartyId, &Binding)> = bound.collect();
    places.must_stand(&bound, day).await
}
