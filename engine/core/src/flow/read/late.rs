//! What is late goes to whoever coordinates the case, where no ladder says otherwise (A13.4 in `flows/lines.csv`).

use crate::flow::{Flow, Party, Recipient, Rung, RungAction, RungAt, Sight};
use crate::id::ItemId;

/// Gives every clock of an item that has no ladder the rung that tells the coordinator when it is due, where the flow has a
/// coordinator and somebody always hears what is said to them.
pub(super) fn to_coordinator(flow: &mut Flow) {
    let there = |party| flow.parties.get(party).is_some_and(Party::is_always_there);
    let Some(coordinator) = flow.coordinator().map(|party| party.id.clone()) else {
        return;
    };
    if !flow.hearers(&coordinator).any(there) {
        return;
    }
    // What is kept from the coordinator in so many words is not told to them by its deadline.
    let items = &flow.items;
    let may_hear = |item: &ItemId| match items.get(item).map(|item| &item.seen_by) {
        Some(Sight::Parties(list)) => list.contains(&coordinator),
        _ => true,
    };
    let silent = flow.clocks.values_mut();
    for clock in silent.filter(|clock| clock.ladder.is_empty() && clock.item.as_ref().is_some_and(may_hear)) {
        clock.ladder.push(Rung {
            at: RungAt::Due,
            does: RungAction::Tell(Recipient::Coordinator),
            again: None,
            unless_acknowledged: false,
            tunable: None,
            place: clock.place,
        });
    }
}
