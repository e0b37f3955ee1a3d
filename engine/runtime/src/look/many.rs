//! Several cases of one citizen that somebody looks at at once: an entry for each that they see, in one transaction.

use std::collections::BTreeMap;

use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::NewAccess;

use super::Look;
use super::reader::{About, MAX_ROUNDS, Now, all_seen, entry, not_logged};
use crate::engine::Shared;
use crate::sealing::citizens_of;
use crate::{By, CaseRead, Failure};

/// A case of a citizen, and whether whoever asks sees it.
#[derive(Debug)]
pub(crate) struct OfCitizen {
    pub(crate) read: CaseRead,
    /// They see it, and that they looked is on disk. Of the others nothing is told but what the engine works out of them.
    pub(crate) seen: bool,
}

impl Shared {
    /// Those of these cases that are about the citizen, after the entries about those that the asker sees are on disk.
    /// What changes while it is read is read again. One that cannot be read is left out, and the others are not.
    pub(crate) async fn cases_of_citizen(
        &self,
        tenant: TenantId,
        (by, look): (&By, &Look),
        citizen: PersonId,
        cases: &[CaseId],
    ) -> Result<Vec<OfCitizen>, Failure> {
        let at = self.clock.now();
        let names = self.unit_names.of(self.store.as_ref(), tenant, at).await?;
        let now: Now<'_> = (at, &names);
        let mut given = BTreeMap::new();
        let mut wanted = cases.to_vec();
        for _ in 0..MAX_ROUNDS {
            let found = self.store.load(tenant, &wanted, &[]).await?.cases;
            let versions: BTreeMap<CaseId, u64> =
                found.iter().map(|stored| (stored.case, stored.version)).collect();
            let mut entries = Vec::new();
            for (case, seen) in all_seen(self, tenant, found, at).await {
                let read = match seen {
                    Ok(seen) => seen.read,
                    Err(failure) => {
                        tracing::error!(%tenant, %case, %failure, "a case that cannot be read");
                        continue;
                    }
                };
                if !citizens_of(&read.run, &read.case.parties).any(|one| one == citizen) {
                    continue;
                }
                let seen = sees(by, &read, citizen);
                if seen {
                    entries.push(looked((by, look), &read, citizen, now)?);
                }
                given.insert(case, OfCitizen { read, seen });
            }
            let logged: Vec<(CaseId, u64)> = entries
                .iter()
                .filter_map(|entry| Some((entry.case?, *versions.get(&entry.case?)?)))
                .collect();
            self.taking_out(tenant, (by, look), entries.len()).await?;
            let changed = match self.store.log(tenant, &logged, entries).await {
                Ok(changed) => changed,
                Err(error) => return Err(not_logged(&error)),
            };
            wanted = changed.into_iter().collect();
            for case in &wanted {
                given.remove(case);
            }
            if wanted.is_empty() {
                return Ok(given.into_values().collect());
            }
        }
        Err(Failure::Busy)
    }
}

/// Whether somebody sees the case for their part in it, and may know that it is about the citizen: what they opened with
/// a reason they read by its number alone.
fn sees(by: &By, read: &CaseRead, citizen: PersonId) -> bool {
    let view = read.view();
    let eyes = by.eyes(&view);
    let knows = !eyes.is_looking_in() && !view.hides_person(&eyes, citizen);
    by.is_near(&read.case) && by.may_see(&view) && knows
}

fn looked(who: (&By, &Look), read: &CaseRead, citizen: PersonId, now: Now<'_>) -> Result<NewAccess, Failure> {
    let eyes = who.0.eyes(&read.view());
    let about = About {
        case: Some(read.case.id),
        citizen: Some(citizen),
        parties: eyes.parties().iter().map(ToString::to_string).collect(),
        in_stead_of: who.0.in_stead(&read.view()),
        ..About::default()
    };
    entry(who, about, now)
}
