//! Clocks as a case counts by them: as the flow has them, or as they were tuned when they were counted.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::clocks::unit_of;
use super::{Case, ClockState, Runnable, View};
use crate::calendar::{Rhythm, Window};
use crate::flow::{Clock, Item, Lasts, Ready, Rung};

impl Runnable {
    /// The clock as the tuning with this number has it; as it is where there is none, or the flow does not allow it.
    pub(super) fn tuned<'a>(&'a self, clock: Cow<'a, Clock>, tuning: Option<u32>) -> Cow<'a, Clock> {
        match self.ready(&clock, tuning) {
            Some(ready) => self.as_tuned(clock, ready),
            None => clock,
        }
    }

    fn ready(&self, clock: &Clock, tuning: Option<u32>) -> Option<&Ready> {
        self.tunings.numbered(tuning?, clock.id.base())
    }

    fn as_tuned<'a>(&'a self, clock: Cow<'a, Clock>, ready: &'a Ready) -> Cow<'a, Clock> {
        let tuned = &ready.fitted.clock;
        let Some(row) = clock.id.row() else {
            return Cow::Borrowed(tuned);
        };
        match tuned.item.as_ref().and_then(|item| self.sets.get(item)) {
            Some(root) => Cow::Owned(self.clock_of_row(tuned, root, row)),
            None => clock,
        }
    }

    /// A clock as the case counts by it.
    #[must_use]
    pub fn clock_in(&self, case: &Case, id: &str) -> Option<Cow<'_, Clock>> {
        let clock = self.clock(id)?;
        let tuning = case.clocks.get(id).and_then(|state| state.tuning);
        Some(self.tuned(clock, tuning))
    }

    /// Every clock that the case may have, as the case counts by it: of what is there once for each row, one for each.
    #[must_use]
    pub fn clocks_of<'a>(&'a self, case: &Case) -> Vec<Cow<'a, Clock>> {
        let written = self.written_clocks(case).into_iter();
        let tuned = |clock: Cow<'a, Clock>| {
            let tuning = case.clocks.get(&clock.id).and_then(|state| state.tuning);
            self.tuned(clock, tuning)
        };
        written.map(tuned).collect()
    }

    /// The ladder of a clock as it is counted by; what a row has of a clock has the clock's own.
    pub(super) fn ladder_of(&self, base: &str, state: &ClockState) -> Option<&[Rung]> {
        let clock = self.flow.clocks.get(base)?;
        let ready = self.ready(clock, state.tuning);
        Some(ready.map_or(&clock.ladder, |ready| &ready.fitted.clock.ladder))
    }

    /// A clock of the flow as it is for everyone who starts it now: what is published.
    #[must_use]
    pub fn clock_for_all<'a>(&'a self, clock: &'a Clock, at: DateTime<Utc>) -> &'a Clock {
        let ready = self.tunings.holding(clock.id.base(), || None, at, at);
        ready.map_or(clock, |ready| &ready.fitted.clock)
    }
}

impl<'a> View<'a> {
    /// The number of the tuning that a clock which starts then is counted by now.
    pub(super) fn tuning_of(&self, clock: &Clock, starts: DateTime<Utc>) -> Option<u32> {
        let tunings = &self.run.tunings;
        let ready = tunings.holding(clock.id.base(), || unit_of(self, clock), starts, self.at);
        ready.map(|ready| ready.number)
    }

    /// The rhythm in which an item comes back now.
    pub(super) fn rhythm_of<'i>(&self, item: &'i Item) -> Option<&'i Rhythm>
    where
        'a: 'i,
    {
        let written = item.repeats.as_ref()?.every.as_ref()?;
        let tuned = self
            .holding_for(item)
            .and_then(|ready| ready.fitted.every.as_ref());
        Some(tuned.unwrap_or(written))
    }

    /// The window that an item keeps now.
    pub(super) fn window_of(&self, item: &Item) -> Option<Window> {
        let written = item.repeats.as_ref()?.window?;
        let tuned = self.holding_for(item).map(|ready| &ready.fitted.clock.lasts);
        Some(match tuned {
            Some(Lasts::Window(window)) => *window,
            _ => written,
        })
    }

    /// The tuning by which an item comes again now.
    fn holding_for(&self, item: &Item) -> Option<&'a Ready> {
        let tunings = &self.run.tunings;
        if tunings.is_empty() {
            return None;
        }
        let starts = self.case.item(&item.id).could_start.unwrap_or(self.at);
        let unit = || unit_of(self, &*self.run.clock(item.id.as_str())?);
        tunings.holding(item.id.base(), unit, starts, self.at)
    }
}
