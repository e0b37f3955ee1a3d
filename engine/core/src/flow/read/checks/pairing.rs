//! What a flow of a pair says and hears, held against its protocol.

use crate::flow::code::{LEFT_UNSAID, OF_OTHER_SIDE};
use crate::flow::{CASE_ENDED, Flow, Item, ItemKind, Pair, ProtocolMessage};
use crate::id::MessageName;
use crate::text::Message;

use super::super::Reading;
use super::super::owed_by_protocol::{not_one, speaks};
use super::super::protocol::unknown_message;

/// Every message is said or received by somebody here, nobody says what is the other's, and nobody takes from what is no
/// message of the pair.
pub(super) fn check(flow: &Flow, paired: bool, out: &mut Reading) {
    let Some(pair) = &flow.pair else {
        if !paired {
            outside_pair(flow, out);
        }
        return;
    };
    for item in flow.items.values() {
        said(flow, pair, item, out);
        received(pair, item, out);
    }
    for message in pair.protocol.messages.values() {
        spoken(flow, pair, message, out);
    }
}

/// A flow that is in no pair says nothing to another case, and takes nothing over from one.
fn outside_pair(flow: &Flow, out: &mut Reading) {
    for item in flow.items.values() {
        let taken = match &item.kind {
            ItemKind::Wait(wait) => wait.takes.first().map(|taken| taken.place),
            _ => None,
        };
        if let Some(place) = item.says.as_ref().map(|says| says.place).or(taken) {
            let what = Message::new("flow-no-pair").with("item", item.id.as_str());
            out.error(OF_OTHER_SIDE, place, what, Message::new("flow-no-pair-hint"));
        }
    }
}

fn said(flow: &Flow, pair: &Pair, item: &Item, out: &mut Reading) {
    let Some(says) = &item.says else { return };
    unknown_message(&pair.protocol, &says.message, says.place, out);
    let Some(message) = pair.protocol.messages.get(&says.message) else {
        return;
    };
    if !pair.says(message) {
        let what = Message::new("flow-others-message").with("message", message.id.as_str());
        out.error(
            OF_OTHER_SIDE,
            says.place,
            what,
            Message::new("flow-others-message-hint"),
        );
    }
    let owed = message.owes.is_some() || !message.answers.is_empty();
    if owed && flow.set_of(&item.id).is_some() {
        not_one(item, &message.id, out);
    }
}

fn received(pair: &Pair, item: &Item, out: &mut Reading) {
    let ItemKind::Wait(wait) = &item.kind else { return };
    let message = wait.message.as_ref();
    let known = message.and_then(|message| pair.protocol.messages.get(message));
    let own = known.filter(|known| !pair.hears(known));
    if let Some(own) = own {
        let what = Message::new("flow-own-message").with("message", own.id.as_str());
        out.error(
            OF_OTHER_SIDE,
            item.place,
            what,
            Message::new("flow-own-message-hint"),
        );
    }
    let of_pair = known.is_some() || message.is_some_and(|message| message.as_str() == CASE_ENDED);
    if let Some(taken) = wait.takes.first().filter(|_| !of_pair) {
        let name = message.map_or("", MessageName::as_str);
        let what = Message::new("flow-not-in-protocol").with("name", name);
        out.error(
            crate::flow::code::NOT_IN_PROTOCOL,
            taken.place,
            what,
            Message::new("flow-no-such-hint"),
        );
    }
}

/// A message that this side may say is said by some item; one that it may hear is received by one.
fn spoken(flow: &Flow, pair: &Pair, message: &ProtocolMessage, out: &mut Reading) {
    let says = |item: &Item| item.says.as_ref().is_some_and(|says| says.message == message.id);
    let mut items = flow.items.values();
    let told = |key: &str, hint: &str, out: &mut Reading| {
        let what = Message::new(key).with("message", message.id.as_str());
        out.error(LEFT_UNSAID, pair.place, what, Message::new(hint));
    };
    if pair.says(message) && !items.any(says) {
        told("flow-left-unsaid", "flow-left-unsaid-hint", out);
    }
    let mut items = flow.items.values();
    if pair.hears(message) && !items.any(|item| speaks(item, &message.id) && !says(item)) {
        told("flow-left-unheard", "flow-left-unheard-hint", out);
    }
}
