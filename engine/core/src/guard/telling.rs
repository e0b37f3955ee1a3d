//! Rungs of the case's own clocks that speak to an owner or a leader where there is none: whom such a clock concerns is
//! known from the guard that stops it.

use crate::flow::{Clock, Diagnostic, Flow, NO_LEADER, Recipient, RungAction};
use crate::id::PartyId;
use crate::text::Message;

use super::Guard;

/// What is wrong with the rungs of a clock that this guard stops; a clock without a guard concerns nobody.
pub(super) fn check(flow: &Flow, clock: &Clock, guard: Option<&Guard>, findings: &mut Vec<Diagnostic>) {
    if clock.item.is_some() {
        return;
    }
    let items = guard.into_iter().flat_map(|guard| &guard.reads().items);
    let owners: Vec<&PartyId> = items
        .filter_map(|item| flow.items.get(item)?.owner.as_ref())
        .collect();
    for rung in &clock.ladder {
        let (RungAction::Remind(to) | RungAction::Tell(to)) = &rung.does else {
            continue;
        };
        let leaderless = |owner: &&PartyId| flow.leader_of(owner).is_none();
        let what = match to {
            Recipient::Party(_) | Recipient::Coordinator => continue,
            Recipient::Owner | Recipient::Leader if owners.is_empty() => {
                Message::new("flow-no-owner-to-tell")
            }
            Recipient::Owner => continue,
            Recipient::Leader => match owners.iter().copied().find(leaderless) {
                Some(owner) => Message::new("flow-no-leader").with("party", owner.as_str()),
                None => continue,
            },
        };
        let what = what.with("item", clock.id.as_str());
        let finding = Diagnostic::error(NO_LEADER, rung.place, what);
        findings.push(finding.hinting(Message::new("flow-no-leader-hint")));
    }
}
