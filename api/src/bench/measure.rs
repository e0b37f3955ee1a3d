//! Measuring: how long each answer took, and what came of it.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The time, for measuring alone: nothing that the product decides depends on it.
#[allow(
    clippy::disallowed_methods,
    reason = "a benchmark measures the machine's own time"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// What one run of clients came to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figures {
    /// What was measured.
    pub(crate) name: String,
    /// How many clients at once.
    pub(crate) clients: usize,
    /// How many answers.
    pub(crate) count: usize,
    /// Answers a second.
    pub(crate) per_second: u64,
    /// Half of the answers took at most this long, in microseconds.
    pub(crate) p50_us: u64,
    /// All but one in a hundred took at most this long, in microseconds.
    pub(crate) p99_us: u64,
}

impl Figures {
    /// Of one thing after another that each client did.
    pub(crate) fn new(name: &str, clients: usize, whole: Duration, mut each: Vec<Duration>) -> Self {
        each.sort_unstable();
        let at = |hundredths: usize| {
            let index = (each.len().saturating_sub(1)) * hundredths / 100;
            let took = each.get(index).copied().unwrap_or_default();
            u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
        };
        let micros = u64::try_from(whole.as_micros()).unwrap_or(u64::MAX).max(1);
        let count = u64::try_from(each.len()).unwrap_or(u64::MAX);
        Self {
            name: name.to_owned(),
            clients,
            count: each.len(),
            per_second: count.saturating_mul(1_000_000) / micros,
            p50_us: at(50),
            p99_us: at(99),
        }
    }
}

/// The middle of several; none of none.
pub(crate) fn middle(mut all: Vec<u64>) -> Option<u64> {
    all.sort_unstable();
    all.get(all.len() / 2).copied()
}

/// Runs `clients` at once; each does its `rounds` one after another, and every answer is timed.
///
/// # Errors
/// The first thing that any client was refused: then nothing was measured.
pub(crate) async fn clients<F, W>(
    name: &str,
    clients: usize,
    rounds: usize,
    work: F,
) -> Result<Figures, String>
where
    F: Fn(usize, usize) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), String>> + Send,
{
    let all = all_at_once(clients, move |round| round < rounds, work);
    all.await
        .map(|(took, each)| Figures::new(name, clients, took, each))
}

/// Runs `clients` at once until it is over; each does one thing after another, and every answer is timed.
///
/// # Errors
/// The first thing that any client was refused: then nothing was measured.
pub(crate) async fn clients_until<F, W>(
    name: &str,
    clients: usize,
    over: CancellationToken,
    work: F,
) -> Result<Figures, String>
where
    F: Fn(usize, usize) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), String>> + Send,
{
    // Each asks once at least, so that there is something to compare.
    let all = all_at_once(clients, move |round| round == 0 || !over.is_cancelled(), work);
    all.await
        .map(|(took, each)| Figures::new(name, clients, took, each))
}

/// Runs clients side by side; each does one thing after another as long as it goes on. Answers how long it took in all,
/// and each thing.
async fn all_at_once<F, W>(
    clients: usize,
    goes_on: impl Fn(usize) -> bool + Send + Sync + 'static,
    work: F,
) -> Result<(Duration, Vec<Duration>), String>
where
    F: Fn(usize, usize) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), String>> + Send,
{
    let shared = Arc::new((goes_on, work));
    let mut running = JoinSet::new();
    let began = now();
    for client in 0..clients {
        let shared = Arc::clone(&shared);
        running.spawn(async move {
            let (goes_on, work) = &*shared;
            let mut each = Vec::new();
            for round in (0..).take_while(|round| goes_on(*round)) {
                let asked = now();
                work(client, round).await?;
                each.push(asked.elapsed());
            }
            Ok::<_, String>(each)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = running.join_next().await {
        all.extend(done.map_err(|error| error.to_string())??);
    }
    Ok((began.elapsed(), all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_hundredths() {
        let each = (1..=200).rev().map(Duration::from_micros).collect();
        let figures = Figures::new("x", 2, Duration::from_secs(2), each);
        assert_eq!((figures.count, figures.per_second), (200, 100));
        assert_eq!((figures.p50_us, figures.p99_us), (100, 198));
        let nothing = Figures::new("x", 1, Duration::ZERO, Vec::new());
        assert_eq!((nothing.per_second, nothing.p99_us), (0, 0));
    }

    #[tokio::test]
    async fn a_refusal_stops_the_run() {
        let run = clients("x", 3, 2, |client, _| async move {
            if client == 1 {
                Err("nej".to_owned())
            } else {
                Ok(())
            }
        });
        assert_eq!(run.await.unwrap_err(), "nej");
    }
}
