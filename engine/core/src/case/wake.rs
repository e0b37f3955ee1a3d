//! When a case must be looked at next.

use chrono::{DateTime, NaiveTime, Utc};

use super::{ClockStanding, Status, View, clocks};
use crate::calendar::{instant_of, local_date};

impl View<'_> {
    /// The next moment at which something happens by itself; none where only people and messages bring the case on.
    #[must_use]
    pub fn next_wake(&self) -> Option<DateTime<Utc>> {
        if !self.case.is_open() {
            return None;
        }
        let mut soonest = clocks::next_due(self.run, self.case).map(|due| due.at);
        let mut offer = |moment: Option<DateTime<Utc>>| {
            if let Some(moment) = moment.filter(|moment| *moment != DateTime::<Utc>::MAX_UTC) {
                soonest = Some(soonest.map_or(moment, |soonest| soonest.min(moment)));
            }
        };
        for (id, state) in &self.case.items {
            let may_end = |id| {
                self.run
                    .item(self.case, id)
                    .is_some_and(|item| self.may_finish(&item))
            };
            if state.status == Status::Active && state.ends_at.is_some() && may_end(id) {
                offer(state.ends_at);
            }
        }
        // What nothing has happened to yet waits for its time as well.
        for item in self.run.held_back() {
            for item in self.run.those_meant(self.case, &item.id) {
                if self.case.item(&item.id).status == Status::Waiting && self.waits_for_its_time(&item) {
                    offer(self.not_before(&item));
                }
            }
        }
        for (id, state) in &self.case.clocks {
            if state.standing == ClockStanding::Paused
                && let Some(clock) = self.run.clock_in(self.case, id.as_str())
            {
                offer(clocks::pause_ends(self, &clock, state));
            }
        }
        offer(self.next_coming_or_going());
        if self.run.reads_today {
            let tomorrow = local_date(self.at)
                .succ_opt()
                .map(|day| instant_of(day.and_time(NaiveTime::MIN)));
            offer(tomorrow);
        }
        soonest
    }
}
