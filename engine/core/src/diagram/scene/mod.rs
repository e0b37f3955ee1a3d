//! What a picture shows: boxes and frames with what stands in them, and links, in the reader's language. Who may see
//! what is asked for by whoever makes it.

mod about;
mod clocks;
mod cues;
mod facts;
mod links;
mod words;

use std::collections::BTreeMap;

use self::words::Words;
use super::look::{Look, Sign};
use crate::flow::{Clock, Flow, Item, ItemKind, Side};
use crate::guard::Guards;
use crate::id::ItemId;
use crate::text::{Language, Message};

/// What of a flow is drawn, and for whom.
pub struct Wanted<'a> {
    /// The reader's language.
    pub language: Language,
    /// Which items the reader sees.
    pub sees_item: &'a dyn Fn(&Item) -> bool,
    /// Which clocks the reader sees.
    pub sees_clock: &'a dyn Fn(&Clock) -> bool,
    /// Whether conditions are shown as they are written; they name data that not everyone sees.
    pub conditions: bool,
    /// How items stand, where the picture is of a case.
    pub states: BTreeMap<ItemId, State>,
    /// What figures over many cases say of items, a few words each, where they are drawn as well.
    pub figures: BTreeMap<ItemId, Vec<String>>,
}

impl Wanted<'_> {
    /// The whole flow, for those who may see flows.
    #[must_use]
    pub fn whole(language: Language) -> Self {
        Self {
            language,
            sees_item: &|_| true,
            sees_clock: &|_| true,
            conditions: true,
            states: BTreeMap::new(),
            figures: BTreeMap::new(),
        }
    }
}

/// How an item of a case stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// For the eye.
    pub stand: Stand,
    /// In words.
    pub words: String,
}

/// How an item stands, roughly: each has a sign and a colour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stand {
    /// It is done.
    Done,
    /// It is under way.
    Active,
    /// It may be started.
    Possible,
    /// It waits.
    Waiting,
    /// Left out, ended undone or out of play.
    Gone,
}

/// The kinds of things that a picture shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Human work.
    Task,
    /// A formal decision.
    Decision,
    /// Parties meet.
    Meeting,
    /// A milestone.
    Milestone,
    /// The engine does it.
    Action,
    /// Something outside happens.
    Wait,
    /// A case of its own.
    Subcase,
    /// A clock of the case.
    Clock,
    /// Holds others.
    Stage,
}

impl Kind {
    const fn of(item: &ItemKind) -> Self {
        match item {
            ItemKind::Stage => Self::Stage,
            ItemKind::Task => Self::Task,
            ItemKind::Decision => Self::Decision,
            ItemKind::Meeting => Self::Meeting,
            ItemKind::Milestone => Self::Milestone,
            ItemKind::Action => Self::Action,
            ItemKind::Wait(_) => Self::Wait,
            ItemKind::Subcase(_) => Self::Subcase,
        }
    }

    /// The word in keys of messages and in styles.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Decision => "decision",
            Self::Meeting => "meeting",
            Self::Milestone => "milestone",
            Self::Action => "action",
            Self::Wait => "wait",
            Self::Subcase => "subcase",
            Self::Clock => "clock",
            Self::Stage => "stage",
        }
    }
}

/// How the edge of a box is drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Edge {
    Plain,
    /// Its stage can end without it.
    Optional,
    /// Out of play until something brings it back.
    Out,
}

/// A line in a box, beneath its title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fact {
    pub(super) sign: Sign,
    pub(super) text: String,
}

/// A box or a frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its name in the flow file; nothing where it is only a frame of the picture.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What people call it.
    pub title: String,
    /// Its place in the course: who does it, when it starts, by when it is due, what it brings about. A sentence each.
    pub about: Vec<String>,
    /// The work itself: how to do it well, what it fills in. A sentence each.
    pub more: Vec<String>,
    /// The frame that it lies in, by its place in the list.
    pub parent: Option<usize>,
    /// How it stands, where the picture is of a case.
    pub state: Option<State>,
    pub(super) side: Option<Side>,
    pub(super) edge: Edge,
    pub(super) facts: Vec<Fact>,
}

impl Node {
    /// The id of its element in a picture whose ids begin with this.
    #[must_use]
    pub fn anchor(&self, prefix: &str) -> String {
        match self.kind {
            // A clock may have the name of an item; names have no dots.
            Kind::Clock => format!("{prefix}clock.{}", self.name),
            _ => format!("{prefix}{}", self.name),
        }
    }
}

/// A link between two nodes, by their places in the list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) look: Look,
}

/// What a picture shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scene {
    /// The reader's language.
    pub language: Language,
    /// What the flow is called.
    pub title: String,
    /// What closes the case, and what ends it before its work is done. A sentence each.
    pub about: Vec<String>,
    /// Boxes and frames; a frame stands before what lies in it.
    pub nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// The titles of the parties, by side.
    pub(super) parties: BTreeMap<Side, Vec<String>>,
}

impl Scene {
    /// What a flow shows to a reader.
    #[must_use]
    pub fn new(flow: &Flow, guards: &Guards, wanted: &Wanted<'_>) -> Self {
        let words = Words { flow, guards, wanted };
        let mut scene = Self {
            language: wanted.language,
            title: flow.title.in_language(wanted.language).to_owned(),
            about: words.about_case(flow),
            nodes: words.case_clocks(),
            links: Vec::new(),
            parties: BTreeMap::new(),
        };
        let mut places: BTreeMap<&ItemId, usize> = BTreeMap::new();
        for item in flow.items.values().filter(|item| words.sees(item)) {
            let parent = item.parent.as_ref().and_then(|stage| places.get(stage)).copied();
            places.insert(&item.id, scene.nodes.len());
            let node = words.node(item, parent);
            scene.nodes.push(node);
        }
        for party in flow.parties.values() {
            let title = party.title.in_language(wanted.language).to_owned();
            scene.parties.entry(party.side).or_default().push(title);
        }
        scene.links = words.links(&scene.nodes, &places);
        scene
    }

    /// The frame that gathers what lies in no stage has no name.
    pub(super) fn count(&self, counted: impl Fn(Kind) -> bool) -> i64 {
        let named = self.nodes.iter().filter(|node| !node.name.is_empty());
        i64::try_from(named.filter(|node| counted(node.kind)).count()).unwrap_or(i64::MAX)
    }

    /// One sentence about the whole.
    #[must_use]
    pub fn summary(&self) -> String {
        let parties: usize = self.parties.values().map(Vec::len).sum();
        Message::new("diagram-summary")
            .with("title", self.title.as_str())
            .with("stages", self.count(|kind| kind == Kind::Stage))
            .with(
                "items",
                self.count(|kind| !matches!(kind, Kind::Stage | Kind::Clock)),
            )
            .with("parties", i64::try_from(parties).unwrap_or(i64::MAX))
            .say(self.language)
    }

    /// The nodes that lie directly in a frame, or in none.
    pub fn inside(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
        let all = self.nodes.iter().enumerate();
        all.filter(move |(_, node)| node.parent == parent)
    }

    /// What a link means.
    pub(super) fn between(&self, link: &Link) -> String {
        let title = |at: usize| self.nodes.get(at).map_or("", |node| node.title.as_str());
        Message::new("diagram-between")
            .with("from", title(link.from))
            .with("to", title(link.to))
            .with("what", Message::new(link.look.key()))
            .say(self.language)
    }
}

#[cfg(test)]
mod told_test;
