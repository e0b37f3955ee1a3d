//! What time it is. The runtime asks here and nowhere else.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::watch;

/// A clock.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// Returns at this time, or earlier; whoever waits asks again.
    async fn wait_until(&self, moment: DateTime<Utc>);
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

    async fn wait_until(&self, moment: DateTime<Utc>) {
        let ahead = (moment - self.now()).to_std().unwrap_or_default();
        tokio::time::sleep(ahead.min(LONGEST_SLEEP)).await;
    }
}

/// A clock that moves only when told: for tests and for showing what time brings.
#[derive(Debug)]
pub struct TestClock {
    now: watch::Sender<DateTime<Utc>>,
}

impl TestClock {
    /// A clock that shows this time.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now: watch::Sender::new(now),
        }
    }

    /// Moves the clock forward; it never goes back.
    pub fn move_to(&self, moment: DateTime<Utc>) {
        self.now.send_modify(|now| *now = (*now).max(moment));
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow()
    }

    async fn wait_until(&self, moment: DateTime<Utc>) {
        let mut seen = self.now.subscribe();
        // An error means that the clock is gone, and with it whoever could wait.
        let _ = seen.wait_for(|now| *now >= moment).await;
    }
}
