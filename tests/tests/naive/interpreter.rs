//! A case as the language reference tells of it: a few plain fields for each item, and nothing worked out beforehand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use samspil_core::flow::{Expression, Happening, Item, ItemKind, Relation, Required, Starts};
use samspil_core::id::{ItemId, MessageName};

use crate::clocks::Clock;
use crate::cues::Ear;
use crate::guard::{Asked, Plain, Rows, answer};
use crate::rows::{Seen, Told, base, is_whole};
use crate::tables::outcome;
use crate::twist::Twist;

/// Where an item stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Is {
    /// Something stands in its way.
    #[default]
    Waiting,
    /// A person may start it.
    Possible,
    /// Under way.
    Active,
    /// Done.
    Done,
    /// Left out.
    Skipped,
    /// Ended undone.
    Cancelled,
}

impl Is {
    pub(crate) const fn ended(self) -> bool {
        matches!(self, Self::Done | Self::Skipped | Self::Cancelled)
    }
}

/// How the sub-case stands that an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Sub {
    /// None was begun, or it was let go or taken up.
    #[default]
    None,
    Goes,
    /// It has closed with this in the field that is taken.
    Closed(Option<Plain>),
    /// It was ended before its work was done.
    Ended,
}

/// What is remembered of an item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Now {
    /// Where it stands.
    pub(crate) is: Is,
    /// How often it was done, ever.
    pub(crate) times: u32,
    /// How often it was done or skipped since its stage began or the work went back to before it.
    pub(crate) came: u32,
    /// Rounds that were begun.
    pub(crate) rounds: u32,
    /// Rounds asked for and not begun.
    pub(crate) asked: u32,
    /// Out of play.
    pub(crate) out: bool,
    /// Owed.
    pub(crate) owed: bool,
    /// Laid to rest.
    pub(crate) rests: bool,
    /// Opened since its stage began or the work went back to before it.
    pub(crate) begun: bool,
    /// A person asked for it out of turn: nothing but what is out of play holds it back.
    pub(crate) called: bool,
    /// Rounds that people have added and that have not begun, and how many they have added in all.
    pub(crate) added: u32,
    pub(crate) added_ever: u32,
    /// The days on which it was last opened and last done.
    pub(crate) opened_on: i64,
    pub(crate) done_on: Option<i64>,
    /// What opens it has come about.
    pub(crate) cued: bool,
    /// The sub-case that it is.
    pub(crate) sub: Sub,
    /// Its row has come to be, and has gone since.
    pub(crate) came_to_be: bool,
    pub(crate) gone: bool,
    /// How often each of those that it joins has come, and is not used up; and whether the round that enough have come for
    /// was asked for.
    pub(crate) arrived: BTreeMap<ItemId, u32>,
    pub(crate) joined: bool,
}

/// Whether work goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Goes {
    Open,
    OnHold,
    Closed,
}

/// Past so much that is told after one thing that was asked a case does not come to rest.
pub(crate) const PATIENCE: u32 = 2_000;

/// The case never comes to rest.
#[derive(Debug)]
pub(crate) struct Endless;

/// What changes in a case as it comes to rest.
pub(crate) type Still = (
    BTreeMap<ItemId, Now>,
    BTreeMap<String, Plain>,
    Goes,
    BTreeSet<Ear>,
    BTreeSet<Ear>,
    Option<crate::pairs::Now>,
);

