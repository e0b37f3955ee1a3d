//! Rungs of items' clocks that speak to somebody who is not there, or that wait for an answer nobody can give.

use crate::flow::code::{
    EMPTY_ROLE, NO_COORDINATOR, NO_LEADER, NO_TARGET, NOTHING_TO_ACKNOWLEDGE, TWO_COORDINATORS,
};
use crate::flow::{Clock, Flow, Item, Lasts, Party, Recipient, Rung, RungAction, RungAt};
use crate::id::PartyId;
use crate::text::Message;

use super::super::Reading;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    one_coordinator(flow, out);
    for clock in flow.clocks.values() {
        check_answers(clock, out);
        for rung in &clock.ladder {
            check_target(clock, rung, out);
            for to in rung.tunable.iter().flat_map(|tunable| &tunable.to) {
                check_recipient(flow, clock, rung, to, out);
            }
            match &rung.does {
                RungAction::Remind(to) | RungAction::Tell(to) => check_recipient(flow, clock, rung, to, out),
                RungAction::HandTo(party) => check_bound(flow, rung, party, out),
                RungAction::Open(_) | RungAction::Call(_) | RungAction::RaisePriority => {}
            }
        }
    }
}

fn one_coordinator(flow: &Flow, out: &mut Reading) {
    let mut coordinating = flow.parties.values().filter(|party| party.coordinates);
    if let (Some(one), Some(other)) = (coordinating.next(), coordinating.next()) {
        let what = Message::new("flow-two-coordinators")
            .with("one", one.id.as_str())
            .with("other", other.id.as_str());
        let hint = Message::new("flow-two-coordinators-hint");
        out.error(TWO_COORDINATORS, other.place, what, hint);
    }
}

fn check_recipient(flow: &Flow, clock: &Clock, rung: &Rung, to: &Recipient, out: &mut Reading) {
    match to {
        Recipient::Party(party) => check_bound(flow, rung, party, out),
        Recipient::Coordinator => match flow.coordinator() {
            Some(party) => check_bound(flow, rung, &party.id, out),
            None => {
                let what = Message::new("flow-no-coordinator").with("clock", clock.id.as_str());
                let hint = Message::new("flow-no-coordinator-hint");
                out.error(NO_COORDINATOR, rung.place, what, hint);
            }
        },
        Recipient::Owner | Recipient::Leader => {
            // Whom a clock of the case concerns is known when its guard is compiled.
            if let Some(item) = clock.item.as_ref().and_then(|item| flow.items.get(item)) {
                check_owner(flow, item, rung, to, out);
            }
        }
    }
}

fn check_owner(flow: &Flow, item: &Item, rung: &Rung, to: &Recipient, out: &mut Reading) {
    let leader = |owner: &PartyId| flow.leader_of(owner).map(|leader| leader.id.clone());
    let what = match (to, &item.owner) {
        (_, None) => Message::new("flow-no-owner-to-tell"),
        (Recipient::Leader, Some(owner)) => match leader(owner) {
            Some(leader) => return check_bound(flow, rung, &leader, out),
            None => Message::new("flow-no-leader").with("party", owner.as_str()),
        },
        (_, Some(owner)) => return check_bound(flow, rung, owner, out),
    };
    let what = what.with("item", item.id.as_str());
    out.error(NO_LEADER, rung.place, what, Message::new("flow-no-leader-hint"));
}

/// A party that a case may be without is spoken for by its leaders, and then by the authority; somebody of them must
/// always be there.
fn check_bound(flow: &Flow, rung: &Rung, party: &PartyId, out: &mut Reading) {
    let there = |party: &PartyId| flow.parties.get(party).is_some_and(Party::is_always_there);
    if flow.parties.contains_key(party) && !flow.hearers(party).any(there) {
        let what = Message::new("flow-empty-role").with("party", party.as_str());
        out.error(EMPTY_ROLE, rung.place, what, Message::new("flow-empty-role-hint"));
    }
}

fn check_target(clock: &Clock, rung: &Rung, out: &mut Reading) {
    if rung.at == RungAt::Target && clock.target.is_none() && !matches!(clock.lasts, Lasts::Window(_)) {
        let what = Message::new("flow-no-target").with("clock", clock.id.as_str());
        out.error(NO_TARGET, rung.place, what, Message::new("flow-no-target-hint"));
    }
}

/// What is left out where somebody has answered stands after a rung that somebody can answer.
fn check_answers(clock: &Clock, out: &mut Reading) {
    let mut can_be_answered = false;
    for rung in &clock.ladder {
        if rung.unless_acknowledged && !can_be_answered {
            let what = Message::new("flow-nothing-to-acknowledge");
            let hint = Message::new("flow-nothing-to-acknowledge-hint");
            out.error(NOTHING_TO_ACKNOWLEDGE, rung.place, what, hint);
        }
        let speaks = matches!(
            rung.does,
            RungAction::Remind(_) | RungAction::Tell(_) | RungAction::Call(_)
        );
        can_be_answered |= speaks;
    }
}
