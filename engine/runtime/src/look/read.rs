//! A case as somebody reads it.

use std::sync::{Arc, PoisonError};

use samspil_core::case::Case;
use samspil_core::id::{CaseId, TenantId};
use samspil_store::StoredCase;
use tokio::sync::oneshot;

use super::Look;
use super::reader::{Queue, Wanted, Wish, start};
use crate::denied::Sought;
use crate::sealing::Body;
use crate::{By, CaseRead, Engine, Failure};

impl Engine {
    /// Reads a case for somebody, after the entry about it is on disk.
    ///
    /// # Errors
    /// [`Failure::NoCase`] also where the asker may not know of it.
    pub async fn read(
        &self,
        tenant: TenantId,
        by: &By,
        case: CaseId,
        look: &Look,
    ) -> Result<CaseRead, Failure> {
        let wanted = Wanted::Case(case);
        let read = self.wish(tenant, by, look.clone(), wanted).await?;
        read.ok_or(Failure::NoCase)
    }

    /// Reads a case for the engine's own work, of which nobody is shown anything.
    ///
    /// # Errors
    /// [`Failure::NoCase`] where there is none.
    pub async fn read_for_itself(&self, tenant: TenantId, case: CaseId) -> Result<CaseRead, Failure> {
        let read = self.store().load(tenant, &[case], &[]).await?;
        let stored = read.cases.into_iter().next().ok_or(Failure::NoCase)?;
        self.case_read(tenant, &stored).await
    }

    async fn case_read(&self, tenant: TenantId, stored: &StoredCase) -> Result<CaseRead, Failure> {
        let case: Case = self.shared().open(tenant, Body::of_case(stored)).await?;
        Ok(CaseRead {
            run: self
                .shared()
                .flow(tenant, &stored.flow, stored.flow_version)
                .await?,
            case: Arc::new(case),
            at: self.clock().now(),
        })
    }

    /// Sends a wish to the tenant's reader, and waits for the answer.
    pub(crate) async fn wish(
        &self,
        tenant: TenantId,
        by: &By,
        look: Look,
        wanted: Wanted,
    ) -> Result<Option<CaseRead>, Failure> {
        let rows = match &wanted {
            Wanted::Entry { found, .. } => found.unwrap_or(1),
            Wanted::Case(_) => 1,
        };
        self.shared().taking_out(tenant, (by, &look), rows).await?;
        let case = match &wanted {
            Wanted::Case(case) => Some(*case),
            Wanted::Entry { .. } => None,
        };
        let what = (look.object.word(), Some(look.way));
        let sought = case.map(|case| Sought::new(tenant, by, case, what));
        let (reply, answer) = oneshot::channel();
        let wish = Wish {
            by: by.clone(),
            look,
            wanted,
            reply,
        };
        self.reader(tenant)?.try_send(wish).map_err(|_| Failure::Busy)?;
        let answer = answer.await.map_err(|_| Failure::Stopping)?;
        match sought {
            Some(sought) => sought.answered(answer),
            None => answer,
        }
    }

    fn reader(&self, tenant: TenantId) -> Result<Queue, Failure> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked under the lock: whoever stops clears this afterwards, and one that began later would never end.
        if self.shared().stop.is_cancelled() {
            return Err(Failure::Stopping);
        }
        let begin = || {
            let (queue, task) = start(Arc::clone(self.shared()), tenant);
            self.tasks.spawn(task);
            queue
        };
        let queue = readers.entry(tenant).or_insert_with(begin);
        if queue.is_closed() {
            // It panicked. Those who waited for it were told to come back.
            tracing::warn!(%tenant, "a reader fell, and another takes its place");
            *queue = begin();
        }
        Ok(queue.clone())
    }
}
