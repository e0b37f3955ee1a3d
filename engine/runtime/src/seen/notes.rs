//! The notes about goals that a person may write now.

use std::collections::BTreeSet;

use samspil_core::id::{CaseId, ItemId, TenantId};
use samspil_store::TaskOrder;

use super::cases::person;
use super::{MAX_PAGE, TaskList, TaskOf};
use crate::engine::Engine;
use crate::{By, Failure};

/// How many pages of a list of tasks are looked through: a thousand tasks, more than a unit has open.
const MAX_PAGES: usize = 10;

/// How many notes are offered at a time: what a unit writes on a day.
const MAX_NOTES: usize = 60;

/// The notes that may be written now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OpenNotes {
    /// The items by which they are written, by case, those that are due first in front.
    pub cases: Vec<(CaseId, Vec<ItemId>)>,
    /// There are more.
    pub is_cut: bool,
}

impl OpenNotes {
    fn count(&self) -> usize {
        self.cases.iter().map(|(_, items)| items.len()).sum()
    }

    fn has(&self, case: CaseId, item: &ItemId) -> bool {
        self.cases
            .iter()
            .any(|(known, items)| *known == case && items.contains(item))
    }

    fn add(&mut self, case: CaseId, item: ItemId) {
        match self.cases.iter_mut().find(|(known, _)| *known == case) {
            Some((_, items)) if items.contains(&item) => {}
            Some((_, items)) => items.push(item),
            None => self.cases.push((case, vec![item])),
        }
    }
}

impl Engine {
    /// The open work by which notes about goals are written, of the person and of their units. Nothing of a case is told by
    /// it; whoever shows one reads it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open_notes(&self, tenant: TenantId, by: &By) -> Result<OpenNotes, Failure> {
        let mut found = OpenNotes::default();
        let Some((me, _)) = person(by) else {
            return Ok(found);
        };
        for of in [TaskOf::Mine, TaskOf::Units] {
            let mut list = TaskList {
                of,
                order: TaskOrder::Due,
                limit: MAX_PAGE,
                ..TaskList::default()
            };
            for page in 1..=MAX_PAGES {
                let tasks = self.tasks_found(tenant, by, &list).await?;
                let cases: BTreeSet<CaseId> = tasks.rows.iter().map(|(case, _)| *case).collect();
                let cases: Vec<CaseId> = cases.into_iter().collect();
                let known = self.known(tenant, by, &cases).await?;
                for (case, task) in tasks.rows {
                    let notes = known
                        .get(&case)
                        .and_then(|read| read.run.flow.chain.as_ref()?.notes.as_ref());
                    let Ok(item) = ItemId::with_row(&task.item) else {
                        continue;
                    };
                    if notes.is_none_or(|notes| notes.as_str() != item.base()) {
                        continue;
                    }
                    // What a colleague has taken is theirs to write.
                    if task.claimed_by.is_some_and(|hand| hand != me) || found.has(case, &item) {
                        continue;
                    }
                    if found.count() >= MAX_NOTES {
                        found.is_cut = true;
                        return Ok(found);
                    }
                    found.add(case, item);
                }
                list.after = tasks.next;
                if list.after.is_none() {
                    break;
                }
                found.is_cut |= page == MAX_PAGES;
            }
        }
        Ok(found)
    }
}
