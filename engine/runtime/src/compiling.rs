//! What takes long by its nature and comes from people, beside the threads that answer, and with an end by the clock.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinError;

/// How many flows are read at once: each takes a core, and others have work too.
const MAX_AT_ONCE: usize = 2;

/// How long a flow may take to be read and its guards to be compiled, waiting for a turn included, in seconds. The largest
/// that ship take a hundredth of one; files made to be slow that are as long as a file may be, some.
const MAX_SECONDS: u64 = 10;

/// The turns.
#[derive(Clone, Debug)]
pub(crate) struct Compiling {
    turns: Arc<Semaphore>,
    longest: Duration,
}

impl Default for Compiling {
    fn default() -> Self {
        Self::within(Duration::from_secs(MAX_SECONDS))
    }
}

impl Compiling {
    /// Turns of their own for work that may hold them for longer than it is waited for: one at a time, so that nobody who
    /// publishes waits for a search.
    pub(crate) fn alone() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(1)),
            longest: Duration::from_secs(MAX_SECONDS),
        }
    }

    fn within(longest: Duration) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(MAX_AT_ONCE)),
            longest,
        }
    }

    /// What the work comes to; nothing where it took too long. Work that has begun cannot be stopped: it keeps its turn
    /// until it ends, so that whoever asks for more of the same waits for it and stops nobody else.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turns = Arc::clone(&self.turns);
        let working = async move {
            let turn = turns.acquire_owned().await.ok()?;
            let work = tokio::task::spawn_blocking(move || {
                let done = work();
                drop(turn);
                done
            });
            match work.await.map_err(JoinError::try_into_panic) {
                Ok(done) => Some(done),
                // A fault of ours is told as one, and not as work that takes too long.
                Err(Ok(panic)) => resume_unwind(panic),
                Err(Err(_)) => None,
            }
        };
        tokio::time::timeout(self.longest, working).await.ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn work_that_takes_too_long_is_given_up_and_keeps_its_turn_until_it_ends() {
        let compiling = Compiling::within(Duration::from_millis(20));
        assert_eq!(compiling.run(|| 1).await, Some(1));
        let mut ends = Vec::new();
        for _ in 0..MAX_AT_ONCE {
            let (end, ended) = mpsc::channel::<()>();
            ends.push(end);
            assert_eq!(compiling.run(move || ended.recv().is_ok()).await, None);
        }
        assert_eq!(compiling.run(|| 2).await, None, "all turns are taken");
        drop(ends);
        let patient = Compiling {
            longest: Duration::from_secs(60),
            ..compiling
        };
        assert_eq!(patient.run(|| 3).await, Some(3));
    }

    #[tokio::test]
    #[should_panic(expected = "a fault of ours")]
    async fn work_that_panics_is_not_taken_for_slow() {
        let compiling = Compiling::within(Duration::from_secs(60));
        let _ = compiling.run::<()>(|| panic!("a fault of ours")).await;
    }
}
