//! Rungs of items' clocks that speak to somebody who is not there.

use crate::flow::code::NO_LEADER;
use crate::flow::{Flow, Item, Recipient, Rung, RungAction};
use crate::text::Message;

use super::super::Reading;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    for clock in flow.clocks.values() {
        let Some(item) = clock.item.as_ref().and_then(|item| flow.items.get(item)) else {
            continue;
        };
        for rung in &clock.ladder {
            check_rung(flow, item, rung, out);
        }
    }
}

fn check_rung(flow: &Flow, item: &Item, rung: &Rung, out: &mut Reading) {
    let (RungAction::Remind(recipient) | RungAction::Tell(recipient)) = &rung.does else {
        return;
    };
    let what = match (recipient, &item.owner) {
        (Recipient::Party(_), _) => return,
        (Recipient::Owner, Some(_)) => return,
        (_, None) => Message::new("flow-no-owner-to-tell"),
        (Recipient::Leader, Some(owner)) if flow.leader_of(owner).is_none() => {
            Message::new("flow-no-leader").with("party", owner.as_str())
        }
        (Recipient::Leader, Some(_)) => return,
    };
    let what = what.with("item", item.id.as_str());
    out.error(NO_LEADER, rung.place, what, Message::new("flow-no-leader-hint"));
}
