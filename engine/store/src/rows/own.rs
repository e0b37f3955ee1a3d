//! What people keep for themselves: lists by name, and marks on tasks.

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId};
use serde::{Deserialize, Serialize};

use super::TaskRow;

/// A list that a person has given a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnList {
    /// Its name, among the person's own.
    pub name: String,
    /// The address of a page of this program, with what it is narrowed down to.
    pub address: String,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
}

/// How much a task presses, for one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskPriority {
    /// Before others.
    High,
    /// After others.
    Low,
}

/// What a person has noted of an open task for themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskMark {
    /// The case.
    pub case: CaseId,
    /// The item's name.
    pub item: String,
    /// The round that it is of.
    pub round: u32,
    /// When they will follow up, which is no deadline.
    pub follow_up: Option<NaiveDate>,
    /// How much it presses; as others do where nothing is said.
    pub priority: Option<TaskPriority>,
    /// Words of their own, in their order.
    pub tags: Vec<String>,
}

impl TaskMark {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.follow_up.is_none() && self.priority.is_none() && self.tags.is_empty()
    }

    /// Whether it is of this task, in the round that is open: what was noted of an earlier round is not.
    #[must_use]
    pub fn is_of(&self, case: CaseId, task: &TaskRow) -> bool {
        self.case == case && self.item == task.item && self.round == task.round
    }
}

/// Only tasks that a person has marked so; what is not said is not asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    /// Who.
    pub by: PersonId,
    /// Those to be followed up on this day or before.
    pub follow_up_until: Option<NaiveDate>,
    /// Those that press so.
    pub priority: Option<TaskPriority>,
    /// Those with this word.
    pub tag: Option<String>,
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Text;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_mark_is_of_one_item_of_one_case_in_the_round_that_is_open() {
        let case = CaseId(Uuid::from_u128(7));
        let task = TaskRow {
            item: "visit".to_owned(),
            round: 2,
            title: Text::default(),
            party: String::new(),
            party_title: Text::default(),
            unit: None,
            person: None,
            claimed_by: None,
            opened_at: DateTime::UNIX_EPOCH,
            due: None,
            plan_by: None,
            owed: false,
            raised: false,
            counted: 0,
            counted_at: None,
            meets: None,
            case_title: String::new(),
            flow_title: Text::default(),
        };
        let mark = |case, item: &str, round| TaskMark {
            case,
            item: item.to_owned(),
            round,
            follow_up: None,
            priority: None,
            tags: Vec::new(),
        };
        assert!(mark(case, "visit", 2).is_of(case, &task));
        assert!(!mark(case, "visit", 1).is_of(case, &task));
        assert!(!mark(case, "answer", 2).is_of(case, &task));
        assert!(!mark(CaseId(Uuid::from_u128(8)), "visit", 2).is_of(case, &task));
    }
}
