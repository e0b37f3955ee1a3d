//! The journals of tenants' tunings: the newest is at hand, and is asked for anew every few seconds, for another node
//! may have laid an entry down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveTime, Utc};
use samspil_core::calendar::instant_of;
use samspil_core::flow::{Deed, Entry};
use samspil_core::id::TenantId;
use samspil_store::{Store, TuningEntry};

use crate::calendars::FRESH;
use crate::engine::Shared;
use crate::{Engine, Failure};

/// How many entries a journal may have: one every working day for twenty years.
pub(super) const MAX_ENTRIES: u32 = 5_000;

/// How many entries are shown.
pub const MAX_SHOWN_TUNINGS: u32 = 200;

/// How many journals are kept: one for each municipality, and then some.
const MAX_KEPT: usize = 200;

struct Kept {
    journal: Arc<Vec<Entry>>,
    asked_at: DateTime<Utc>,
}

/// The journal of every tenant that has been asked for.
#[derive(Default)]
pub(crate) struct Journals {
    kept: Mutex<BTreeMap<TenantId, Kept>>,
}

impl Journals {
    /// A tenant's journal, oldest first.
    pub(crate) async fn of(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        now: DateTime<Utc>,
    ) -> Result<Arc<Vec<Entry>>, Failure> {
        let known = self.kept(tenant, now);
        if let Some((journal, true)) = known {
            return Ok(journal);
        }
        let latest = store.tuning_number(tenant).await?;
        let same = |journal: &Arc<Vec<Entry>>| journal.last().map_or(0, |entry| entry.number) == latest;
        let journal = match known.map(|(journal, _)| journal).filter(same) {
            Some(journal) => journal,
            None if latest == 0 => Arc::default(),
            None => Arc::new(read(store, tenant).await?),
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.pop_first();
        }
        let one = Kept {
            journal: Arc::clone(&journal),
            asked_at: now,
        };
        kept.insert(tenant, one);
        Ok(journal)
    }

    /// What is kept, and whether it is fresh. A clock that was set back makes nothing stay fresh for longer.
    fn kept(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<(Arc<Vec<Entry>>, bool)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let one = kept.get(&tenant)?;
        let age = now - one.asked_at;
        let fresh = chrono::Duration::zero() <= age && age < FRESH;
        Some((Arc::clone(&one.journal), fresh))
    }

    /// Asks the store the next time.
    pub(crate) fn forget(&self, tenant: TenantId) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&tenant);
    }
}

async fn read(store: &dyn Store, tenant: TenantId) -> Result<Vec<Entry>, Failure> {
    let mut entries = store.tunings(tenant, MAX_ENTRIES).await?;
    entries.reverse();
    entries.into_iter().map(entry).collect()
}

pub(super) fn entry(stored: TuningEntry) -> Result<Entry, Failure> {
    let deed = serde_json::from_slice(&stored.deed).map_err(|error| Failure::Incident(error.to_string()))?;
    Ok(Entry {
        number: stored.number,
        deed,
        set_at: stored.set_at,
        by: stored.set_by,
        why: stored.why,
    })
}

/// When an entry takes effect: at once, or when its day comes.
fn takes_effect(entry: &Entry) -> DateTime<Utc> {
    match &entry.deed {
        Deed::Tuned(tuning) => instant_of(tuning.from.and_time(NaiveTime::MIN)).max(entry.set_at),
        Deed::TakenBack { .. } => entry.set_at,
    }
}

/// An entry and what has become of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TuningSet {
    /// The entry.
    pub entry: Entry,
    /// When it takes effect, or did.
    pub since: DateTime<Utc>,
    /// When every open case had been counted by it.
    pub counted_at: Option<DateTime<Utc>>,
    /// The entry that took it back.
    pub taken_back_by: Option<u32>,
}

impl Engine {
    /// A tenant's journal of tunings, newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tunings(&self, tenant: TenantId) -> Result<Vec<TuningSet>, Failure> {
        let stored = self.store().tunings(tenant, MAX_SHOWN_TUNINGS).await?;
        let mut back: BTreeMap<u32, u32> = BTreeMap::new();
        let mut all = Vec::new();
        for stored in stored {
            let counted_at = stored.counted_at;
            let entry = entry(stored)?;
            if let Deed::TakenBack { number, .. } = &entry.deed {
                back.insert(*number, entry.number);
            }
            all.push(TuningSet {
                since: takes_effect(&entry),
                counted_at,
                taken_back_by: back.get(&entry.number).copied(),
                entry,
            });
        }
        Ok(all)
    }
}

impl Shared {
    /// The entries that have taken effect and that not every open case is known to be counted by, with when they did.
    pub(crate) async fn uncounted(
        &self,
        tenant: TenantId,
        now: DateTime<Utc>,
    ) -> Result<Vec<(u32, DateTime<Utc>)>, Failure> {
        let mut waiting = Vec::new();
        for stored in self.store.tunings(tenant, MAX_SHOWN_TUNINGS).await? {
            if stored.counted_at.is_some() {
                continue;
            }
            let entry = entry(stored)?;
            let since = takes_effect(&entry);
            if since <= now {
                waiting.push((entry.number, since));
            }
        }
        Ok(waiting)
    }
}
