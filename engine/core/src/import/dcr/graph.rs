//! A DCR graph as both forms say it.

use std::collections::BTreeMap;

use crate::import::Element;

/// What a part of a graph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Something that can be done.
    Event,
    /// Events that relations can speak of together.
    Nesting,
    /// Events that happen inside another, which is itself done when they leave nothing owed.
    SubProcess,
}

/// An event, nesting or sub-process.
#[derive(Clone, Debug)]
pub(super) struct Event<'x> {
    pub(super) id: &'x str,
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The nesting or sub-process that it lies in, by its place in the list; it comes before what lies in it.
    pub(super) parent: Option<usize>,
    /// Who may do it.
    pub(super) roles: Vec<String>,
    /// Who else may see it.
    pub(super) readers: Vec<String>,
    pub(super) included: bool,
    pub(super) executed: bool,
    pub(super) pending: bool,
    /// How to do it well.
    pub(super) guidance: String,
    /// The variables that doing it sets.
    pub(super) sets: Vec<String>,
    pub(super) at: Element<'x>,
}

/// What a relation says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Says {
    Condition,
    Milestone,
    Response,
    Exclude,
    Include,
}

impl Says {
    /// The relation that DCR calls so.
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "condition" => Self::Condition,
            "milestone" => Self::Milestone,
            "response" => Self::Response,
            "exclude" => Self::Exclude,
            "include" => Self::Include,
            _ => return None,
        })
    }
}

/// A relation.
#[derive(Clone, Debug)]
pub(super) struct Link<'x> {
    /// Its own id, or those of the events that it goes from and to.
    pub(super) id: String,
    pub(super) says: Says,
    pub(super) source: &'x str,
    pub(super) target: &'x str,
    pub(super) guard: Option<&'x str>,
    /// A condition's delay, a response's deadline.
    pub(super) time: Option<&'x str>,
    pub(super) at: Element<'x>,
}

/// A value that guards speak of.
#[derive(Clone, Debug, Default)]
pub(super) struct Variable<'x> {
    /// Its type, as written.
    pub(super) kind: Option<&'x str>,
    /// What it holds at first.
    pub(super) value: Option<&'x str>,
    pub(super) at: Option<Element<'x>>,
}

/// A whole graph.
#[derive(Debug, Default)]
pub(super) struct Graph<'x> {
    pub(super) title: String,
    pub(super) purpose: String,
    pub(super) events: Vec<Event<'x>>,
    pub(super) links: Vec<Link<'x>>,
    pub(super) variables: BTreeMap<String, Variable<'x>>,
}

impl<'x> Graph<'x> {
    /// Each event by its id; of two with one id the first.
    pub(super) fn by_id(&self) -> BTreeMap<&'x str, usize> {
        let mut found = BTreeMap::new();
        for (number, event) in self.events.iter().enumerate() {
            found.entry(event.id).or_insert(number);
        }
        found
    }

    /// Everything that a nesting stands for, however deep: events and sub-processes; anything else stands for itself.
    pub(super) fn stands_for(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![number];
        while let Some(number) = open.pop() {
            match self.events.get(number) {
                Some(event) if event.kind == Kind::Nesting => {
                    let inside = self.events.iter().enumerate();
                    let inside = inside.filter(|(_, event)| event.parent == Some(number));
                    open.extend(inside.map(|(inner, _)| inner));
                }
                Some(_) => found.push(number),
                None => {}
            }
        }
        found.sort_unstable();
        found
    }

    /// The sub-process that an event lies in, past all nestings.
    pub(super) fn sub_process_of(&self, event: &Event<'_>) -> Option<usize> {
        self.above(event)
            .find(|(_, above)| above.kind == Kind::SubProcess)
            .map(|(number, _)| number)
    }

    /// The nestings that an event lies in inside its sub-process, the outermost first.
    pub(super) fn nestings_of(&self, event: &Event<'_>) -> Vec<&Event<'x>> {
        let nestings = self.above(event).map(|(_, above)| above);
        let mut found: Vec<&Event<'x>> = nestings.take_while(|above| above.kind == Kind::Nesting).collect();
        found.reverse();
        found
    }

    fn above<'g>(&'g self, event: &Event<'_>) -> impl Iterator<Item = (usize, &'g Event<'x>)> {
        let up = |parent: Option<usize>| {
            let parent = parent?;
            Some((parent, self.events.get(parent)?))
        };
        let first = up(event.parent);
        std::iter::successors(first, move |(_, event)| up(event.parent)).take(self.events.len())
    }
}
