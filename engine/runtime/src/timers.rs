//! Timers: cases whose time has come are claimed and woken.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::Asked;
use samspil_store::{Others, WakeUp};
use tokio::sync::Notify;

use crate::clock_watch::ClockWatch;
use crate::engine::{Engine, Shared};
use crate::round::Round;
use crate::writer::{Command, Wanted};
use crate::{By, Failure};

/// How long a claimed timer is ours. A node that stalls longer is fenced off, and another wakes the case.
const LEASE: Duration = Duration::seconds(30);

/// How long to rest after the store failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::seconds(2);

/// How many batches of timers are claimed and not settled at most: a claim costs a flush of its own, so few claims take
/// much.
const MAX_UNDER_WAY: usize = 4;

/// So few batches are left when more are claimed: one for each of two writers, so that none waits for the claim.
const FEW_UNDER_WAY: usize = 2;

/// How long others who can wait let timers go first, in seconds: ten thousand deadlines that end together take less.
const GIVING_WAY_SECONDS: u64 = 5;

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
    /// Whether more are due at once than one batch holds.
    crowded: tokio::sync::watch::Sender<bool>,
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

    /// Waits while very many timers are due at once, though not for ever: what follows from a deadline can be told when all
    /// that have ended are down.
    pub(crate) async fn let_go_first(&self) {
        let mut crowded = self.crowded.subscribe();
        let calm = crowded.wait_for(|crowded| !crowded);
        // Fails where nobody is left who could say so, or where it takes too long: either way it is others' turn.
        let _ = tokio::time::timeout(StdDuration::from_secs(GIVING_WAY_SECONDS), calm).await;
    }

    /// Waits until the round that is under way on this node is over, though not for ever.
    pub(crate) async fn let_round_end(&self) {
        // Where it takes too long, it is others' turn.
        let _ = tokio::time::timeout(StdDuration::from_secs(GIVING_WAY_SECONDS), self.at_work.lock()).await;
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
    let mut watch = shared.timers.at_work.lock().await;
    let round = Arc::new(Round::default());
    let batch = shared.store.timers_per_batch(Others::None);
    loop {
        let room = (MAX_UNDER_WAY * batch).saturating_sub(round.left());
        let claimed = claim(shared, &mut watch, room).await;
        let due = claimed.as_ref().map_or(0, |(due, _)| due.len());
        let enough = if due < room { 0 } else { FEW_UNDER_WAY * batch };
        let claimed = claimed.map(|(due, now)| {
            for one in due {
                wake(engine, one, now, &round);
            }
            now
        });
        let crowded = &shared.timers.crowded;
        crowded.send_replace(round.left() >= batch);
        // Also where claiming failed: what was claimed before is woken.
        round.until(enough).await;
        for (tenant, case, what) in round.failed() {
            shared.raise(tenant, case, &what).await;
        }
        if round.left() == 0 {
            crowded.send_replace(false);
        }
        let now = claimed?;
        if due == 0 {
            let next = shared.store.next_timer().await?;
            let furthest = now + LONGEST_REST;
            return Ok(next.map_or(furthest, |next| next.min(furthest)));
        }
    }
}

/// Claims timers that are due, and tells by which time; none where the engine stops.
async fn claim(
    shared: &Shared,
    watch: &mut ClockWatch,
    room: usize,
) -> Result<(Vec<WakeUp>, DateTime<Utc>), Failure> {
    let now = watch.look(shared).await?;
    if shared.stop.is_cancelled() {
        return Ok((Vec::new(), now));
    }
    let limit = u32::try_from(room).unwrap_or(u32::MAX);
    Ok((shared.store.claim_timers(now, LEASE, limit).await?, now))
}

/// Wakes a case at the time that it was claimed by: the clock may have been set since.
fn wake(engine: &Engine, due: WakeUp, now: DateTime<Utc>, round: &Arc<Round>) {
    let WakeUp { tenant, case, fence } = due;
    let command = Command {
        fence: Some(fence),
        at: Some(now),
        ..Command::new(case, By::Engine, Wanted::Do(Asked::Tick))
    };
    engine.send_timer(tenant, command, round.ticket(tenant, case));
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

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn others_wait_while_many_timers_are_due_and_no_longer() {
        let timers = Timers::default();
        assert!(timers.let_go_first().now_or_never().is_some());
        timers.crowded.send_replace(true);
        let mut waiting = Box::pin(timers.let_go_first());
        assert!(waiting.as_mut().now_or_never().is_none());
        timers.crowded.send_replace(false);
        waiting.await;
    }
}
