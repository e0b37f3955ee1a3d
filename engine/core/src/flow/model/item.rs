//! Items: stages and what happens in them.

use super::{
    After, Cue, Debt, Expression, Happening, KnownAs, LegalSource, Proviso, Repeat, Says, Sight, SubcaseOf,
    TakenField, Turning, Unplanned,
};
use chrono::{DateTime, Utc};

use crate::calendar::{Length, Stretch};
use crate::flow::Place;
use crate::id::{ClockId, FieldPath, ItemId, MessageName, PartyId};
use crate::text::Text;

/// What kind of thing an item is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// Holds other items; they can happen only while it is active.
    Stage,
    /// Human work.
    Task,
    /// A formal decision that can be appealed.
    Decision,
    /// Parties meet.
    Meeting,
    /// A promise that can be shown to the citizen; reached by itself.
    Milestone,
    /// The engine does it.
    Action,
    /// Something outside happens.
    Wait(WaitFor),
    /// A case of its own, by a flow of its own.
    Subcase(Box<SubcaseOf>),
}

/// What ends a wait; at least one is given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WaitFor {
    /// A message from outside.
    pub message: Option<MessageName>,
    /// Which messages of that name are meant; otherwise all.
    pub matching: Option<Expression>,
    /// A message that comes while it is not open is lost to it.
    pub not_kept: bool,
    /// This long after it opened.
    pub after: Option<Length>,
    /// Exactly then.
    pub exactly: Option<Exactly>,
    /// It waits only while this holds; otherwise it begins anew once it does.
    pub only_while: Option<Expression>,
    /// What is taken over of the message.
    pub takes: Vec<TakenField>,
}

impl WaitFor {
    /// Whether it ends when its time has come.
    #[must_use]
    pub const fn ends_by_time(&self) -> bool {
        self.after.is_some() || self.exactly.is_some()
    }
}

/// A moment to the second.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Exactly {
    /// So long after the wait opened.
    After(Stretch),
    /// At this moment.
    At(DateTime<Utc>),
    /// At the moment that a field holds: a date, or a text with a stretch or a moment in it.
    Field(FieldPath),
}

/// How an item gets going once it may.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Starts {
    /// At once.
    #[default]
    ByItself,
    /// When a person starts it.
    ByHand,
    /// When a rung opens it.
    ByLadder,
    /// When a person adds it (CMMN discretionary item).
    WhenAdded,
}

/// What a stage, or the case, waits for before it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WaitsFor {
    /// What is under way, owed, or coming by itself.
    #[default]
    Coming,
    /// Everything in it that has not ended, whether or not it will ever come (CMMN: not autoComplete).
    All,
    /// What is under way, owed or required (CMMN: autoComplete).
    Required,
}

/// How long its stage waits for an item (CMMN 1.1 has the first alone; engines know the others as completion rules).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Awaited {
    /// As the stage says.
    #[default]
    AsItsStageSays,
    /// Once a person may start it.
    OncePossible,
    /// Only while it is under way.
    UnderWay,
    /// Until it has been done once.
    FirstTime,
    /// Never, not even while it is under way.
    Never,
}

/// Whether its stage must see an item ended (CMMN required rule).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Required {
    /// Always.
    Always,
    /// While this holds.
    When(Expression),
}

