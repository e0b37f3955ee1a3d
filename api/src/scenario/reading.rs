//! Reading parts of a scenario strictly: unknown keys and unknown names are errors with their place.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::Length;
use samspil_core::flow::yaml::{Entry, Kind, Node};
use samspil_core::flow::{Flow, Place, added_name, nearest};
use samspil_core::id::{FieldPath, ItemId, PartyId};
use samspil_core::text::{Message, Text};

use super::Fault;
use crate::play::moment;

/// A key that may be written.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) must: bool,
}

pub(super) const fn may(name: &'static str) -> Rule {
    Rule { name, must: false }
}

pub(super) const fn must(name: &'static str) -> Rule {
    Rule { name, must: true }
}

/// Entries of a map by their keys, all of them known.
pub(super) struct Opened<'n>(&'n [Entry]);

impl<'n> Opened<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Entry> {
        let found = self.0.iter().find(|entry| entry.key.text == key);
        found.filter(|entry| entry.value.kind != Kind::Empty)
    }
}

/// What is known while a scenario is read, and what has been found wrong with it.
pub(super) struct Reading<'f> {
    pub(super) flow: &'f Flow,
    /// The other flow of the pair.
    pub(super) other: Option<&'f Flow>,
    pub(super) faults: Vec<Fault>,
}

impl Reading<'_> {
    pub(super) fn fault(&mut self, place: Place, what: Message, hint: Option<Message>) {
        self.faults.push(Fault { place, what, hint });
    }

    /// Says what belongs here.
    pub(super) fn wants(&mut self, place: Place, key: &str) {
        self.fault(place, Message::new(key), None);
    }

    /// The map as far as its keys are known; each that must be there is.
    pub(super) fn open<'n>(&mut self, node: &'n Node, place: Place, rules: &[Rule]) -> Option<Opened<'n>> {
        let Some(entries) = self.map(node) else {
            self.wants(place, "scenario-wants-keys");
            return None;
        };
        for entry in entries {
            if !rules.iter().any(|rule| rule.name == entry.key.text) {
                let what = Message::new("scenario-unknown-key").with("key", entry.key.text.as_str());
                let hint = self.near(&entry.key.text, rules.iter().map(|rule| rule.name));
                self.fault(entry.key.place, what, hint);
            }
        }
        let opened = Opened(entries);
        for rule in rules {
            if rule.must && opened.get(rule.name).is_none() {
                let what = Message::new("scenario-missing-key").with("key", rule.name);
                self.fault(place, what, None);
            }
        }
        Some(opened)
    }

    fn near<'a>(&self, word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<Message> {
        let near =
            nearest(word, known.clone()).map(|near| Message::new("scenario-did-you-mean").with("word", near));
        near.or_else(|| {
            let known: Vec<&str> = known.collect();
            (known.len() <= MAX_LISTED).then(|| Message::new("scenario-one-of").with("words", known))
        })
    }

    pub(super) fn map<'n>(&self, node: &'n Node) -> Option<&'n [Entry]> {
        match &node.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The parts of a list.
    pub(super) fn list<'n>(&mut self, entry: &'n Entry) -> &'n [Node] {
        if let Kind::List(parts) = &entry.value.kind {
            return parts;
        }
        self.wants(entry.value.place, "scenario-wants-list");
        &[]
    }

    /// The words of a scalar.
    pub(super) fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar { text, .. } if !text.trim().is_empty() => Some(text.trim()),
            _ => {
                self.wants(node.place, "scenario-wants-words");
                None
            }
        }
    }

    /// A text in Danish alone, or in both languages.
    pub(super) fn title(&mut self, entry: &Entry) -> Option<Text> {
        if self.map(&entry.value).is_none() {
            return self.text(&entry.value).map(Text::danish);
        }
        let keys = self.open(&entry.value, entry.key.place, &[must("da"), may("en")])?;
        let da = self.text(&keys.get("da")?.value)?.to_owned();
        let en = keys
            .get("en")
            .and_then(|entry| self.text(&entry.value))
            .map(str::to_owned);
        Some(Text { da, en })
    }

    pub(super) fn moment(&mut self, entry: &Entry) -> Option<DateTime<Utc>> {
        let text = self.text(&entry.value)?;
        let found = moment(text);
        if found.is_none() {
            self.wants(entry.value.place, "scenario-wants-moment");
        }
        found
    }

    pub(super) fn date(&mut self, entry: &Entry) -> Option<NaiveDate> {
        let found = NaiveDate::from_str(self.text(&entry.value)?).ok();
        if found.is_none() {
            self.wants(entry.value.place, "scenario-wants-date");
        }
        found
    }

    pub(super) fn length(&mut self, entry: &Entry) -> Option<String> {
        let text = self.text(&entry.value)?;
        if let Err(error) = text.parse::<Length>() {
            self.fault(entry.value.place, error.message(), None);
            return None;
        }
        Some(text.to_owned())
    }

    pub(super) fn boolean(&mut self, entry: &Entry) -> Option<bool> {
        match self.text(&entry.value)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.wants(entry.value.place, "scenario-wants-boolean");
                None
            }
        }
    }

    /// One of these words.
    pub(super) fn word(&mut self, node: &Node, words: &[&str]) -> Option<String> {
        let text = self.text(node)?;
        self.known(text, node.place, words.iter().copied())
    }

    /// A name that must be among these.
    pub(super) fn known<'a>(
        &mut self,
        text: &str,
        place: Place,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<String> {
        if names.clone().any(|name| name == text) {
            return Some(text.to_owned());
        }
        let what = Message::new("scenario-unknown-name").with("name", text);
        let hint = self.near(text, names);
        self.fault(place, what, hint);
        None
    }

    pub(super) fn item(&mut self, node: &Node) -> Option<ItemId> {
        let text = self.text(node)?;
        self.item_named(text, node.place)
    }

    /// An item of the flow, with a row's key behind it where there is one, or work that was added.
    pub(super) fn item_named(&mut self, text: &str, place: Place) -> Option<ItemId> {
        let flow = self.flow;
        let base = text.split('#').next().unwrap_or_default();
        let stages = std::iter::once(None).chain(flow.items.keys().map(Some));
        if !stages.map(added_name).any(|name| name == base) {
            self.known(base, place, flow.items.keys().map(ItemId::as_str))?;
        }
        ItemId::with_row(text).ok()
    }

    pub(super) fn party(&mut self, node: &Node) -> Option<PartyId> {
        let text = self.text(node)?;
        let flow = self.flow;
        let name = self.known(text, node.place, flow.parties.keys().map(PartyId::as_str))?;
        PartyId::new(&name).ok()
    }

    /// The path of a field that stands at the top of its section.
    pub(super) fn field(&mut self, text: &str, place: Place) -> Option<FieldPath> {
        let flow = self.flow;
        let paths: Vec<&str> = flow.data.fields().map(|field| field.path.as_str()).collect();
        let name = self.known(text, place, paths.into_iter())?;
        FieldPath::new(&name).ok()
    }
}

/// The most words that are listed where none is near: a line or two.
const MAX_LISTED: usize = 20;
