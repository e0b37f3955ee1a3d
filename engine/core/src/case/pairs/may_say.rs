//! What the protocol lets a case say now.

use super::Paired;
use crate::case::{Block, View};
use crate::flow::{Item, Pair, ProtocolMessage};
use crate::id::MessageName;
use crate::text::{Arg, Message};

impl View<'_> {
    /// What of the protocol stands in the way of what the item says; nothing where it says nothing.
    pub(in crate::case) fn block_by_protocol(&self, item: &Item) -> Option<Block> {
        let says = item.says.as_ref()?;
        let pair = self.run.flow.pair.as_ref()?;
        let message = pair.protocol.messages.get(&says.message)?;
        let told = |key: &str, messages: Vec<&MessageName>| {
            let titles = messages
                .into_iter()
                .filter_map(|name| pair.protocol.messages.get(name));
            let titles: Vec<Arg> = titles.map(|other| Arg::Both(other.title.clone())).collect();
            let text = Message::new(key)
                .with("message", &message.title)
                .with("messages", Arg::List(titles));
            Some(Block::new("protocol", text))
        };
        let Some(live) = self.case.live_pair() else {
            let may_begin = pair.begins() && pair.protocol.opens(&message.id);
            return if may_begin {
                None
            } else {
                told("block-protocol-no-pair", Vec::new())
            };
        };
        let unsaid: Vec<&MessageName> = before(pair, message)
            .filter(|name| live.count(name) == 0)
            .collect();
        if !unsaid.is_empty() {
            return told("block-protocol-after", unsaid);
        }
        if !message.answers.is_empty() && live.count(&message.id) >= asked(live, message) {
            return told("block-protocol-answered", message.answers.iter().collect());
        }
        if let Some(owed) = open_answer(pair, live, message) {
            return told("block-protocol-awaited", vec![owed]);
        }
        let most = message.at_most.or_else(|| {
            let once = message.answers.is_empty() && !message.repeats;
            once.then_some(1)
        });
        if most.is_some_and(|most| live.count(&message.id) >= most) {
            return told("block-protocol-said", Vec::new());
        }
        None
    }
}

/// What must have been said first: what it comes after, and what begins the pair.
fn before<'p>(pair: &'p Pair, message: &'p ProtocolMessage) -> impl Iterator<Item = &'p MessageName> {
    let first = pair.protocol.messages.keys().next();
    let first = first.filter(|first| **first != message.id);
    message.after.iter().chain(first)
}

/// How often what a message answers was said.
fn asked(live: &Paired, message: &ProtocolMessage) -> u32 {
    message.answers.iter().map(|name| live.count(name)).sum()
}

/// The answer that is still owed for this message, so that it is not said again before that has come.
fn open_answer<'p>(pair: &'p Pair, live: &Paired, message: &'p ProtocolMessage) -> Option<&'p MessageName> {
    let owed = message.owes.as_ref()?;
    let answer = pair.protocol.messages.get(&owed.message)?;
    let open = answer.answers.contains(&message.id) && live.count(&answer.id) < asked(live, answer);
    open.then_some(&owed.message)
}
