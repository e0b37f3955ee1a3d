//! How far work in many steps is, kept as it goes: what runs, since when and by whom, how much of it is done, and what it fell over.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::{Batch, BatchKind, BatchName, NewBatch};

use crate::engine::Shared;
use crate::{Engine, Failure};

/// How long a batch says nothing before it is taken to stand still: a page of cases takes seconds.
const STILL: Duration = Duration::minutes(5);

/// How many batches are shown: a change of the calendar or a tuning each week for two years.
const MAX_SHOWN: u32 = 100;

/// How a batch stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BatchState {
    /// It goes on.
    Runs,
    /// It has said nothing for long: the program was stopped in the middle of it.
    Still,
    /// It stopped where it was asked to; the rest waits to be asked for.
    Part,
    /// It fell over something.
    Failed,
    /// All of it is done.
    Done,
}

impl BatchState {
    /// How a batch stands at a moment.
    #[must_use]
    pub fn of(batch: &Batch, now: DateTime<Utc>) -> Self {
        match (&batch.fault, batch.ended_at) {
            (Some(_), _) => Self::Failed,
            (None, None) if now - batch.came_at >= STILL => Self::Still,
            (None, None) => Self::Runs,
            (None, Some(_)) if batch.whole.is_some_and(|whole| batch.done < whole) => Self::Part,
            (None, Some(_)) => Self::Done,
        }
    }

    /// Its word, as message keys have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Still => "still",
            Self::Part => "part",
            Self::Failed => "failed",
            Self::Done => "done",
        }
    }

    /// Whether there is something to be begun anew.
    #[must_use]
    pub const fn may_go_on(self) -> bool {
        matches!(self, Self::Still | Self::Part | Self::Failed)
    }
}

/// Batches that one piece of work is of, while it is under way.
pub(crate) struct Course {
    shared: Arc<Shared>,
    tenant: TenantId,
    names: Vec<BatchName>,
    whole: Option<u64>,
}

impl Course {
    /// Keeps that these begin, each with who made it begin; of work that is of no batch, nothing is kept.
    pub(crate) async fn begin(
        shared: &Arc<Shared>,
        tenant: TenantId,
        batches: Vec<(BatchName, String)>,
        (done, whole): (u64, Option<u64>),
    ) -> Result<Self, Failure> {
        let mut names = Vec::new();
        for (name, by) in batches {
            let batch = NewBatch {
                name: name.clone(),
                at: shared.clock.now(),
                by,
                done,
                whole,
            };
            shared.store.begin_batch(tenant, batch).await?;
            names.push(name);
        }
        Ok(Self {
            shared: Arc::clone(shared),
            tenant,
            names,
            whole,
        })
    }

    /// Keeps that all of it is done: what was closed or came meanwhile is not waited for.
    pub(crate) async fn whole(&self, done: u64, moved: u64) -> Result<(), Failure> {
        self.came(self.whole.unwrap_or_default().max(done), moved).await
    }

    /// Keeps how much is done, and what came of it.
    pub(crate) async fn came(&self, done: u64, moved: u64) -> Result<(), Failure> {
        for name in &self.names {
            let now = self.shared.clock.now();
            let store = &self.shared.store;
            store.batch_came(self.tenant, name, (done, moved), now).await?;
        }
        Ok(())
    }

    /// Keeps that it ended. What was broken off because the program stops goes on by itself and has not ended. The work has
    /// come out as it has: where this cannot be kept, the batch stands still on its page.
    pub(crate) async fn end(self, fault: Option<Message>) {
        let fault = fault.and_then(|fault| serde_json::to_string(&fault).ok());
        for name in &self.names {
            let now = self.shared.clock.now();
            let ended = self.shared.store.end_batch(self.tenant, name, fault.clone(), now);
            if let Err(error) = ended.await {
                tracing::warn!(tenant = %self.tenant, %error, "the end of a batch was not kept");
            }
        }
    }

    /// The same as a result says.
    pub(crate) async fn end_as<T>(self, came: &Result<T, Failure>) {
        match came {
            Ok(_) => self.end(None).await,
            Err(Failure::Stopping) => {}
            Err(failure) => self.end(Some(fell(failure))).await,
        }
    }
}

/// What a batch fell over.
pub(crate) fn fell(detail: &impl ToString) -> Message {
    Message::new("batches-fell").with("detail", detail.to_string())
}

