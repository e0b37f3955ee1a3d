//! What may be asked of a case, and by whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Binding, Dispatch, LetGoBecause, PairedWith, Parent, Protection, RegisterDeed, Terms, Word};
use crate::calendar::Length;
use crate::flow::WorkKind;
use crate::id::{CaseId, ClockId, ItemId, MessageName, PartyId, PersonId};

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Actor {
    /// The engine: time has come.
    Engine,
    /// Someone outside the case: another system, or whoever tries a flow.
    Outside,
    /// A party, whoever acts for it.
    Party {
        /// The party.
        party: PartyId,
    },
    /// A person.
    Person {
        /// The person.
        person: PersonId,
        /// The parties of the case that the person may act as now.
        parties: Vec<PartyId>,
        /// The person who answers for it, where the one who asks is a program.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered_by: Option<PersonId>,
        /// Those in whose stead the person acts in this case, by person.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stands_in_for: Vec<PersonId>,
    },
}

impl Actor {
    /// Whether the actor may do what this party may.
    #[must_use]
    pub fn is(&self, party: &PartyId) -> bool {
        match self {
            Self::Engine => true,
            Self::Outside => false,
            Self::Party { party: own } => own == party,
            Self::Person { parties, .. } => parties.contains(party),
        }
    }

    /// The person, where it is one.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { person, .. } => Some(*person),
            _ => None,
        }
    }

    /// Whether what this person has in hand is the actor's to do: it is theirs, or they act in that person's stead.
    #[must_use]
    pub fn has_hand_of(&self, hand: PersonId) -> bool {
        match self {
            Self::Person {
                person,
                stands_in_for,
                ..
            } => *person == hand || stands_in_for.contains(&hand),
            _ => true,
        }
    }

    /// The person who answers for it, where it is a program.
    #[must_use]
    pub const fn answered_by(&self) -> Option<PersonId> {
        match self {
            Self::Person { answered_by, .. } => *answered_by,
            _ => None,
        }
    }
}

/// What begins a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Start {
    /// The new case's id.
    pub id: CaseId,
    /// What people call it.
    pub title: String,
    /// Whom its parties are bound to.
    pub parties: Vec<(PartyId, Vec<Binding>)>,
    /// What is known from the start, as sections of fields.
    pub data: Json,
    /// The case that it belongs to, where it is a sub-case.
    pub parent: Option<Parent>,
    /// The case that begins it as the other of a pair.
    pub paired: Option<PairedWith>,
    /// What of the citizen is protected from the start.
    pub protection: Protection,
}

/// One thing asked of a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Actor,
    /// What.
    pub what: Asked,
}

