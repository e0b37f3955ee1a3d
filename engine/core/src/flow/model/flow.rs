//! The flow itself.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::{
    Act, Chain, Clock, Cue, DecisionTable, Document, Each, Expression, Happening, House, Item, Ladder,
    LegalSource, MessageForm, NotCarried, Pair, Party, Phase, Piece, Region, Retention, Reviewed, Schema,
    Side, Starts, Turning, Unplanned, WaitsFor,
};
use crate::id::{ClockId, FlowId, ItemId, LadderId, MessageName, PartyId, PhaseId, RegionId, TableId};
use crate::text::Text;

/// The word by which a ladder speaks to whoever coordinates the case; a party with this name does.
pub(in crate::flow) const COORDINATOR: &str = "coordinator";

/// Whom or what a case of the flow is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Subject {
    /// A citizen.
    #[default]
    Citizen,
    /// A unit or a way of working (A16.1 in `flows/lines.csv`).
    Project,
}

/// What the flow is for and which rules it stands on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// What it is for.
    pub purpose: Option<Text>,
    /// The rules it stands on.
    pub law: Vec<LegalSource>,
    /// What is known of whole acts.
    pub acts: Vec<Act>,
    /// Its subject in KLE, the municipalities' common plan of subjects: `27.00.00`.
    pub kle: Option<String>,
    /// Whom or what it is about.
    pub subject: Subject,
    /// Its cases serve the overall goal that stands in another case of the citizen (A21.4 in `flows/lines.csv`).
    pub serves_overall_goal: bool,
    /// Why not all parties see all of a case, where nothing more is said at a field.
    pub unseen_because: Option<Text>,
}

/// A way of working together, read from a flow file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flow {
    /// Its name.
    pub id: FlowId,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: About,
    /// Parties in reading order.
    pub parties: IndexMap<PartyId, Party>,
    /// Phases in reading order.
    pub phases: IndexMap<PhaseId, Phase>,
    /// The case file.
    pub data: Schema,
    /// Where the levels from the citizen's words to what is done lie in it.
    pub chain: Option<Chain>,
    /// What messages from outside hold.
    pub messages: IndexMap<MessageName, MessageForm>,
    /// How its cases are paired with those of another flow.
    pub pair: Option<Pair>,
    /// Decision tables in reading order.
    pub tables: IndexMap<TableId, DecisionTable>,
    /// Clocks of the case first, then those of items (an item's `due`), in reading order.
    pub clocks: IndexMap<ClockId, Clock>,
    /// Named ladders.
    pub ladders: IndexMap<LadderId, Ladder>,
    /// Stages and items in reading order, a stage before what lies in it.
    pub items: IndexMap<ItemId, Item>,
    /// Named sets that end together.
    pub regions: IndexMap<RegionId, Region>,
    /// When the case closes; without it, when its top stages have ended.
    pub closes: Option<Expression>,
    /// The case closes only when a person closes it, which may be as soon as nothing is owed (DCR's accepting).
    pub closes_by_hand: bool,
    /// When the case ends before its work is done (CMMN exit of the case plan).
    pub ends_when: Option<Expression>,
    /// What ends the case before its work is done, any one of these.
    pub ended_by: Vec<Cue>,
    /// What the case waits for before it closes by itself.
    pub waits_for: WaitsFor,
    /// What people may add to the case as a whole; where nothing is said, whatever they describe.
    pub unplanned: Option<Unplanned>,
    /// How long a case is kept once it has closed; for ever where nothing is said.
    pub retention: Option<Retention>,
    /// What is answered to the review of the flow.
    pub reviewed: Vec<Reviewed>,
    /// Its letters, invitations and forms, in reading order.
    pub documents: IndexMap<String, Document>,
    /// What both sides of an area have agreed on, where the flow is that of their forums.
    pub house: Option<House>,
    /// What of the model that it was imported from it does not carry.
    pub not_carried: Vec<NotCarried>,
}

impl Flow {
    /// The items that lie directly in this stage, or at the top.
    pub fn inside<'a>(&'a self, stage: Option<&'a ItemId>) -> impl Iterator<Item = &'a Item> {
        self.items
            .values()
            .filter(move |item| item.parent.as_ref() == stage)
    }

    /// What people may add to this stage, or to the case as a whole; none where nothing may be added there.
    #[must_use]
    pub fn unplanned_in(&self, stage: Option<&ItemId>) -> Option<&Unplanned> {
        match stage {
            Some(stage) => self.items.get(stage)?.unplanned.as_ref(),
            None => self.unplanned.as_ref(),
        }
    }

