//! Paired cases: what a case knows of the other one, and of what has been said between them.
//!
//! The two never change in one step. What a case says is an effect with a number; the other counts what it hears by these
//! numbers, so that each thing counts once and in order, however often and in whatever order it comes.

mod answered_rows;
mod hear;
#[cfg(test)]
mod hear_test;
mod may_say;
mod over;
mod say;
mod searched;
mod take;
mod told;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Binding, Case, Change, Event, Protection};
use crate::flow::{Item, Value};
use crate::id::{CaseId, FlowId, MessageName, PartyId};

pub use answered_rows::AskedRows;
pub(super) use hear::{from_outside, take_up};
pub(super) use over::{leave_off, tell_other};
pub(super) use say::say;
pub(crate) use searched::PairsLeft;
pub(super) use take::take_over;
pub use told::{PairTold, SpokenTold};

/// The case that began this one as the other of a pair.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PairedWith {
    /// The case.
    pub case: CaseId,
    /// The flow that it runs by.
    pub flow: FlowId,
    /// Which of its pairs this is.
    pub number: u32,
    /// How many cases lie above this one: sub-cases, and cases that began a pair.
    pub depth: u32,
}

/// What is said from one case to the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Word {
    /// A message of the protocol.
    Message {
        /// The message.
        message: MessageName,
        /// What it holds.
        holds: BTreeMap<String, Value>,
    },
    /// The case has come to its end.
    Ended {
        /// Whether its work is done.
        done: bool,
        /// The reason that a person gave for ending it before that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// How the other case begins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Begins {
    /// The flow: its newest version.
    pub flow: FlowId,
    /// What people call it.
    pub title: String,
    /// The case that begins it, as it will know it.
    pub with: PairedWith,
    /// Whom its parties are bound to; those that its flow does not have are left out.
    pub parties: BTreeMap<PartyId, Vec<Binding>>,
    /// What of the citizen is protected.
    #[serde(default, skip_serializing_if = "Protection::is_none")]
    pub protection: Protection,
}

/// Why nothing more is said in a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverBecause {
    /// A message of the protocol says so.
    Message,
    /// The other case has closed, its work done.
    OtherClosed,
    /// The other case was ended before its work was done.
    OtherEnded,
    /// This case has ended.
    OwnEnded,
    /// The other case is there no longer.
    OtherGone,
}

/// How often a message was said and heard, and when the last time.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Spoken {
    /// How often this case said it.
    pub said: u32,
    /// How often it heard it.
    pub heard: u32,
    /// When it was last said or heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<DateTime<Utc>>,
}

/// What came before something that was said earlier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Early {
    /// What was said.
    pub word: Word,
    /// When.
    pub at: DateTime<Utc>,
}

/// A pair that the case is or was in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paired {
    /// Which of the pairs of the case that began it this is.
    pub number: u32,
    /// The flow of the other case.
    pub flow: FlowId,
    /// The other case, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The number of what this case said last.
    #[serde(default)]
    pub said: u32,
    /// The number of what it heard last.
    #[serde(default)]
    pub heard: u32,
    /// What came too early, by its number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub early: BTreeMap<u32, Early>,
    /// What was said and heard, by message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spoken: BTreeMap<MessageName, Spoken>,
    /// By each answer that goes row by row, the rows of what has no answer yet, the oldest first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unanswered: BTreeMap<MessageName, Vec<AskedRows>>,
    /// Why nothing more is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<OverBecause>,
    /// The reason that a person gave for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Paired {
    /// A pair in which nothing has been said.
    fn new(number: u32, flow: FlowId, case: Option<CaseId>) -> Self {
        Self {
            number,
            flow,
            case,
            said: 0,
            heard: 0,
            early: BTreeMap::new(),
            spoken: BTreeMap::new(),
            unanswered: BTreeMap::new(),
            over: None,
            reason: None,
        }
    }

    /// How often a message was said, by whichever side.
    fn count(&self, message: &MessageName) -> u32 {
        let spoken = self.spoken.get(message);
        spoken.map_or(0, |spoken| spoken.said.saturating_add(spoken.heard))
    }
}

impl Case {
    /// The pair that the case is in, or was in last.
    #[must_use]
    pub fn pair_now(&self) -> Option<&Paired> {
        self.pairs.last()
    }

    /// The pair that the case is in.
    fn live_pair(&self) -> Option<&Paired> {
        self.pair_now().filter(|pair| pair.over.is_none())
    }

    /// Takes up what has become of a pair.
    pub(super) fn change_pair(&mut self, event: &Event, change: &Change) {
        if let Change::PairCalled { pair, flow, case } = change {
            return self.pairs.push(Paired::new(*pair, flow.clone(), *case));
        }
        let Some(number) = change.pair() else { return };
        let Some(pair) = self.pairs.iter_mut().find(|pair| pair.number == number) else {
            return;
        };
        match change {
            Change::PairBegan { case, .. } => pair.case = Some(*case),
            Change::Said { message, asks, .. } => {
                pair.said = pair.said.saturating_add(1);
                let spoken = pair.spoken.entry(message.clone()).or_default();
                spoken.said = spoken.said.saturating_add(1);
                spoken.last_at = Some(event.at);
                pair.is_answered(message, asks);
            }
            Change::SaidToUs { message, asks, .. } => {
                pair.next_heard();
                let spoken = pair.spoken.entry(message.clone()).or_default();
                spoken.heard = spoken.heard.saturating_add(1);
                spoken.last_at = Some(event.at);
                pair.is_answered(message, asks);
            }
            Change::SaidEarly {
                number,
                word,
                said_at,
                ..
            } => {
                let early = Early {
                    word: word.clone(),
                    at: *said_at,
                };
                pair.early.insert(*number, early);
            }
            Change::PairOver { because, reason, .. } => {
                match because {
                    OverBecause::OtherClosed | OverBecause::OtherEnded => pair.next_heard(),
                    OverBecause::OwnEnded => pair.said = pair.said.saturating_add(1),
                    OverBecause::Message | OverBecause::OtherGone => {}
                }
                if pair.over.is_none() {
                    pair.over = Some(*because);
                    pair.reason = reason.clone();
                }
            }
            _ => {}
        }
    }
}

impl Paired {
    /// A message answers the oldest of what it may answer, and may ask for answers itself.
    fn is_answered(&mut self, by: &MessageName, asks: &BTreeMap<MessageName, AskedRows>) {
        if let Some(open) = self.unanswered.get_mut(by) {
            if !open.is_empty() {
                open.remove(0);
            }
            if open.is_empty() {
                self.unanswered.remove(by);
            }
        }
        for (answer, rows) in asks {
            self.unanswered
                .entry(answer.clone())
                .or_default()
                .push(rows.clone());
        }
    }

    fn next_heard(&mut self) {
        self.heard = self.heard.saturating_add(1);
        self.early.remove(&self.heard);
    }
}

/// The message of a pair that an item says or waits for.
pub(super) fn message_of(item: &Item) -> Option<&MessageName> {
    let said = item.says.as_ref().map(|says| &says.message);
    said.or_else(|| item.awaits())
}
