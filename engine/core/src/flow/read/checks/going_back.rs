//! Work that is sent back into a stage that has ended: what lies in it then waits for ever.

use std::collections::BTreeSet;

use crate::flow::code::BACK_INTO_ENDED;
use crate::flow::{Diagnostic, Flow, Item, RungAction, Starts};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;
use super::waiting::lies_in;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    if out.has_errors() {
        return;
    }
    let sent_back = flow.sent_back();
    let begun_again: BTreeSet<&ItemId> = begun_again(flow).collect();
    let by_anyone: BTreeSet<&ItemId> = sent_back.values().flatten().collect();
    for item in flow.items.values().filter(|item| !item.then_again.is_empty()) {
        let before = flow.surely_before(item);
        let by_itself: Vec<&ItemId> = sent_back.get(&item.id).into_iter().flatten().collect();
        for back_to in item.then_again.iter().filter_map(|name| flow.items.get(name)) {
            let mut around = stages_of(flow, back_to);
            let shut = around.find(|stage| {
                let outside = stage.id != item.id && !lies_in(flow, item, &stage.id);
                outside
                    && !stage.done_each_time
                    && !begun_again.contains(&stage.id)
                    && !by_itself.contains(&&stage.id)
            });
            if let Some(stage) = shut {
                // Something else may send the stage itself back meanwhile; that is nothing to rely on.
                let surely = before.contains(&stage.id) && !by_anyone.contains(&stage.id);
                report(item, back_to, stage, surely, out);
            }
        }
    }
}

fn report(item: &Item, back_to: &Item, stage: &Item, surely: bool, out: &mut Reading) {
    let key = if surely {
        "flow-back-into-ended"
    } else {
        "flow-back-into-stage"
    };
    let what = Message::new(key)
        .with("item", item.id.as_str())
        .with("other", back_to.id.as_str())
        .with("stage", stage.id.as_str());
    let hint = Message::new("flow-back-into-ended-hint").with("stage", stage.id.as_str());
    // A model that was drawn elsewhere is carried as it is.
    if surely && item.known_as.is_none() {
        out.error(BACK_INTO_ENDED, item.place, what, hint);
    } else {
        out.report(Diagnostic::warning(BACK_INTO_ENDED, item.place, what).hinting(hint));
    }
}

/// The stages that an item lies in, innermost first.
fn stages_of<'f>(flow: &'f Flow, item: &'f Item) -> impl Iterator<Item = &'f Item> {
    let above = |item: &&'f Item| item.parent.as_ref().and_then(|parent| flow.items.get(parent));
    std::iter::successors(above(&item), move |stage| above(stage)).take(flow.items.len())
}

/// What may begin anew after it has ended, beside what is sent back.
fn begun_again(flow: &Flow) -> impl Iterator<Item = &ItemId> {
    let items = || flow.items.values();
    let again = |item: &&Item| item.repeats.is_some() || item.starts == Starts::WhenAdded;
    let rungs = flow.clocks.values().flat_map(|clock| &clock.ladder);
    let opened = rungs.filter_map(|rung| match &rung.does {
        RungAction::Open(item) | RungAction::Call(item) => Some(item),
        _ => None,
    });
    let of_items = items().filter(again).map(|item| &item.id);
    of_items.chain(items().flat_map(|item| &item.owes)).chain(opened)
}
