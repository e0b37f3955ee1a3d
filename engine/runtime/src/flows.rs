//! Flows made ready to run, once per version.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::{Entry, Severity, Tunings, read};
use samspil_core::guard::compile_all;
use samspil_core::id::TenantId;
use samspil_store::Store;

use crate::Failure;

/// How many flow versions are kept ready: some 200 kB each.
const MAX_READY: usize = 200;

type Key = (TenantId, String, u32);

/// Flows made ready to run.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    ready: Mutex<BTreeMap<Key, Arc<Runnable>>>,
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
        let run = make_ready(&published.text, version, calendar)?;
        let tunings = Tunings::of(&run.flow, journal);
        Ok(self.keep(key, run.tuned_by(tunings)))
    }

    fn keep(&self, key: Key, run: Runnable) -> Arc<Runnable> {
        let run = Arc::new(run);
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= MAX_READY {
            ready.pop_first();
        }
        ready.insert(key, Arc::clone(&run));
        run
    }

    fn kept(&self, key: &Key) -> Option<Arc<Runnable>> {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.get(key).cloned()
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
