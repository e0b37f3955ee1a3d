//! The chain from the citizen's own words to what is done day by day (A6.1 in `flows/lines.csv`).

use crate::flow::Place;
use crate::id::{FieldPath, ItemId};

/// Where in the case file each level of the chain lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// What the citizen wants, in their own words.
    pub wishes: FieldPath,
    /// What all of it is to lead to.
    pub purpose: Option<FieldPath>,
    /// The column that says each goal; its list is the list of goals.
    pub goals: Option<FieldPath>,
    /// The column of the list of goals that says which theme a goal is about.
    pub theme: Option<FieldPath>,
    /// Its column that says which level a goal is to reach.
    pub level: Option<FieldPath>,
    /// Its column that says what kind of goal it is: to develop, to maintain, to limit loss.
    pub kind: Option<FieldPath>,
    /// The column that says each sub-goal: of the list of goals, or of a list of its own.
    pub sub_goals: Option<FieldPath>,
    /// The column that says what is done, of the same list as the sub-goals.
    pub activities: Option<FieldPath>,
    /// Where sub-goals and activities have a list of their own, its column that says which goal each belongs to.
    pub under: Option<FieldPath>,
    /// The work by which notes are written from day to day.
    pub notes: Option<ItemId>,
    /// The field of a note that says which goal it is about; none where the notes are there for each goal.
    pub about: Option<FieldPath>,
    /// The work that condenses the notes of a period.
    pub status: Option<ItemId>,
    /// Where it is declared.
    pub place: Place,
}

impl Chain {
    /// The list that a column lies in.
    #[must_use]
    pub fn list_of(column: &FieldPath) -> Option<FieldPath> {
        let (list, _) = column.as_str().rsplit_once('.')?;
        FieldPath::new(list).ok()
    }

    /// The list of goals.
    #[must_use]
    pub fn goal_list(&self) -> Option<FieldPath> {
        Self::list_of(self.goals.as_ref()?)
    }

    /// The list that sub-goals and activities lie in.
    #[must_use]
    pub fn activity_list(&self) -> Option<FieldPath> {
        Self::list_of(self.activities.as_ref().or(self.sub_goals.as_ref())?)
    }
}