/// A stage or an item in one. Its `due` is a clock of the same name in [`super::Flow::clocks`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its name in the flow file.
    pub id: ItemId,
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// What people call it.
    pub title: Text,
    /// What it belongs under, where several things do that lie in no stage of their own.
    pub heading: Option<Text>,
    /// How to do it well.
    pub guidance: Option<Text>,
    /// What good looks like (A10.3 in `flows/lines.csv`).
    pub expects: Option<Text>,
    /// The stage it lies in.
    pub parent: Option<ItemId>,
    /// The one party that owns it; tasks, decisions and meetings have one.
    pub owner: Option<PartyId>,
    /// Other parties that may do it as well.
    pub also_by: Vec<PartyId>,
    /// Who takes part.
    pub with: Vec<PartyId>,
    /// Items that another person must have done (four eyes).
    pub not_same_as: Vec<ItemId>,
    /// Who sees it.
    pub seen_by: Sight,
    /// Fields that its form fills, in order.
    pub fills: Vec<FieldPath>,
    /// What it asks the citizen for, where that is a form or a request whose answer fills nothing here: a word or national
    /// code of its own.
    pub asks: Option<String>,
    /// Fields that stand empty when a round of it begins, so that what an earlier round was answered is no answer to this one.
    pub empties: Vec<FieldPath>,
    /// What must hold for it to be completed.
    pub done_when: Option<Expression>,
    /// Fields set when it is done, in order.
    pub sets: Vec<(FieldPath, Expression)>,
    /// What it says to the other of two paired cases when it is done.
    pub says: Option<Says>,
    /// What opens it, any one of these; the stage alone where there are none (CMMN entry criteria).
    pub opened_by: Vec<Cue>,
    /// What ends it, any one of these (CMMN exit criteria).
    pub ended_by: Vec<Cue>,
    /// What must have been done first.
    pub after: Option<After>,
    /// What must hold for it to start.
    pub when: Option<Expression>,
    /// It may not start or be done while one of these is owed (DCR milestone).
    pub not_while_owed: Vec<ItemId>,
    /// It may not start while one of these is under way, nor they while it is.
    pub not_with: Vec<ItemId>,
    /// What lies directly in this stage happens one at a time, in any order.
    pub one_at_a_time: bool,
    /// It may not start sooner than this after its `after` was met (DCR delay).
    pub not_before: Option<Length>,
    /// Those of its relations that hold only on terms.
    pub provisos: Vec<Proviso>,
    /// How it gets going.
    pub starts: Starts,
    /// A person starts it where this holds; otherwise it starts by itself (CMMN manual activation rule).
    pub by_hand_when: Option<Expression>,
    /// Its stage can end without it.
    pub optional: bool,
    /// Its stage does not end before it has.
    pub required: Option<Required>,
    /// How long its stage waits for it.
    pub awaited: Awaited,
    /// What a stage waits for.
    pub waits_for: WaitsFor,
    /// What people may add to a stage; nothing where there is none.
    pub unplanned: Option<Unplanned>,
    /// Doing it makes these owed (DCR response).
    pub owes: Vec<ItemId>,
    /// The terms of those that are owed to somebody, or by a time.
    pub debts: Vec<Debt>,
    /// Doing it takes these out of play (DCR exclude).
    pub removes: Vec<ItemId>,
    /// Doing it brings these back (DCR include).
    pub brings_back: Vec<ItemId>,
    /// Doing it ends these (CMMN exit); what a region holds is named one by one.
    pub ends: Vec<ItemId>,
    /// Doing it stops these clocks of the case.
    pub ends_clocks: Vec<ClockId>,
    /// Doing it ends the case.
    pub ends_case: bool,
    /// Doing it starts a new round of these.
    pub then_again: Vec<ItemId>,
    /// It ends, undone, when this holds (CMMN exit).
    pub ends_when: Option<Expression>,
    /// It starts out of play.
    pub out_of_play: bool,
    /// It is owed from the start.
    pub owed_at_start: bool,
    /// It was done before the case began (DCR's initial marking).
    pub done_before: bool,
    /// A stage that is itself done each time something in it is done and nothing in it is owed (DCR sub-process).
    pub done_each_time: bool,
    /// What makes it happen again.
    pub repeats: Option<Repeat>,
    /// It cannot be skipped or removed, by this rule.
    pub required_by_law: Option<LegalSource>,
    /// The letter that is sent when it is done, by the name of its document.
    pub letter: Option<String>,
    /// What it was called in the model that it was imported from.
    pub known_as: Option<KnownAs>,
    /// Where it is declared.
    pub place: Place,
}

impl Item {
    /// Whether it, or what it comes after, names a length before which it may not start.
    #[must_use]
    pub fn is_delayed(&self) -> bool {
        let mut provisos = self.provisos.iter();
        self.not_before.is_some() || provisos.any(|proviso| proviso.not_before.is_some())
    }

    /// The fields that doing it may fill: by its form, by what it sets, and by what it takes over from elsewhere.
    pub fn writes(&self) -> impl Iterator<Item = &FieldPath> {
        let (heard, took) = match &self.kind {
            ItemKind::Wait(wait) => (wait.takes.as_slice(), &[][..]),
            ItemKind::Subcase(of) => (&[][..], of.takes.as_slice()),
            _ => (&[][..], &[][..]),
        };
        let taken = heard.iter().map(|one| &one.mine);
        let taken = taken.chain(took.iter().map(|one| &one.mine));
        let set = self.sets.iter().map(|(path, _)| path);
        self.fills.iter().chain(set).chain(taken)
    }

    /// The message that it waits for.
    #[must_use]
    pub const fn awaits(&self) -> Option<&MessageName> {
        match &self.kind {
            ItemKind::Wait(wait) => wait.message.as_ref(),
            _ => None,
        }
    }

    /// Whether one of the cues that open it waits for this item to be done.
    #[must_use]
    pub fn opens_on(&self, item: &str) -> bool {
        let mut all = self.opened_by.iter().flat_map(|cue| &cue.all);
        all.any(|happening| matches!(happening, Happening::Item(Turning::Done, source) if source.as_str() == item))
    }

    /// An item of which nothing more is said: at the top, in play, starting by itself, once.
    #[must_use]
    pub const fn new(id: ItemId, kind: ItemKind, title: Text, place: Place) -> Self {
        Self {
            id,
            kind,
            title,
            heading: None,
            guidance: None,
            expects: None,
            parent: None,
            owner: None,
            also_by: Vec::new(),
            with: Vec::new(),
            not_same_as: Vec::new(),
            seen_by: Sight::Narrow,
            fills: Vec::new(),
            asks: None,
            empties: Vec::new(),
            done_when: None,
            sets: Vec::new(),
            says: None,
            opened_by: Vec::new(),
            ended_by: Vec::new(),
            after: None,
            when: None,
            not_while_owed: Vec::new(),
            not_with: Vec::new(),
            one_at_a_time: false,
            not_before: None,
            provisos: Vec::new(),
            starts: Starts::ByItself,
            by_hand_when: None,
            optional: false,
            required: None,
            awaited: Awaited::AsItsStageSays,
            waits_for: WaitsFor::Coming,
            unplanned: None,
            owes: Vec::new(),
            debts: Vec::new(),
            removes: Vec::new(),
            brings_back: Vec::new(),
            ends: Vec::new(),
            ends_clocks: Vec::new(),
            ends_case: false,
            then_again: Vec::new(),
            ends_when: None,
            out_of_play: false,
            owed_at_start: false,
            done_before: false,
            done_each_time: false,
            repeats: None,
            required_by_law: None,
            letter: None,
            known_as: None,
            place,
        }
    }
}
