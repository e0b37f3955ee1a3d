//! What is done to marks, as `step` does it to a case: the same order, the same passes.

use super::compile::{Needs, Plan, Rules};
use super::marks::Marks;

/// How many passes a case may need to settle: as for a case.
const MAX_PASSES: usize = 500;

/// Marks being worked on.
pub(super) struct Work<'a> {
    plan: &'a Plan,
    pub(super) marks: Marks,
    /// What must be looked at before the marks are settled.
    dirty: u64,
    changed: bool,
    /// What was done, in order.
    done: &'a mut Vec<u16>,
}

/// The bits of a mask, the lowest first.
pub(super) fn each(mut mask: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = mask.trailing_zeros();
        mask = mask.checked_sub(1)? & mask;
        Some(place)
    })
}

impl Plan {
    fn rules(&self, place: u32) -> Option<&Rules> {
        self.rules.get(usize::try_from(place).ok()?)
    }

    /// Whether a new round of the item is held up by something, the case and what is out of play aside.
    fn is_hindered(&self, rules: &Rules, marks: &Marks) -> bool {
        (rules.stage & !marks.active) != 0
            || !self.is_after_met(rules, marks)
            || (rules.not_while_owed & (marks.owed | marks.active) & !marks.out) != 0
            || (rules.excludes & marks.active & !marks.out) != 0
            || rules.when.as_ref().is_some_and(|when| !when.holds(marks))
    }

    fn is_after_met(&self, rules: &Rules, marks: &Marks) -> bool {
        let behind = marks.happened | marks.out;
        match rules.needs {
            Needs::All => rules.after & !behind == 0,
            Needs::AtLeast(count) => (rules.after & behind).count_ones() >= count,
        }
    }

    /// What may be started by hand, where the marks are settled.
    pub(super) fn possible(&self, marks: &Marks) -> u64 {
        let may = self.by_hand & !marks.active & !marks.ended & !marks.out;
        let behind = marks.happened | marks.out;
        let active = marks.active & !marks.out;
        let unpaid = (marks.owed | marks.active) & !marks.out;
        let mut possible = may & self.unhindered;
        for barrier in &self.barriers {
            let stands = (barrier.stage & !marks.active)
                | (barrier.after & !behind)
                | (barrier.not_while_owed & unpaid)
                | (barrier.excludes & active);
            let free = stands == 0 && (!barrier.more || self.is_free(barrier.place, marks));
            possible |= if free { barrier.bit & may } else { 0 };
        }
        possible
    }

    fn is_free(&self, place: u32, marks: &Marks) -> bool {
        self.rules(place)
            .is_some_and(|rules| !self.is_hindered(rules, marks))
    }

    /// Of these, what may not be done because something is owed; what may not be while it is under way itself never may.
    pub(super) fn unfinishable(&self, items: u64, marks: &Marks) -> u64 {
        let unpaid = (marks.owed | marks.active) & !marks.out;
        let held = |place: &u32| {
            let rules = self.rules(*place);
            rules.is_some_and(|rules| rules.not_while_owed & (unpaid | 1 << place) != 0)
        };
        each(items & !self.unhindered)
            .filter(held)
            .fold(0, |all, place| all | 1 << place)
    }

    /// Whether the case may close.
    pub(super) fn may_close(&self, marks: &Marks) -> bool {
        marks.closed
            || (!self.is_due_to_someone(marks)
                && match &self.closes {
                    Some(closes) => closes.holds(marks),
                    None => marks.any_begun && !self.is_kept(self.top, marks),
                })
    }

    /// Whether something is owed, in play, and in no stage that is out of play.
    fn is_due_to_someone(&self, marks: &Marks) -> bool {
        let rests = |rules: &Rules| rules.around & marks.out != 0;
        each(marks.owed & !marks.out).any(|place| !self.rules(place).is_some_and(rests))
    }

