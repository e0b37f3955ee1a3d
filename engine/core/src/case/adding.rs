//! What people may add to a case now, and who.

use super::{Block, Status, View};
use crate::flow::{Item, OwnWords, Unplanned};
use crate::guard::Truth;
use crate::id::{ItemId, PartyId};
use crate::text::{Arg, Message};

/// A place where people may add work that they describe themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddingPlace {
    /// The stage; none where it is the case as a whole.
    pub stage: Option<ItemId>,
    /// What may be described.
    pub own_words: OwnWords,
    /// Whether a reason is needed.
    pub needs_reason: bool,
}

impl View<'_> {
    /// How often something was added to a stage, or to the case as a whole.
    #[must_use]
    pub fn added_here(&self, stage: Option<&ItemId>) -> u32 {
        let own_words = self.case.added_to(stage).count();
        let pieces = self.run.flow.unplanned_in(stage).into_iter();
        let pieces = pieces.flat_map(|limits| &limits.pieces);
        let pieces = pieces.map(|piece| self.case.item(&piece.item).added_times);
        pieces.fold(u32::try_from(own_words).unwrap_or(u32::MAX), u32::saturating_add)
    }

    /// Whether more may be added to a stage, or to the case as a whole, than has been.
    pub(super) fn has_room(&self, stage: Option<&ItemId>, limits: &Unplanned) -> bool {
        limits.at_most.is_none_or(|most| self.added_here(stage) < most)
    }

    /// Whether a stage goes on, so that something can be added to it.
    pub(super) fn goes_on(&self, stage: &ItemId) -> bool {
        let state = self.case.item(stage);
        state.status == Status::Active && !state.resting
    }

    /// Whether a piece of work that lies ready may be added now, whoever does it.
    #[must_use]
    pub fn may_be_added(&self, item: &Item) -> bool {
        let Some((stage, limits, _)) = self.run.flow.piece(&item.id) else {
            return false;
        };
        let around = item.parent.as_ref().or(stage);
        self.case.is_open()
            && around.is_none_or(|stage| self.goes_on(stage))
            && self.has_room(stage, limits)
            && self.blocks_by_adding(item).is_empty()
    }

    /// Whether somebody may add what these parties may: who acts for one of them, or for one that leads one; where none
    /// is named, for any party of the case.
    pub(super) fn is_adder(&self, named: &[PartyId], acts_for: impl Fn(&PartyId) -> bool) -> bool {
        let flow = &self.run.flow;
        if named.is_empty() {
            return flow.parties.keys().any(acts_for);
        }
        let leads = |party: &PartyId| flow.leader_of(party).is_some_and(|leader| acts_for(&leader.id));
        named.iter().any(|party| acts_for(party) || leads(party))
    }

    /// The pieces of work that these parties may add now.
    #[must_use]
    pub fn addable(&self, parties: &[PartyId]) -> Vec<&Item> {
        let flow = &self.run.flow;
        let all = flow.all_unplanned();
        let pieces = all.flat_map(|(_, limits)| limits.pieces.iter().map(move |piece| (limits, piece)));
        let mine = pieces
            .filter(|(limits, piece)| self.is_adder(limits.adders(piece), |party| parties.contains(party)));
        mine.filter_map(|(_, piece)| flow.items.get(&piece.item))
            .filter(|item| self.may_be_added(item))
            .collect()
    }

    /// Where these parties may add work that they describe themselves now; the case as a whole first.
    #[must_use]
    pub fn adding_places(&self, parties: &[PartyId]) -> Vec<AddingPlace> {
        let flow = &self.run.flow;
        let stages = flow.items.keys().map(Some);
        let places = std::iter::once(None).chain(stages).filter_map(|stage| {
            let limits = flow.limits_in(stage)?;
            let open = stage.is_none_or(|stage| self.goes_on(stage))
                && self.is_adder(&limits.by, |party| parties.contains(party))
                && self.has_room(stage, &limits);
            Some(AddingPlace {
                stage: stage.cloned(),
                own_words: limits.own_words.clone().filter(|_| open)?,
                needs_reason: !limits.without_reason,
            })
        });
        places.filter(|_| self.case.is_open()).collect()
    }

    /// What stands in the way of adding a piece that lies ready: its terms, being out of play, as many rounds as may be.
    pub(super) fn blocks_by_adding(&self, item: &Item) -> Vec<Block> {
        let mut blocks = Vec::new();
        let state = self.case.item(&item.id);
        if state.out_of_play {
            let message = Message::new("block-out-of-play").with("item", self.title(&item.id));
            blocks.push(Block::new("out_of_play", message).naming([&item.id]));
        }
        if let Some(guard) = self.run.guards.pieces.get(&item.id)
            && guard.holds(self) != Truth::True
        {
            let parts = guard.explain(self).into_iter().map(Arg::from).collect();
            let message = Message::new("block-when").with("parts", Arg::List(parts));
            blocks.push(Block::new("when", message).reading(guard));
        }
        let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
        let asked = state.round.saturating_add(state.added);
        if let Some(most) = most.filter(|most| asked >= *most) {
            let message = Message::new("block-at-most").with("most", most);
            blocks.push(Block::new("at_most", message));
        }
        blocks
    }
}