/// What is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are named in full")]
pub enum Asked {
    /// Its time has come: whatever is due by now takes effect.
    Tick,
    /// Start an item that waits for a hand. Out of turn it takes a reason.
    Activate {
        item: ItemId,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Take a task on.
    Claim { item: ItemId },
    /// Let a task go.
    Release { item: ItemId },
    /// Give a task to another party.
    HandOver {
        item: ItemId,
        to: PartyId,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Lay a task in the hands of a colleague, who may do it as whoever owns it.
    Give {
        item: ItemId,
        person: PersonId,
        reason: String,
    },
    /// Keep what is written in a form without sending it.
    SaveDraft { item: ItemId, data: Json },
    /// Do it, with its form's data.
    Complete {
        item: ItemId,
        #[serde(default)]
        data: Json,
    },
    /// Agree when and where a meeting is to be, or move it.
    Arrange {
        item: ItemId,
        starts: DateTime<Utc>,
        ends: DateTime<Utc>,
        place: String,
    },
    /// Call off what was agreed; the meeting itself stays to be held.
    CallOff { item: ItemId, reason: String },
    /// Say what has become of a letter of an item: the newest where no number is named.
    Dispatch {
        item: ItemId,
        #[serde(default)]
        number: Option<u32>,
        news: Dispatch,
    },
    /// Leave it out.
    Skip { item: ItemId, reason: String },
    /// Have it done anew.
    Redo { item: ItemId, reason: String },
    /// Lay it to rest: it stays open, and nothing of it is done meanwhile.
    Rest { item: ItemId, reason: String },
    /// Let it go on after a rest.
    GoOn { item: ItemId },
    /// Give it up as failed.
    Fail { item: ItemId, reason: String },
    /// Take an item out of play that nobody has begun.
    TakeOut { item: ItemId },
    /// Bring an item back into play.
    BringBack { item: ItemId },
    /// Add work that the flow did not plan, to a stage or to the case as a whole.
    Add {
        title: String,
        owner: PartyId,
        #[serde(default)]
        reason: String,
        #[serde(default)]
        stage: Option<ItemId>,
        #[serde(default)]
        kind: WorkKind,
    },
    /// Add a piece of work that lies ready.
    AddPiece {
        item: ItemId,
        #[serde(default)]
        reason: String,
    },
    /// End it undone.
    Cancel { item: ItemId, reason: String },
    /// Say that enough rows are done of what is there once for each; what is under way in it ends.
    Finish { item: ItemId, reason: String },
    /// Set data outside any form.
    Set { data: Json },
    /// Bind a party to these units and people and to no others; where the register has one of them as protected, what is
    /// protected of the citizen is hidden with it.
    Bind {
        party: PartyId,
        to: Vec<Binding>,
        #[serde(default)]
        protected: bool,
    },
    /// The same, where whoever is bound hands over to others with a note, which those find among their work.
    PassOn {
        party: PartyId,
        to: Vec<Binding>,
        note: String,
        #[serde(default)]
        protected: bool,
    },
    /// Take down a consent of the citizen's.
    GiveConsent { terms: Terms },
    /// Take a consent back.
    WithdrawConsent { number: u32 },
    /// Say what of the citizen is protected.
    Protect { protection: Protection },
    /// Open the case to whoever asks, who has nothing to do with it, for some hours.
    OpenWithReason { reason: String, hours: u32 },
    /// Take it up that somebody who acts in none of the citizen's cases gave a reason for what they did in the register.
    RegisterVisited {
        person: PersonId,
        deed: RegisterDeed,
        reason: String,
    },
    /// A message from outside.
    Message {
        message: MessageName,
        #[serde(default)]
        data: Json,
    },
    /// Put the case on hold.
    Hold { reason: String },
    /// Let the case go on.
    Resume,
    /// Close a case in which nothing is owed and nothing more is waited for.
    Close,
    /// End the case before its work is done.
    Terminate { reason: String },
    /// Open the case again.
    Reopen { reason: String },
    /// Put the end of a clock off, within what its rule allows.
    Extend {
        clock: ClockId,
        by: Length,
        reason: String,
    },
    /// Have it known that somebody has seen what a clock's rungs have said, and is on it.
    Acknowledge { clock: ClockId },
    /// Take it up that the sub-case of an item has begun.
    SubcaseBegan { item: ItemId, round: u32, case: CaseId },
    /// Take it up that the sub-case of an item has ended, and what it held.
    SubcaseEnded {
        item: ItemId,
        #[serde(default)]
        round: Option<u32>,
        #[serde(default)]
        case: Option<CaseId>,
        done: bool,
        #[serde(default)]
        reason: Option<String>,
        #[serde(default)]
        data: Json,
    },
    /// Take it up that the other case of a pair has begun.
    PairBegan { pair: u32, case: CaseId },
    /// Take it up that the other case of a pair is there no longer.
    PairGone { pair: u32 },
    /// Take up what the other case of a pair said.
    Hear {
        pair: u32,
        from: CaseId,
        number: u32,
        at: DateTime<Utc>,
        word: Word,
    },
    /// End a sub-case, for what it was in the case that it belongs to has ended.
    EndWithParent {
        because: LetGoBecause,
        #[serde(default)]
        reason: Option<String>,
    },
}

impl Asked {
    /// The item that it is asked of.
    #[must_use]
    pub const fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Activate { item, .. }
            | Self::Claim { item }
            | Self::Release { item }
            | Self::HandOver { item, .. }
            | Self::Give { item, .. }
            | Self::SaveDraft { item, .. }
            | Self::Complete { item, .. }
            | Self::Arrange { item, .. }
            | Self::CallOff { item, .. }
            | Self::Dispatch { item, .. }
            | Self::Skip { item, .. }
            | Self::Redo { item, .. }
            | Self::Rest { item, .. }
            | Self::GoOn { item }
            | Self::Fail { item, .. }
            | Self::TakeOut { item }
            | Self::BringBack { item }
            | Self::Cancel { item, .. }
            | Self::Finish { item, .. }
            | Self::AddPiece { item, .. }
            | Self::SubcaseBegan { item, .. }
            | Self::SubcaseEnded { item, .. } => Some(item),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_of_events_that_were_kept_before_is_read_and_one_without_an_answerer_is_kept_as_then() {
        let person = "00000000-0000-0000-0000-000000000007";
        let answers = "00000000-0000-0000-0000-000000000001";
        for (kept, answered_by) in [
            (
                format!(r#"{{"who":"person","person":"{person}","parties":["worker"]}}"#),
                false,
            ),
            (
                format!(
                    r#"{{"who":"person","person":"{person}","parties":["worker"],"answered_by":"{answers}"}}"#
                ),
                true,
            ),
        ] {
            let read: Actor = serde_json::from_str(&kept).unwrap();
            assert_eq!(read.answered_by().is_some(), answered_by, "{kept}");
            assert_eq!(serde_json::to_string(&read).unwrap(), kept);
        }
    }

    #[test]
    fn whoever_acts_in_somebody_s_stead_has_what_they_have_in_hand_and_nobody_else_s() {
        let person = |number: u128| PersonId(uuid::Uuid::from_u128(number));
        let kept = format!(
            r#"{{"who":"person","person":"{}","parties":["worker"],"stands_in_for":["{}"]}}"#,
            person(7).0,
            person(1).0
        );
        let read: Actor = serde_json::from_str(&kept).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), kept);
        for (hand, has) in [(7, true), (1, true), (2, false)] {
            assert_eq!(read.has_hand_of(person(hand)), has, "{hand}");
        }
        assert!(
            Actor::Engine.has_hand_of(person(2)),
            "no person's hand is in its way"
        );
    }
}
