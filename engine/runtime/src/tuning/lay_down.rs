//! Laying a tuning down, and taking one back.

use std::sync::Arc;

use chrono::Months;
use samspil_core::calendar::local_date;
use samspil_core::case::Runnable;
use samspil_core::flow::{Deed, Entry, Tuning, TuningFault, Tunings, tunable_clocks};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::{StoreError, TuningEntry};

use super::journal::MAX_ENTRIES;
use crate::{Engine, Failure};

/// The longest reason for a tuning, in characters.
const MAX_WHY_CHARS: usize = 500;

/// How many months ahead a tuning may be laid down: what is decided for later than two years is decided again.
const MAX_MONTHS_AHEAD: u32 = 24;

/// Why a tuning was not laid down. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum TuningRefused {
    /// What is wrong with it, all at once.
    #[error("the tuning has {} faults", .0.len())]
    Faults(Vec<TuningFault>),
    /// No reason was given, or one that is too long.
    #[error("no reason")]
    Reason,
    /// No tuning has that number.
    #[error("no tuning {0}")]
    Unknown(u32),
    /// It has been taken back already.
    #[error("tuning {0} was taken back")]
    TakenBack(u32),
    /// The journal holds as many entries as it may.
    #[error("the journal is full")]
    Full,
    /// Another has been laid down since: this is the latest.
    #[error("entry {0} has been laid down since")]
    Changed(u32),
    /// The engine cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for TuningRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// The newest version of every flow of which something may be tuned. A flow that cannot be read is left out and said
    /// in the log: the others must still be found.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tunable(&self, tenant: TenantId) -> Result<Vec<Arc<Runnable>>, Failure> {
        let mut found = Vec::new();
        for version in self.store().flows(tenant).await? {
            match self.shared().flow(tenant, &version.flow, version.version).await {
                Ok(run) => found.push(run),
                Err(failure @ Failure::Store(_)) => return Err(failure),
                Err(failure) => {
                    tracing::error!(%tenant, flow = version.flow, %failure, "a flow that cannot be tuned");
                }
            }
        }
        found.retain(|run| tunable_clocks(&run.flow).next().is_some());
        Ok(found)
    }

    /// Tunes a clock, after `seen`, the latest entry that whoever does it has seen. Open cases are counted anew by it
    /// afterwards, or when its day comes: see [`Engine::recount`].
    ///
    /// # Errors
    /// [`TuningRefused`] says why not.
    pub async fn tune(
        &self,
        tenant: TenantId,
        tuning: Tuning,
        seen: u32,
        by: &str,
        why: &str,
    ) -> Result<u32, TuningRefused> {
        self.must_be_sound(tenant, &tuning).await?;
        self.lay_down(tenant, Deed::Tuned(tuning), seen, by, why).await
    }

    /// Takes a tuning back: from now on it does not hold any more, and what lies ahead is counted as without it.
    ///
    /// # Errors
    /// [`TuningRefused`] says why not.
    pub async fn take_back(
        &self,
        tenant: TenantId,
        number: u32,
        seen: u32,
        by: &str,
        why: &str,
    ) -> Result<u32, TuningRefused> {
        let deed = self.taking_back(tenant, number, seen).await?;
        self.lay_down(tenant, deed, seen, by, why).await
    }

    /// What taking a tuning back is, where it can be; what has been laid down after `seen` is not asked, so that asked
    /// again by the same it is done once.
    pub(super) async fn taking_back(
        &self,
        tenant: TenantId,
        number: u32,
        seen: u32,
    ) -> Result<Deed, TuningRefused> {
        let shared = self.shared();
        shared.journals.forget(tenant);
        let journal = shared.journal(tenant).await?;
        let of = |entry: &&Entry| entry.number == number;
        let flow = match journal.iter().find(of).map(|entry| &entry.deed) {
            Some(Deed::Tuned(tuning)) => tuning.flow.clone(),
            _ => return Err(TuningRefused::Unknown(number)),
        };
        let mut before = journal.iter().filter(|entry| entry.number <= seen);
        let back =
            |entry: &Entry| matches!(&entry.deed, Deed::TakenBack { number: back, .. } if *back == number);
        if before.any(back) {
            return Err(TuningRefused::TakenBack(number));
        }
        Ok(Deed::TakenBack { flow, number })
    }

    /// A tuning fits the newest version of its flow, begins today or later, and names a unit that is there.
    pub(super) async fn must_be_sound(&self, tenant: TenantId, tuning: &Tuning) -> Result<(), TuningRefused> {
        let run = self.flow(tenant, tuning.flow.as_str(), None).await?;
        let mut faults = Tunings::always(&run.flow, tuning.clone())
            .err()
            .unwrap_or_default();
        faults.extend(run.tunings.against(&run.flow, tuning));
        let today = local_date(self.clock().now());
        let latest = today.checked_add_months(Months::new(MAX_MONTHS_AHEAD));
        let fault = |pointer: &str, code, message| TuningFault {
            pointer: pointer.to_owned(),
            code,
            message,
        };
        if tuning.from < today {
            let message = Message::new("tuning-past").with("today", today);
            faults.push(fault("/from", "past", message));
        }
        if let Some(latest) = latest.filter(|latest| tuning.from > *latest) {
            let message = Message::new("tuning-far-ahead").with("latest", latest);
            faults.push(fault("/from", "far_ahead", message));
        }
        if let Some(unit) = tuning.unit {
            let units = self.store().units(tenant).await?;
            if !units.iter().any(|known| known.id == unit) {
                faults.push(fault(
                    "/unit",
                    "unknown_unit",
                    Message::new("tuning-unknown-unit"),
                ));
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(TuningRefused::Faults(faults))
        }
    }

    async fn lay_down(
        &self,
        tenant: TenantId,
        deed: Deed,
        seen: u32,
        by: &str,
        why: &str,
    ) -> Result<u32, TuningRefused> {
        let why = why.trim();
        if why.is_empty() || why.chars().count() > MAX_WHY_CHARS {
            return Err(TuningRefused::Reason);
        }
        let number = seen.saturating_add(1);
        if number > MAX_ENTRIES {
            return Err(TuningRefused::Full);
        }
        let entry = TuningEntry {
            number,
            deed: serde_json::to_vec(&deed).map_err(|error| Failure::Incident(error.to_string()))?,
            set_at: self.clock().now(),
            set_by: by.to_owned(),
            why: why.to_owned(),
            counted_at: None,
        };
        if !self.store().put_tuning(tenant, entry.clone()).await? {
            let newest = self.store().tunings(tenant, 1).await?;
            // Asked again after the answer was lost, it is laid down already.
            let own = |newest: &TuningEntry| {
                let asked = (entry.number, &entry.deed, &entry.set_by, &entry.why);
                asked == (newest.number, &newest.deed, &newest.set_by, &newest.why)
            };
            if !newest.first().is_some_and(own) {
                let newest = newest.first().map_or(0, |newest| newest.number);
                return Err(TuningRefused::Changed(newest));
            }
        }
        self.shared().journals.forget(tenant);
        Ok(number)
    }
}
