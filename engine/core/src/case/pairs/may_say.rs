//! What the protocol lets a case say now.

use super::Paired;
use crate::case::{Block, View};
use crate::flow::{Item, Pair, ProtocolMessage};
use crate::id::MessageName;
use crate::text::{Arg, Message};

impl View<'_> {
    /// What of the protocol stands in the way of what the item says; nothing where it says nothing.
    pub(in crate::case) fn block_by_protocol(&self, item: &Item) -> Option<Block> {
        let (key, messages) = self.barred(item)?;
        let (pair, message) = self.spoken_by(item)?;
        let titles = messages
            .into_iter()
            .filter_map(|name| pair.protocol.messages.get(name));
        let titles: Vec<Arg> = titles.map(|other| Arg::Both(other.title.clone())).collect();
        let text = Message::new(key)
            .with("message", &message.title)
            .with("messages", Arg::List(titles));
        Some(Block::new("protocol", text))
    }

    /// The pair, and the message of it that the item says.
    fn spoken_by(&self, item: &Item) -> Option<(&Pair, &ProtocolMessage)> {
        let says = item.says.as_ref()?;
        let pair = self.run.flow.pair.as_ref()?;
        Some((pair, pair.protocol.messages.get(&says.message)?))
    }

    /// The same, not yet told: the key of its text, and the messages that it names.
    pub(in crate::case) fn barred(&self, item: &Item) -> Option<(&'static str, Vec<&MessageName>)> {
        let (pair, message) = self.spoken_by(item)?;
        let Some(live) = self.case.live_pair() else {
            let may_begin = pair.begins() && pair.protocol.opens(&message.id);
            return (!may_begin).then(|| ("block-protocol-no-pair", Vec::new()));
        };
        barred_by(pair, live, message)
    }
}

/// What of the protocol bars a message now, whichever side says it: the key of the text, and the messages that it names.
pub(super) fn barred_by<'p>(
    pair: &'p Pair,
    live: &Paired,
    message: &'p ProtocolMessage,
) -> Option<(&'static str, Vec<&'p MessageName>)> {
    let unsaid: Vec<&MessageName> = pair
        .protocol
        .before(message)
        .filter(|name| live.count(name) == 0)
        .collect();
    if !unsaid.is_empty() {
        return Some(("block-protocol-after", unsaid));
    }
    if !message.answers.is_empty() && live.count(&message.id) >= asked(live, message) {
        return Some(("block-protocol-answered", message.answers.iter().collect()));
    }
    if let Some(owed) = open_answer(pair, live, message) {
        return Some(("block-protocol-awaited", vec![owed]));
    }
    let most = message.at_most.or_else(|| {
        let once = message.answers.is_empty() && !message.repeats;
        once.then_some(1)
    });
    let said = most.is_some_and(|most| live.count(&message.id) >= most);
    said.then(|| ("block-protocol-said", Vec::new()))
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
