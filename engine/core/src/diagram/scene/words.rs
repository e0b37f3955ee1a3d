//! What the words of a picture are made from.

use super::{Edge, Kind, Node, Wanted};
use crate::flow::{Flow, Item};
use crate::guard::{Guard, Guards};
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::{Message, Text};

/// A flow, its guards, and for whom it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) flow: &'a Flow,
    pub(super) guards: &'a Guards,
    pub(super) wanted: &'a Wanted<'a>,
}

impl<'a> Words<'a> {
    /// The box or frame of an item.
    pub(super) fn node(&self, item: &Item, parent: Option<usize>) -> Node {
        let owner = item.owner.as_ref().and_then(|owner| self.flow.parties.get(owner));
        let edge = if item.out_of_play {
            Edge::Out
        } else if item.optional {
            Edge::Optional
        } else {
            Edge::Plain
        };
        let (about, more) = self.about(item);
        Node {
            name: item.id.to_string(),
            kind: Kind::of(&item.kind),
            title: self.in_language(&item.title),
            about,
            more,
            parent,
            state: self.wanted.states.get(&item.id).cloned(),
            side: owner.map(|owner| owner.side),
            edge,
            facts: self.facts(item),
        }
    }

    pub(super) fn say(&self, message: &Message) -> String {
        message.say(self.wanted.language)
    }

    pub(super) fn in_language(&self, text: &Text) -> String {
        text.in_language(self.wanted.language).to_owned()
    }

    /// Whether the reader sees an item; what lies in a stage that is not drawn is not drawn.
    pub(super) fn sees(&self, item: &Item) -> bool {
        (self.wanted.sees_item)(item)
    }

    /// The title of an item that the reader sees.
    pub(super) fn title(&self, item: &ItemId) -> Option<String> {
        let item = self.flow.items.get(item).filter(|item| self.sees(item))?;
        Some(self.in_language(&item.title))
    }

    /// The same in quotation marks.
    pub(super) fn quoted(&self, item: &ItemId) -> Option<Message> {
        Some(Message::new("diagram-item").with("item", self.title(item)?))
    }

    /// The titles of those items that the reader sees, in quotation marks; none where there are none.
    pub(super) fn titles<'i>(&self, items: impl IntoIterator<Item = &'i ItemId>) -> Option<Vec<String>> {
        let titles: Vec<String> = items
            .into_iter()
            .filter_map(|item| self.quoted(item))
            .map(|title| self.say(&title))
            .collect();
        (!titles.is_empty()).then_some(titles)
    }

    pub(super) fn party(&self, party: &PartyId) -> String {
        self.flow
            .parties
            .get(party)
            .map_or_else(|| party.to_string(), |party| self.in_language(&party.title))
    }

    pub(super) fn parties(&self, parties: &[PartyId]) -> Vec<String> {
        parties.iter().map(|party| self.party(party)).collect()
    }

    pub(super) fn field(&self, path: &FieldPath) -> String {
        self.flow
            .data
            .field(path)
            .map_or_else(|| path.to_string(), |field| self.in_language(&field.title))
    }

    /// A condition as it is written, where the reader may read conditions.
    pub(super) fn written(&self, guard: Option<&'a Guard>) -> Option<&'a str> {
        guard.map(Guard::text).filter(|_| self.wanted.conditions)
    }
}

/// The word for a kind.
pub(super) fn kind(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Task => "diagram-kind-task",
        Kind::Decision => "diagram-kind-decision",
        Kind::Meeting => "diagram-kind-meeting",
        Kind::Milestone => "diagram-kind-milestone",
        Kind::Action => "diagram-kind-action",
        Kind::Wait => "diagram-kind-wait",
        Kind::Subcase => "diagram-kind-subcase",
        Kind::Clock => "diagram-kind-clock",
        Kind::Stage => "diagram-kind-stage",
    })
}
