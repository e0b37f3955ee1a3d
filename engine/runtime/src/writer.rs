//! A writer: receives many commands, decides them, commits them together, answers.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::{Asked, Start};
use samspil_core::id::{CaseId, TenantId};
use tokio::sync::{mpsc, oneshot};

use crate::batch::Batch;
use crate::engine::Shared;
use crate::rows::Key;
use crate::snapshots::Snapshots;
use crate::{Answer, By, Failure};

/// How many commands one transaction takes at most: past this the wait for the first outgrows the gain.
pub(crate) const MAX_BATCH: usize = 64;

/// How many commands may wait for one writer; more are told to come back.
pub(crate) const MAX_WAITING: usize = 1_024;

/// What a command asks.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// Begin a case of this flow version.
    Begin {
        flow: String,
        version: u32,
        start: Box<Start>,
    },
    /// Do this in a case.
    Do(Asked),
}

/// A command on its way to a writer.
pub(crate) struct Work {
    pub(crate) case: CaseId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: By,
    pub(crate) wanted: Wanted,
    pub(crate) key: Option<Key>,
    /// The version that the asker saw and insists on.
    pub(crate) seen: Option<u64>,
    pub(crate) fence: Option<u64>,
    pub(crate) reply: oneshot::Sender<Result<Answer, Failure>>,
}

/// Where a writer's commands are sent.
pub(crate) type Queue = mpsc::Sender<Work>;

/// Starts a writer. It ends when all senders are gone and what waited is done.
pub(crate) fn start(shared: Arc<Shared>, tenant: TenantId) -> (Queue, tokio::task::JoinHandle<()>) {
    let (queue, waiting) = mpsc::channel(MAX_WAITING);
    let task = tokio::spawn(run(shared, tenant, waiting));
    (queue, task)
}

async fn run(shared: Arc<Shared>, tenant: TenantId, mut waiting: mpsc::Receiver<Work>) {
    let mut snapshots = Snapshots::default();
    let mut held: Vec<Work> = Vec::new();
    let mut arrived = Vec::with_capacity(MAX_BATCH);
    loop {
        if held.is_empty() {
            if waiting.recv_many(&mut arrived, MAX_BATCH).await == 0 {
                return;
            }
        } else {
            while arrived.len() + held.len() < MAX_BATCH
                && let Ok(work) = waiting.try_recv()
            {
                arrived.push(work);
            }
        }
        held.append(&mut arrived);
        let (batch, later) = one_per_case(std::mem::take(&mut held));
        held = later;
        Batch::new(&shared, tenant, &mut snapshots).work_off(batch).await;
    }
}

/// The first command of every case, and those that must wait for it.
fn one_per_case(work: Vec<Work>) -> (Vec<Work>, Vec<Work>) {
    let mut seen = BTreeSet::new();
    work.into_iter().partition(|one| seen.insert(one.case))
}