/// A case, read by the reference.
#[derive(Clone)]
pub(crate) struct Naive<'a> {
    pub(crate) flow: &'a Told,
    pub(crate) twist: Option<Twist>,
    pub(crate) items: BTreeMap<ItemId, Now>,
    /// Work that the flow did not plan, and whether it has ended.
    pub(crate) added: BTreeMap<ItemId, bool>,
    pub(crate) data: BTreeMap<String, Plain>,
    /// The rows of the list, where it is filled.
    pub(crate) rows: Option<Rows>,
    /// The clocks that have started, by their items, and the day.
    pub(crate) clocks: BTreeMap<ItemId, Clock>,
    pub(crate) day: i64,
    /// The day is over, and the next has not begun.
    pub(crate) evening: bool,
    /// How much has been asked.
    pub(crate) asked: u32,
    pub(crate) kept: BTreeMap<MessageName, u32>,
    pub(crate) goes: Goes,
    /// A person opened it again, and nothing has been done since.
    pub(crate) reopened: bool,
    /// What has happened and was not told yet, to those who listen.
    pub(crate) news: VecDeque<Happening>,
    /// What each has heard, and what is forgotten with what was asked.
    pub(crate) heard: BTreeSet<Ear>,
    pub(crate) heard_now: BTreeSet<Ear>,
    /// The pair that it is in, or was in last.
    pub(crate) pair_now: Option<crate::pairs::Now>,
    /// Why what was asked may not be, where that shows only on the way.
    pub(crate) refused: Option<&'static str>,
    /// How much may still be told until the case comes to rest.
    pub(crate) patience: u32,
}

impl<'a> Naive<'a> {
    /// A case that has just begun.
    pub(crate) fn start(
        flow: &'a Told,
        data: &[(String, Plain)],
        twist: Option<Twist>,
    ) -> Result<Self, Endless> {
        let begins = |item: &Item| Now {
            out: item.out_of_play && item.id.row().is_none(),
            owed: item.owed_at_start && item.id.row().is_none(),
            ..Now::default()
        };
        let mut case = Self {
            flow,
            twist,
            items: flow.all().map(|item| (item.id.clone(), begins(item))).collect(),
            added: BTreeMap::new(),
            data: data.iter().cloned().collect(),
            rows: None,
            clocks: BTreeMap::new(),
            day: 0,
            evening: false,
            asked: 0,
            kept: BTreeMap::new(),
            goes: Goes::Open,
            reopened: false,
            news: VecDeque::new(),
            heard: BTreeSet::new(),
            heard_now: BTreeSet::new(),
            pair_now: None,
            refused: None,
            patience: PATIENCE,
        };
        for item in flow.inside(None) {
            case.begins_to_wait(&item.id, true);
        }
        case.settle()?;
        case.end_turn();
        Ok(case)
    }

    /// What the case is, but for what is still to be told.
    pub(crate) fn clone_without_news(&self) -> Still {
        (
            self.items.clone(),
            self.data.clone(),
            self.goes,
            self.heard.clone(),
            self.heard_now.clone(),
            self.pair_now.clone(),
        )
    }

    pub(crate) fn has(&self, twist: Twist) -> bool {
        self.twist == Some(twist)
    }

    pub(crate) fn now(&self, item: &ItemId) -> &Now {
        &self.items[item]
    }

    pub(crate) fn change(&mut self, item: &ItemId) -> &mut Now {
        self.items.get_mut(item).expect("an item of the flow")
    }

