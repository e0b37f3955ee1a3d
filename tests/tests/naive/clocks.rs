//! What is due so many days after it opened: whole days, told at their end.

use samspil_core::calendar::Length;
use samspil_core::id::ItemId;

use crate::interpreter::{Endless, Goes, Is, Naive};
use crate::twist::Twist;

/// A clock of an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Clock {
    /// The last day.
    pub(crate) due: i64,
    /// It ran out before its work was done.
    late: bool,
    /// It still counts, was met, or was stopped.
    stands: Stands,
    /// The day since which it stands still.
    still_since: Option<i64>,
    /// It ended in the same breath as it began.
    pub(crate) fleeting: bool,
    /// In which thing that was asked it began.
    began: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stands {
    Counts,
    Met,
    Stopped,
}

impl Clock {
    pub(crate) const fn word(&self) -> &'static str {
        match (self.stands, self.late) {
            (Stands::Counts, true) => "breached",
            (Stands::Counts, false) if self.still_since.is_some() => "paused",
            (Stands::Counts, false) => "running",
            (Stands::Met, true) => "met_late",
            (Stands::Met, false) => "met",
            (Stands::Stopped, _) => "stopped",
        }
    }
}

/// A length in days; no other is drawn.
pub(crate) fn days_of(length: Length) -> i64 {
    match length {
        Length::Days(days) => i64::from(days),
        other => panic!("no days: {other:?}"),
    }
}

impl Naive<'_> {
    /// A round of the item opens, and its clock starts.
    pub(crate) fn start_clock(&mut self, id: &ItemId) {
        let Some(days) = self.flow.days.get(&crate::rows::base(id)) else {
            return;
        };
        if crate::rows::is_whole(self.said(id)) {
            return;
        }
        let days = if self.has(Twist::DayZeroCounts) {
            days - 1
        } else {
            *days
        };
        let clock = Clock {
            due: self.day + days,
            late: false,
            stands: Stands::Counts,
            still_since: None,
            fleeting: false,
            began: self.asked,
        };
        self.clocks.insert(id.clone(), clock);
    }

    /// The round is over.
    pub(crate) fn end_clock(&mut self, id: &ItemId, how: Is) {
        let met = how == Is::Done || self.has(Twist::EndedIsMet);
        let asked = self.asked;
        if let Some(clock) = self
            .clocks
            .get_mut(id)
            .filter(|clock| clock.stands == Stands::Counts)
        {
            clock.stands = if met { Stands::Met } else { Stands::Stopped };
            clock.fleeting = clock.began == asked;
        }
    }

    /// Days pass.
    pub(crate) fn pass_days(&mut self, days: i64) -> Result<(), Endless> {
        for _ in 0..days {
            self.begin_turn();
            self.evening = true;
            self.settle()?;
            self.end_turn();
            self.evening = false;
            self.day += 1;
            self.look_at_clocks();
        }
        Ok(())
    }

    /// Whether so many days are over: when the last of them ends, the first not counted.
    pub(crate) fn are_over(&self, since: i64, days: i64) -> bool {
        let last = since
            + if self.has(Twist::DelaysCountTheFirstDay) {
                days - 1
            } else {
                days
            };
        self.day > last || (self.evening && self.day == last)
    }

    fn look_at_clocks(&mut self) {
        let (day, open) = (
            self.day,
            self.goes == Goes::Open || self.has(Twist::HeldClocksRun),
        );
        for clock in self.clocks.values_mut() {
            clock.late |= open && clock.stands == Stands::Counts && day > clock.due;
        }
    }

    /// While the case rests no clock goes on.
    pub(crate) fn hold_clocks(&mut self) {
        let day = self.day;
        for clock in self
            .clocks
            .values_mut()
            .filter(|clock| clock.stands == Stands::Counts)
        {
            clock.still_since = Some(day);
        }
    }

    pub(crate) fn let_clocks_go_on(&mut self) {
        let (day, held) = (self.day, !self.has(Twist::HeldClocksRun));
        for clock in self.clocks.values_mut() {
            if let Some(since) = clock.still_since.take()
                && held
                && clock.stands == Stands::Counts
            {
                clock.due += day - since;
            }
        }
    }
}
