//! The open tasks that a person may see.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samspil_core::id::{CaseId, ItemId, PartyId, TenantId};
use samspil_store::{Marked, Page, TaskOrder, TaskPriority, TaskQuery, TaskRow, Whose};

use super::cases::{near, nothing, person};
use super::{MAX_FILLS, MAX_PAGE};
use crate::engine::Engine;
use crate::look::{Look, criterion};
use crate::{By, CaseRead, Failure};

/// Whose tasks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TaskOf {
    /// What I have claimed, and what is mine alone; with the same of those in whose stead I act.
    #[default]
    Mine,
    /// What belongs to my units, and those of whom I stand in for.
    Units,
    /// What we wait for: others' tasks in our cases.
    Others,
}

/// How the asker has marked tasks; what is not said is not asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// To be followed up on this day or before.
    pub follow_up_until: Option<NaiveDate>,
    /// That press so.
    pub priority: Option<TaskPriority>,
    /// With this word.
    pub tag: Option<String>,
}

/// Which tasks are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TaskList {
    /// Whose.
    pub of: TaskOf,
    /// Only those that are late.
    pub overdue: bool,
    /// Only those nobody has claimed.
    pub unclaimed: bool,
    /// Only those that the asker has marked so.
    pub marked: Option<Marks>,
    /// The order.
    pub order: TaskOrder,
    /// Where the page begins: the place that the page before gave as its next.
    pub after: Option<String>,
    /// At most this many, up to [`MAX_PAGE`].
    pub limit: u32,
}

impl Engine {
    /// Tasks for a list, each one that the asker may see, after it is logged. A page may hold fewer than its limit and
    /// still have a next.
    ///
    /// # Errors
    /// What the store says; [`samspil_store::StoreError::Place`] where `after` is no place that a page gave.
    pub async fn tasks(
        &self,
        tenant: TenantId,
        by: &By,
        list: &TaskList,
        look: &Look,
    ) -> Result<Page<(CaseId, TaskRow)>, Failure> {
        let page = self.tasks_found(tenant, by, list).await?;
        let asked = criterion([
            ("of", Some(format!("{:?}", list.of).to_lowercase())),
            ("overdue", list.overdue.then(|| true.to_string())),
            ("unclaimed", list.unclaimed.then(|| true.to_string())),
            ("marked", list.marked.is_some().then(|| true.to_string())),
            ("after", list.after.clone()),
        ]);
        self.log(tenant, by, look, (asked, Some(page.rows.len())), None)
            .await?;
        Ok(page)
    }

    /// How many tasks a list holds, up to its limit, and whether there are more. Nothing of a case is told by it.
    ///
    /// # Errors
    /// As for [`Engine::tasks`].
    pub async fn count_tasks(
        &self,
        tenant: TenantId,
        by: &By,
        list: &TaskList,
    ) -> Result<(usize, bool), Failure> {
        let page = self.tasks_found(tenant, by, list).await?;
        Ok((page.rows.len(), page.next.is_some()))
    }

    pub(super) async fn tasks_found(
        &self,
        tenant: TenantId,
        by: &By,
        list: &TaskList,
    ) -> Result<Page<(CaseId, TaskRow)>, Failure> {
        let (Some((person, _)), Some((units, people))) = (person(by), near(by)) else {
            return Ok(nothing());
        };
        let limit = list.limit.clamp(1, MAX_PAGE);
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut query = TaskQuery {
            whose: match list.of {
                TaskOf::Mine => Whose::Mine(people),
                TaskOf::Units => Whose::Units(units),
                TaskOf::Others => Whose::WaitingFor(units, people),
            },
            due_before: list.overdue.then(|| self.clock().now()),
            unclaimed: list.unclaimed,
            marked: list.marked.as_ref().map(|marks| Marked {
                by: person,
                follow_up_until: marks.follow_up_until,
                priority: marks.priority,
                tag: marks.tag.clone(),
            }),
            order: list.order,
            after: list.after.clone(),
            limit,
        };
        let mut page = nothing();
        for _ in 0..MAX_FILLS {
            query.limit = u32::try_from(wanted - page.rows.len()).unwrap_or(limit);
            let found = self.store().tasks(tenant, &query).await?;
            page.next.clone_from(&found.next);
            query.after = found.next;
            page.rows.extend(self.seen(tenant, by, found.rows).await?);
            if page.next.is_none() || page.rows.len() >= wanted {
                break;
            }
        }
        Ok(page)
    }

    /// Those that the asker may see now. The case is asked for each: whoever owned a task when it was written down may be
    /// there no longer.
    async fn seen(
        &self,
        tenant: TenantId,
        by: &By,
        rows: Vec<(CaseId, TaskRow)>,
    ) -> Result<Vec<(CaseId, TaskRow)>, Failure> {
        let cases: BTreeSet<CaseId> = rows.iter().map(|(case, _)| *case).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let known = self.known(tenant, by, &cases).await?;
        let seen = |(case, task): (CaseId, TaskRow)| Some((case, shown(task, known.get(&case)?, by)?));
        Ok(rows.into_iter().filter_map(seen).collect())
    }
}

/// The row as the asker sees it; none where they do not.
pub(super) fn shown(mut task: TaskRow, read: &CaseRead, by: &By) -> Option<TaskRow> {
    person(by)?;
    let (view, eyes) = (read.view(), read.eyes(by));
    if eyes.is_looking_in() {
        return None;
    }
    let there = PartyId::new(&task.party).is_ok_and(|party| eyes.contains(&party));
    let item = ItemId::with_row(&task.item).ok()?;
    let own = there && by.owns(&task);
    if !own && !view.sees_named(&eyes, &item) {
        return None;
    }
    if view.seen_title(&eyes).is_none() {
        task.case_title = view.run.flow.title.da.clone();
    }
    task.claimed_by = task.claimed_by.filter(|hand| !view.hides_person(&eyes, *hand));
    Some(task)
}