    pub(crate) fn said(&self, item: &ItemId) -> &'a Item {
        &self.flow.items[item]
    }

    /// Whether it holds; what is not known does not.
    pub(crate) fn holds(&self, condition: &Expression) -> bool {
        self.is_so(condition, self)
    }

    /// Whether it holds, seen from an item.
    pub(crate) fn holds_for(&self, item: &ItemId, condition: &Expression) -> bool {
        self.is_so(condition, &Seen { case: self, item })
    }

    fn is_so(&self, condition: &Expression, asked: &dyn Asked) -> bool {
        match answer(&condition.text, asked) {
            Some(Plain::Flag(holds)) => holds,
            Some(Plain::Number(_)) => panic!("no condition: {}", condition.text),
            None => self.has(Twist::UnknownHolds),
        }
    }

    /// Whether a relation of an item to another counts now.
    pub(crate) fn counts(&self, item: &Item, relation: Relation, other: &ItemId) -> bool {
        let terms = item.provisos.iter();
        let mut terms = terms.filter(|terms| terms.relation == relation && terms.item == *other);
        self.has(Twist::NoTerms)
            || terms.all(|terms| {
                terms
                    .when
                    .as_ref()
                    .is_none_or(|when| self.holds_for(&item.id, when))
            })
    }

    /// It is not there: nobody has added it, nor does anything else ask for it. What comes again does so by itself.
    pub(crate) fn lies_ready(&self, item: &Item) -> bool {
        let now = self.now(&item.id);
        let goes_on = now.begun && item.repeats.is_some();
        let asked = now.added > 0 || now.owed || now.called || goes_on;
        item.starts == Starts::WhenAdded && !asked && !self.has(Twist::ReadyIsThere)
    }

    /// The items that lie directly in a stage.
    pub(crate) fn inside(&self, stage: &ItemId) -> Vec<ItemId> {
        let inside = self.flow.inside(Some(stage)).map(|item| item.id.clone());
        inside.filter(|id| self.is_there(id)).collect()
    }

    /// An item and everything that lies in it, however deep.
    pub(crate) fn with_inside(&self, item: &ItemId) -> Vec<ItemId> {
        let mut all = vec![item.clone()];
        for child in self.inside(item) {
            all.extend(self.with_inside(&child));
        }
        all
    }

    /// Whether it is owed; what is out of play rests.
    pub(crate) fn is_owed(&self, item: &ItemId) -> bool {
        let now = self.now(item);
        now.owed && (!now.out || self.has(Twist::OwedOutOfPlay))
    }

    pub(crate) fn is_human(item: &Item) -> bool {
        matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting)
    }

    /// A row has it only once the row has come, and until it goes.
    pub(crate) fn is_there(&self, id: &ItemId) -> bool {
        let now = self.now(id);
        id.row().is_none() || (now.came_to_be && !now.gone)
    }

    /// The items that it may not be under way together with, as the flow names them; what one row has never excludes what
    /// another has of the same.
    pub(crate) fn apart_from(&self, item: &Item) -> Vec<ItemId> {
        let item = self.said(&base(&item.id));
        let together = |other: &Item| item.parent.is_some() && other.parent == item.parent;
        let in_turn = item
            .parent
            .as_ref()
            .is_some_and(|stage| self.said(stage).one_at_a_time);
        let in_turn = in_turn && !self.has(Twist::AllAtATime);
        let says = |other: &Item| other.not_with.contains(&item.id) && !self.has(Twist::NotWithOneWay);
        let apart =
            |other: &&Item| item.not_with.contains(&other.id) || says(other) || (in_turn && together(other));
        let others = self
            .flow
            .all()
            .filter(|other| other.id != item.id && other.id.row().is_none());
        others.filter(apart).map(|other| other.id.clone()).collect()
    }

    /// Whether a person starts it.
    pub(crate) fn is_by_hand(&self, item: &Item) -> bool {
        let here = item
            .by_hand_when
            .as_ref()
            .is_some_and(|when| self.holds_for(&item.id, when));
        let chosen = item.by_hand_when.is_some() && self.now(&item.id).is == Is::Possible;
        let in_turn = Self::is_human(item) && !self.apart_from(item).is_empty();
        let by_hand = item.starts == Starts::ByHand || item.optional || here || chosen || in_turn;
        by_hand && !is_whole(item)
    }

    pub(crate) fn is_required(&self, item: &Item) -> bool {
        let required = match &item.required {
            None => false,
            Some(Required::Always) => true,
            Some(Required::When(when)) => self.holds_for(&item.id, when),
        };
        required && !self.has(Twist::NothingRequired)
    }
}

impl Asked for Naive<'_> {
    fn field(&self, path: &str) -> Option<Plain> {
        if path.starts_with("d.") {
            return self.data.get(path).copied();
        }
        outcome(path, &|path| self.data.get(path).copied())
    }

    fn item(&self, question: &str, item: &str) -> Plain {
        let id = ItemId::with_row(item).expect("a name");
        let now = self.now(&id);
        match question {
            "done" => Plain::Flag(now.times > 0),
            "owed" => Plain::Flag(self.is_owed(&id)),
            "open" => Plain::Flag(now.is == Is::Active),
            "skipped" => Plain::Flag(now.is == Is::Skipped),
            "times" if is_whole(self.said(&id)) => {
                let rows = self.flow.inside(Some(&id));
                Plain::Number(rows.map(|row| i64::from(self.now(&row.id).times)).sum())
            }
            "times" => Plain::Number(i64::from(now.times)),
            other => panic!("no such question: {other}"),
        }
    }
}
