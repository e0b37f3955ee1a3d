//! What may still come: which items can have another round, from where the case stands, by what its flow says.
//!
//! Worked out from below: what is under way, owed or asked for may come; what can be opened by something that may come
//! may come too; and so on until nothing is added. A circle whose items only wait for each other brings nothing. Where
//! nobody can tell - a condition that may turn out either way - an item counts as one that may come.

use std::collections::BTreeSet;

use super::conditions::starts_with;
use super::rows::is_column;
use super::{Status, View};
use crate::flow::{After, Happening, Item, Relation, RungAction, Starts};
use crate::guard::{Guard, Truth};
use crate::id::ItemId;

impl View<'_> {
    /// Whether a round of the item is under way or may still begin.
    #[must_use]
    pub fn may_come(&self, item: &ItemId) -> bool {
        self.case.is_open() && self.all_that_may_come().contains(item)
    }

    /// Whether at least one of these has come and none of the others may still come.
    pub(super) fn have_come(&self, items: &[ItemId]) -> bool {
        items.iter().any(|one| self.is_behind_us(one)) && self.yet_to_come(items).is_empty()
    }

    /// Those of these that have not come and may still come.
    pub(super) fn yet_to_come<'i>(&self, items: &'i [ItemId]) -> Vec<&'i ItemId> {
        let open: Vec<&ItemId> = items.iter().filter(|one| !self.is_behind_us(one)).collect();
        if open.is_empty() || !self.case.is_open() {
            return Vec::new();
        }
        let coming = self.all_that_may_come();
        open.into_iter().filter(|one| coming.contains(*one)).collect()
    }

    fn all_that_may_come(&self) -> BTreeSet<ItemId> {
        let every = self.run.named_items(self.case).into_iter();
        let mut coming: BTreeSet<ItemId> = BTreeSet::new();
        let mut open: Vec<ItemId> = every.chain(self.case.added.keys().cloned()).collect();
        loop {
            let (new, rest): (Vec<ItemId>, Vec<ItemId>) = open.into_iter().partition(|one| {
                Reach {
                    view: self,
                    coming: &coming,
                }
                .comes(one)
            });
            open = rest;
            if new.is_empty() {
                return coming;
            }
            coming.extend(new);
        }
    }
}

/// One pass: what may come, given what is known to come.
struct Reach<'v> {
    view: &'v View<'v>,
    coming: &'v BTreeSet<ItemId>,
}

