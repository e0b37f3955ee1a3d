//! What opening, doing and ending bring about.

use std::collections::BTreeSet;

use samspil_core::flow::{Item, ItemKind, Relation, Turning, WaitsFor};
use samspil_core::id::ItemId;

use crate::guard::answer;
use crate::interpreter::{Goes, Is, Naive, Now, Sub};
use crate::rows::{Seen, base, is_whole};
use crate::twist::Twist;

impl Naive<'_> {
    /// A round of it begins; what lies in a stage waits anew. Milestones and actions are done at once.
    pub(crate) fn open(&mut self, id: &ItemId, passing_over: bool) {
        if passing_over || self.now(id).is == Is::Possible || self.has(Twist::OpenedIsStarted) {
            self.happens(Turning::Started, id);
        }
        self.happens(Turning::Opened, id);
        self.forget_heard(id, false);
        let day = self.day;
        let now = self.change(id);
        now.is = Is::Active;
        now.rounds += 1;
        now.opened_on = day;
        if now.cued {
            now.cued = false;
        } else {
            now.asked = now.asked.saturating_sub(1);
        }
        now.added = now.added.saturating_sub(1);
        now.called = false;
        now.begun = true;
        let item = self.said(id);
        self.start_clock(id);
        if is_whole(item) {
            if self.now(id).came == 0 {
                for row in self.of_rows(id) {
                    if self.now(&row).is.ended() || self.now(&row).came > 0 {
                        self.wait_anew(&row);
                    }
                }
            }
            return;
        }
        match &item.kind {
            ItemKind::Stage => {
                let anew = |now: &Now| now.is.ended() || now.came > 0;
                for child in self.inside(id) {
                    if !anew(self.now(&child)) {
                        self.begins_to_wait(&child, true);
                    }
                }
                for child in self.inside(id) {
                    let anew = anew(self.now(&child)) || self.has_heard(&child);
                    if anew && !self.has(Twist::StageRemembers) {
                        self.wait_anew(&child);
                    }
                }
            }
            ItemKind::Milestone | ItemKind::Action => self.do_it(id),
            ItemKind::Wait(_) => self.take_kept(item),
            ItemKind::Subcase(of) => {
                self.change(id).sub = Sub::Goes;
                if of.apart && !self.has(Twist::ApartIsWaitedFor) {
                    self.do_it(id);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn wait_anew(&mut self, id: &ItemId) {
        self.begins_to_wait(id, true);
        self.forget_heard(id, true);
        if self.now(id).is == Is::Active {
            self.end_clock(id, Is::Cancelled);
        }
        let now = self.change(id);
        now.is = Is::Waiting;
        now.came = 0;
        now.rests = false;
        now.asked = 0;
        now.added = 0;
        now.arrived.clear();
        now.joined = false;
        now.begun = false;
    }

    /// Whether nothing keeps what is under way from being done.
    pub(crate) fn may_be_done(&self, item: &Item) -> bool {
        let paid = self.has(Twist::OwedHoldsOnlyTheStartBack) || self.is_paid_for(item);
        !self.now(&item.id).rests && paid
    }

    /// It is done, with everything that this brings about.
    pub(crate) fn do_it(&mut self, id: &ItemId) {
        let item = self.said(id);
        for (path, value) in &item.sets {
            let value = answer(&value.text, &Seen { case: self, item: id });
            self.set_field(path.as_str(), value.filter(|_| !self.has(Twist::SetsNothing)));
        }
        self.reopened = false;
        let day = self.day;
        let now = self.change(id);
        now.times += 1;
        now.done_on = Some(day);
        self.has_come(id, Is::Done);
        self.say(item);
        if let ItemKind::Stage = item.kind {
            self.leave(item);
        }
        if self.has(Twist::OwedBeforeGoingBack) {
            self.owe_all(item);
        }
        if !item.ends_case {
            item.then_again.iter().for_each(|to| self.go_back(to, item));
        }
        if !self.has(Twist::OwedBeforeGoingBack) {
            self.owe_all(item);
        }
        for other in &item.removes {
            if self.counts(item, Relation::Removes, other) {
                self.take_out(other);
            }
        }
        for other in &item.brings_back {
            if self.counts(item, Relation::BringsBack, other) {
                self.put_back(other);
            }
        }
        item.ends.iter().for_each(|other| self.end(other));
        if item.ends_case {
            return self.close();
        }
        self.tell_listeners(id);
        self.come_again(item);
    }

    /// Whoever wants a round each time it is done hears of it.
    pub(crate) fn tell_listeners(&mut self, id: &ItemId) {
        let flow = self.flow;
        for other in flow.all() {
            let repeats = other.repeats.as_ref();
            let listens = repeats.filter(|repeats| repeats.each_time.contains(id));
            match listens.map(|repeats| &repeats.join) {
                None => {}
                Some(None) => self.ask_for_round(&other.id),
                Some(Some(_)) => self.has_arrived(other, id),
            }
        }
    }

    fn owe_all(&mut self, item: &Item) {
        for other in &item.owes {
            if self.counts(item, Relation::Owes, other) {
                self.owe(other);
            }
        }
    }

    /// One of those that an item joins has come: a round is asked for when enough have; the next begins to count when all
    /// have come for this one, or the rest ended.
    fn has_arrived(&mut self, item: &Item, by: &ItemId) {
        *self.change(&item.id).arrived.entry(by.clone()).or_default() += 1;
        let repeats = item.repeats.as_ref().expect("it joins");
        let join = repeats.join.as_ref().expect("it joins");
        loop {
            let now = self.now(&item.id);
            let came = |one: &ItemId| now.arrived.get(one).copied().unwrap_or_default() >= join.times;
            let missing: Vec<ItemId> = repeats
                .each_time
                .iter()
                .filter(|one| !came(one))
                .cloned()
                .collect();
            let here = repeats.each_time.len() - missing.len();
            let enough = here >= join.need as usize || (here > 0 && self.has(Twist::JoinAsksForOne));
            if !now.joined && enough {
                self.change(&item.id).joined = true;
                self.ask_for_round(&item.id);
                if join.rest_ends {
                    missing.iter().for_each(|one| self.end(one));
                }
            } else if now.joined && (missing.is_empty() || join.rest_ends) {
                let forgets = self.has(Twist::JoinForgets);
                let now = self.change(&item.id);
                now.joined = false;
                for count in now.arrived.values_mut() {
                    *count = if forgets {
                        0
                    } else {
                        count.saturating_sub(join.times)
                    };
                }
            } else {
                return;
            }
        }
    }

    /// It was done or skipped, and the debt is paid.
    pub(crate) fn has_come(&mut self, id: &ItemId, how: Is) {
        let stays = match how {
            Is::Skipped => self.has(Twist::SkippedStaysOwed),
            _ => self.has(Twist::DebtStays),
        };
        self.end_clock(id, how);
        self.happens(Turning::Done, id);
        self.forget_heard(id, false);
        let now = self.change(id);
        now.is = how;
        now.came += 1;
        now.owed &= stays;
        now.rests = false;
        now.called = false;
        now.cued = false;
    }

    /// Another round of what has just been done or skipped, where it repeats.
    pub(crate) fn come_again(&mut self, item: &Item) {
        if self.now(&item.id).added > 0 && self.now(&item.id).is.ended() {
            return self.come_round(&item.id);
        }
        let Some(repeats) = &item.repeats else { return };
        let again = repeats
            .again_while
            .as_ref()
            .is_some_and(|when| self.holds_for(&item.id, when))
            && !self.has(Twist::NoWhile);
        let freely = repeats.freely && !self.has(Twist::FreelyOnce);
        let asked = self.now(&item.id).asked > 0;
        let ended = self.now(&item.id).is.ended();
        let cued = !item.opened_by.is_empty();
        if ended && (again || freely || asked || cued || self.came_too_seldom(item)) {
            self.come_round(&item.id);
        }
    }

    /// It waits for a further round.
    fn come_round(&mut self, id: &ItemId) {
        self.begins_to_wait(id, false);
        self.change(id).is = Is::Waiting;
    }

    /// Brought back into play.
    pub(crate) fn put_back(&mut self, id: &ItemId) {
        let was_out = std::mem::take(&mut self.change(id).out);
        if was_out {
            self.happens(Turning::BroughtBack, id);
        }
    }

    fn ask_for_round(&mut self, id: &ItemId) {
        let once = self.has(Twist::EachTimeOnce);
        let now = self.change(id);
        now.asked = if once { 1 } else { now.asked + 1 };
        if now.is.ended() {
            self.come_round(id);
        }
    }

    fn owe(&mut self, id: &ItemId) {
        let stays = self.has(Twist::OwedAfterItsEndStaysEnded);
        if self.now(id).is.ended() && !stays {
            self.come_round(id);
        }
        self.change(id).owed = true;
        if is_whole(self.said(id)) {
            for row in self.inside(id) {
                if self.now(&row).is.ended() && !stays {
                    self.change(&row).is = Is::Waiting;
                }
            }
        }
    }

    /// Out of play; what was under way in it ends.
    pub(crate) fn take_out(&mut self, id: &ItemId) {
        if self.now(id).out {
            return;
        }
        let goes_on = self.has(Twist::RemovedGoesOn);
        for child in self.inside(id) {
            if matches!(self.now(&child).is, Is::Active | Is::Possible) {
                self.end(&child);
            }
        }
        self.happens(Turning::TakenOut, id);
        if !goes_on && matches!(self.now(id).is, Is::Active | Is::Possible) {
            self.end_clock(id, Is::Cancelled);
        }
        let now = self.change(id);
        now.out = true;
        now.rests = false;
        if !goes_on && !now.is.ended() {
            now.is = Is::Waiting;
        }
    }

    /// Undone; a stage takes what lies in it along.
    pub(crate) fn end(&mut self, id: &ItemId) {
        self.end_as(id, Turning::EndedByFlow);
    }

    /// The same, by the flow or by a person.
    pub(crate) fn end_as(&mut self, id: &ItemId, how: Turning) {
        if self.now(id).is.ended() {
            return;
        }
        let how = if self.has(Twist::WhoeverEndsIt) {
            Turning::EndedByFlow
        } else {
            how
        };
        self.happens(how, id);
        self.happens(Turning::Ended, id);
        self.end_alone(id);
        if !self.has(Twist::EndsLeavesTheInside) {
            self.inside(id).iter().for_each(|child| self.end(child));
        }
    }

    fn end_alone(&mut self, id: &ItemId) {
        let stays = self.has(Twist::EndedStaysOwed);
        self.end_clock(id, Is::Cancelled);
        self.forget_heard(id, false);
        let now = self.change(id);
        now.is = Is::Cancelled;
        now.owed &= stays;
        now.rests = false;
        now.called = false;
        now.cued = false;
    }

    /// What is open in a stage ends with it; what still waits, where the stage did not wait for it.
    fn leave(&mut self, stage: &Item) {
        for child in self.inside(&stage.id) {
            let open = matches!(self.now(&child).is, Is::Active | Is::Possible);
            let called = self.now(&child).cued || self.has_heard(&child);
            if open || called || stage.waits_for != WaitsFor::Coming {
                self.end(&child);
            }
        }
    }

    /// The work goes back to `to`, from `from`: what is on the way and has begun waits anew, with what lies in it.
    fn go_back(&mut self, to: &ItemId, from: &Item) {
        let mut anew: BTreeSet<ItemId> = BTreeSet::from([to.clone()]);
        let source = base(&from.id);
        if !self.has(Twist::BackOnlyToTheItem) {
            let between = |id: &&ItemId| self.leads(to, id) && (**id == source || self.leads(id, &source));
            let named = self.flow.order.iter().filter(|id| id.row().is_none());
            anew.extend(named.filter(between).cloned());
        }
        let anew: Vec<ItemId> = anew.iter().flat_map(|id| self.with_inside(id)).collect();
        // Of what is there for each row the row alone waits anew that has sent the work back; others once the whole opens.
        let own = |id: ItemId| if id == source { from.id.clone() } else { id };
        for id in anew
            .into_iter()
            .filter(|id| id.row().is_none())
            .map(own)
            .collect::<Vec<_>>()
        {
            let now = self.now(&id);
            if now.rounds == 0 && !now.is.ended() && !now.owed && now.asked == 0 {
                continue;
            }
            self.end(&id);
            self.wait_anew(&id);
        }
    }

    /// Whether there is a way from the one to the other: to what comes after it, what it makes owed, and what lies in it.
    fn leads(&self, from: &ItemId, to: &ItemId) -> bool {
        let mut reached: BTreeSet<&ItemId> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(one) = open.pop() {
            let next = self.flow.all().filter(|other| {
                if other.id.row().is_some() {
                    return false;
                }
                let after = other
                    .after
                    .as_ref()
                    .is_some_and(|after| after.items().contains(one));
                after || self.said(one).owes.contains(&other.id) || other.parent.as_ref() == Some(one)
            });
            open.extend(next.map(|other| &other.id).filter(|other| reached.insert(other)));
        }
        reached.contains(to)
    }

    pub(crate) fn is_owed_by_law(&self) -> bool {
        let law = |item: &&Item| item.required_by_law.is_some() && self.is_owed(&item.id);
        self.flow.all().any(|item| law(&item))
    }

    /// Whatever is open ends.
    pub(crate) fn close(&mut self) {
        self.goes = Goes::Closed;
        self.reopened = false;
        for id in &self.flow.order {
            if matches!(self.now(id).is, Is::Active | Is::Possible) {
                self.end_alone(id);
            }
        }
        self.added.values_mut().for_each(|ended| *ended = true);
    }

    pub(crate) fn is_wait_for(item: &Item, name: &samspil_core::id::MessageName) -> bool {
        matches!(&item.kind, ItemKind::Wait(wait) if wait.message.as_ref() == Some(name))
    }
}
