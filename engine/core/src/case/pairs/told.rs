//! What is told of the other of two paired cases: as much as the protocol says, and nothing of that case itself.

use chrono::{DateTime, Utc};

use super::{OverBecause, Paired, message_of};
use crate::case::{Eyes, View};
use crate::flow::Item;
use crate::id::{CaseId, FlowId, MessageName};
use crate::text::Text;

/// A message and how often it was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpokenTold {
    /// The message.
    pub message: MessageName,
    /// What people call it.
    pub title: Text,
    /// What people call the side that says it; none where either may.
    pub by: Option<Text>,
    /// How often this case said it.
    pub said: u32,
    /// How often it heard it.
    pub heard: u32,
    /// When the last time.
    pub last_at: Option<DateTime<Utc>>,
}

/// A pair as some parties may read of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PairTold {
    /// Its number.
    pub number: u32,
    /// What people call the protocol.
    pub title: Text,
    /// The flow of the other case.
    pub flow: FlowId,
    /// The other case, once it is known.
    pub case: Option<CaseId>,
    /// What people call the other side.
    pub other: Text,
    /// What has been said, in the protocol's order.
    pub spoken: Vec<SpokenTold>,
    /// Why nothing more is said.
    pub over: Option<OverBecause>,
    /// The reason that a person gave for that.
    pub reason: Option<String>,
}

impl View<'_> {
    /// The pairs of the case as these parties may read of them, the newest first; those who see nothing that says or waits for
    /// a message see no pair.
    #[must_use]
    pub fn pairs_seen(&self, parties: &Eyes) -> Vec<PairTold> {
        let pairs = self.case.pairs.iter().rev();
        pairs.filter_map(|pair| self.pair_seen(parties, pair)).collect()
    }

    fn pair_seen(&self, parties: &Eyes, paired: &Paired) -> Option<PairTold> {
        let pair = self.run.flow.pair.as_ref()?;
        let protocol = &pair.protocol;
        if !self.sees_pair(parties) {
            return None;
        }
        let spoken = protocol.messages.values().filter_map(|message| {
            let spoken = paired.spoken.get(&message.id)?;
            self.sees_spoken(parties, &message.id).then(|| SpokenTold {
                message: message.id.clone(),
                title: message.title.clone(),
                by: message
                    .by
                    .as_ref()
                    .and_then(|side| protocol.sides.get(side))
                    .cloned(),
                said: spoken.said,
                heard: spoken.heard,
                last_at: spoken.last_at,
            })
        });
        Some(PairTold {
            number: paired.number,
            title: protocol.title.clone(),
            flow: paired.flow.clone(),
            case: paired.case,
            other: self.party_title(&pair.other),
            spoken: spoken.collect(),
            over: paired.over,
            reason: paired.reason.clone(),
        })
    }

    /// A message of a pair is seen by those who see what says or waits for it, or what is owed for it.
    pub(in crate::case) fn sees_spoken(&self, parties: &Eyes, message: &MessageName) -> bool {
        let mut items = self.run.flow.items.values();
        let owed = |item: &Item| item.owes.iter().any(|owed| self.sees_named(parties, owed));
        items.any(|item| message_of(item) == Some(message) && (self.sees_item(parties, item) || owed(item)))
    }

    /// Whether these parties see anything of what is said in a pair.
    pub(in crate::case) fn sees_pair(&self, parties: &Eyes) -> bool {
        let pair = self.run.flow.pair.as_ref();
        let mut messages = pair.into_iter().flat_map(|pair| pair.protocol.messages.keys());
        messages.any(|message| self.sees_spoken(parties, message))
    }
}
