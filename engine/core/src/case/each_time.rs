//! Stages that are themselves done each time something in them is done and nothing in them is owed (DCR sub-processes).
//!
//! Such a stage goes on as long as nothing stands in its way, and no longer: what lies in it can happen only
//! meanwhile. Nothing in it waits anew when the stage is done or begins again.

use super::asked::done;
use super::turn::Turn;
use super::{Change, Refusal, Status, View};
use crate::flow::Item;
use crate::id::ItemId;

impl View<'_> {
    /// Whether an item is owed, in play, and in no stage that is out of play: there what is owed rests.
    fn is_due_to_someone(&self, item: &ItemId) -> bool {
        let state = self.case.item(item);
        state.owed && !state.out_of_play && !self.lies_out_of_play(item)
    }

    /// Whether a stage that the item lies in, near or far, is out of play.
    fn lies_out_of_play(&self, item: &ItemId) -> bool {
        let above = |item: &ItemId| self.run.item(self.case, item)?.parent.clone();
        let stages = std::iter::successors(above(item), above);
        stages
            .take(self.run.flow.items.len())
            .any(|stage| self.case.item(&stage).out_of_play)
    }

    /// What is owed and must be done before the case may close.
    pub(super) fn unpaid(&self) -> impl Iterator<Item = &ItemId> {
        self.case.owed().filter(|item| self.is_due_to_someone(item))
    }

    /// Whether something directly in the stage is owed.
    pub(super) fn owes_inside(&self, stage: &ItemId) -> bool {
        let inside = self.run.children(self.case, stage);
        inside.iter().any(|item| self.is_due_to_someone(item))
    }
}

/// Where an item that is under way lies in a stage of this kind that no longer goes on, or is one itself, it waits: it
/// may be started again as it was.
pub(super) fn put_away(turn: &mut Turn<'_>, item: &Item) -> bool {
    let view = turn.view();
    let stage = item
        .parent
        .as_ref()
        .and_then(|stage| view.run.flow.items.get(stage.base()));
    let stopped = stage.is_some_and(|stage| stage.done_each_time) && !view.stage_goes_on(item);
    let hindered = item.done_each_time && !view.is_free(item);
    if stopped || hindered {
        turn.change(Change::NoLongerPossible {
            item: item.id.clone(),
        });
    }
    stopped || hindered
}

/// After something in a stage of this kind was done: the stage is done too where nothing in it is owed.
pub(super) fn done_with(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let run = turn.run;
    let stage = item.parent.as_ref().and_then(|stage| run.item(&turn.case, stage));
    match stage.filter(|stage| stage.done_each_time) {
        Some(stage) if !turn.view().owes_inside(&stage.id) => done(turn, &stage),
        _ => Ok(()),
    }
}

/// Whether such a stage, while it goes on, keeps the stage around it or the case: only by what is owed in it.
pub(super) fn keeps(view: &View<'_>, stage: &Item) -> Option<&'static str> {
    let goes_on = view.case.item(&stage.id).status == Status::Active;
    (goes_on && view.owes_inside(&stage.id)).then_some("owed")
}
