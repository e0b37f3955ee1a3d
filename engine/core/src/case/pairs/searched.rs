//! A pair in the eyes of whoever searches all runs of one of its sides: what the other side may say, and what of all that
//! was said makes a difference to what may follow.

use std::collections::BTreeMap;

use super::Paired;
use super::may_say::barred_by;
use crate::case::state::KeptMessage;
use crate::case::{Case, View};
use crate::flow::{CASE_ENDED, Pair, ProtocolMessage, Record, Value};
use crate::id::MessageName;

/// What makes a difference of the pairs of a case, and of what was said and nobody has taken yet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct PairsLeft {
    pairs: Vec<Paired>,
    kept: Vec<KeptMessage>,
    messages: BTreeMap<MessageName, u32>,
}

impl View<'_> {
    /// Whether the protocol lets the other side say this now, or its case come to its end.
    pub(crate) fn may_be_told(&self, message: &MessageName) -> bool {
        let Some(pair) = &self.run.flow.pair else {
            return false;
        };
        if message.as_str() == CASE_ENDED {
            return self.case.live_pair().is_some();
        }
        let Some(said) = pair
            .protocol
            .messages
            .get(message)
            .filter(|said| pair.hears(said))
        else {
            return false;
        };
        match self.case.live_pair() {
            Some(live) => barred_by(pair, live, said).is_none(),
            // Who begins a pair anew begins another case by it.
            None => !pair.begins() && self.case.pairs.is_empty() && pair.protocol.opens(message),
        }
    }

    /// Whether it makes a difference that the other side says this though nobody waits for it yet: it is the first time, it ends
    /// the pair, or it is an answer or asks for one that nothing else asks for.
    pub(crate) fn counts_unheard(&self, message: &MessageName) -> bool {
        let pair = self.run.flow.pair.as_ref();
        let said = pair.and_then(|pair| Some((pair, pair.protocol.messages.get(message)?)));
        let (Some((pair, said)), Some(live)) = (said, self.case.live_pair()) else {
            return true;
        };
        let mut answers = pair.protocol.answers_to(message).peekable();
        let asks =
            answers.peek().is_some() && answers.all(|answer| live.count(&answer.id) >= asked(live, answer));
        said.ends || live.count(message) == 0 || !said.answers.is_empty() || asks
    }
}

fn asked(live: &Paired, answer: &ProtocolMessage) -> u32 {
    answer.answers.iter().map(|name| live.count(name)).sum()
}

impl Case {
    /// The pairs of a case as far as they make a difference; `timed` where lengths of time do.
    pub(crate) fn pairs_left(&self, pair: &Pair, timed: bool) -> PairsLeft {
        let last = self.pairs.last().map(|last| as_it_matters(last, pair));
        let kept = self.kept.iter().cloned().map(|mut kept| {
            kept.said_at = kept.said_at.filter(|_| timed);
            kept
        });
        PairsLeft {
            pairs: last.into_iter().collect(),
            kept: kept.collect(),
            messages: self.messages.clone(),
        }
    }

    /// Takes these up as its own.
    pub(crate) fn take_pairs(&mut self, left: PairsLeft) {
        self.pairs = left.pairs;
        self.kept = left.kept;
        self.messages = left.messages;
    }

    /// What tells apart the rows that an answer has to speak of next; none where nothing asks for rows.
    pub(crate) fn rows_to_answer(&self, answer: &MessageName, list: &str) -> Option<Vec<Value>> {
        let asked = self.live_pair()?.unanswered.get(answer)?.first()?;
        let Some(Value::List(rows)) = asked.get(list) else {
            return None;
        };
        let key = |row: &Record| row.values().next().cloned();
        Some(rows.iter().filter_map(key).collect())
    }
}

/// A pair without what only people ask about, and with no higher counts than make a difference.
fn as_it_matters(paired: &Paired, pair: &Pair) -> Paired {
    let mut left = Paired {
        number: 1,
        said: 0,
        heard: 0,
        reason: None,
        ..paired.clone()
    };
    for spoken in left.spoken.values_mut() {
        spoken.heard = spoken.heard.saturating_add(spoken.said);
        spoken.said = 0;
        spoken.last_at = None;
    }
    if left.over.is_some() {
        left.spoken.clear();
        left.unanswered.clear();
        return left;
    }
    let messages = &pair.protocol.messages;
    let unbounded = |message: &ProtocolMessage| {
        let once = message.answers.is_empty() && !message.repeats;
        message.at_most.is_none() && !once
    };
    for message in messages.values().filter(|message| unbounded(message)) {
        if !message.answers.is_empty() {
            continue;
        }
        let answers: Vec<&ProtocolMessage> = pair.protocol.answers_to(&message.id).collect();
        let counted = answers.iter().map(|answer| left.count(&answer.id));
        let most = counted.chain([left.count(&message.id)]).min().unwrap_or_default();
        if most > 1 && answers.iter().all(|answer| unbounded(answer)) {
            // Only how far the answers lie behind makes a difference, and that each was said.
            for name in answers.iter().map(|answer| &answer.id).chain([&message.id]) {
                if let Some(spoken) = left.spoken.get_mut(name) {
                    spoken.heard = spoken.heard.saturating_sub(most.saturating_sub(1));
                }
            }
        }
    }
    left
}
