//! Work that people may add: it lies ready in its own stage and once, and does not pass over what the law demands.

use crate::flow::code::{ADDED_TO_ROWS, NAME_TWICE, NEVER_ADDED, PASSES_OVER_LAW, PIECE_ELSEWHERE};
use crate::flow::{Diagnostic, Flow, Item, Piece, Starts, added_name};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;
use super::waiting::lies_in;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    for (stage, unplanned) in flow.all_unplanned() {
        if let Some(stage) = stage.filter(|stage| flow.set_of(stage).is_some()) {
            let what = Message::new("flow-added-to-rows").with("stage", stage.as_str());
            let hint = Message::new("flow-added-to-rows-hint");
            out.error(ADDED_TO_ROWS, unplanned.place, what, hint);
        }
        if let Some(item) = flow.items.get(added_name(stage).as_str()) {
            let what = Message::new("flow-name-twice")
                .with("name", item.id.as_str())
                .with("line", unplanned.place.line);
            let hint = Message::new("flow-added-name-hint");
            out.error(NAME_TWICE, item.place, what, hint);
        }
        for piece in &unplanned.pieces {
            if let Some(item) = flow.items.get(&piece.item) {
                lies_elsewhere(flow, stage, piece, item, out);
                passes_over_law(flow, item, out);
            }
        }
    }
    for item in flow.items.values() {
        if item.starts == Starts::WhenAdded && flow.piece(&item.id).is_none() && !out.has_errors() {
            let what = Message::new("flow-never-added").with("item", item.id.as_str());
            let warning = Diagnostic::warning(NEVER_ADDED, item.place, what);
            out.report(warning.hinting(Message::new("flow-never-added-hint")));
        }
    }
}

/// It lies in the stage that it is ready in, for each row of nothing, and is ready in one place.
fn lies_elsewhere(flow: &Flow, stage: Option<&ItemId>, piece: &Piece, item: &Item, out: &mut Reading) {
    let here = stage.is_none_or(|stage| lies_in(flow, item, stage));
    let first = flow.piece(&item.id).is_some_and(|(first, ..)| first == stage);
    if here && first && flow.set_of(&item.id).is_none() {
        return;
    }
    let what = Message::new("flow-piece-elsewhere").with("item", piece.item.as_str());
    let hint = Message::new("flow-piece-elsewhere-hint");
    out.error(PIECE_ELSEWHERE, item.place, what, hint);
}

/// What people may add takes nothing out of play, and ends nothing, that the law demands.
fn passes_over_law(flow: &Flow, item: &Item, out: &mut Reading) {
    let named = item.removes.iter().chain(&item.ends);
    let demanded = |stage: &ItemId| {
        let mut inside = flow.items.values();
        inside.find(|other| {
            other.required_by_law.is_some() && (other.id == *stage || lies_in(flow, other, stage))
        })
    };
    for other in named.filter_map(demanded) {
        let what = Message::new("flow-passes-over-law")
            .with("item", item.id.as_str())
            .with("other", other.id.as_str());
        let hint = Message::new("flow-passes-over-law-hint");
        out.error(PASSES_OVER_LAW, item.place, what, hint);
    }
}