/// The batch in which open cases are counted anew by a version of the calendar.
pub(crate) fn of_calendar(version: u32) -> BatchName {
    BatchName {
        kind: BatchKind::Calendar,
        about: version.to_string(),
    }
}

/// The batch in which open cases are counted anew by an entry of the journal of tunings.
pub(crate) fn of_tuning(number: u32) -> BatchName {
    BatchName {
        kind: BatchKind::Tuning,
        about: number.to_string(),
    }
}

impl Engine {
    /// Batches, those that began last first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn batches(&self, tenant: TenantId) -> Result<Vec<(Batch, BatchState)>, Failure> {
        let now = self.clock().now();
        let batches = self.store().batches(tenant, MAX_SHOWN).await?;
        let with_state = batches.into_iter().map(|batch| {
            let state = BatchState::of(&batch, now);
            (batch, state)
        });
        Ok(with_state.collect())
    }

    /// Notes a file that is taken in as a batch of so many lines, done at once or not at all. `fault` is why it was not.
    ///
    /// # Errors
    /// What the store says.
    pub async fn note_import(
        &self,
        tenant: TenantId,
        by: &str,
        lines: u64,
        fault: Option<Message>,
    ) -> Result<(), Failure> {
        let name = BatchName {
            kind: BatchKind::Import,
            about: self.ids().next().to_string(),
        };
        let course = Course::begin(
            self.shared(),
            tenant,
            vec![(name, by.to_owned())],
            (0, Some(lines)),
        );
        let course = course.await?;
        if fault.is_none() {
            course.came(lines, lines).await?;
        }
        course.end(fault).await;
        Ok(())
    }

    /// The batches that counting open cases anew is of: those that are not done, and that nobody is at.
    pub(crate) async fn course_of_counting(&self, tenant: TenantId) -> Result<Course, Failure> {
        let shared = self.shared();
        let store = &shared.store;
        let now = shared.clock.now();
        let mut wanted: Vec<(BatchName, String)> = Vec::new();
        if let Some(newest) = store.calendars(tenant, 1).await?.pop()
            && newest.counted_at.is_none()
        {
            wanted.push((of_calendar(newest.version), newest.set_by));
        }
        let uncounted = shared.uncounted(tenant, now).await?;
        if !uncounted.is_empty() {
            let entries = store.tunings(tenant, crate::MAX_SHOWN_TUNINGS).await?;
            let waits = |number: u32| uncounted.iter().any(|(waiting, _)| *waiting == number);
            let entries = entries.into_iter().filter(|entry| waits(entry.number));
            wanted.extend(entries.map(|entry| (of_tuning(entry.number), entry.set_by)));
        }
        if !wanted.is_empty() {
            for (batch, state) in self.batches(tenant).await? {
                if matches!(state, BatchState::Done | BatchState::Runs | BatchState::Part) {
                    wanted.retain(|(name, _)| *name != batch.name);
                }
            }
        }
        let whole = match wanted.is_empty() {
            true => None,
            false => {
                let running = store.running(tenant).await?;
                Some(running.iter().map(|one| one.cases).sum())
            }
        };
        Course::begin(shared, tenant, wanted, (0, whole)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_batch_stands_follows_from_what_is_kept_of_it() {
        let at = |minutes| DateTime::<Utc>::UNIX_EPOCH + Duration::minutes(minutes);
        let batch = |done, whole, ended: Option<i64>, fault: Option<&str>| Batch {
            name: of_calendar(1),
            began_at: at(0),
            began_by: "anna".to_owned(),
            tries: 1,
            done,
            whole,
            moved: 0,
            came_at: at(10),
            ended_at: ended.map(at),
            fault: fault.map(str::to_owned),
        };
        for (batch, now, expected) in [
            (batch(3, Some(9), None, None), 11, BatchState::Runs),
            (batch(3, Some(9), None, None), 15, BatchState::Still),
            (batch(3, Some(9), Some(10), None), 99, BatchState::Part),
            (batch(9, Some(9), Some(10), None), 99, BatchState::Done),
            (batch(9, None, Some(10), None), 99, BatchState::Done),
            (batch(3, Some(9), Some(10), Some("full")), 99, BatchState::Failed),
        ] {
            assert_eq!(BatchState::of(&batch, at(now)), expected, "{batch:?}");
        }
    }
}
