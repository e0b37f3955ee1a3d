//! What must hold before an item may start. The engine asks here; refusals and `why` tell what is found.

use std::ops::ControlFlow;

use super::{ItemState, Status, View};
use crate::flow::{After, Item, ItemKind, Relation, Repeat, Required, Starts};
use crate::guard::Truth;
use crate::id::ItemId;

/// What may stand in the way of a new round of an item, in the order that people are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hindrance {
    /// The case is not open.
    Case,
    /// It is out of play.
    OutOfPlay,
    /// The stage that it lies in does not go on.
    Stage,
    /// Nothing that opens it has come about.
    OpenedBy,
    /// What it comes after has not happened.
    After,
    /// Its guard does not hold.
    When,
    /// Something is owed that may not be.
    Owed,
    /// Something is under way that it may not be under way with.
    NotWith,
    /// The protocol of its pair does not let it be said now.
    Protocol,
    /// Only a ladder opens it.
    ByLadder,
    /// It lies ready, and nobody has added it.
    NotAdded,
    /// It has had as many rounds as it may.
    AtMost,
    /// Its repetition has come to its end.
    Until,
    /// Nothing has asked for a new round.
    EachTime,
    /// The list whose rows it is for is not filled, or nobody can tell how many there are.
    Rows,
    /// Its time has not come.
    NotBefore,
}

