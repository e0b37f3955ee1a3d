//! What stands in an item's way, what keeps a stage from ending, and what keeps the case from closing.

use samspil_core::flow::{After, Awaited, Happening, Item, ItemKind, Relation, WaitsFor};
use samspil_core::id::ItemId;

use crate::clocks::days_of;
use crate::interpreter::{Is, Naive};
use crate::rows::{base, is_whole};
use crate::twist::Twist;

impl Naive<'_> {
    /// Whether it may start: nothing stands in its way.
    pub(crate) fn may_start(&self, item: &Item) -> bool {
        self.in_the_way(item).is_empty()
    }

    /// What stands in its way. What a person has asked for again waits for nothing but its turn.
    pub(crate) fn in_the_way(&self, item: &Item) -> Vec<&'static str> {
        let now = self.now(&item.id);
        let mut found = Vec::new();
        let mut unless = |holds: bool, what: &'static str| {
            if !holds {
                found.push(what);
            }
        };
        unless(!now.out, "out_of_play");
        unless(!self.is_kept_apart(item), "not_with");
        unless(self.may_say(item), "protocol");
        if !now.called {
            unless(self.stage_goes_on(item), "stage");
            unless(
                item.opened_by.is_empty() || now.cued || now.asked > 0,
                "opened_by",
            );
            unless(self.is_after_met(item), "after");
            let when = item.when.as_ref().filter(|_| !is_whole(item));
            unless(when.is_none_or(|when| self.holds_for(&item.id, when)), "when");
            unless(self.may_tell_rows(item), "rows");
            unless(self.is_paid_for(item), "owed");
            unless(self.may_come_again(item), "repeats");
            unless(!self.lies_ready(item), "not_added");
            unless(self.is_late_enough(item), "not_before");
        }
        found
    }

    /// Its stage is under way and does not rest.
    pub(crate) fn stage_goes_on(&self, item: &Item) -> bool {
        item.parent.as_ref().is_none_or(|stage| {
            let now = self.now(stage);
            now.is == Is::Active && !now.rests
        })
    }

    /// A stage around it is out of play.
    pub(crate) fn lies_out_of_play(&self, item: &Item) -> bool {
        let out = |stage: &ItemId| self.now(stage).out || self.lies_out_of_play(self.said(stage));
        item.parent.as_ref().is_some_and(out)
    }

    /// So long after what it comes after was last done, or after the case began where nothing of that was.
    fn is_late_enough(&self, item: &Item) -> bool {
        let Some(length) = item.not_before else {
            return true;
        };
        let before = item.after.as_ref().map(After::items).unwrap_or_default();
        let since = before.iter().filter_map(|one| self.now(one).done_on).max();
        self.are_over(since.unwrap_or_default(), days_of(length)) || self.has(Twist::DelaysAreNotRead)
    }

    /// What it comes after has happened, as much of it as is asked for.
    fn is_after_met(&self, item: &Item) -> bool {
        let Some(after) = &item.after else { return true };
        let happened = |other: &&ItemId| {
            let now = self.now(other);
            let skipped = now.is == Is::Skipped && self.has(Twist::SkippedHasNotHappened);
            let named = self.counts(item, Relation::After, other);
            !named || (now.came > 0 && !skipped) || (now.out && !self.has(Twist::OutOfPlayBlocks))
        };
        let met = after.items().iter().filter(happened).count();
        match after {
            After::All(all) => met == all.len(),
            After::Any(all) if self.has(Twist::AnyAsksForAll) => met == all.len(),
            After::Any(_) => met > 0,
            After::AtLeast(count, _) if self.has(Twist::AtLeastOneFewer) => met + 1 >= *count as usize,
            After::AtLeast(count, _) => met >= *count as usize,
            After::Coming(_) => panic!("what may still come is not asked here"),
        }
    }

    /// None of what it waits to see paid is owed or under way; what the law demands, where it ends the case.
    pub(crate) fn is_paid_for(&self, item: &Item) -> bool {
        let under_way = |other: &ItemId| *other != item.id && self.now(other).is == Is::Active;
        let unpaid = |other: &ItemId| self.is_owed(other) || under_way(other);
        let law =
            |other: &Item| other.id != item.id && other.required_by_law.is_some() && self.is_owed(&other.id);
        let owed_by_law = item.ends_case && self.flow.all().any(law);
        let mut named = item.not_while_owed.iter();
        let stands = |other: &ItemId| unpaid(other) && self.counts(item, Relation::NotWhileOwed, other);
        !owed_by_law && !named.any(stands)
    }

    /// Something is under way that may not be under way together with it.
    pub(crate) fn is_kept_apart(&self, item: &Item) -> bool {
        let apart = self.apart_from(item);
        let under_way = |other: &Item| self.now(&other.id).is == Is::Active && !is_whole(other);
        !is_whole(item)
            && self
                .flow
                .all()
                .any(|other| apart.contains(&base(&other.id)) && under_way(other))
    }

    /// A round of it is left, its repetition is not over, and it was asked for where that is needed. What is owed comes
    /// all the same.
    fn may_come_again(&self, item: &Item) -> bool {
        let Some(repeats) = &item.repeats else {
            return true;
        };
        let now = self.now(&item.id);
        let asked = repeats.each_time.is_empty() || now.asked > 0 || now.owed;
        self.has_round_left(item) && (now.rounds == 0 || now.owed || !self.is_over(item)) && asked
    }

    fn has_round_left(&self, item: &Item) -> bool {
        let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
        let most = most.filter(|_| !self.has(Twist::NoMost));
        most.is_none_or(|most| self.now(&item.id).rounds < most)
    }

    /// Its repetition has ended.
    pub(crate) fn is_over(&self, item: &Item) -> bool {
        let until = item.repeats.as_ref().and_then(|repeats| repeats.until.as_ref());
        until.is_some_and(|until| self.holds_for(&item.id, until)) && !self.has(Twist::NoUntil)
    }

    /// It has not come as often as it must.
    pub(crate) fn came_too_seldom(&self, item: &Item) -> bool {
        let least = item.repeats.as_ref().and_then(|repeats| repeats.at_least);
        let least = least.map(|least| if self.has(Twist::CountedOnce) { 1 } else { least });
        least.is_some_and(|least| self.now(&item.id).came < least)
    }

    /// It must come more often before its stage may end, and still can.
    fn is_too_few(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        let can = now.is == Is::Active || (now.is != Is::Cancelled && self.has_round_left(item));
        self.came_too_seldom(item) && !self.is_over(item) && !item.optional && can
    }

    /// Another round of what anyone may do as often as they want.
    pub(crate) fn is_extra_round(&self, item: &Item) -> bool {
        let freely = item.repeats.as_ref().is_some_and(|repeats| repeats.freely);
        freely && self.now(&item.id).came > 0
    }

    /// Whether the stage (or case) that it lies in waits for it.
    pub(crate) fn keeps(&self, item: &Item, waits_for: WaitsFor) -> bool {
        let now = self.now(&item.id);
        if self.is_owed(&item.id) && !self.has(Twist::OwedKeepsNothing) {
            return true;
        }
        if now.out || !self.is_there(&item.id) {
            return false;
        }
        // What went on when enough was done.
        let goes_on = |row: &ItemId| self.now(row).is == Is::Active;
        if is_whole(item) && now.is.ended() {
            return self.of_rows(&item.id).iter().any(goes_on);
        }
        let there = matches!(now.is, Is::Active | Is::Possible) || !self.lies_ready(item);
        if !there && !self.has(Twist::ReadyKeepsItsStage) {
            return false;
        }
        if self.is_too_few(item) {
            return true;
        }
        let awaited = self.awaited(item);
        let never = awaited == Awaited::Never || (awaited == Awaited::FirstTime && now.came > 0);
        let extra = now.is == Is::Active && self.is_extra_round(item);
        if never || now.is.ended() || extra {
            return false;
        }
        // Nobody is at work on an open wait: some stages end without it.
        let wait = matches!(item.kind, ItemKind::Wait(_));
        if (now.is == Is::Active && !wait) || (self.is_required(item) && now.came == 0) {
            return true;
        }
        if now.is == Is::Waiting && now.begun && self.may_start(item) {
            return true;
        }
        let twisted = match waits_for {
            WaitsFor::All => self.has(Twist::AllIsComing),
            WaitsFor::Required => self.has(Twist::RequiredIsComing),
            WaitsFor::Coming => false,
        };
        match waits_for {
            _ if twisted => self.is_awaited_as_coming(item),
            WaitsFor::Coming => self.is_awaited_as_coming(item),
            WaitsFor::All => self.is_awaited_with_all(item),
            WaitsFor::Required => false,
        }
    }

    fn awaited(&self, item: &Item) -> Awaited {
        match item.awaited {
            _ if self.has(Twist::WaitedForAsTheStageSays) => Awaited::AsItsStageSays,
            awaited => awaited,
        }
    }

    fn is_awaited_as_coming(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        let optional = item.optional && !self.has(Twist::OptionalKeepsItsStage);
        match (now.is, self.awaited(item)) {
            (Is::Active, _) => true,
            (_, Awaited::UnderWay) => false,
            (Is::Possible, _) => !optional && now.came == 0,
            (_, Awaited::OncePossible) => false,
            _ => !optional && self.comes_by_itself(item, None),
        }
    }

    fn is_awaited_with_all(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        match (now.is, self.awaited(item)) {
            _ if item.optional => false,
            (_, Awaited::UnderWay) => false,
            (is, Awaited::OncePossible) => is == Is::Possible,
            (Is::Waiting, _) => !now.begun,
            _ => true,
        }
    }

    /// Nothing stands in its way but what will pass: its turn, a debt, and work before it that is under way or comes by
    /// itself; `without` one that it may wait for.
    pub(crate) fn comes_by_itself(&self, item: &Item, without: Option<&ItemId>) -> bool {
        self.comes(item, without, &[])
    }

    /// Whether it comes by itself where those do not `before` which this was asked: what wait for each other in a ring do not.
    fn comes(&self, item: &Item, without: Option<&ItemId>, asked_before: &[ItemId]) -> bool {
        if self.has(Twist::NothingComes) || asked_before.contains(&item.id) {
            return false;
        }
        let asked: Vec<ItemId> = asked_before.iter().chain([&item.id]).cloned().collect();
        let waits_and_comes = |source: &ItemId| {
            let said = self.said(source);
            let optional = said.optional && !self.has(Twist::OptionalComes);
            let here = said.parent == item.parent && !optional;
            self.now(source).is == Is::Waiting && here && self.comes(said, without, &asked)
        };
        self.in_the_way(item).iter().all(|what| match *what {
            "owed" => without.is_none_or(|without| !item.not_while_owed.contains(without)),
            "not_with" | "not_before" => true,
            "opened_by" => item.opened_by.iter().any(|cue| {
                let comes = |happening: &Happening| match happening {
                    Happening::Item(_, source) if without != Some(source) => {
                        self.goes_to_its_end(source) || waits_and_comes(source)
                    }
                    _ => false,
                };
                !cue.all.is_empty() && cue.all.iter().all(comes)
            }),
            "after" => {
                let before = item.after.as_ref().map(After::items).unwrap_or_default();
                let named = before
                    .iter()
                    .filter(|before| self.counts(item, Relation::After, before));
                named.into_iter().any(|before| {
                    let (now, said) = (self.now(before), self.said(before));
                    let optional = said.optional && !self.has(Twist::OptionalComes);
                    let open = match now.is {
                        Is::Active => true,
                        Is::Possible => now.owed || !optional,
                        _ => false,
                    };
                    let missing =
                        now.came == 0 && !now.out && without.is_none_or(|without| *before != *without);
                    missing && (open || waits_and_comes(before))
                })
            }
            _ => false,
        })
    }

    /// Whether what is open will be done by itself. What anyone may do as often as they want, and has done, is waited for no more.
    fn goes_to_its_end(&self, id: &ItemId) -> bool {
        let (item, now) = (self.said(id), self.now(id));
        match now.is {
            Is::Active => !self.is_extra_round(item),
            Is::Possible => now.owed || !(now.came > 0 || item.optional),
            _ => false,
        }
    }
}