    /// Whether something of what lies in a stage, or at the top, keeps it from ending.
    fn is_kept(&self, inside: u64, marks: &Marks) -> bool {
        let inside = inside & !marks.out;
        let keeps = marks.owed
            | (marks.active & !(self.freely & marks.happened))
            | (marks.possible & !(self.optional | marks.happened));
        if inside & keeps != 0 {
            return true;
        }
        // What only something else that waits in the same stage could bring is not looked for: that keeps it itself.
        let waiting = inside & !(marks.active | marks.possible | marks.ended | self.optional);
        each(waiting).any(|place| self.comes(place, marks))
    }

    /// Whether a waiting item will come by itself: nothing stands in its way, or only what is under way or may be started.
    fn comes(&self, place: u32, marks: &Marks) -> bool {
        let Some(rules) = self.rules(place) else {
            return false;
        };
        let hindered = marks.out & (1 << place) != 0
            || rules.stage & !marks.active != 0
            || rules.when.as_ref().is_some_and(|when| !when.holds(marks));
        if hindered {
            return false;
        }
        if self.is_after_met(rules, marks) {
            return true;
        }
        let before = rules.after & !(marks.happened | marks.out);
        before & (marks.active | (marks.possible & (!self.optional | marks.owed))) != 0
    }
}

impl<'a> Work<'a> {
    pub(super) const fn on(plan: &'a Plan, marks: Marks, done: &'a mut Vec<u16>) -> Self {
        Self {
            plan,
            marks,
            dirty: 0,
            changed: false,
            done,
        }
    }

    fn touch(&mut self, rules: &Rules) {
        self.dirty |= rules.touches;
        self.changed = true;
    }

    /// Opens a round; milestones and actions are done at once.
    pub(super) fn open(&mut self, place: u32) {
        let plan = self.plan;
        let (Some(rules), bit) = (plan.rules(place), 1_u64 << place) else {
            return;
        };
        self.marks.possible &= !bit;
        self.marks.active |= bit;
        self.marks.begun |= bit;
        self.marks.any_begun = true;
        self.touch(rules);
        if plan.at_once & bit != 0 {
            self.be_done(place);
        } else if plan.stages & bit != 0 {
            let anew = rules.inside & (self.marks.ended | self.marks.happened);
            self.marks.ended &= !anew;
            self.marks.happened &= !anew;
            self.marks.possible &= !anew;
            self.marks.active &= !anew;
            each(anew).for_each(|inner| self.touch_place(inner));
        }
    }

    fn touch_place(&mut self, place: u32) {
        if let Some(rules) = self.plan.rules(place) {
            self.touch(rules);
        }
    }

    /// Marks an open item as done and lets its relations work.
    pub(super) fn be_done(&mut self, place: u32) {
        let plan = self.plan;
        let (Some(rules), bit) = (plan.rules(place), 1_u64 << place) else {
            return;
        };
        let marks = &mut self.marks;
        marks.possible &= !bit;
        marks.active &= !bit;
        marks.ended |= bit;
        marks.owed &= !bit;
        marks.happened |= bit;
        marks.ever |= bit;
        self.touch(rules);
        self.done.extend(u16::try_from(place));
        if plan.stages & bit != 0 {
            self.cancel_open(rules.inside);
        }
        for back in &rules.sent_back {
            self.send_back(*back);
        }
        self.marks.ended &= !rules.owes;
        self.marks.owed |= rules.owes;
        each(rules.owes).for_each(|owed| self.touch_place(owed));
        self.take_out(rules);
        each(rules.ends).for_each(|ended| self.cancel(ended));
        if plan.freely & self.marks.ended & bit != 0 {
            self.marks.ended &= !bit;
        }
    }

    fn cancel_open(&mut self, items: u64) {
        for inner in each(items) {
            if (self.marks.possible | self.marks.active) & (1 << inner) != 0 {
                self.cancel(inner);
            }
        }
    }

