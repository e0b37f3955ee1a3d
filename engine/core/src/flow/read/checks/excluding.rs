//! Items that exclude each other although one lies in the other.

use crate::flow::code::{ITSELF, NOT_WITH_ITS_STAGE};
use crate::flow::{Flow, Item};
use crate::id::ItemId;
use crate::text::Message;

use super::super::Reading;
use super::waiting::lies_in;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    for item in flow.items.values() {
        for other in &item.not_with {
            check_pair(flow, item, other, out);
        }
    }
}

fn check_pair(flow: &Flow, item: &Item, other: &ItemId, out: &mut Reading) {
    let what = |key: &str| {
        Message::new(key)
            .with("item", item.id.as_str())
            .with("other", other.as_str())
    };
    if *other == item.id {
        let hint = Message::new("flow-not-with-itself-hint");
        out.error(ITSELF, item.place, what("flow-itself"), hint);
        return;
    }
    let Some(found) = flow.items.get(other) else {
        return;
    };
    if lies_in(flow, item, other) || lies_in(flow, found, &item.id) {
        let hint = Message::new("flow-not-with-its-stage-hint");
        out.error(
            NOT_WITH_ITS_STAGE,
            item.place,
            what("flow-not-with-its-stage"),
            hint,
        );
    }
}
