//! What a person notes of a task for themselves.

use samspil_core::id::TenantId;
use samspil_store::{TaskMark, TaskQuery, TaskRow, Whose};

use super::cases::person;
use super::tasks::shown;
use crate::{By, Engine, Failure};

/// The most words on a task: what is seen at a glance.
pub const MAX_TAGS: usize = 5;

/// The longest word on a task, in characters.
pub const MAX_TAG_CHARS: usize = 30;

/// The most open tasks of a case that one is looked for among: a case has fewer.
const MAX_OPEN: u32 = 1_000;

/// Why a mark was not kept.
#[derive(Debug)]
pub enum MarkRefused {
    /// No such task is open, or the asker may not know of it.
    NotThere,
    /// The words are too many or too long, or the person has marked too many tasks.
    TooMuch,
    /// It could not be done now.
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for MarkRefused {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// The open task that a person may see and mark. It tells nothing more than their lists do; whoever shows it
    /// has it logged before.
    ///
    /// # Errors
    /// What the store says.
    pub async fn task_to_mark(
        &self,
        tenant: TenantId,
        by: &By,
        (case, item): (samspil_core::id::CaseId, &str),
    ) -> Result<Option<TaskRow>, Failure> {
        if person(by).is_none() {
            return Ok(None);
        }
        let query = TaskQuery {
            whose: Whose::Case(case),
            due_before: None,
            unclaimed: false,
            marked: None,
            order: samspil_store::TaskOrder::Due,
            after: None,
            limit: MAX_OPEN,
        };
        let rows = self.store().tasks(tenant, &query).await?.rows;
        let found = rows.into_iter().find(|(_, task)| task.item == item);
        let Some((_, task)) = found else {
            return Ok(None);
        };
        let known = self.shared().known(tenant, by, &[case]).await?;
        Ok(known.get(&case).and_then(|read| shown(task, read, by)))
    }

    /// Keeps a person's mark on a task that they may see; one that says nothing takes away what they had noted.
    ///
    /// # Errors
    /// [`MarkRefused`] says why not.
    pub async fn mark_task(&self, tenant: TenantId, by: &By, mark: TaskMark) -> Result<(), MarkRefused> {
        let (Some((own, _)), Some(_)) = (
            person(by),
            self.task_to_mark(tenant, by, (mark.case, &mark.item)).await?,
        ) else {
            return Err(MarkRefused::NotThere);
        };
        let too_long = |tag: &String| tag.is_empty() || tag.chars().count() > MAX_TAG_CHARS;
        if mark.tags.len() > MAX_TAGS || mark.tags.iter().any(too_long) {
            return Err(MarkRefused::TooMuch);
        }
        match self.store().mark_task(tenant, own, mark).await? {
            true => Ok(()),
            false => Err(MarkRefused::TooMuch),
        }
    }
}
