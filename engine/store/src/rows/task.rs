//! Task rows: what lists show of open work.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::case::Meets;
use samspil_core::id::{CaseId, PersonId, UnitId};
use samspil_core::text::Text;

use super::Marked;

/// An open task of a case, ready for lists without loading the case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskRow {
    /// The item's name; at most one open round of an item at a time.
    pub item: String,
    /// The round.
    pub round: u32,
    /// The task's title.
    pub title: Text,
    /// The name of the party that owns it.
    pub party: String,
    /// The title of that party.
    pub party_title: Text,
    /// The unit that owns it.
    pub unit: Option<UnitId>,
    /// The person who alone owns it, where the party is bound to a person.
    pub person: Option<PersonId>,
    /// Who has claimed it.
    pub claimed_by: Option<PersonId>,
    /// When it opened.
    pub opened_at: DateTime<Utc>,
    /// When it is due.
    pub due: Option<DateTime<Utc>>,
    /// When it should be planned for.
    pub plan_by: Option<DateTime<Utc>>,
    /// Whether someone else's work made it owed.
    pub owed: bool,
    /// Put first by a ladder.
    pub raised: bool,
    /// How often its deadline was counted anew.
    pub counted: u32,
    /// When its deadline was last counted.
    pub counted_at: Option<DateTime<Utc>>,
    /// When it is to be and who takes part, where it is a meeting and that is agreed.
    pub meets: Option<Meets>,
    /// What the case is called.
    pub case_title: String,
    /// The flow's title.
    pub flow_title: Text,
}

/// A party of a case and whom it is bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartyRow {
    /// The party's name.
    pub party: String,
    /// The unit it is bound to.
    pub unit: Option<UnitId>,
    /// The person it is bound to.
    pub person: Option<PersonId>,
}

/// Whose tasks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Claimed by one of these people, or of a party bound to one: the asker, and whom they stand in for.
    Mine(Vec<PersonId>),
    /// Of these units, claimed or not.
    Units(Vec<UnitId>),
    /// Of other units and persons in cases where one of these units or people is bound: what we wait for.
    WaitingFor(Vec<UnitId>, Vec<PersonId>),
    /// Meetings with an agreed time in cases where one of these units or people is bound.
    Meetings(Vec<UnitId>, Vec<PersonId>),
    /// Of one case.
    Case(CaseId),
}

/// The order of a task list; raised tasks come first in each, and ties are settled by case and item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TaskOrder {
    /// Soonest due first, those with no due date last.
    #[default]
    Due,
    /// Newest first.
    Newest,
    /// By the day on which this person will follow up, soonest first; those of which they have noted none come last, and
    /// what is alike in that goes by its due date.
    FollowUp(PersonId),
}

/// Which tasks are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskQuery {
    /// Whose.
    pub whose: Whose,
    /// Only those due before this moment.
    pub due_before: Option<DateTime<Utc>>,
    /// Only those nobody has claimed.
    pub unclaimed: bool,
    /// Only those that a person has marked so.
    pub marked: Option<Marked>,
    /// The order.
    pub order: TaskOrder,
    /// The opaque place after which the page begins, from [`Page::next`].
    pub after: Option<String>,
    /// At most this many.
    pub limit: u32,
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins, where there is one.
    pub next: Option<String>,
}

/// Each row with its place among those of its party, in the order in which they come.
pub(crate) fn places(rows: &[PartyRow]) -> impl Iterator<Item = (u64, &PartyRow)> {
    let mut taken: BTreeMap<&str, u64> = BTreeMap::new();
    rows.iter().map(move |row| {
        let next = taken.entry(&row.party).or_default();
        let place = *next;
        *next += 1;
        (place, row)
    })
}
