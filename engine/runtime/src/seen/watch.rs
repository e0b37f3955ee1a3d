//! News of changes for those who watch: each change is looked up once, and each watcher hears of the cases that they
//! may know of.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::Binding;
use samspil_core::id::{CaseId, PartyId, TenantId};
use samspil_store::{Change, StoreError};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::CaseList;
use crate::engine::{Engine, Shared};
use crate::look::{Criterion, Look};
use crate::{By, Failure};

/// News that waits for a slow watcher, at most; one that is further behind is told to read anew.
const MAX_BEHIND: usize = 1_024;

/// How many changes that a watcher missed are told one by one; past this they are told to read anew.
const MAX_MISSED: usize = 500;

/// A change, with whom its case's parties are bound to.
#[derive(Clone, Debug)]
enum News {
    Changed(Arc<Looked>),
    Lost,
}

#[derive(Debug)]
struct Looked {
    change: Change,
    parties: BTreeMap<PartyId, Vec<Binding>>,
}

/// Where watchers listen.
#[derive(Debug)]
pub(crate) struct Watchers(broadcast::Sender<News>);

impl Default for Watchers {
    fn default() -> Self {
        Self(broadcast::Sender::new(MAX_BEHIND))
    }
}

/// What a watcher hears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heard {
    /// A case changed.
    Case {
        /// The case.
        case: CaseId,
        /// How many events it has had.
        version: u64,
    },
    /// Something was missed: read anew what is shown.
    Lost,
}

/// Someone who watches.
pub struct Watch {
    shared: Arc<Shared>,
    news: broadcast::Receiver<News>,
    tenant: TenantId,
    by: By,
    stop: CancellationToken,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("by", &self.by)
            .finish_non_exhaustive()
    }
}

impl Watch {
    /// The next that the watcher may know of; none when the engine stops.
    pub async fn next(&mut self) -> Option<Heard> {
        loop {
            let heard = tokio::select! {
                () = self.stop.cancelled() => return None,
                heard = self.news.recv() => heard,
            };
            match heard {
                Ok(News::Changed(looked)) => {
                    let Change {
                        tenant,
                        case,
                        version,
                    } = looked.change;
                    if tenant == self.tenant && self.concerns(case, &looked.parties).await {
                        return Some(Heard::Case { case, version });
                    }
                }
                Ok(News::Lost) | Err(RecvError::Lagged(_)) => return Some(Heard::Lost),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Whether a case is one of the watcher's. Where it can be so in somebody's stead alone, the case itself is asked: bindings do
    /// not tell what is work and what is that person's own affair.
    async fn concerns(&self, case: CaseId, parties: &BTreeMap<PartyId, Vec<Binding>>) -> bool {
        if !self.by.is_bound(parties) {
            return false;
        }
        if self.by.is_bound_themselves(parties) {
            return true;
        }
        // Apart, so that whoever waits holds no room for the question.
        let cases = [case];
        match Box::pin(self.shared.known(self.tenant, &self.by, &cases)).await {
            Ok(known) => known.contains_key(&case),
            Err(error) => {
                tracing::warn!(%error, "whether a change is a deputy's could not be looked up");
                false
            }
        }
    }
}

/// Looks up what changes until the engine stops. Where nobody watches, nothing is looked up.
pub(crate) async fn run(shared: Arc<Shared>) {
    let mut changes = shared.store.changes();
    // Begun anew after a fall: what changed meanwhile was told to nobody. Fails where nobody watches.
    let _ = shared.watchers.0.send(News::Lost);
    loop {
        let heard = tokio::select! {
            () = shared.stop.cancelled() => return,
            heard = changes.recv() => heard,
        };
        let news = match heard {
            Err(RecvError::Closed) => return,
            _ if shared.watchers.0.receiver_count() == 0 => continue,
            Err(RecvError::Lagged(_)) => News::Lost,
            Ok(change) => match parties(&shared, change).await {
                Ok(parties) => News::Changed(Arc::new(Looked { change, parties })),
                Err(error) => {
                    tracing::warn!(%error, "a change could not be looked up");
                    News::Lost
                }
            },
        };
        // Fails where the last watcher has just gone, which is no fault.
        let _ = shared.watchers.0.send(news);
    }
}

async fn parties(shared: &Shared, change: Change) -> Result<BTreeMap<PartyId, Vec<Binding>>, StoreError> {
    let mut parties: BTreeMap<PartyId, Vec<Binding>> = BTreeMap::new();
    for row in shared.store.parties(change.tenant, change.case).await? {
        let party = PartyId::new(&row.party).map_err(|_| StoreError::Corrupt(row.party.clone()))?;
        parties
            .entry(party)
            .or_default()
            .push(Binding::to(row.unit, row.person));
    }
    Ok(parties)
}

/// Cases that changed while nobody listened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missed {
    /// These, oldest change first, each with its version.
    These(Vec<(CaseId, u64)>),
    /// Too many to tell one by one: read anew what is shown.
    TooMany,
}

impl Engine {
    /// Hears of changes from now on, after it is logged.
    ///
    /// # Errors
    /// Where it could not be logged.
    pub async fn watch(&self, tenant: TenantId, by: By, look: &Look) -> Result<Watch, Failure> {
        let news = self.shared().watchers.0.subscribe();
        self.log(tenant, &by, look, (Criterion::new(), None), None)
            .await?;
        Ok(Watch {
            shared: Arc::clone(self.shared()),
            news,
            tenant,
            by,
            stop: self.shared().stop.clone(),
        })
    }

    /// The cases that a watcher may know of and that have changed since a moment.
    ///
    /// # Errors
    /// What the store says.
    pub async fn missed(&self, watch: &Watch, since: DateTime<Utc>) -> Result<Missed, Failure> {
        let mut list = CaseList {
            limit: super::MAX_PAGE,
            ..CaseList::default()
        };
        let mut found = Vec::new();
        while found.len() <= MAX_MISSED {
            let page = self.cases_found(watch.tenant, &watch.by, &list).await?;
            let count = page.rows.len();
            let newer = page.rows.into_iter().take_while(|row| row.changed_at > since);
            let before = found.len();
            found.extend(newer.map(|row| (row.case, row.version)));
            list.after = page.next;
            if list.after.is_none() || found.len() - before < count {
                found.reverse();
                return Ok(Missed::These(found));
            }
        }
        Ok(Missed::TooMany)
    }
}
