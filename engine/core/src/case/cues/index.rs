//! The flow's cues turned round: for each happening, who listens for it. Made once per version of the flow.

use std::collections::BTreeMap;

use crate::flow::{Cue, FieldTurning, Flow, Happening, Turning};
use crate::id::{FieldPath, ItemId};

/// One part of one cue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::case) struct Listener {
    /// The item that the cue opens or ends; none where it ends the case.
    pub(super) item: Option<ItemId>,
    /// It ends the item; otherwise it opens it.
    pub(super) out: bool,
    /// The number of the cue among the item's.
    pub(super) cue: usize,
    /// The number of the part among those of all the item's cues.
    pub(super) part: u16,
    /// It listens for what happens outside the stage that its item lies in, and so also before that stage begins.
    pub(super) outside: bool,
}

/// Who listens for what.
#[derive(Clone, Debug, Default)]
pub(in crate::case) struct Cues {
    items: BTreeMap<ItemId, Vec<(Turning, Listener)>>,
    fields: BTreeMap<FieldPath, Vec<(FieldTurning, Listener)>>,
    /// Whether there is any cue, also one that listens for nothing and has a condition alone.
    any: bool,
}

impl Cues {
    pub(in crate::case) fn of(flow: &Flow) -> Self {
        let mut cues = Self::default();
        for item in flow.items.values() {
            cues.add(flow, Some(&item.id), false, &item.opened_by);
            cues.add(flow, Some(&item.id), true, &item.ended_by);
        }
        cues.add(flow, None, true, &flow.ended_by);
        cues
    }

    fn add(&mut self, flow: &Flow, item: Option<&ItemId>, out: bool, all: &[Cue]) {
        self.any |= !all.is_empty();
        for ((number, happening), part) in parts(all).zip(0..) {
            let mut listener = Listener {
                item: item.cloned(),
                out,
                cue: number,
                part,
                outside: false,
            };
            match happening {
                Happening::Item(turning, source) => {
                    listener.outside = item.is_some_and(|item| !lies_beside(flow, source, item));
                    self.items
                        .entry(source.clone())
                        .or_default()
                        .push((*turning, listener));
                }
                Happening::Field(turning, path) => {
                    self.fields
                        .entry(path.clone())
                        .or_default()
                        .push((*turning, listener));
                }
            }
        }
    }

    /// Whether the flow has any cue.
    pub(in crate::case) const fn is_empty(&self) -> bool {
        !self.any
    }

    /// Those who listen for this.
    pub(super) fn listeners(&self, happening: &Happening) -> Vec<&Listener> {
        match happening {
            Happening::Item(turning, item) => {
                let all = self.items.get(item).into_iter().flatten();
                all.filter(|(wanted, _)| wanted == turning)
                    .map(|(_, listener)| listener)
                    .collect()
            }
            Happening::Field(turning, path) => {
                let all = self.fields.get(path).into_iter().flatten();
                all.filter(|(wanted, _)| wanted == turning)
                    .map(|(_, listener)| listener)
                    .collect()
            }
        }
    }

    /// Whether anybody listens for this.
    pub(super) fn hears(&self, happening: &Happening) -> bool {
        match happening {
            Happening::Item(turning, item) => {
                let mut all = self.items.get(item).into_iter().flatten();
                all.any(|(wanted, _)| wanted == turning)
            }
            Happening::Field(turning, path) => {
                let mut all = self.fields.get(path).into_iter().flatten();
                all.any(|(wanted, _)| wanted == turning)
            }
        }
    }

    /// Those who listen for whatever happens to this item.
    pub(super) fn who_listen_to(&self, item: &ItemId) -> impl Iterator<Item = &Listener> {
        let all = self.items.get(item).into_iter().flatten();
        all.map(|(_, listener)| listener)
    }
}

/// Every part of some cues with the number of its cue, in the order that parts are numbered by.
pub(super) fn parts(cues: &[Cue]) -> impl Iterator<Item = (usize, &Happening)> {
    let all = cues.iter().enumerate();
    all.flat_map(|(number, cue)| cue.all.iter().map(move |happening| (number, happening)))
}

/// Whether an item lies in the stage of another, at any depth, or is that stage.
fn lies_beside(flow: &Flow, source: &ItemId, item: &ItemId) -> bool {
    let Some(stage) = flow.items.get(item).and_then(|item| item.parent.as_ref()) else {
        return true;
    };
    let above = |id: &ItemId| flow.items.get(id).and_then(|item| item.parent.clone());
    std::iter::successors(Some(source.clone()), above)
        .take(flow.items.len())
        .any(|id| id == *stage)
}