impl Hindrance {
    const ALL: [Self; 16] = [
        Self::Case,
        Self::OutOfPlay,
        Self::Stage,
        Self::OpenedBy,
        Self::After,
        Self::When,
        Self::Owed,
        Self::NotWith,
        Self::Protocol,
        Self::ByLadder,
        Self::NotAdded,
        Self::AtMost,
        Self::Until,
        Self::EachTime,
        Self::Rows,
        Self::NotBefore,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of hindrances.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Hindrances(u16);

impl Hindrances {
    const fn add(&mut self, hindrance: Hindrance) {
        self.0 |= hindrance.bit();
    }

    /// Whether nothing stands in the way.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing but this stands in the way.
    pub(super) const fn only(self, hindrance: Hindrance) -> bool {
        self.0 & !hindrance.bit() == 0
    }

    /// Those that stand in the way.
    pub(super) fn iter(self) -> impl Iterator<Item = Hindrance> {
        Hindrance::ALL
            .into_iter()
            .filter(move |one| self.0 & one.bit() != 0)
    }
}

impl View<'_> {
    /// Everything that stands in the way of a new round of the item.
    pub(super) fn hindrances(&self, item: &Item) -> Hindrances {
        let mut found = Hindrances::default();
        let _ = self.hindered(item, &mut |hindrance| {
            found.add(hindrance);
            ControlFlow::Continue(())
        });
        found
    }

    /// Whether nothing stands in the way of a new round of the item. Settling asks it of everything in the case.
    pub(super) fn is_free(&self, item: &Item) -> bool {
        let first = self.hindered(item, &mut |_| ControlFlow::Break(()));
        first.is_continue()
    }

    /// Tells of what stands in the way, what is found soonest first, until it is told to stop.
    fn hindered(&self, item: &Item, tell: &mut impl FnMut(Hindrance) -> ControlFlow<()>) -> ControlFlow<()> {
        let state = self.case.item(&item.id);
        let mut found = |hindrance, stands| {
            if stands {
                tell(hindrance)
            } else {
                ControlFlow::Continue(())
            }
        };
        found(Hindrance::Case, !self.case.is_open())?;
        found(Hindrance::OutOfPlay, state.out_of_play)?;
        found(Hindrance::NotWith, !self.excluding(item).is_empty())?;
        found(Hindrance::Protocol, self.barred(item).is_some())?;
        if state.called {
            return ControlFlow::Continue(());
        }
        found(Hindrance::Stage, !self.stage_goes_on(item))?;
        let uncued = !item.opened_by.is_empty() && !state.cued && state.again == 0;
        found(Hindrance::OpenedBy, uncued)?;
        found(Hindrance::After, !self.is_after_met(item))?;
        if let Some(hindrance) = self.hindrance_by_repetition(item, state) {
            found(hindrance, true)?;
        }
        found(Hindrance::Owed, self.unpaid_before(item).next().is_some())?;
        let opens = self.not_before(item);
        found(Hindrance::NotBefore, opens.is_some_and(|opens| opens > self.at))?;
        let set = self.run.is_set(&item.id);
        found(Hindrance::Rows, set && self.keys_of(&item.id).is_none())?;
        let when = item.id.of_base(&self.run.guards.when).filter(|_| !set);
        let holds = self
            .judged(when, &item.id)
            .is_none_or(|truth| truth == Truth::True);
        found(Hindrance::When, !(holds && self.goes_on_waiting(item)))
    }

    /// Whether what a wait needs to go on holds; nothing else needs any of it.
    #[must_use]
    pub fn goes_on_waiting(&self, item: &Item) -> bool {
        if !matches!(item.kind, ItemKind::Wait(_)) {
            return true;
        }
        let only_while = item.id.of_base(&self.run.guards.only_while);
        self.judged(only_while, &item.id)
            .is_none_or(|truth| truth == Truth::True)
    }

    fn is_after_met(&self, item: &Item) -> bool {
        let behind = |one: &&ItemId| self.is_behind_us(one);
        match &item.after {
            None => true,
            Some(After::All(items)) => items
                .iter()
                .all(|one| behind(&one) || !self.applies(item, Relation::After, one)),
            Some(After::Any(items)) => items.iter().any(|one| behind(&one)),
            Some(After::AtLeast(count, items)) => {
                let done = items.iter().filter(behind).count();
                u32::try_from(done).is_ok_and(|done| done >= *count)
            }
            Some(After::Coming(items)) => self.have_come(items),
        }
    }

    /// What may not be owed while the item starts or is done: by name, and by law where it ends the case.
    pub(super) fn unpaid_before<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a ItemId> {
        let named = self.unpaid_by_name(item);
        let by_law = item.ends_case.then(|| self.owed_by_law());
        let by_law = by_law.into_iter().flatten();
        named.chain(by_law.filter(|other| **other != item.id))
    }

    /// What the item names that may not be owed while it starts or is done.
    fn unpaid_by_name<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a ItemId> {
        let named = item.not_while_owed.iter();
        named.filter(|other| self.is_unpaid(item, other) && self.applies(item, Relation::NotWhileOwed, other))
    }

    /// Whether a relation counts now: always, where the flow says nothing else.
    pub(super) fn applies(&self, item: &Item, relation: Relation, other: &ItemId) -> bool {
        if item.provisos.is_empty() {
            return true;
        }
        let of_item = item.id.of_base(&self.run.guards.provisos);
        let of_item = of_item.into_iter().flatten();
        let mut guards = of_item.filter(|(kind, id, _)| *kind == relation && id.base() == other.base());
        guards.all(|(_, _, guard)| self.judged(Some(guard), &item.id) == Some(Truth::True))
    }

    /// What is owed and demanded by law.
    pub(super) fn owed_by_law(&self) -> impl Iterator<Item = &ItemId> {
        self.case.owed().filter(|item| {
            let item = self.run.flow.items.get(item.base());
            item.is_some_and(|item| item.required_by_law.is_some())
        })
    }

    /// What is under way that the item may not be under way with.
    pub(super) fn excluding(&self, item: &Item) -> Vec<ItemId> {
        let mut found = Vec::new();
        if self.run.excludes.is_empty() || self.run.is_set(&item.id) {
            // What a set excludes, each of its rows does.
            return found;
        }
        let under_way = |other: &ItemId| {
            let state = self.case.item(other);
            state.status == Status::Active && !state.out_of_play && !self.run.is_set(other)
        };
        let others = item.id.of_base(&self.run.excludes).into_iter().flatten();
        if self.run.sets.is_empty() {
            found.extend(others.filter(|other| under_way(other)).cloned());
            return found;
        }
        for other in others {
            let meant = self.run.meant_by(&item.id, std::slice::from_ref(other));
            let rows = meant.iter().filter(|other| self.run.is_set(other));
            let rows: Vec<ItemId> = rows.flat_map(|set| self.run.children(self.case, set)).collect();
            let all = meant.iter().chain(&rows);
            found.extend(all.filter(|other| under_way(other)).cloned());
        }
        found
    }

    /// Whether a person starts the item: always, or because its condition says so now.
    pub(super) fn starts_by_hand(&self, item: &Item) -> bool {
        if item.by_hand_when.is_none() {
            return self.run.starts_by_hand(item) && !self.run.is_set(&item.id);
        }
        let guard = item.id.of_base(&self.run.guards.by_hand);
        let said = self.judged(guard, &item.id) == Some(Truth::True);
        // Once it waits for a hand, it goes on doing so.
        let already = guard.is_some() && self.case.item(&item.id).status == Status::Possible;
        let by_hand = self.run.starts_by_hand(item) || said || already;
        by_hand && !self.run.is_set(&item.id)
    }

    /// Whether its stage must see the item ended.
    pub(super) fn is_required(&self, item: &Item) -> bool {
        match &item.required {
            None => false,
            Some(Required::Always) => true,
            Some(Required::When(_)) => {
                let guard = item.id.of_base(&self.run.guards.required);
                self.judged(guard, &item.id) == Some(Truth::True)
            }
        }
    }

    /// Whether what an item names is owed or under way, and in play. The item's own way does not count, nor that of a
    /// stage which goes on whenever it may.
    fn is_unpaid(&self, item: &Item, other: &ItemId) -> bool {
        let state = self.case.item(other);
        let under_way = || {
            let found = self.run.flow.items.get(other.base());
            let goes_on = found.is_some_and(|found| found.done_each_time);
            state.status == Status::Active && *other != item.id && !goes_on
        };
        !state.out_of_play && (state.owed || under_way())
    }

    fn hindrance_by_repetition(&self, item: &Item, state: &ItemState) -> Option<Hindrance> {
        if item.starts == Starts::ByLadder {
            return Some(Hindrance::ByLadder);
        }
        if self.lies_ready(item) {
            return Some(Hindrance::NotAdded);
        }
        let repeats = item.repeats.as_ref()?;
        let asked_for = state.owed || state.again > 0;
        if repeats.at_most.is_some_and(|most| state.round >= most) {
            Some(Hindrance::AtMost)
        } else if !state.owed && self.may_be_over(item) && self.is_over(item) {
            Some(Hindrance::Until)
        } else if !repeats.each_time.is_empty() && !asked_for {
            Some(Hindrance::EachTime)
        } else {
            None
        }
    }

    /// Whether a repetition can have come to its end: once it has begun, one that is planned before that too.
    pub(super) fn may_be_over(&self, item: &Item) -> bool {
        let planned = item.repeats.as_ref().is_some_and(Repeat::is_planned);
        planned || self.case.item(&item.id).round > 0
    }

    /// Whether a repetition has come to its end.
    pub(super) fn is_over(&self, item: &Item) -> bool {
        let guard = item.id.of_base(&self.run.guards.until);
        self.judged(guard, &item.id) == Some(Truth::True)
    }
}
