//! What happens by itself, one thing after another, until nothing more does.

use samspil_core::flow::{Item, ItemKind};
use samspil_core::id::ItemId;

use crate::interpreter::{Endless, Goes, Is, Naive, Now};
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
            let before = (self.items.clone(), self.data.clone(), self.goes);
            self.pass();
            if before == (self.items.clone(), self.data.clone(), self.goes) {
                return Ok(());
            }
        }
        Err(Endless)
    }

    fn pass(&mut self) {
        let ids: Vec<ItemId> = self.flow.order.clone();
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
            if self.goes == Goes::Open && self.is_stage_over(id) {
                self.do_it(id);
            }
        }
        let closes = self.goes == Goes::Open && self.may_close();
        if closes && (!self.reopened || self.has(Twist::ReopenedCloses)) {
            self.close();
        }
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
            Is::Waiting | Is::Possible if by_hand => self.change(id).is = Is::Possible,
            Is::Waiting | Is::Possible => self.open(id),
            Is::Active => self.take_kept(item),
            Is::Done | Is::Skipped | Is::Cancelled => {}
        }
    }

    /// A wait that is open and may be done takes a message that was kept for it.
    pub(crate) fn take_kept(&mut self, item: &Item) {
        let ItemKind::Wait(wait) = &item.kind else { return };
        let name = wait.message.clone().expect("a message");
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
