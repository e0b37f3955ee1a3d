//! A case without lengths of time: what waits for its time waits until it is said that the time has come. So whoever
//! searches all runs of a flow may let it come at any moment.

use chrono::{DateTime, Utc};

use super::hindrance::Hindrance;
use super::{Case, Change, Runnable, View};
use crate::flow::{Clock, Item, ItemKind, Repeat, Starts};

/// The time of a round that has not come: the last second of the year 9999, later than any time that is counted.
pub(crate) const YET_TO_COME: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 0) {
    Some(moment) => moment,
    None => DateTime::<Utc>::MAX_UTC,
};

impl Runnable {
    /// The same flow without lengths of time: no clocks, waits that end when someone says so, delays and rhythms whose
    /// time comes when [`time_comes`] says so. What a person starts needs no delay: that it may be started sooner makes
    /// no one do so.
    #[must_use]
    pub fn without_time(&self) -> Self {
        let mut flow = self.flow.clone();
        flow.clocks.clear();
        for item in flow.items.values_mut() {
            if let ItemKind::Wait(wait) = &mut item.kind {
                wait.after = None;
                wait.exactly = None;
            }
            if item.starts == Starts::ByHand || item.optional {
                item.not_before = None;
                for proviso in &mut item.provisos {
                    proviso.not_before = None;
                }
            }
        }
        let mut run = Self::new(flow, self.guards.clone(), self.version, self.calendar.clone());
        run.untimed = true;
        run
    }

    /// Whether lengths of time can make a difference to what is done: a delay, a rhythm, a wait that ends by itself, a
    /// ladder that opens something, or a guard that asks what day it is.
    #[must_use]
    pub fn depends_on_time(&self) -> bool {
        let waits = |item: &Item| {
            item.is_delayed()
                || item.repeats.as_ref().is_some_and(Repeat::is_planned)
                || matches!(&item.kind, ItemKind::Wait(wait) if wait.ends_by_time())
        };
        self.reads_today
            || self.flow.items.values().any(waits)
            || self.flow.clocks.values().any(Clock::opens_something)
    }
}

impl View<'_> {
    /// When a round may open where lengths are left out: its time has come once it is planned before now.
    pub(super) fn not_before_without_time(&self, item: &Item) -> Option<DateTime<Utc>> {
        let state = self.case.item(&item.id);
        let on_rhythm = item.repeats.as_ref().is_some_and(Repeat::is_planned);
        if on_rhythm {
            let asked_for = state.owed || state.again > 0;
            (!asked_for).then(|| state.planned.unwrap_or(DateTime::<Utc>::MAX_UTC))
        } else {
            item.is_delayed().then(|| state.planned.unwrap_or(YET_TO_COME))
        }
    }

    /// Whether nothing but its time stands in the way of the item.
    pub(crate) fn waits_for_its_time(&self, item: &Item) -> bool {
        let hindrances = self.hindrances(item);
        !hindrances.is_empty()
            && hindrances.only(Hindrance::NotBefore)
            && self.not_before(item) != Some(DateTime::<Utc>::MAX_UTC)
    }
}

/// The change that lets the time of an item come.
pub(crate) fn time_comes(case: &Case, item: &Item) -> Change {
    Change::Planned {
        item: item.id.clone(),
        planned: Some(case.started_at),
        could_start: None,
    }
}
