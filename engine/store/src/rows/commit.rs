//! Everything that one command changes, written together.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, CommandId, PersonId};

use super::{CaseHead, FigureRow, Hash, NewNotice, PartyRow, TaskRow};

/// A command's key, so that a second sending changes nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command {
    /// The key.
    pub id: CommandId,
    /// The sum of what was asked: the same key with another body is refused.
    pub body: Hash,
    /// What is answered, now and to every later sending.
    pub answer: Vec<u8>,
}

/// One event to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewEvent {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened, in the core's own form.
    pub body: Vec<u8>,
}

/// Everything that one command changes in one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// The case.
    pub case: CaseId,
    /// How many events the case had when the command was decided; 0 makes a new case.
    pub seen: u64,
    /// The chain's hash then; zeros for a new case.
    pub seen_chain: Hash,
    /// The command's key, where it came with one.
    pub command: Option<Command>,
    /// The timer claim under which the work was done: it is refused when another has claimed the timer since.
    pub fence: Option<u64>,
    /// What the places were read from that the command was judged by, where it was judged by any: it is left out when who
    /// stands where has changed since ([`super::Stands::changes`]).
    pub stands: Option<u64>,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened, at least one; none only under a timer claim, where nothing came of the time but the next.
    pub events: Vec<NewEvent>,
    /// The state after the last event.
    pub snapshot: Vec<u8>,
    /// What lists show.
    pub head: CaseHead,
    /// Lists show the same as before: of the case's row only its version, its state and when it changed are new.
    pub head_stays: bool,
    /// The case's open tasks that are new or changed.
    pub tasks: Vec<TaskRow>,
    /// The names of items whose task rows go away.
    pub tasks_gone: Vec<String>,
    /// All parties of the case as they are there now, where they changed.
    pub parties: Option<Vec<PartyRow>>,
    /// People whom parties are bound to, whether that holds now or not, where they changed: each with the party. Those who
    /// were named before stay.
    pub people: Vec<(String, PersonId)>,
    /// When the case must be looked at next; none means never.
    pub wake_at: Option<DateTime<Utc>>,
    /// What is to be sent.
    pub notices: Vec<NewNotice>,
    /// What the last event says for figures.
    pub figures: Vec<FigureRow>,
}

/// What became of one commit; the others of the batch are not touched by it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is kept, and will be after a power cut.
    Committed {
        /// The number of its last event.
        version: u64,
        /// The chain's hash after it.
        chain: Hash,
    },
    /// The case has changed since it was read: decide again.
    Conflict,
    /// The command was answered before: this was the answer, and nothing was changed now.
    AnsweredBefore(Vec<u8>),
    /// The command's key was used for something else.
    KeyReused,
    /// Another node has claimed the timer since.
    Fenced,
    /// Who stands where has changed since whoever asks was looked at: look again, and decide again.
    StandsChanged,
}

/// An answer that was given before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAnswer {
    /// The command's key.
    pub id: CommandId,
    /// The sum of what was asked.
    pub body: Hash,
    /// What was answered.
    pub answer: Vec<u8>,
}

/// Cases and answers read together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answered {
    /// The cases that exist among those asked for, in any order.
    pub cases: Vec<super::StoredCase>,
    /// The answers that exist among the keys asked for, in any order.
    pub answers: Vec<StoredAnswer>,
}
