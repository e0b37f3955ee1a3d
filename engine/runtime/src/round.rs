//! Timers under way: how many are not settled yet, and what went wrong with any. They are counted and not waited for one by
//! one: each that is waited for wakes whoever waits.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::id::{CaseId, TenantId};
use tokio::sync::Notify;

use crate::{Answer, Failure};

/// The timers that were claimed and are not settled. One side counts down and then looks how few are enough, the other says
/// how few are enough and then looks at the count: of the two one must see the other, so all are in one order.
#[derive(Debug, Default)]
pub(crate) struct Round {
    left: AtomicUsize,
    /// So few are left when whoever waits is told.
    enough: AtomicUsize,
    news: Notify,
    failed: Mutex<Vec<(TenantId, CaseId, String)>>,
}

/// One of them. It is settled when this is gone, whatever became of it.
#[derive(Debug)]
pub(crate) struct Ticket {
    round: Arc<Round>,
    tenant: TenantId,
    case: CaseId,
}

impl Round {
    /// One more is under way.
    pub(crate) fn ticket(self: &Arc<Self>, tenant: TenantId, case: CaseId) -> Ticket {
        self.left.fetch_add(1, Ordering::SeqCst);
        Ticket {
            round: Arc::clone(self),
            tenant,
            case,
        }
    }

    /// How many are not settled.
    pub(crate) fn left(&self) -> usize {
        self.left.load(Ordering::SeqCst)
    }

    /// Waits until no more than so many are left.
    pub(crate) async fn until(&self, enough: usize) {
        self.enough.store(enough, Ordering::SeqCst);
        while self.left() > enough {
            self.news.notified().await;
        }
    }

    /// The cases that cannot be woken, each with why; given once.
    pub(crate) fn failed(&self) -> Vec<(TenantId, CaseId, String)> {
        std::mem::take(&mut *self.failed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Ticket {
    /// Notes what became of it. What passes by itself is found again when its claim has lapsed.
    pub(crate) fn settle(self, answer: Result<Answer, Failure>) {
        match answer {
            Ok(_) | Err(Failure::Contended | Failure::Stopping | Failure::Busy | Failure::Store(_)) => {}
            Err(failure) => {
                let failed = (self.tenant, self.case, failure.to_string());
                let all = &self.round.failed;
                all.lock().unwrap_or_else(PoisonError::into_inner).push(failed);
            }
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let left = self.round.left.fetch_sub(1, Ordering::SeqCst).saturating_sub(1);
        if left <= self.round.enough.load(Ordering::SeqCst) {
            self.round.news.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use uuid::Uuid;

    use super::*;

    const TENANT: TenantId = TenantId(12_345_678);

    #[tokio::test]
    async fn whoever_waits_is_told_when_few_are_left_and_of_what_went_wrong() {
        let round = Arc::new(Round::default());
        let case = |number| CaseId(Uuid::from_u128(number));
        let tickets: Vec<Ticket> = (1..=4).map(|number| round.ticket(TENANT, case(number))).collect();
        assert!(round.until(4).now_or_never().is_some());
        let mut waiting = Box::pin(round.until(1));
        assert!(waiting.as_mut().now_or_never().is_none());
        let mut tickets = tickets.into_iter();
        tickets.next().unwrap().settle(Err(Failure::NoCase));
        tickets.next().unwrap().settle(Err(Failure::Busy));
        assert!(waiting.as_mut().now_or_never().is_none());
        // One that nobody answers is settled as well.
        drop(tickets.next());
        waiting.await;
        assert_eq!(round.left(), 1);
        let failed: Vec<CaseId> = round.failed().into_iter().map(|(_, case, _)| case).collect();
        assert_eq!(failed, [case(1)]);
        assert!(round.failed().is_empty());
        drop(tickets);
        round.until(0).await;
    }
}
