//! Rows in order, a page at a time; the next page is on its way while one is gone through.

use std::collections::VecDeque;
use std::sync::Arc;

use samspil_core::id::{CaseId, TenantId};
use samspil_store::{Store, StoreError, StoredCase, StoredEvent};
use tokio::task::JoinHandle;

use super::PAGE;

type Events = Vec<(CaseId, StoredEvent)>;

/// The events of all of a tenant's cases.
pub(super) struct EventPages {
    store: Arc<dyn Store>,
    tenant: TenantId,
    next: Option<JoinHandle<Result<Events, StoreError>>>,
    here: VecDeque<(CaseId, StoredEvent)>,
}

impl EventPages {
    pub(super) fn new(store: &Arc<dyn Store>, tenant: TenantId) -> Self {
        let mut pages = Self {
            store: Arc::clone(store),
            tenant,
            next: None,
            here: VecDeque::new(),
        };
        pages.fetch(None);
        pages
    }

    fn fetch(&mut self, after: Option<(CaseId, u64)>) {
        let (store, tenant) = (Arc::clone(&self.store), self.tenant);
        self.next = Some(tokio::spawn(async move {
            store.all_events(tenant, after, PAGE).await
        }));
    }

    /// Sees to it that the next event is here, where there is one.
    async fn fill(&mut self) -> Result<(), StoreError> {
        if !self.here.is_empty() {
            return Ok(());
        }
        let Some(coming) = self.next.take() else {
            return Ok(());
        };
        let page = coming
            .await
            .map_err(|error| StoreError::Database(error.to_string()))??;
        if let Some((case, last)) = page.last() {
            self.fetch(Some((*case, last.number)));
        }
        self.here = page.into();
        Ok(())
    }

    /// The case of the next event.
    pub(super) async fn peek(&mut self) -> Result<Option<CaseId>, StoreError> {
        self.fill().await?;
        Ok(self.here.front().map(|(case, _)| *case))
    }

    /// The next event, where it is of this case.
    pub(super) async fn next_of(&mut self, case: CaseId) -> Result<Option<StoredEvent>, StoreError> {
        self.fill().await?;
        let own = self.here.front().is_some_and(|(of, _)| *of == case);
        Ok(if own {
            self.here.pop_front().map(|(_, event)| event)
        } else {
            None
        })
    }
}

/// What all of a tenant's cases are at.
pub(super) struct CasePages {
    store: Arc<dyn Store>,
    tenant: TenantId,
    snapshots: bool,
    after: Option<CaseId>,
    over: bool,
    here: VecDeque<StoredCase>,
}

impl CasePages {
    pub(super) fn new(store: &Arc<dyn Store>, tenant: TenantId, snapshots: bool) -> Self {
        Self {
            store: Arc::clone(store),
            tenant,
            snapshots,
            after: None,
            over: false,
            here: VecDeque::new(),
        }
    }

    async fn fill(&mut self) -> Result<(), StoreError> {
        if self.here.is_empty() && !self.over {
            // A snapshot is as long as all events of a case together, so of those fewer are held.
            let limit = if self.snapshots { PAGE / 16 } else { PAGE };
            let page = self
                .store
                .case_ends(self.tenant, self.after, self.snapshots, limit)
                .await?;
            self.over = page.is_empty();
            self.after = page.last().map(|case| case.case).or(self.after);
            self.here = page.into();
        }
        Ok(())
    }

    /// The next case.
    pub(super) async fn peek(&mut self) -> Result<Option<CaseId>, StoreError> {
        self.fill().await?;
        Ok(self.here.front().map(|case| case.case))
    }

    /// Takes the next case.
    pub(super) fn take(&mut self) -> Option<StoredCase> {
        self.here.pop_front()
    }
}
