//! What goes on in the background is begun anew where it falls: no fault of ours may hold deadlines and notices back until
//! somebody starts the program again.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration as StdDuration;

use chrono::Duration;
use futures::FutureExt as _;
use tokio_util::sync::CancellationToken;

use crate::Clock;
use crate::clock::rests_until;
use crate::engine::{Engine, Shared};

/// How long to rest before it begins anew, in seconds: a fault that comes at once must not take all of a core.
const PAUSE: Duration = Duration::seconds(2);

/// So often it falls, one time soon after the other, before it is said that it keeps falling: once may be one bad row.
const MANY: u32 = 3;

/// How long it has to go on until it counts as up again, in seconds: each loop but that of
/// the nights and that of news goes round once in a minute at least.
const STEADY: StdDuration = StdDuration::from_secs(90);

/// What fell lately.
#[derive(Debug, Default)]
pub(crate) struct Falls(Mutex<BTreeMap<&'static str, Fallen>>);

#[derive(Clone, Copy, Debug)]
struct Fallen {
    /// How often, each time soon after the one before.
    in_a_row: u32,
    /// When it fell last, by how long the clock had run.
    last: StdDuration,
}

impl Falls {
    /// One fell now; gives how often in a row.
    fn fell(&self, name: &'static str, now: StdDuration) -> u32 {
        let mut falls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = falls.get(name).filter(|fallen| !fallen.is_over(now));
        let in_a_row = before.map_or(0, |fallen| fallen.in_a_row).saturating_add(1);
        falls.insert(name, Fallen { in_a_row, last: now });
        in_a_row
    }

    /// What keeps falling, by name.
    fn keep_falling(&self, now: StdDuration) -> Vec<&'static str> {
        let falls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let falling = falls
            .iter()
            .filter(|(_, fallen)| fallen.in_a_row >= MANY && !fallen.is_over(now));
        falling.map(|(name, _)| *name).collect()
    }
}

impl Fallen {
    /// It has gone on since for long enough.
    fn is_over(&self, now: StdDuration) -> bool {
        now.saturating_sub(self.last) >= STEADY
    }
}

/// Does work that ends when the engine stops; where it panics, it begins anew after a pause.
pub(crate) async fn supervised<F: Future<Output = ()> + Send>(
    shared: Arc<Shared>,
    name: &'static str,
    work: impl Fn() -> F + Send + Sync,
) {
    again_and_again((&shared.falls, shared.clock.as_ref(), &shared.stop), name, work).await;
}

async fn again_and_again<F: Future<Output = ()>>(
    (falls, clock, stop): (&Falls, &dyn Clock, &CancellationToken),
    name: &'static str,
    work: impl Fn() -> F,
) {
    // What it had in hand is gone with it; what all share stands behind locks that it let go of, or in the store.
    while AssertUnwindSafe(work()).catch_unwind().await.is_err() {
        let in_a_row = falls.fell(name, clock.running());
        tracing::warn!(name, in_a_row, "work in the background panicked, and begins anew");
        let next = clock.now() + PAUSE;
        if !rests_until(clock, stop, next).await {
            return;
        }
    }
}

impl Engine {
    /// What goes on in the background of this node and keeps falling, however often it is begun anew.
    #[must_use]
    pub fn keeps_falling(&self) -> Vec<&'static str> {
        let shared = self.shared();
        shared.falls.keep_falling(shared.clock.running())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use chrono::DateTime;

    use super::*;
    use crate::TestClock;

    #[tokio::test]
    async fn what_falls_begins_anew_after_a_pause_and_is_told_of_while_it_keeps_falling() {
        let clock = TestClock::new(DateTime::UNIX_EPOCH);
        let (falls, stop, runs) = (Falls::default(), CancellationToken::new(), AtomicU32::new(0));
        let work = || async {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            assert!(run >= 4, "the first four fall");
            std::future::pending::<()>().await;
        };
        let told = || falls.keep_falling(clock.running());
        let mut going = Box::pin(again_and_again((&falls, &clock, &stop), "loop", work));
        for run in 1..=4 {
            assert!(going.as_mut().now_or_never().is_none());
            assert_eq!(runs.load(Ordering::SeqCst), run);
            let expected: &[&str] = if run < MANY { &[] } else { &["loop"] };
            assert_eq!(told(), expected, "after {run}");
            assert!(going.as_mut().now_or_never().is_none());
            assert_eq!(runs.load(Ordering::SeqCst), run, "not before the pause is over");
            clock.move_to(clock.now() + PAUSE);
        }
        assert!(going.as_mut().now_or_never().is_none());
        assert_eq!(runs.load(Ordering::SeqCst), 5);
        assert_eq!(told(), ["loop"], "it may fall again at once");
        clock.move_to(clock.now() + STEADY);
        assert_eq!(told(), Vec::<&str>::new());
        assert_eq!(falls.fell("loop", clock.running()), 1, "long after the others");
    }

    #[tokio::test]
    async fn what_has_fallen_does_not_begin_anew_where_the_engine_stops() {
        let clock = TestClock::new(DateTime::UNIX_EPOCH);
        let (falls, stop) = (Falls::default(), CancellationToken::new());
        stop.cancel();
        let work = || async { assert!(!stop.is_cancelled(), "it falls") };
        again_and_again((&falls, &clock, &stop), "loop", work).await;
        assert_eq!(falls.fell("loop", clock.running()), 2);
    }
}