    fn take_out(&mut self, rules: &Rules) {
        for other in each(rules.removes) {
            let bit = 1 << other;
            if self.marks.out & bit != 0 {
                continue;
            }
            let inside = self.plan.rules(other).map_or(0, |other| other.inside);
            self.cancel_open(inside);
            self.marks.out |= bit;
            self.marks.active &= !bit;
            self.marks.possible &= !bit;
            self.touch_place(other);
        }
        let back = rules.brings_back & self.marks.out;
        self.marks.out &= !back;
        each(back).for_each(|other| self.touch_place(other));
    }

    /// Ends an item undone, and with a stage everything in it.
    fn cancel(&mut self, place: u32) {
        let bit = 1_u64 << place;
        if self.marks.ended & bit != 0 {
            return;
        }
        self.marks.possible &= !bit;
        self.marks.active &= !bit;
        self.marks.owed &= !bit;
        self.marks.ended |= bit;
        self.marks.any_begun = true;
        let Some(rules) = self.plan.rules(place) else {
            return;
        };
        self.touch(rules);
        each(rules.inside).for_each(|inner| self.cancel(inner));
    }

    fn send_back(&mut self, bit: u64) {
        if (self.marks.begun | self.marks.ended | self.marks.owed) & bit == 0 {
            return;
        }
        let place = bit.trailing_zeros();
        self.cancel(place);
        self.marks.ended &= !bit;
        self.marks.happened &= !bit;
        self.touch_place(place);
    }

    /// Opens, ends and starts whatever should, until nothing changes; whether the case came to rest.
    pub(super) fn settle(&mut self) -> bool {
        for _ in 0..MAX_PASSES {
            self.changed = false;
            self.pass();
            if !self.changed {
                return true;
            }
        }
        false
    }

    fn pass(&mut self) {
        if self.marks.closed {
            return;
        }
        if !self.plan.still {
            self.end_what_ends();
            self.open_or_close();
            self.complete_stages();
        }
        self.close();
    }

    fn end_what_ends(&mut self) {
        for place in each(self.plan.ends_when) {
            let under_way = (self.marks.active | self.marks.possible) & (1 << place) != 0;
            let ends = self.plan.rules(place).and_then(|rules| rules.ends_when.as_ref());
            if under_way && ends.is_some_and(|ends| ends.holds(&self.marks)) {
                self.cancel(place);
            }
        }
    }

    /// Looks at what must be looked at, in the flow's order; what comes before and is touched meanwhile is for the next
    /// pass.
    fn open_or_close(&mut self) {
        let mut passed = 0_u64;
        loop {
            let next = self.dirty & !passed;
            if next == 0 {
                break;
            }
            let place = next.trailing_zeros();
            let bit = 1_u64 << place;
            passed |= bit | (bit - 1);
            self.dirty &= !bit;
            self.look_at(place, bit);
        }
    }

    fn look_at(&mut self, place: u32, bit: u64) {
        let plan = self.plan;
        let Some(rules) = plan.rules(place) else { return };
        if (self.marks.active | self.marks.ended) & bit != 0 {
            return;
        }
        let possible = self.marks.possible & bit != 0;
        if self.marks.out & bit != 0 || plan.is_hindered(rules, &self.marks) {
            if possible {
                self.marks.possible &= !bit;
                self.changed = true;
            }
        } else if plan.by_hand & bit == 0 {
            self.open(place);
        } else if !possible {
            self.marks.possible |= bit;
            self.changed = true;
        }
    }

    /// A stage is done when nothing in it is under way, owed or to be expected. Inner stages come first.
    fn complete_stages(&mut self) {
        for place in (0..u64::BITS).rev() {
            let active = self.plan.stages & self.marks.active & (1 << place) != 0;
            let inside = self.plan.rules(place).map_or(0, |rules| rules.inside);
            let held = self.plan.unfinishable(1 << place, &self.marks) != 0;
            if active && !held && !self.plan.is_kept(inside, &self.marks) {
                self.be_done(place);
            }
        }
    }

    fn close(&mut self) {
        if self.plan.still && self.plan.closes.is_none() {
            self.marks.possible = self.plan.possible(&self.marks);
        }
        if self.plan.may_close(&self.marks) {
            self.marks = Marks::CLOSED;
            self.changed = true;
        }
    }
}
