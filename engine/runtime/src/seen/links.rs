//! The cases that a case is tied to, as far as somebody may know of them.

use std::collections::BTreeMap;

use samspil_core::id::{CaseId, TenantId};

use crate::{By, CaseRead, Engine, Failure};

/// How many sub-cases, and how many paired cases, of one case are looked up: the newest; a case with more is read by programs.
const MAX_LINKS: usize = 200;

impl Engine {
    /// The case that this one belongs to, those that it is paired with, and its newest sub-cases, of those the ones that the asker may know of.
    ///
    /// # Errors
    /// What the store says.
    pub async fn linked(
        &self,
        tenant: TenantId,
        by: &By,
        case: &CaseRead,
    ) -> Result<BTreeMap<CaseId, CaseRead>, Failure> {
        let above = case.case.parent.as_ref().map(|parent| parent.case);
        let below = case.case.subcases.iter().rev().filter_map(|one| one.case);
        let paired = case.case.pairs.iter().rev().filter_map(|pair| pair.case);
        let linked: Vec<CaseId> = above
            .into_iter()
            .chain(paired.take(MAX_LINKS))
            .chain(below.take(MAX_LINKS))
            .collect();
        self.known(tenant, by, &linked).await
    }
}
