//! Timers: cases whose time has come are claimed and woken.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::Asked;
use samspil_store::WakeUp;
use tokio::sync::Notify;

use crate::clock_watch::ClockWatch;
use crate::engine::{Engine, Shared};
use crate::writer::{Command, MAX_BATCH, Wanted};
use crate::{By, Failure};

/// How long a claimed timer is ours. A node that stalls longer is fenced off, and another wakes the case.
const LEASE: Duration = Duration::seconds(30);

/// How long to rest after the store failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::seconds(2);

/// How far ahead is slept at most where no timer is known: other nodes may have set one.
const LONGEST_REST: Duration = Duration::minutes(1);

/// Word from the writers that a case wants to be woken.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    news: Notify,
    /// Until when the timers rest, in microseconds since 1970.
    rest_until: AtomicI64,
    /// One round at a time on this node: whoever asks for a round knows, when it is over, that nothing due is under way.
    at_work: tokio::sync::Mutex<ClockWatch>,
}

impl Timers {
    /// A case wants to be woken then; what lies beyond the rest is found after it.
    pub(crate) fn heard_of(&self, moment: DateTime<Utc>) {
        if moment.timestamp_micros() < self.rest_until.load(Ordering::Acquire) {
            self.news.notify_one();
        }
    }

    /// The time, once the clock has been looked at: what is in doubt by it is held.
    pub(crate) async fn look(&self, shared: &Shared) -> Result<DateTime<Utc>, Failure> {
        self.at_work.lock().await.look(shared).await
    }

    fn rest(&self, until: DateTime<Utc>) {
        self.rest_until.store(until.timestamp_micros(), Ordering::Release);
    }
}

/// Wakes cases until the engine stops.
pub(crate) async fn run(engine: Arc<Engine>) {
    let shared = Arc::clone(engine.shared());
    loop {
        // Until it is known how long to rest, every word of a timer counts.
        shared.timers.rest(DateTime::<Utc>::MAX_UTC);
        let rest_until = match wake_due(&engine).await {
            Ok(next) => next,
            Err(failure) => {
                tracing::warn!(%failure, "timers rest");
                shared.clock.now() + PAUSE_AFTER_FAILURE
            }
        };
        shared.timers.rest(rest_until);
        tokio::select! {
            () = shared.stop.cancelled() => return,
            () = shared.timers.news.notified() => {}
            () = shared.clock.wait_until(rest_until) => {}
        }
    }
}

/// Wakes every case whose time has come; gives the moment to look again.
async fn wake_due(engine: &Arc<Engine>) -> Result<DateTime<Utc>, Failure> {
    let shared = engine.shared();
    let limit = u32::try_from(MAX_BATCH).unwrap_or(u32::MAX);
    let mut watch = shared.timers.at_work.lock().await;
    loop {
        // No more than one batch is under way, so that after an outage people's commands come in between.
        let now = watch.look(shared).await?;
        let due = shared.store.claim_timers(now, LEASE, limit).await?;
        if due.is_empty() || shared.stop.is_cancelled() {
            let next = shared.store.next_timer().await?;
            let furthest = now + LONGEST_REST;
            return Ok(next.map_or(furthest, |next| next.min(furthest)));
        }
        let woken = due.into_iter().map(|one| wake(Arc::clone(engine), one, now));
        futures::future::join_all(woken).await;
    }
}

/// Wakes a case at the time that it was claimed by: the clock may have been set since.
async fn wake(engine: Arc<Engine>, due: WakeUp, now: DateTime<Utc>) {
    let WakeUp { tenant, case, fence } = due;
    let command = Command {
        fence: Some(fence),
        at: Some(now),
        ..Command::new(case, By::Engine, Wanted::Do(Asked::Tick))
    };
    let done = engine.send(tenant, command).await;
    match done {
        Ok(_) | Err(Failure::Contended | Failure::Stopping | Failure::Busy | Failure::Store(_)) => {}
        Err(failure) => engine.shared().raise(tenant, case, &failure.to_string()).await,
    }
}

/// One tenant's timers that are due now are woken and settled: for a clock that is moved by hand.
///
/// # Errors
/// What the store says.
impl Engine {
    /// Wakes every case whose time has come, over all tenants, and returns when all are settled.
    ///
    /// # Errors
    /// What the store says.
    pub async fn wake_all_due(self: &Arc<Self>) -> Result<(), Failure> {
        wake_due(self).await.map(|_| ())
    }

    /// The next moment at which a case of any tenant wants to be woken.
    ///
    /// # Errors
    /// What the store says.
    pub async fn next_timer(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        Ok(self.shared().store.next_timer().await?)
    }
}
