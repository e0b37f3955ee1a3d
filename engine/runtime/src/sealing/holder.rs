//! Under whose key a case is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use samspil_core::case::{Binding, Case, Runnable};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PartyId, PersonId, TenantId};
use uuid::Uuid;

use super::{Held, Seal};
use crate::Failure;
use crate::engine::Shared;

/// The people who are the citizen of a case: whoever its parties on the citizen's side are bound to, in the flow's order.
pub(crate) fn citizens_of<'a>(
    run: &'a Runnable,
    parties: &'a BTreeMap<PartyId, Vec<Binding>>,
) -> impl Iterator<Item = PersonId> + 'a {
    let theirs = run.flow.parties.values();
    let theirs = theirs.filter(|party| party.side == Side::Citizen);
    theirs
        .filter_map(|party| parties.get(&party.id))
        .flatten()
        .filter_map(|binding| binding.person)
}

/// Who may hold the key of a case: its citizens, before itself.
pub(crate) fn may_hold(run: &Runnable, case: CaseId, parties: &BTreeMap<PartyId, Vec<Binding>>) -> Vec<Uuid> {
    let citizens = citizens_of(run, parties).map(|person| person.0);
    citizens.chain([case.0]).collect()
}

/// A case that begins: its flow, its id, and who is bound in it.
pub(crate) type Beginning = (Arc<Runnable>, CaseId, BTreeMap<PartyId, Vec<Binding>>);

impl Shared {
    /// What the case is sealed with, where its flow has something sensitive.
    pub(crate) async fn seal_of(
        &self,
        tenant: TenantId,
        run: &Runnable,
        case: &Case,
    ) -> Result<Seal, Failure> {
        if run.sensitive.is_empty() || !self.vault.has_keys() {
            return Ok(Seal::Nothing);
        }
        let holders = may_hold(run, case.id, &case.parties);
        let asked: BTreeSet<Uuid> = holders.iter().copied().collect();
        // Mostly it is the first, which is known from when the case was opened.
        let first: BTreeSet<Uuid> = holders.iter().take(1).copied().collect();
        let mut found = self.keys.of(self.key_place(), tenant, &first).await?;
        if found.is_empty() {
            found = self.keys.of(self.key_place(), tenant, &asked).await?;
        }
        if !holders.iter().any(|holder| found.contains_key(holder)) {
            let own = BTreeSet::from([case.id.0]);
            found = self.keys.of_all(self.key_place(), tenant, &own).await?;
        }
        let mut held = holders
            .into_iter()
            .filter_map(|holder| Some((holder, found.remove(&holder)?)));
        Ok(match held.next() {
            Some((holder, Held::Key(key))) => Seal::Key(holder, key),
            Some((_, Held::Destroyed)) => Seal::Destroyed,
            Some((_, Held::Closed(error))) => return Err(error.into()),
            None => Seal::Nothing,
        })
    }

    /// Makes the keys of cases that are about to begin, all at once: each by itself would be a transaction.
    pub(crate) async fn make_keys(&self, tenant: TenantId, beginning: &[Beginning]) -> Result<(), Failure> {
        let sensitive = beginning.iter().filter(|(run, ..)| !run.sensitive.is_empty());
        let holders: Vec<Vec<Uuid>> = sensitive
            .map(|(run, case, parties)| may_hold(run, *case, parties))
            .collect();
        if holders.is_empty() || !self.vault.has_keys() {
            return Ok(());
        }
        let asked: BTreeSet<Uuid> = holders.iter().flatten().copied().collect();
        let found = self.keys.of(self.key_place(), tenant, &asked).await?;
        let without: BTreeSet<Uuid> = holders
            .iter()
            .filter(|holders| !holders.iter().any(|holder| found.contains_key(holder)))
            .filter_map(|holders| holders.last().copied())
            .collect();
        if !without.is_empty() {
            self.keys.of_all(self.key_place(), tenant, &without).await?;
        }
        Ok(())
    }
}
