//! The open tasks of a case, as lists show them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Agreed, Status, View};
use crate::flow::{Item, ItemKind};
use crate::id::{ItemId, PartyId, PersonId};
use crate::text::Text;

/// Human work that is open now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenTask {
    /// The item.
    pub item: ItemId,
    /// Its round.
    pub round: u32,
    /// Its title.
    pub title: Text,
    /// The party that owns it.
    pub party: PartyId,
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
    /// How often the moment at which it is due may have changed.
    pub counted: u32,
    /// When it did last.
    pub counted_at: Option<DateTime<Utc>>,
    /// When it is to be and who takes part, where it is a meeting and that is agreed.
    pub meets: Option<Meets>,
}

/// A meeting as lists and calendars show it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Meets {
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// How often what was agreed has changed.
    pub number: u32,
    /// When it was agreed so.
    pub since: DateTime<Utc>,
    /// The parties that take part.
    pub with: Vec<PartyId>,
}

fn meets(view: &View<'_>, item: &Item, agreed: &Agreed) -> Meets {
    Meets {
        starts: agreed.starts,
        ends: agreed.ends,
        number: agreed.number,
        since: agreed.since,
        with: view
            .owner(item)
            .into_iter()
            .chain(item.with.iter().cloned())
            .collect(),
    }
}

/// All human work that is open, in the flow's order.
#[must_use]
pub fn open_tasks(view: &View<'_>) -> Vec<OpenTask> {
    if view.case.has_ended() {
        return Vec::new();
    }
    let planned = view.run.named_items(view.case);
    let tasks = planned.iter().chain(view.case.added.keys()).filter_map(|id| {
        let state = view
            .case
            .items
            .get(id)
            .filter(|state| state.status == Status::Active)?;
        if view.run.is_set(id) {
            return None;
        }
        let item = view.run.item(view.case, id)?;
        if !matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting) {
            return None;
        }
        let clock = view.soonest_clock(id);
        let (counted, counted_at) = view.counted(id);
        Some(OpenTask {
            item: id.clone(),
            round: state.round,
            title: item.title.clone(),
            party: view.owner(&item)?,
            claimed_by: state.claimed_by,
            opened_at: state.opened_at?,
            due: clock.map(|clock| clock.due),
            plan_by: clock.map(|clock| clock.plan_by),
            owed: state.owed,
            raised: state.raised,
            counted,
            counted_at,
            meets: view.agreed(&item).map(|agreed| meets(view, &item, agreed)),
        })
    });
    tasks.collect()
}
