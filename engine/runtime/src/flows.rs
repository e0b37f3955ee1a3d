//! Flows made ready to run, once per version.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::{Entry, Severity, Tunings, read};
use samspil_core::guard::compile_all;
use samspil_core::id::TenantId;
use samspil_store::Store;

use crate::Failure;
use crate::compiling::Compiling;
use crate::engine::Engine;

/// How many flow versions are kept ready: some 200 kB each.
const MAX_READY: usize = 200;

type Key = (TenantId, String, u32);

/// Flows made ready to run; the longest unused goes first.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    ready: Mutex<Ready>,
    /// Turns of its own: who publishes or tries flows holds up no command.
    compiling: Compiling,
    /// How many were read and compiled.
    compiled: AtomicU64,
}

/// Those that are ready, each with the turn of its last use.
#[derive(Debug, Default)]
struct Ready {
    kept: BTreeMap<Key, (u64, Arc<Runnable>)>,
    turn: u64,
}

impl Ready {
    fn get(&mut self, key: &Key) -> Option<Arc<Runnable>> {
        self.turn += 1;
        let (used, run) = self.kept.get_mut(key)?;
        *used = self.turn;
        Some(Arc::clone(run))
    }

    fn keep(&mut self, key: Key, run: Arc<Runnable>) {
        self.turn += 1;
        if self.kept.len() >= MAX_READY && !self.kept.contains_key(&key) {
            // Gone through one by one: it comes after a flow was compiled, which takes a thousand times as long.
            let unused = self.kept.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(unused) = unused.map(|(key, _)| key.clone()) {
                self.kept.remove(&unused);
            }
        }
        self.kept.insert(key, (self.turn, run));
    }
}

impl Flows {
    /// A version of a flow, ready to run by a calendar and a journal of tunings.
    pub(crate) async fn ready(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        flow: &str,
        version: u32,
        calendar: Calendar,
        journal: &[Entry],
    ) -> Result<Arc<Runnable>, Failure> {
        let key = (tenant, flow.to_owned(), version);
        if let Some(run) = self.kept(&key) {
            let latest = journal.last().map_or(0, |entry| entry.number);
            if run.calendar.version() == calendar.version() && run.tunings.latest() == latest {
                return Ok(run);
            }
            let tunings = Tunings::of(&run.flow, journal);
            return Ok(self.keep(key, run.counting_by(calendar).tuned_by(tunings)));
        }
        let published = store
            .flow(tenant, flow, Some(version))
            .await?
            .ok_or(Failure::NoFlow)?;
        self.compiled.fetch_add(1, Ordering::Relaxed);
        let compiling = move || make_ready(&published.text, version, calendar);
        // It was compiled in time when it was published, so what takes too long waits for its turn.
        let run = self.compiling.run(compiling).await.ok_or(Failure::Busy)??;
        let tunings = Tunings::of(&run.flow, journal);
        Ok(self.keep(key, run.tuned_by(tunings)))
    }

    fn keep(&self, key: Key, run: Runnable) -> Arc<Runnable> {
        let run = Arc::new(run);
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.keep(key, Arc::clone(&run));
        run
    }

    fn kept(&self, key: &Key) -> Option<Arc<Runnable>> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.get(key)
    }
}

impl Engine {
    /// How many versions of flows this node has read and compiled: it stands still once those in use are ready.
    #[must_use]
    pub fn flows_compiled(&self) -> u64 {
        self.shared().flows.compiled.load(Ordering::Relaxed)
    }
}

fn make_ready(text: &str, version: u32, calendar: Calendar) -> Result<Runnable, Failure> {
    let (flow, findings) = read(text);
    let unreadable = |code: &str| Failure::Incident(format!("the published flow cannot be read: {code}"));
    let Some(flow) = flow else {
        return Err(unreadable(findings.first().map_or("", |finding| finding.code.0)));
    };
    let (guards, findings) = compile_all(&flow);
    match findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)
    {
        Some(error) => Err(unreadable(error.code.0)),
        None => Ok(Runnable::new(flow, guards, version, calendar)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "samspil: 1
flow: tried
title: Prøvet
parties: {worker: {title: Sagsbehandler, side: authority}}
stages: {s: {title: S, does: {assess: {task: Vurdér, by: worker}}}}
";

    #[test]
    fn the_longest_unused_goes_first_and_none_where_it_is_there_already() {
        let calendar = Calendar::default();
        let run = Arc::new(make_ready(TEXT, 1, calendar).unwrap());
        let key = |version: u32| (TenantId(12_345_678), "tried".to_owned(), version);
        let most = u32::try_from(MAX_READY).unwrap();
        let mut ready = Ready::default();
        for version in 1..=most {
            ready.keep(key(version), Arc::clone(&run));
        }
        // Kept anew, as by another calendar: the others stay.
        ready.keep(key(most), Arc::clone(&run));
        assert_eq!(ready.kept.len(), MAX_READY);
        assert!(ready.get(&key(1)).is_some(), "the lowest is used");
        ready.keep(key(most + 1), Arc::clone(&run));
        assert_eq!(ready.kept.len(), MAX_READY);
        assert!(ready.get(&key(1)).is_some());
        assert!(ready.get(&key(2)).is_none(), "the longest unused");
        assert!(ready.get(&key(3)).is_some());
        assert!(ready.get(&key(most + 1)).is_some(), "the newest");
    }
}
