//! What a person notes of a task for themselves.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::id::{CaseId, TenantId};
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
        task: (CaseId, &str),
    ) -> Result<Option<TaskRow>, Failure> {
        let found = self.tasks_to_mark(tenant, by, &[task]).await?;
        Ok(found.into_iter().next().flatten())
    }

    /// The same for several, each in its place. A case is read once, however many of its tasks are asked for.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tasks_to_mark(
        &self,
        tenant: TenantId,
        by: &By,
        tasks: &[(CaseId, &str)],
    ) -> Result<Vec<Option<TaskRow>>, Failure> {
        if person(by).is_none() {
            return Ok(tasks.iter().map(|_| None).collect());
        }
        let mut open: BTreeMap<CaseId, Vec<TaskRow>> = BTreeMap::new();
        let cases: BTreeSet<CaseId> = tasks.iter().map(|(case, _)| *case).collect();
        for case in cases {
            open.insert(case, self.open_tasks(tenant, case).await?);
        }
        let found = tasks.iter().map(|(case, item)| {
            let task = open.get(case)?.iter().find(|task| task.item == *item)?;
            Some((*case, task.clone()))
        });
        let found: Vec<Option<(CaseId, TaskRow)>> = found.collect();
        let there: BTreeSet<CaseId> = found.iter().flatten().map(|(case, _)| *case).collect();
        let there: Vec<CaseId> = there.into_iter().collect();
        let known = self.shared().known(tenant, by, &there).await?;
        let seen = found.into_iter().map(|found| {
            let (case, task) = found?;
            shown(task, known.get(&case)?, by)
        });
        Ok(seen.collect())
    }

    async fn open_tasks(&self, tenant: TenantId, case: CaseId) -> Result<Vec<TaskRow>, Failure> {
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
        Ok(rows.into_iter().map(|(_, task)| task).collect())
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