impl Reach<'_> {
    fn comes(&self, id: &ItemId) -> bool {
        let view = self.view;
        let state = view.case.item(id);
        let Some(item) = view.run.item(view.case, id) else {
            return false;
        };
        if state.out_of_play && !self.others().any(|other| other.brings_back.contains(id)) {
            return false;
        }
        if matches!(state.status, Status::Active | Status::Possible) || state.owed || state.called {
            return true;
        }
        let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
        if state.gone || most.is_some_and(|most| state.round >= most) {
            return false;
        }
        if self.is_made_to_come(&item) {
            return true;
        }
        state.status == Status::Waiting && self.can_open(&item)
    }

    /// The items that may come, as the flow says them.
    fn others(&self) -> impl Iterator<Item = std::borrow::Cow<'_, Item>> {
        let view = self.view;
        self.coming.iter().filter_map(|one| view.run.item(view.case, one))
    }

    /// Whether something that may come makes it owed, sends the work back to it, or opens it by a ladder.
    fn is_made_to_come(&self, item: &Item) -> bool {
        let view = self.view;
        let by_others = self.others().any(|other| {
            let back = other.id.of_base(&view.run.sent_back);
            let back = back.map_or(&[][..], Vec::as_slice);
            other.owes.contains(&item.id) || view.run.meant_by(&other.id, back).contains(&item.id)
        });
        let by_ladder = || {
            view.run.clocks_of(view.case).iter().any(|clock| {
                let opens = |does: &RungAction| matches!(does, RungAction::Open(one) if *one == item.id);
                let runs = match &clock.item {
                    Some(_) => view
                        .run
                        .concerns(clock)
                        .iter()
                        .any(|one| self.coming.contains(one)),
                    None => {
                        let state = view.case.clocks.get(&clock.id);
                        state.is_none_or(super::ClockState::counts)
                    }
                };
                runs && clock.ladder.iter().any(|rung| opens(&rung.does))
            })
        };
        let stage = item.parent.as_ref();
        // A stage that begins anew has everything in it anew.
        let anew = || {
            stage.is_some_and(|stage| {
                view.case.item(stage).status != Status::Active && self.coming.contains(stage)
            })
        };
        if by_others || by_ladder() {
            return true;
        }
        let ended = view.case.item(&item.id).status.has_ended();
        ended && (self.is_asked_for(item) == Some(true) || (anew() && self.can_open(item)))
    }

    /// Whether something that it listens for may come; none where it listens for nothing.
    fn is_asked_for(&self, item: &Item) -> Option<bool> {
        let view = self.view;
        let each_time = item
            .repeats
            .as_ref()
            .filter(|repeats| !repeats.each_time.is_empty());
        let by_round = each_time.map(|repeats| repeats.each_time.iter().any(|one| self.coming.contains(one)));
        let heard = |happening: &Happening| match happening {
            Happening::Item(_, one) => self.coming.contains(one),
            // What is written in the case file may be written at any time.
            Happening::Field(..) => true,
        };
        let by_cue = (!item.opened_by.is_empty()).then(|| {
            let mut cues = item.opened_by.iter();
            cues.any(|cue| cue.all.is_empty() || cue.all.iter().any(heard))
        });
        let state = view.case.item(&item.id);
        let already = state.again > 0 || state.cued;
        match (by_round, by_cue) {
            (None, None) => None,
            (one, other) => Some(already || one.unwrap_or_default() || other.unwrap_or_default()),
        }
    }

    /// Whether nothing that stands in its way must stay there.
    fn can_open(&self, item: &Item) -> bool {
        let view = self.view;
        if item.starts == Starts::ByLadder
            || (view.lies_ready(item) && !view.may_be_added(item))
            || self.is_asked_for(item) == Some(false)
            || view.is_over_for_good(item, self)
        {
            return false;
        }
        let stage = item.parent.as_ref().is_none_or(|stage| {
            view.case.item(stage).status == Status::Active || self.coming.contains(stage)
        });
        let reached = |one: &ItemId| view.is_behind_us(one) || self.coming.contains(one);
        let after = match &item.after {
            None => true,
            Some(After::All(items)) => {
                let named = items
                    .iter()
                    .filter(|one| view.applies(item, Relation::After, one));
                named.into_iter().all(reached)
            }
            Some(After::Any(items) | After::Coming(items)) => items.iter().any(reached),
            Some(After::AtLeast(count, items)) => {
                let can = items.iter().filter(|one| reached(one)).count();
                u32::try_from(can).is_ok_and(|can| can >= *count)
            }
        };
        let when = item.id.of_base(&view.run.guards.when);
        stage && after && when.is_none_or(|guard| self.may_hold(guard, &item.id))
    }

    /// Whether a condition holds, nobody can tell yet, or something that may come can change it.
    fn may_hold(&self, guard: &Guard, item: &ItemId) -> bool {
        let reads = guard.reads();
        // What asks what may come is answered from here, and not from itself.
        if reads.coming || reads.today || self.view.judged(Some(guard), item) != Some(Truth::False) {
            return true;
        }
        let asked: Vec<ItemId> = reads.items.iter().cloned().collect();
        let asked = self.view.run.meant_by(item, &asked);
        asked.iter().any(|one| self.coming.contains(one))
            || self
                .others()
                .any(|other| self.view.may_change(guard, item, &other))
    }
}

impl View<'_> {
    /// Whether its repetition has come to an end that nothing to come can change.
    fn is_over_for_good(&self, item: &Item, reach: &Reach<'_>) -> bool {
        if !self.may_be_over(item) {
            return false;
        }
        let Some(guard) = item.id.of_base(&self.run.guards.until) else {
            return false;
        };
        let reads = guard.reads();
        let asked: Vec<ItemId> = reads.items.iter().cloned().collect();
        let asked = self.run.meant_by(&item.id, &asked);
        !reads.coming && self.is_over(item) && !asked.iter().any(|one| reach.coming.contains(one))
    }

    /// Whether doing another item may change what a condition of an item reads in the case file. What is there for
    /// another row fills the columns of that row alone.
    pub(super) fn may_change(&self, guard: &Guard, item: &ItemId, other: &Item) -> bool {
        let reads = guard.reads();
        let set = |item: &ItemId| item.row().and_then(|_| item.of_base(&self.run.sets));
        let list = set(item)
            .filter(|root| set(&other.id) == Some(root) && other.id.row() != item.row())
            .and_then(|root| self.run.each(root)?.list());
        other.writes().any(|path| {
            let elsewhere = list.is_some_and(|list| is_column(self.run, list, path));
            let read = if elsewhere {
                &reads.beyond_row
            } else {
                &reads.fields
            };
            read.iter().any(|field| starts_with(path, field))
        })
    }
}
