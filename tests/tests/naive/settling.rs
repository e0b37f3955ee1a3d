//! What happens by itself, one thing after another, until nothing more does.

use samspil_core::flow::{Item, ItemKind, Turning};
use samspil_core::id::ItemId;

use crate::clocks::days_of;
use crate::interpreter::{Endless, Goes, Is, Naive, Now, Sub};
use crate::rows::is_whole;
use crate::twist::Twist;

/// Past so many rounds of things that happen by themselves a case does not come to rest.
const ENOUGH: usize = 500;

impl Naive<'_> {
    /// Lets everything happen that happens by itself: exits, then what opens, in the order of the file, then stages that
    /// are done, then the case; and again, until nothing more does.
    pub(crate) fn settle(&mut self) -> Result<(), Endless> {
        for _ in 0..ENOUGH {
            if self.goes != Goes::Open {
                return Ok(());
            }
            let before = self.clone_without_news();
            self.pass()?;
            if before == self.clone_without_news() && self.news.is_empty() {
                return Ok(());
            }
        }
        Err(Endless)
    }

    fn pass(&mut self) -> Result<(), Endless> {
        self.tell_all()?;
        let ids: Vec<ItemId> = self.flow.order.clone();
        if self.goes == Goes::Open {
            self.leave_off();
        }
        self.end_what_ends(&ids);
        for id in &ids {
            if self.goes != Goes::Open || id.row().is_some() {
                continue;
            }
            if is_whole(self.said(id)) {
                self.look_at_whole(id);
            } else {
                self.look_at(id);
            }
        }
        for id in ids.iter().rev() {
            // Nothing ends by itself before everybody was told what happened.
            if self.goes == Goes::Open && self.news.is_empty() && self.is_stage_over(id) {
                self.do_it(id);
            }
        }
        let closes = self.goes == Goes::Open && self.news.is_empty() && self.may_close();
        if closes && (!self.reopened || self.has(Twist::ReopenedCloses)) {
            self.close();
        }
        Ok(())
    }

    fn end_what_ends(&mut self, ids: &[ItemId]) {
        if self.has(Twist::NoExit) {
            return;
        }
        let ends = self.flow.ends_when.as_ref().is_some_and(|when| self.holds(when));
        if ends && !self.reopened && !self.is_owed_by_law() {
            return self.close();
        }
        for id in ids {
            let open = matches!(self.now(id).is, Is::Active | Is::Possible) && !is_whole(self.said(id));
            let ends = self.said(id).ends_when.as_ref();
            if open && ends.is_some_and(|when| self.holds_for(id, when)) {
                self.end(id);
            }
        }
    }

    /// What may start starts, or can be started by hand; what no longer may waits again; a wait takes what was kept.
    pub(crate) fn look_at(&mut self, id: &ItemId) {
        let item = self.said(id);
        let by_hand = self.is_by_hand(item) && !self.now(id).called;
        match self.now(id).is {
            Is::Waiting | Is::Possible if !self.may_start(item) => self.change(id).is = Is::Waiting,
            Is::Possible if by_hand => {}
            Is::Waiting if by_hand => {
                self.change(id).is = Is::Possible;
                self.happens(Turning::Possible, id);
            }
            Is::Waiting | Is::Possible => self.open(id, false),
            Is::Active if matches!(item.kind, ItemKind::Subcase(_)) => self.take_up_subcase(item),
            Is::Active => self.take_kept(item),
            Is::Done | Is::Skipped | Is::Cancelled => {}
        }
    }

    /// An item whose sub-case has come to its end comes to its own, unless it rests, or is to be done and may not be.
    fn take_up_subcase(&mut self, item: &Item) {
        match self.now(&item.id).sub {
            Sub::Closed(value) if self.may_be_done(item) => {
                let ItemKind::Subcase(of) = &item.kind else { return };
                self.change(&item.id).sub = Sub::None;
                let takes = value.is_some() && !self.has(Twist::TakesNothing);
                for taken in of.takes.iter().filter(|_| takes) {
                    self.set_field(taken.mine.as_str(), value);
                }
                self.do_it(&item.id);
            }
            Sub::Ended if !self.now(&item.id).rests => {
                self.change(&item.id).sub = Sub::None;
                self.end(&item.id);
                if !item.opened_by.is_empty() {
                    self.come_again(item);
                }
            }
            _ => {}
        }
    }

    /// A wait that is open and may be done takes a message that was kept for it.
    pub(crate) fn take_kept(&mut self, item: &Item) {
        let ItemKind::Wait(wait) = &item.kind else { return };
        let over = |days: i64| self.are_over(self.now(&item.id).opened_on, days);
        if wait.after.map(days_of).is_some_and(over)
            && self.may_be_done(item)
            && !self.has(Twist::WaitsHaveNoEnd)
        {
            return self.do_it(&item.id);
        }
        let Some(name) = wait.message.clone() else { return };
        let left = self.kept.get(&name).copied().unwrap_or_default();
        let lost = wait.not_kept && !self.has(Twist::MessagesKept);
        if lost || left == 0 || !self.may_be_done(item) {
            return;
        }
        if !self.has(Twist::KeptMessagesStay) {
            self.kept.insert(name, left - 1);
        }
        self.do_it(&item.id);
    }

    /// Whether nothing keeps a stage that is under way from being done.
    fn is_stage_over(&self, id: &ItemId) -> bool {
        let stage = self.said(id);
        let mut inside = self.flow.inside(Some(id));
        stage.kind == ItemKind::Stage
            && self.now(id).is == Is::Active
            && !inside.any(|item| self.keeps(item, stage.waits_for))
            && self.may_be_done(stage)
    }

    /// Whether nothing keeps the case open.
    pub(crate) fn may_close(&self) -> bool {
        let mut items = self.flow.all();
        let owed = items.any(|item| self.is_owed(&item.id) && !self.lies_out_of_play(item));
        let added = self.added.values().any(|ended| !ended) && !self.has(Twist::AddedKeepsNothing);
        if owed || added {
            return false;
        }
        if let Some(closes) = self
            .flow
            .closes
            .as_ref()
            .filter(|_| !self.has(Twist::ClosesBySilence))
        {
            return self.holds(closes);
        }
        let happened = |now: &Now| now.rounds > 0 || now.is.ended();
        let begun = self.items.values().any(happened) || !self.added.is_empty();
        begun
            && !self
                .flow
                .inside(None)
                .any(|item| self.keeps(item, self.flow.waits_for))
    }
}
