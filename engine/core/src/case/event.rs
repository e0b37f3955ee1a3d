//! What happened to a case.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::state::is_zero;
use super::{
    Actor, AddedWork, AskedRows, Binding, Consent, Dispatch, Invited, LetGoBecause, Letter, OverBecause,
    PairedWith, Parent, PausedBy, Protection, RegisterDeed, Word,
};
use crate::calendar::{Length, Stood};
use crate::flow::Value;
use crate::id::{CaseId, ClockId, FieldPath, FlowId, ItemId, MessageName, PartyId, PersonId, PhaseId};

/// One thing that came to a case (a command, a message, its time) and all that changed by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Actor,
    /// What changed, in order; at least one.
    pub changes: Vec<Change>,
}

/// One change. Together they say everything that a case's state is made of, so that replay needs no flow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are named in full")]
pub enum Change {
    /// The case began.
    CaseStarted {
        id: CaseId,
        flow: FlowId,
        flow_version: u32,
        title: String,
        /// Items that begin out of play, and those that are owed from the start.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        out_of_play: Vec<ItemId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owed: Vec<ItemId>,
        /// The version of the tenant's calendar that it counts by.
        #[serde(default, skip_serializing_if = "is_zero")]
        calendar: u32,
        /// How many steps of the flow's tunings had taken effect.
        #[serde(default, skip_serializing_if = "is_zero")]
        tunings: u32,
        /// What was done before the case began.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<ItemId>,
        /// The case that it belongs to, where it is a sub-case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Parent>,
        /// The case that began it as the other of a pair.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paired: Option<PairedWith>,
    },
    /// The case counts by this version of the tenant's calendar from now on.
    CalendarTaken { version: u32 },
    /// The case counts by so many steps of the flow's tunings from now on.
    TuningsTaken { steps: u32 },
    /// A party was bound to these units and people and to no others.
    PartyBound { party: PartyId, to: Vec<Binding> },
    /// The citizen consented, or somebody in their place did.
    ConsentGiven { consent: Consent },
    /// A consent was taken back.
    ConsentWithdrawn { number: u32 },
    /// Who is there was looked up on this day, for somebody had come or gone with a day.
    PeopleLookedUp { day: NaiveDate },
    /// A phase of the case began.
    PhaseBegan { phase: PhaseId },
    /// What of the citizen is protected was said.
    ProtectionSet { protection: Protection },
    /// Somebody who has nothing to do with the case opened it.
    OpenedWithReason {
        person: PersonId,
        reason: String,
        until: DateTime<Utc>,
    },
    /// Somebody who acts in none of the citizen's cases gave a reason for what they did in the register.
    RegisterVisited {
        person: PersonId,
        deed: RegisterDeed,
        reason: String,
    },
    /// Fields got values, or lost them.
    DataSet {
        values: BTreeMap<FieldPath, Option<Value>>,
    },
    /// Its rhythm named the time of an item's next round.
    Planned {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        planned: Option<DateTime<Utc>>,
        /// When it first could start, where this is the first time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        could_start: Option<DateTime<Utc>>,
    },
    /// An item may now be started by hand.
    BecamePossible { item: ItemId },
    /// An item may no longer be started.
    NoLongerPossible { item: ItemId },
    /// A row came, or came again: what is there for each row is there for it.
    RowCame { item: ItemId },
    /// A row went: what was there for it ends, if it has not ended.
    RowGone { item: ItemId },
    /// A round of an item opened.
    Opened {
        item: ItemId,
        round: u32,
        /// When a wait ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_at: Option<DateTime<Utc>>,
    },
    /// When a wait that is open ends by itself turned out.
    WaitEnds { item: ItemId, ends_at: DateTime<Utc> },
    /// A person took a task on.
    Claimed { item: ItemId, person: PersonId },
    /// A person let a task go.
    Released { item: ItemId },
    /// A task was laid in a person's hands by another.
    Given {
        item: ItemId,
        person: PersonId,
        reason: String,
    },
    /// Another party owns the task now.
    HandedOver {
        item: ItemId,
        to: PartyId,
        /// Why; empty where nobody said, as where a ladder did it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A form was kept without being sent.
    DraftSaved {
        item: ItemId,
        values: BTreeMap<FieldPath, Value>,
    },
    /// It was done.
    Done {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// How many of its last times are remembered, where a window asks for them.
        #[serde(default, skip_serializing_if = "is_zero")]
        remembered: u32,
    },
    /// When and where a meeting is to be was agreed, for the first time or anew.
    MeetingSet {
        item: ItemId,
        starts: DateTime<Utc>,
        ends: DateTime<Utc>,
        place: String,
    },
    /// What was agreed for a meeting was called off.
    MeetingCalledOff { item: ItemId, reason: String },
    /// These take part in a meeting as it is agreed now, and no others; `number` where others knew of it before.
    MeetingTold {
        item: ItemId,
        number: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Invited>,
    },
    /// A letter was written.
    LetterWritten { item: ItemId, letter: Box<Letter> },
    /// Something has become of a letter.
    LetterDispatched {
        item: ItemId,
        number: u32,
        news: Dispatch,
    },
    /// A person left it out.
    Skipped { item: ItemId, reason: String },
    /// A person has it done anew.
    Redone { item: ItemId, reason: String },
    /// A person started it out of turn.
    OutOfTurn { item: ItemId, reason: String },
    /// A person added work.
    Added { item: ItemId, work: AddedWork },
    /// A person added a piece of work that lay ready.
    PieceAdded {
        item: ItemId,
        /// Why; empty where the flow does not ask.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// It ended undone.
    Cancelled { item: ItemId },
    /// It waits anew: a new round may begin. `forget` where what comes after it waits for that round too.
    Again {
        item: ItemId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        forget: bool,
    },
    /// Something that a cue of it waits for happened; `out` for a cue that ends it.
    Heard {
        item: ItemId,
        part: u16,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        out: bool,
    },
    /// A cue that opens it was met.
    Cued { item: ItemId, cue: u16 },
    /// Something that a cue which ends the case waits for happened.
    CaseHeard { part: u16 },
    /// A person laid it to rest.
    Rested { item: ItemId, reason: String },
    /// It goes on after a rest.
    WentOn { item: ItemId },
    /// A person gave it up as failed.
    Failed { item: ItemId, reason: String },
    /// Other work asked for a new round.
    AskedAgain { item: ItemId },
    /// One of those that it joins was done.
    Arrived { item: ItemId, by: ItemId },
    /// Enough of those that it joins have come for a round.
    Joined { item: ItemId },
    /// All that it joins have come for its round, each so many times; what comes now is for the next.
    JoinsAnew { item: ItemId, times: u32 },
    /// A ladder or a person called for it.
    Called { item: ItemId },
    /// Doing `by` made it owed, to this party.
    Owed {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PartyId>,
        /// Since when, where that is another time than now: the other of two paired cases said then what made it owed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<DateTime<Utc>>,
    },
    /// It was taken out of play.
    TakenOut { item: ItemId },
    /// It was brought back into play.
    BroughtBack { item: ItemId },
    /// It was put first in its owner's list.
    Raised { item: ItemId },
    /// A clock started, or started anew.
    ClockStarted {
        clock: ClockId,
        round: u32,
        starts: DateTime<Utc>,
        due: DateTime<Utc>,
        plan_by: DateTime<Utc>,
        /// The moment to aim for, where the limit is a range.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<DateTime<Utc>>,
        /// The number of the tuning that it is counted by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tuning: Option<u32>,
    },
    /// What a clock is counted from or to moved.
    ClockMoved {
        clock: ClockId,
        starts: DateTime<Utc>,
        due: DateTime<Utc>,
        plan_by: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<DateTime<Utc>>,
        /// The number of the tuning that it is counted by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tuning: Option<u32>,
    },
    /// A clock stands still, since then and for that.
    ClockPaused {
        clock: ClockId,
        since: DateTime<Utc>,
        by: PausedBy,
    },
    /// A clock runs again; it stood still so long that its due time is now this. `capped` where the pause has lasted as
    /// long as it may, whatever it was for.
    ClockResumed {
        clock: ClockId,
        stood: Stood,
        until: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        capped: bool,
        due: DateTime<Utc>,
        plan_by: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<DateTime<Utc>>,
    },
    /// A person put a clock's end off.
    ClockExtended {
        clock: ClockId,
        by: Length,
        reason: String,
        due: DateTime<Utc>,
        plan_by: DateTime<Utc>,
    },
    /// A clock ran out.
    ClockBreached { clock: ClockId },
    /// What a clock measures was done.
    ClockMet { clock: ClockId },
    /// A clock ended without being met.
    ClockStopped { clock: ClockId },
    /// A rung took effect: the moment that it was due, how many times it has been due, and whom it spoke to.
    RungTaken {
        clock: ClockId,
        rung: u16,
        at: DateTime<Utc>,
        times: u16,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<PartyId>,
    },
    /// Somebody whom rungs spoke to is on it.
    RungsAcknowledged { clock: ClockId, rungs: Vec<u16> },
    /// A message came from outside: `kept` for whoever will wait for it, `lost` where nobody waited and none keeps it.
    MessageCame {
        message: MessageName,
        kept: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        lost: bool,
        /// What it holds, where the flow declares that and it is kept.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        holds: BTreeMap<FieldPath, Value>,
        /// When the other of two paired cases said it, where it is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        said_at: Option<DateTime<Utc>>,
    },
    /// A message that had come before was used.
    MessageUsed {
        message: MessageName,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        holds: BTreeMap<FieldPath, Value>,
    },
    /// An item that opened calls for its sub-case.
    SubcaseCalled {
        item: ItemId,
        round: u32,
        flow: FlowId,
        /// It goes its own way.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        apart: bool,
    },
    /// An item's sub-case began.
    SubcaseBegan { item: ItemId, round: u32, case: CaseId },
    /// An item's sub-case ended, its work done or not.
    SubcaseEnded {
        item: ItemId,
        round: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<CaseId>,
        done: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// What is taken out of it, as this case's fields.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        values: BTreeMap<FieldPath, Value>,
    },
    /// What was taken out of an item's sub-case went into the case file.
    SubcaseTaken { item: ItemId, round: u32 },
    /// An item ended before its sub-case, which ends with it.
    SubcaseLetGo { item: ItemId, round: u32 },
    /// The case ended with what it was in the case that it belongs to.
    EndedWithParent {
        because: LetGoBecause,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A pair of cases came to be: this one calls for the other, or was begun by it.
    PairCalled {
        pair: u32,
        flow: FlowId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<CaseId>,
    },
    /// The other case of a pair began.
    PairBegan { pair: u32, case: CaseId },
    /// This case said something to the other one.
    Said {
        pair: u32,
        message: MessageName,
        /// By each answer that goes row by row, the rows that it has to speak of.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        asks: BTreeMap<MessageName, AskedRows>,
    },
    /// The other case said something to this one.
    SaidToUs {
        pair: u32,
        message: MessageName,
        /// As in `Said`.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        asks: BTreeMap<MessageName, AskedRows>,
    },
    /// Something came that was said after something else that has not come.
    SaidEarly {
        pair: u32,
        number: u32,
        word: Word,
        said_at: DateTime<Utc>,
    },
    /// Nothing more is said in the pair.
    PairOver {
        pair: u32,
        because: OverBecause,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The case was put on hold.
    Held { reason: String },
    /// The case went on.
    Resumed,
    /// The case closed: its flow says that its work is done.
    Closed,
    /// The flow ended the case before that: by doing this item, or because its condition for that holds.
    Ended {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ItemId>,
    },
    /// A person ended the case before that.
    Terminated { reason: String },
    /// A person opened the case again.
    Reopened { reason: String },
}

impl Change {
    /// The item that the change speaks of.
    #[must_use]
    pub const fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Planned { item, .. }
            | Self::BecamePossible { item }
            | Self::NoLongerPossible { item }
            | Self::RowCame { item }
            | Self::RowGone { item }
            | Self::Opened { item, .. }
            | Self::WaitEnds { item, .. }
            | Self::Claimed { item, .. }
            | Self::Released { item }
            | Self::Given { item, .. }
            | Self::HandedOver { item, .. }
            | Self::DraftSaved { item, .. }
            | Self::Done { item, .. }
            | Self::MeetingSet { item, .. }
            | Self::MeetingCalledOff { item, .. }
            | Self::MeetingTold { item, .. }
            | Self::LetterWritten { item, .. }
            | Self::LetterDispatched { item, .. }
            | Self::Skipped { item, .. }
            | Self::Redone { item, .. }
            | Self::OutOfTurn { item, .. }
            | Self::Added { item, .. }
            | Self::PieceAdded { item, .. }
            | Self::Cancelled { item }
            | Self::Again { item, .. }
            | Self::Heard { item, .. }
            | Self::Cued { item, .. }
            | Self::Rested { item, .. }
            | Self::WentOn { item }
            | Self::Failed { item, .. }
            | Self::AskedAgain { item }
            | Self::Arrived { item, .. }
            | Self::Joined { item }
            | Self::JoinsAnew { item, .. }
            | Self::Called { item }
            | Self::Owed { item, .. }
            | Self::TakenOut { item }
            | Self::BroughtBack { item }
            | Self::Raised { item } => Some(item),
            _ => match self.subcase() {
                Some((item, _)) => Some(item),
                None => None,
            },
        }
    }

    /// The item and the round whose sub-case the change speaks of.
    #[must_use]
    pub const fn subcase(&self) -> Option<(&ItemId, u32)> {
        match self {
            Self::SubcaseCalled { item, round, .. }
            | Self::SubcaseBegan { item, round, .. }
            | Self::SubcaseEnded { item, round, .. }
            | Self::SubcaseTaken { item, round }
            | Self::SubcaseLetGo { item, round } => Some((item, *round)),
            _ => None,
        }
    }

    /// Whether it is of who may see the case.
    #[must_use]
    pub const fn is_of_sight(&self) -> bool {
        matches!(
            self,
            Self::ConsentGiven { .. }
                | Self::ConsentWithdrawn { .. }
                | Self::PeopleLookedUp { .. }
                | Self::PhaseBegan { .. }
                | Self::ProtectionSet { .. }
                | Self::OpenedWithReason { .. }
                | Self::RegisterVisited { .. }
        )
    }

    /// The pair that the change speaks of.
    #[must_use]
    pub const fn pair(&self) -> Option<u32> {
        match self {
            Self::PairCalled { pair, .. }
            | Self::PairBegan { pair, .. }
            | Self::Said { pair, .. }
            | Self::SaidToUs { pair, .. }
            | Self::SaidEarly { pair, .. }
            | Self::PairOver { pair, .. } => Some(*pair),
            _ => None,
        }
    }

    /// The clock that the change speaks of.
    #[must_use]
    pub const fn clock(&self) -> Option<&ClockId> {
        match self {
            Self::ClockStarted { clock, .. }
            | Self::ClockMoved { clock, .. }
            | Self::ClockPaused { clock, .. }
            | Self::ClockResumed { clock, .. }
            | Self::ClockExtended { clock, .. }
            | Self::RungsAcknowledged { clock, .. }
            | Self::ClockBreached { clock }
            | Self::ClockMet { clock }
            | Self::ClockStopped { clock }
            | Self::RungTaken { clock, .. } => Some(clock),
            _ => None,
        }
    }
}
