//! What a case holds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Agreed, Binding, ClockState, Consent, Letter, Opened, Paired, PairedWith, Parent, Protection, Subcase,
};
use crate::flow::{Item, Value, WorkKind};
use crate::id::{
    ByName, CaseId, ClockId, FieldPath, FlowId, ItemId, MessageName, PartyId, PersonId, PhaseId,
};
use crate::text::Text;

/// Whether work goes on in a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Work goes on.
    #[default]
    Open,
    /// Everything stands still until someone resumes it.
    OnHold,
    /// The flow closed it, its work done.
    Closed,
    /// Ended before its work was done: by a person, or by its flow.
    Terminated,
}

/// Where an item stands in its current round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Something is missing before it may start.
    #[default]
    Waiting,
    /// It may be started by whoever owns it.
    Possible,
    /// Under way.
    Active,
    /// Done.
    Done,
    /// Left out by a person, with a reason.
    Skipped,
    /// Ended undone.
    Cancelled,
}

impl Status {
    /// Done, skipped or cancelled.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Skipped | Self::Cancelled)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(super) const fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_plain(kind: &WorkKind) -> bool {
    *kind == WorkKind::default()
}

/// What a case holds of one item.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ItemState {
    /// Where it stands.
    pub status: Status,
    /// The number of the current round; 0 where it was never opened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u32,
    /// How often it has been done.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub times: u32,
    /// How often it was done or skipped since its stage began or the work was taken back to before it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub came: u32,
    /// It was done or skipped since its stage began or the work was taken back to before it: what waits for it may
    /// go on.
    #[serde(default, skip_serializing_if = "is_false")]
    pub happened: bool,
    /// When it was last done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<DateTime<Utc>>,
    /// Who last did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_by: Option<PersonId>,
    /// Who answered for it then, where a program did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_for: Option<PersonId>,
    /// It is there for a row of a list, and the row has gone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gone: bool,
    /// Taken out of play: it does not open and does not block.
    #[serde(default, skip_serializing_if = "is_false")]
    pub out_of_play: bool,
    /// Someone else's work made it owed; neither its stage nor the case ends before it is done.
    #[serde(default, skip_serializing_if = "is_false")]
    pub owed: bool,
    /// Since when it is owed; what is owed twice has been owed since the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed_since: Option<DateTime<Utc>>,
    /// The item that made it owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed_by: Option<ItemId>,
    /// The party that it is owed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed_to: Option<PartyId>,
    /// Rounds that people have added and that have not opened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub added: u32,
    /// How often people have added it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub added_times: u32,
    /// A ladder or a person called for it: it opens whatever its stage and what comes before it say.
    #[serde(default, skip_serializing_if = "is_false")]
    pub called: bool,
    /// Opened since its stage began.
    #[serde(default, skip_serializing_if = "is_false")]
    pub begun: bool,
    /// The letters that were written when it was done, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<Letter>,
    /// What has happened of the cues that open it, by number.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub heard: BTreeSet<u16>,
    /// What has happened of the cues that end it, by number.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub heard_out: BTreeSet<u16>,
    /// One of the cues that open it was met, and it has not opened yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub cued: bool,
    /// A person laid it to rest: nothing of it is done meanwhile.
    #[serde(default, skip_serializing_if = "is_false")]
    pub resting: bool,
    /// A person gave it up as failed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub failed: bool,
    /// New rounds that other work has asked for and that have not opened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub again: u32,
    /// How often those that it joins have come, and no round has used up.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arrived: BTreeMap<ItemId, u32>,
    /// The round that enough have come for was asked for, and not all have come for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub joined: bool,
    /// When the current round opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<DateTime<Utc>>,
    /// When the last round ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// When a wait ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was last done, oldest first: as often as its window asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<DateTime<Utc>>,
    /// The time that its rhythm names for the current or next round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<DateTime<Utc>>,
    /// The time that its rhythm named for the last round that ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_before: Option<DateTime<Utc>>,
    /// When it first could start: what a rhythm without a date of its own is counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub could_start: Option<DateTime<Utc>>,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<PersonId>,
    /// The party that it was handed over to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_to: Option<PartyId>,
    /// Put first in its owner's list.
    #[serde(default, skip_serializing_if = "is_false")]
    pub raised: bool,
    /// What was written in its form and not yet sent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub draft: BTreeMap<FieldPath, Value>,
    /// When and where it is to be, where it is a meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Box<Agreed>>,
    /// How often people left it out, did it anew or took it out of turn.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub deviations: u32,
    /// The reason that was given last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Work that the flow did not plan, added by a person with a reason.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AddedWork {
    /// What is to be done.
    pub title: Text,
    /// The party that owes it.
    pub owner: PartyId,
    /// Why; empty where the flow does not ask.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The stage that it belongs to; none where it is the case as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<ItemId>,
    /// What kind of work it is.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub kind: WorkKind,
}

