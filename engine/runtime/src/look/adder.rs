//! Adds the entries of several readings in one transaction: what comes while one is on its way to the disk goes together
//! with the next, so that many who look wait for few flushes.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use samspil_core::id::{CaseId, TenantId};
use samspil_store::{NewAccess, StoreError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::engine::Shared;

/// How many readings one transaction takes at most. No more are under way at once than a reader has places for.
const MAX_TOGETHER: usize = 8;

/// The entries of one reading, and the cases as it saw them.
pub(super) struct Entries {
    pub(super) seen: Vec<(CaseId, u64)>,
    pub(super) entries: Vec<NewAccess>,
    reply: oneshot::Sender<Kept>,
}

/// The cases that are no longer as they were seen, whose entries are not there; all others' are on the disk.
type Kept = Result<Arc<BTreeSet<CaseId>>, StoreError>;

/// Where readings hand their entries over.
#[derive(Clone)]
pub(super) struct Adder(mpsc::Sender<Entries>);

impl Adder {
    /// Starts one. It ends when all who could hand entries over are gone and what was handed over is done.
    pub(super) fn start(shared: Arc<Shared>, tenant: TenantId) -> (Self, JoinHandle<()>) {
        let (queue, mut waiting) = mpsc::channel(MAX_TOGETHER);
        let adding = async move {
            let mut together = Vec::new();
            while waiting.recv_many(&mut together, MAX_TOGETHER).await > 0 {
                let adding = add(&shared, tenant, std::mem::take(&mut together));
                // Those who wait for these hear that they are not kept; the others are added all the same.
                if AssertUnwindSafe(adding).catch_unwind().await.is_err() {
                    tracing::error!(%tenant, "adding to the access log panicked");
                }
            }
        };
        (Self(queue), tokio::spawn(adding))
    }

    /// Adds entries of cases as they were seen; gives those that have changed since, once all others are on the disk.
    ///
    /// # Errors
    /// What the store says: none of the entries may be there.
    pub(super) async fn add(&self, seen: Vec<(CaseId, u64)>, entries: Vec<NewAccess>) -> Kept {
        let (reply, kept) = oneshot::channel();
        let stopped = || StoreError::Database("who adds to the access log has stopped".to_owned());
        let handed = Entries { seen, entries, reply };
        self.0.send(handed).await.map_err(|_| stopped())?;
        kept.await.unwrap_or_else(|_| Err(stopped()))
    }
}

async fn add(shared: &Shared, tenant: TenantId, together: Vec<Entries>) {
    let (mut seen, mut entries, mut replies) = (Vec::new(), Vec::new(), Vec::new());
    for mut one in together {
        seen.append(&mut one.seen);
        entries.append(&mut one.entries);
        replies.push(one.reply);
    }
    let kept = shared.store.log(tenant, &seen, entries).await.map(Arc::new);
    for reply in replies {
        // Fails where the reading was given up; its entries are there all the same.
        let _ = reply.send(kept.clone());
    }
}