    /// The limits of what people may add to this stage, or to the case as a whole, which knows none where nothing is said;
    /// none where nothing may be added there.
    #[must_use]
    pub fn limits_in(&self, stage: Option<&ItemId>) -> Option<Cow<'_, Unplanned>> {
        let free = || stage.is_none().then(|| Cow::Owned(Unplanned::default()));
        self.unplanned_in(stage).map(Cow::Borrowed).or_else(free)
    }

    /// Everything that says what may be added, each with its stage; the case as a whole first.
    pub fn all_unplanned(&self) -> impl Iterator<Item = (Option<&ItemId>, &Unplanned)> {
        let of_case = self.unplanned.iter().map(|unplanned| (None, unplanned));
        let of_stages = self.items.values();
        let of_stages = of_stages.filter_map(|item| Some((Some(&item.id), item.unplanned.as_ref()?)));
        of_case.chain(of_stages)
    }

    /// Where an item lies ready to be added, and on what terms.
    #[must_use]
    pub fn piece(&self, item: &ItemId) -> Option<(Option<&ItemId>, &Unplanned, &Piece)> {
        let mut all = self.all_unplanned();
        all.find_map(|(stage, unplanned)| Some((stage, unplanned, unplanned.piece(item)?)))
    }

    /// A party that may add a piece of work that lies ready: the first that is named, otherwise whoever gets it.
    #[must_use]
    pub fn adder(&self, item: &ItemId) -> Option<&PartyId> {
        let (_, unplanned, piece) = self.piece(item)?;
        let named = unplanned.adders(piece).first();
        let owner = || self.items.get(item)?.owner.as_ref();
        named.or_else(owner).or_else(|| self.parties.keys().next())
    }

    /// The party that coordinates the case.
    #[must_use]
    pub fn coordinator(&self) -> Option<&Party> {
        let named = || self.parties.get(COORDINATOR);
        self.parties
            .values()
            .find(|party| party.coordinates)
            .or_else(named)
    }

    /// A party and those above it, in the order that a word goes where nobody is there to hear it: its leaders, and then
    /// the authority.
    pub fn hearers<'a>(&'a self, party: &'a PartyId) -> impl Iterator<Item = &'a PartyId> {
        let above = |party: &&Party| self.leader_of(&party.id);
        let chain = std::iter::successors(self.parties.get(party), above).take(self.parties.len());
        let authority = self
            .parties
            .values()
            .filter(|party| party.side == Side::Authority);
        chain.chain(authority).map(|party| &party.id)
    }

    /// Whether some cue waits for one of these to happen to the item.
    #[must_use]
    pub fn listens_for(&self, turnings: &[Turning], item: &ItemId) -> bool {
        let of_items = self.items.values();
        let cues = of_items.flat_map(|item| item.opened_by.iter().chain(&item.ended_by));
        let mut happenings = cues.chain(&self.ended_by).flat_map(|cue| &cue.all);
        happenings.any(|happening| match happening {
            Happening::Item(turning, source) => source == item && turnings.contains(turning),
            Happening::Field(..) => false,
        })
    }

    /// Whether it makes a difference which items were opened since their stage began: something is opened by what
    /// happens elsewhere, a stage waits for all that never began, or what people add goes on by itself once it has begun.
    #[must_use]
    pub fn tells_what_has_begun(&self) -> bool {
        let all = |waits_for: WaitsFor| waits_for == WaitsFor::All;
        let goes_on = |item: &Item| item.starts == Starts::WhenAdded && item.repeats.is_some();
        let mut items = self.items.values();
        all(self.waits_for)
            || items.any(|item| !item.opened_by.is_empty() || all(item.waits_for) || goes_on(item))
    }

    /// The item that this one is there once for each row with: itself, or the stage that it lies in.
    #[must_use]
    pub fn set_of(&self, item: &ItemId) -> Option<(&Item, &Each)> {
        let above = |item: &&Item| item.parent.as_ref().and_then(|parent| self.items.get(parent));
        std::iter::successors(self.items.get(item.base()), above)
            .take(self.items.len())
            .find_map(|item| Some((item, item.repeats.as_ref()?.each.as_ref()?)))
    }

    /// The party that leads this one.
    #[must_use]
    pub fn leader_of(&self, party: &PartyId) -> Option<&Party> {
        self.parties
            .values()
            .find(|candidate| candidate.leads.as_ref() == Some(party))
    }
}