/// A message from outside that waits for whoever will wait for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptMessage {
    /// Its name.
    pub message: MessageName,
    /// What it holds.
    pub holds: BTreeMap<FieldPath, Value>,
    /// When the other of two paired cases said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_at: Option<DateTime<Utc>>,
}

/// A case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The flow that it runs by.
    pub flow: FlowId,
    /// The version of the flow.
    pub flow_version: u32,
    /// What people call it; never a personal number.
    pub title: String,
    /// The case that it belongs to, where it is a sub-case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// Its own sub-cases, in the order in which they were called for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subcases: Vec<Subcase>,
    /// The pairs that it is or was in, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Paired>,
    /// The case that began it as the other of a pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired: Option<PairedWith>,
    /// How many events it has had.
    pub version: u64,
    /// Whether work goes on.
    #[serde(default)]
    pub standing: Standing,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it closed or was put on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood_still_at: Option<DateTime<Utc>>,
    /// A person opened it again: it does not close by itself as long as what closed it still holds.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reopened: bool,
    /// The case file: a value per filled field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<FieldPath, Value>,
    /// Whom the parties are bound to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parties: BTreeMap<PartyId, Vec<Binding>>,
    /// What the citizen has consented to, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// The day on which who is there was last looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_on: Option<NaiveDate>,
    /// The phase that it is in; none before the first has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<PhaseId>,
    /// When it last left each phase that it has been in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left: BTreeMap<PhaseId, DateTime<Utc>>,
    /// What of the citizen is protected.
    #[serde(default, skip_serializing_if = "Protection::is_none")]
    pub protection: Protection,
    /// Who has opened it without having to do with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened_by: Vec<Opened>,
    /// Items that have a state of their own; every other is waiting and untouched.
    #[serde(default, skip_serializing_if = "ByName::is_empty")]
    pub items: ByName<ItemId, ItemState>,
    /// Work that the flow did not plan.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub added: BTreeMap<ItemId, AddedWork>,
    /// What has happened of the cues that end the case, by number.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub heard_out: BTreeSet<u16>,
    /// The version of the tenant's calendar that its clocks were last counted by.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub calendar: u32,
    /// How many steps of the flow's tunings had taken effect when its clocks were last counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tunings: u32,
    /// Clocks that have started.
    #[serde(default, skip_serializing_if = "ByName::is_empty")]
    pub clocks: ByName<ClockId, ClockState>,
    /// Messages that hold something and came before anyone waited for them, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptMessage>,
    /// Other messages from outside that came before anyone waited for them, and how many.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<MessageName, u32>,
}

/// What an item that nothing has happened to holds.
static UNTOUCHED: ItemState = ItemState {
    status: Status::Waiting,
    round: 0,
    times: 0,
    came: 0,
    happened: false,
    happened_at: None,
    moments: Vec::new(),
    done_by: None,
    done_for: None,
    gone: false,
    out_of_play: false,
    owed: false,
    added: 0,
    added_times: 0,
    owed_since: None,
    owed_by: None,
    owed_to: None,
    called: false,
    begun: false,
    heard: BTreeSet::new(),
    heard_out: BTreeSet::new(),
    cued: false,
    resting: false,
    failed: false,
    again: 0,
    arrived: BTreeMap::new(),
    joined: false,
    opened_at: None,
    ended_at: None,
    ends_at: None,
    planned: None,
    planned_before: None,
    could_start: None,
    claimed_by: None,
    handed_to: None,
    raised: false,
    draft: BTreeMap::new(),
    agreed: None,
    letters: Vec::new(),
    deviations: 0,
    reason: None,
};

impl ItemState {
    /// Whether the item goes on by itself: what repeats does so once it has begun.
    pub(super) const fn goes_on(&self, item: &Item) -> bool {
        self.begun && item.repeats.is_some()
    }
}

impl Case {
    /// What people have added in their own words to a stage, or to the case as a whole.
    pub(super) fn added_to<'c>(&'c self, stage: Option<&'c ItemId>) -> impl Iterator<Item = &'c ItemId> {
        let of_stage = self.added.iter();
        of_stage
            .filter(move |(_, work)| work.stage.as_ref() == stage)
            .map(|(id, _)| id)
    }

    /// The state of an item.
    #[must_use]
    pub fn item(&self, item: &ItemId) -> &ItemState {
        self.items.get(item).unwrap_or(&UNTOUCHED)
    }

    /// Whether anything can still happen by itself.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open)
    }

    /// Whether it has come to its end.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(self.standing, Standing::Closed | Standing::Terminated)
    }

    /// Items that are owed and in play.
    pub fn owed(&self) -> impl Iterator<Item = &ItemId> {
        self.items
            .iter()
            .filter(|(_, state)| state.owed && !state.out_of_play)
            .map(|(id, _)| id)
    }
}
