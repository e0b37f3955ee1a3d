//! A case seen at a moment through its flow: what guards ask of it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Case, Runnable, Status};
use crate::calendar::{Calendar, local_date};
use crate::flow::{Item, Starts, Value};
use crate::guard::{Facts, Guard, Truth};
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::{Arg, Text};

/// A case, the flow that it runs by, and a moment.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The flow.
    pub run: &'a Runnable,
    /// The case.
    pub case: &'a Case,
    /// The moment.
    pub at: DateTime<Utc>,
}

impl View<'_> {
    /// Whether the guard holds now; where there is none, nothing stands in the way.
    #[must_use]
    pub fn holds(&self, guard: Option<&Guard>) -> bool {
        guard.is_none_or(|guard| guard.holds(self) == Truth::True)
    }

    /// The party that owns an item now.
    #[must_use]
    pub fn owner(&self, item: &Item) -> Option<PartyId> {
        self.case
            .item(&item.id)
            .handed_to
            .clone()
            .or_else(|| item.owner.clone())
    }

    /// The party that owns an item of this name now.
    pub(super) fn owner_now(&self, item: &ItemId) -> Option<PartyId> {
        self.owner(&*self.run.item(self.case, item)?)
    }

    /// The party whose work the row is that an item is there for, where its column says so.
    pub(super) fn owner_by_row(&self, item: &ItemId) -> Option<PartyId> {
        let each = self.run.each(item)?;
        let (_, row) = self.row_of(item)?;
        match row.get(each.owner.as_ref()?)? {
            Value::Choice(name) => {
                let (id, party) = self.run.flow.parties.get_key_value(name.as_str())?;
                // Where a case may be without the party, somebody must be bound to it: otherwise the work is nobody's.
                let bound = || self.case.parties.get(id).is_some_and(|to| !to.is_empty());
                (party.is_always_there() || bound()).then(|| id.clone())
            }
            _ => None,
        }
    }

    /// The title of an item, for messages.
    #[must_use]
    pub fn title(&self, item: &ItemId) -> Arg {
        match self.run.flow.items.get(item) {
            Some(item) => Arg::Both(item.title.clone()),
            None => self.run.item(self.case, item).map_or_else(
                || Arg::Text(item.to_string()),
                |item| Arg::Both(item.title.clone()),
            ),
        }
    }

    /// The title of a party, for messages.
    #[must_use]
    pub fn party_title(&self, party: &PartyId) -> Text {
        self.run
            .flow
            .parties
            .get(party)
            .map_or_else(|| Text::danish(party.as_str()), |party| party.title.clone())
    }

    /// Whether a round of the item begins only once somebody adds it, and nobody has; nor is it owed. What repeats goes on
    /// by itself once it has begun.
    #[must_use]
    pub fn lies_ready(&self, item: &Item) -> bool {
        if item.starts != Starts::WhenAdded {
            return false;
        }
        let state = self.case.item(&item.id);
        state.added == 0 && !state.owed && !state.called && !state.goes_on(item)
    }

    /// Whether the item is there: what lies ready is not, before somebody has added it.
    pub(super) fn is_there(&self, item: &Item) -> bool {
        let is_under_way = || {
            let status = self.case.item(&item.id).status;
            matches!(status, Status::Active | Status::Possible)
        };
        !self.lies_ready(item) || is_under_way()
    }

    /// Whether the stage that the item lies in goes on.
    #[must_use]
    pub fn stage_goes_on(&self, item: &Item) -> bool {
        item.parent.as_ref().is_none_or(|stage| self.goes_on(stage))
    }
}

impl Facts for View<'_> {
    fn field(&self, path: &FieldPath) -> Option<&Value> {
        self.case.data.get(path)
    }

    fn done(&self, item: &ItemId) -> bool {
        self.case.item(item).times > 0
    }

    fn owed(&self, item: &ItemId) -> bool {
        let state = self.case.item(item);
        state.owed && !state.out_of_play
    }

    fn times(&self, item: &ItemId) -> u32 {
        if self.run.is_set(item) {
            return super::rows::rows(self.case, item)
                .map(|(_, state)| state.times)
                .sum();
        }
        self.case.item(item).times
    }

    fn rounds(&self, item: &ItemId) -> u32 {
        let state = self.case.item(item);
        let cued = u32::from(state.cued);
        state.round.saturating_add(state.again).saturating_add(cued)
    }

    fn skipped(&self, item: &ItemId) -> bool {
        self.case.item(item).status == Status::Skipped
    }

    fn open(&self, item: &ItemId) -> bool {
        self.case.item(item).status == Status::Active
    }

    fn may_come(&self, item: &ItemId) -> bool {
        View::may_come(self, item)
    }

    fn done_at(&self, item: &ItemId) -> Option<DateTime<Utc>> {
        self.case.item(item).happened_at
    }

    fn today(&self) -> NaiveDate {
        local_date(self.at)
    }

    fn calendar(&self) -> &Calendar {
        &self.run.calendar
    }
}
