//! Rounds that a rhythm or a window has named a time for and that are nobody's work yet.

use chrono::{DateTime, Utc};

use super::{Eyes, Status, View};
use crate::flow::{CountedFrom, Item, ItemKind, Repeat};
use crate::id::ItemId;

/// A round that will come at its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedRound {
    /// The item.
    pub item: ItemId,
    /// The time that is named for the round; the start of a day where a day is.
    pub at: DateTime<Utc>,
}

impl View<'_> {
    /// The next rounds of people's work that wait for their time alone, by item, as far as these eyes see them: the item, and
    /// what its times are counted from. What is open already is a task, and what something else holds back has no time yet.
    #[must_use]
    pub fn planned_rounds(&self, eyes: &Eyes) -> Vec<PlannedRound> {
        if !self.case.is_open() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for base in self.run.held_back() {
            for item in self.run.those_meant(self.case, &base.id) {
                found.extend(self.planned_round(&item).filter(|_| self.sees_plan(eyes, &item)));
            }
        }
        found
    }

    fn planned_round(&self, item: &Item) -> Option<PlannedRound> {
        let on_rhythm = item.repeats.as_ref().is_some_and(Repeat::is_planned);
        let is_work = matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting);
        let state = self.case.item(&item.id);
        let waits = state.status == Status::Waiting && self.waits_for_its_time(item);
        let at = state.planned.filter(|_| on_rhythm && is_work && waits)?;
        Some(PlannedRound {
            item: item.id.clone(),
            at,
        })
    }

    fn sees_plan(&self, eyes: &Eyes, item: &Item) -> bool {
        let from = item.repeats.as_ref().and_then(|repeats| repeats.from.as_ref());
        let sees_from = match from {
            Some(CountedFrom::Field(path)) => self.sees_field(eyes, path),
            Some(CountedFrom::Done(other)) => self.sees_named(eyes, other),
            None => true,
        };
        sees_from && self.sees_item(eyes, item)
    }
}
