//! What time it is. The runtime asks here and nowhere else.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// A clock.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// How long it has run, whatever it shows: who sets it does not move this.
    fn running(&self) -> Duration;

    /// Returns at this time, or earlier; whoever waits asks again.
    async fn wait_until(&self, moment: DateTime<Utc>);
}

/// Waits until this time; false where the engine stops meanwhile.
pub(crate) async fn rests_until(clock: &dyn Clock, stop: &CancellationToken, then: DateTime<Utc>) -> bool {
    while clock.now() < then {
        tokio::select! {
            () = stop.cancelled() => return false,
            () = clock.wait_until(then) => {}
        }
    }
    true
}

/// The longest sleep: a machine that was suspended, or whose clock was set, is noticed within it.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the machine"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the machine"
    )]
    fn running(&self) -> Duration {
        static SINCE: LazyLock<Instant> = LazyLock::new(Instant::now);
        SINCE.elapsed()
    }

    async fn wait_until(&self, moment: DateTime<Utc>) {
        let ahead = (moment - self.now()).to_std().unwrap_or_default();
        tokio::time::sleep(ahead.min(LONGEST_SLEEP)).await;
    }
}

/// A clock that moves only when told: for tests and for showing what time brings.
#[derive(Debug)]
pub struct TestClock {
    shown: watch::Sender<Shown>,
}

#[derive(Clone, Copy, Debug)]
struct Shown {
    now: DateTime<Utc>,
    running: Duration,
}

impl TestClock {
    /// A clock that shows this time.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            shown: watch::Sender::new(Shown {
                now,
                running: Duration::ZERO,
            }),
        }
    }

    /// Lets time pass until this moment; it never goes back.
    pub fn move_to(&self, moment: DateTime<Utc>) {
        self.shown.send_modify(|shown| {
            let passed = (moment - shown.now).max(TimeDelta::zero());
            shown.now += passed;
            shown.running += passed.to_std().unwrap_or_default();
        });
    }

    /// Sets the clock, to and fro, as somebody does with a machine's: no time passes.
    pub fn set(&self, moment: DateTime<Utc>) {
        self.shown.send_modify(|shown| shown.now = moment);
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.shown.borrow().now
    }

    fn running(&self) -> Duration {
        self.shown.borrow().running
    }

    async fn wait_until(&self, moment: DateTime<Utc>) {
        let mut seen = self.shown.subscribe();
        // An error means that the clock is gone, and with it whoever could wait.
        let _ = seen.wait_for(|shown| shown.now >= moment).await;
    }
}
