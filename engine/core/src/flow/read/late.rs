//! What is late goes to whoever coordinates the case, where no ladder says otherwise (domain.md A13).

use crate::flow::{Flow, Party, Recipient, Rung, RungAction, RungAt};

/// Gives every clock of an item that has no ladder the rung that tells the coordinator when it is due, where the flow has a
/// coordinator and somebody always hears what is said to them.
pub(super) fn to_coordinator(flow: &mut Flow) {
    let there = |party| flow.parties.get(party).is_some_and(Party::is_always_there);
    let coordinator = flow.coordinator();
    if !coordinator.is_some_and(|party| flow.hearers(&party.id).any(there)) {
        return;
    }
    let silent = flow.clocks.values_mut();
    for clock in silent.filter(|clock| clock.item.is_some() && clock.ladder.is_empty()) {
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
