//! Items that start by ladder, but that no ladder opens.

use std::collections::BTreeSet;

use crate::flow::code::NEVER_OPENED;
use crate::flow::{Diagnostic, Flow, RungAction, Starts};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    if out.has_errors() {
        return;
    }
    let rungs = flow.clocks.values().flat_map(|clock| &clock.ladder);
    let opened: BTreeSet<&ItemId> = rungs
        .filter_map(|rung| match &rung.does {
            RungAction::Open(item) | RungAction::Call(item) => Some(item),
            _ => None,
        })
        .collect();
    for item in flow.items.values() {
        if item.starts == Starts::ByLadder && !opened.contains(&item.id) {
            let what = Message::new("flow-never-opened").with("item", item.id.as_str());
            let warning = Diagnostic::warning(NEVER_OPENED, item.place, what);
            out.report(warning.hinting(Message::new("flow-never-opened-hint")));
        }
    }
}
