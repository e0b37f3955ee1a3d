//! One of two paired cases: what it may say to the other, what it hears, and what is over with the pair.

use std::collections::BTreeMap;

use samspil_core::flow::{CASE_ENDED, Item, Pair, ProtocolMessage};
use samspil_core::id::{ItemId, MessageName};

use crate::asking::Reasons;
use crate::interpreter::{Goes, Is, Naive};
use crate::twist::Twist;

/// The pair that a case is in, or was in last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Now {
    /// How often each message was said, by whichever side.
    said: BTreeMap<MessageName, u32>,
    over: bool,
}

/// What has begun and what has not been said.
fn new() -> Now {
    Now {
        said: BTreeMap::new(),
        over: false,
    }
}

impl Now {
    fn times(&self, message: &MessageName) -> u32 {
        self.said.get(message).copied().unwrap_or_default()
    }
}

/// The message that an item says, or waits for.
fn message_of(item: &Item) -> Option<&MessageName> {
    let said = item.says.as_ref().map(|says| &says.message);
    said.or_else(|| item.awaits())
}

impl Naive<'_> {
    fn live(&self) -> Option<&Now> {
        self.pair_now.as_ref().filter(|pair| !pair.over)
    }

    /// Whether the protocol lets an item say what it says.
    pub(crate) fn may_say(&self, item: &Item) -> bool {
        let said = item.says.as_ref().zip(self.flow.pair.as_ref());
        said.is_none_or(|(says, pair)| {
            let message = &pair.protocol.messages[&says.message];
            self.may_be_said(pair, message) || self.has(Twist::ProtocolIsNotRead)
        })
    }

    fn may_be_said(&self, pair: &Pair, message: &ProtocolMessage) -> bool {
        let first = pair.protocol.opens(&message.id);
        let Some(live) = self.live() else {
            return pair.begins() && first;
        };
        let come = |name: &MessageName| live.times(name) > 0;
        let begun = first || pair.protocol.messages.keys().next().is_some_and(come);
        let after = message.after.iter().all(come);
        let asked =
            |answer: &ProtocolMessage| -> u32 { answer.answers.iter().map(|name| live.times(name)).sum() };
        let answers_something = message.answers.is_empty() || live.times(&message.id) < asked(message);
        // What is owed for it has come before it is said again.
        let awaited = message.owes.as_ref().is_some_and(|owed| {
            let answer = &pair.protocol.messages[&owed.message];
            answer.answers.contains(&message.id) && live.times(&answer.id) < asked(answer)
        });
        let once = message.answers.is_empty() && !message.repeats;
        let most = message.at_most.or(once.then_some(1));
        let room = most.is_none_or(|most| live.times(&message.id) < most);
        begun
            && after
            && answers_something
            && (!awaited || self.has(Twist::AskedAgainBeforeTheAnswer))
            && room
    }

    /// An item that is done says what it says; the first message begins a pair.
    pub(crate) fn say(&mut self, item: &Item) {
        let (Some(says), Some(pair)) = (&item.says, &self.flow.pair) else {
            return;
        };
        let message = &pair.protocol.messages[&says.message];
        if !self.may_be_said(pair, message) && !self.has(Twist::ProtocolIsNotRead) {
            self.refused = Some("not_in_turn");
            return;
        }
        if self.live().is_none() {
            let anew = self.pair_now.is_some();
            self.pair_now = Some(new());
            let ended = |id: &ItemId| *id != item.id && self.now(id).is == Is::Cancelled;
            let again: Vec<ItemId> = self
                .speaking(pair)
                .into_iter()
                .filter(|id| anew && ended(id))
                .collect();
            again.iter().for_each(|id| self.wait_anew(id));
        }
        self.is_said(message);
    }

    fn is_said(&mut self, message: &ProtocolMessage) {
        if let Some(live) = &mut self.pair_now {
            *live.said.entry(message.id.clone()).or_default() += 1;
            live.over |= message.ends && self.twist != Some(Twist::NothingEndsAPair);
        }
    }

    /// What says or waits for something of the pair, but for what begins one.
    fn speaking(&self, pair: &Pair) -> Vec<ItemId> {
        let speaks = |item: &&Item| {
            let message = message_of(item).filter(|message| pair.protocol.messages.contains_key(*message));
            message.is_some_and(|message| !(pair.begins() && pair.protocol.opens(message)))
        };
        let all = self.flow.all().filter(speaks);
        all.map(|item| item.id.clone()).collect()
    }

    /// What waits for something of a pair that is over, or says it, ends undone; not what has come and was not taken yet.
    pub(crate) fn leave_off(&mut self) {
        let Some(pair) = self.flow.pair.as_ref() else {
            return;
        };
        if self.pair_now.as_ref().is_none_or(|now| !now.over) || self.has(Twist::WaitsGoOnAfterThePair) {
            return;
        }
        let ended: Vec<ItemId> = self.speaking(pair);
        for id in ended {
            let came = |name: &MessageName| self.kept.get(name).is_some_and(|kept| *kept > 0);
            let has_come = self.said(&id).awaits().is_some_and(came);
            if !self.now(&id).is.ended() && !has_come {
                self.end(&id);
            }
        }
    }

    /// A case that has ended is in no pair.
    pub(crate) fn leave_pair(&mut self) {
        if self.goes == Goes::Closed
            && let Some(pair) = &mut self.pair_now
        {
            pair.over = true;
        }
    }

    /// Whether the other side says it.
    pub(crate) fn is_of_other(&self, name: &MessageName) -> bool {
        let pair = self.flow.pair.as_ref();
        pair.is_some_and(|pair| {
            let said = pair.protocol.messages.get(name);
            said.is_some_and(|said| pair.hears(said)) || name.as_str() == CASE_ENDED
        })
    }

    /// The other side says something, or its case has ended: also to a case that rests or has closed.
    pub(crate) fn hear_other(&mut self, name: &MessageName) -> Reasons {
        let pair = self.flow.pair.as_ref().expect("a pair");
        if self.live().is_none() {
            if pair.begins() || !pair.protocol.opens(name) {
                return vec!["no_pair"];
            }
            self.pair_now = Some(new());
        }
        let Some(message) = pair.protocol.messages.get(name) else {
            if let Some(live) = &mut self.pair_now {
                live.over = true;
            }
            if self.goes != Goes::Closed {
                self.message_comes(name);
            }
            return vec![];
        };
        // It is counted, then taken, and only then is the pair over.
        if let Some(live) = &mut self.pair_now {
            *live.said.entry(name.clone()).or_default() += 1;
        }
        if self.goes != Goes::Closed {
            self.message_comes(name);
        }
        if let Some(live) = &mut self.pair_now {
            live.over |= message.ends && self.twist != Some(Twist::NothingEndsAPair);
        }
        vec![]
    }
}
