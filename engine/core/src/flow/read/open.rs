//! Opening a part of the tree as the shape that belongs there.

use crate::flow::code::{
    KEY_NOT_HERE, NOTHING_WRITTEN, ONE_OF_KEYS, OWNER, TOO_MANY, UNKNOWN_KEY, WRONG_SHAPE,
};
use crate::flow::grammar::{Construct, Kinds, Shape};
use crate::flow::near::nearest;
use crate::flow::yaml::{Entry, Key, Kind, Node};
use crate::flow::{Code, Place};
use crate::text::Message;

use super::Reading;

/// A part of the tree, and where something missing in it is shown.
#[derive(Clone, Copy)]
pub(super) struct At<'n> {
    /// The key that leads to it, or the part itself.
    pub(super) place: Place,
    /// The part.
    pub(super) node: &'n Node,
}

impl<'n> At<'n> {
    /// The value of a key.
    pub(super) const fn value(entry: &'n Entry) -> Self {
        Self {
            place: entry.key.place,
            node: &entry.value,
        }
    }

    /// A part that has no key: a list's.
    pub(super) const fn part(node: &'n Node) -> Self {
        Self {
            place: node.place,
            node,
        }
    }
}

impl Reading {
    /// Says that something else belongs here.
    pub(super) fn wrong(&mut self, node: &Node, shape: &Shape) {
        self.wrong_with(node, shape.words(), None);
    }

    fn wrong_with(&mut self, node: &Node, words: Message, hint: Option<Message>) {
        let (code, key) = match node.kind {
            Kind::Refused => return,
            Kind::Empty => (NOTHING_WRITTEN, "flow-nothing-written"),
            Kind::List(_) => (WRONG_SHAPE, "flow-list-found"),
            Kind::Map(_) => (WRONG_SHAPE, "flow-map-found"),
            Kind::Scalar { .. } => (WRONG_SHAPE, "flow-text-found"),
        };
        let hint = hint.unwrap_or_else(|| Message::new("flow-shape-hint").with("shape", words));
        self.error(code, node.place, Message::new(key), hint);
    }

    /// The text of a scalar.
    pub(super) fn scalar<'n>(&mut self, node: &'n Node, shape: &Shape) -> Option<&'n str> {
        if let Kind::Scalar { text, .. } = &node.kind {
            let text = text.trim_end();
            if !text.trim_start().is_empty() {
                return Some(text);
            }
            let hint = Message::new("flow-shape-hint").with("shape", shape.words());
            self.error(
                NOTHING_WRITTEN,
                node.place,
                Message::new("flow-nothing-written"),
                hint,
            );
        } else {
            self.wrong(node, shape);
        }
        None
    }

    /// The entries of a map.
    pub(super) fn map<'n>(&mut self, node: &'n Node, shape: &Shape) -> Option<&'n [Entry]> {
        if let Kind::Map(entries) = &node.kind {
            return Some(entries);
        }
        self.wrong(node, shape);
        None
    }

    /// The parts of a list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, shape: &Shape) -> Option<&'n [Node]> {
        if let Kind::List(parts) = &node.kind {
            return Some(parts);
        }
        self.wrong(node, shape);
        None
    }

    /// The parts of a list, or the one part that stands there alone.
    pub(super) fn one_or_list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.kind {
            Kind::List(parts) => parts,
            _ => std::slice::from_ref(node),
        }
    }

    /// At most so many of these; the rest is not read.
    pub(super) fn at_most<'n, T>(&mut self, parts: &'n [T], most: usize, place: Place) -> &'n [T] {
        if parts.len() > most {
            self.too_many(most, place);
        }
        parts.get(..most).unwrap_or(parts)
    }

    pub(super) fn too_many(&mut self, most: usize, place: Place) {
        let what = Message::new("flow-too-many").with("most", u32::try_from(most).unwrap_or(u32::MAX));
        self.error(TOO_MANY, place, what, Message::new("flow-too-many-hint"));
    }

    /// For each key of the construct what is written after it, in the construct's order.
    pub(super) fn open<'n>(
        &mut self,
        at: &At<'n>,
        construct: &Construct,
        kinds: Kinds,
    ) -> Option<Vec<Option<&'n Entry>>> {
        let Kind::Map(entries) = &at.node.kind else {
            let names: Vec<&str> = construct.keys.iter().map(|rule| rule.name).collect();
            let words = Message::new("flow-shape-keys").with("keys", names);
            self.wrong_with(at.node, words, None);
            return None;
        };
        for entry in entries {
            self.check_key(entry, construct, kinds);
        }
        let mut found = Vec::with_capacity(construct.keys.len());
        for rule in construct.keys {
            if !rule.kinds.meets(kinds) {
                found.push(None);
                continue;
            }
            let entry = entries.iter().find(|entry| entry.key.text == rule.name);
            if let (None, Some(code)) = (entry, rule.need.code()) {
                self.missing(code, at.place, rule.name, &rule.shape);
            }
            found.push(entry.filter(|entry| !matches!(entry.value.kind, Kind::Empty | Kind::Refused)));
        }
        Some(found)
    }

    fn check_key(&mut self, entry: &Entry, construct: &Construct, kinds: Kinds) {
        let rule = construct.keys.iter().find(|rule| rule.name == entry.key.text);
        match rule {
            None => self.unknown_key(entry, construct, kinds),
            Some(rule) if !rule.kinds.meets(kinds) => {
                let belongs = construct.kinds.iter().filter(|(_, kind)| kind.meets(rule.kinds));
                let with: Vec<&str> = belongs.map(|(word, _)| *word).collect();
                self.key_not_here(&entry.key, &with);
            }
            Some(rule) if entry.value.kind == Kind::Empty => {
                let what = Message::new("flow-key-empty").with("key", rule.name);
                let hint = Message::new("flow-shape-hint").with("shape", rule.shape.words());
                self.error(NOTHING_WRITTEN, entry.key.place, what, hint);
            }
            Some(_) => {}
        }
    }

    pub(super) fn missing(&mut self, code: Code, place: Place, key: &str, shape: &Shape) {
        let (what, hint) = if code == OWNER {
            (
                Message::new("flow-owner-missing"),
                Message::new("flow-owner-hint"),
            )
        } else {
            let what = Message::new("flow-missing-key").with("key", key);
            let hint = Message::new("flow-missing-key-hint")
                .with("key", key)
                .with("shape", shape.words());
            (what, hint)
        };
        self.error(code, place, what, hint);
    }

    fn unknown_key(&mut self, entry: &Entry, construct: &Construct, kinds: Kinds) {
        if self.is_full() {
            return;
        }
        let fits = construct.keys.iter().filter(|rule| rule.kinds.meets(kinds));
        let names: Vec<&str> = fits.map(|rule| rule.name).collect();
        let key = &entry.key;
        // What follows a comma inside braces is read as a key with nothing after it.
        let after_comma = entry.value.kind == Kind::Empty && key.text.contains(' ');
        let hint = if after_comma {
            Message::new("flow-unknown-key-comma")
        } else if key.text.contains(['(', ')', '"', '&', '|', '=', '<', '>', '!']) {
            Message::new("flow-unknown-key-quote")
        } else if let Some(near) = nearest(&key.text, names.iter().copied()) {
            Message::new("flow-did-you-mean").with("word", near)
        } else {
            Message::new("flow-shape-hint").with("shape", Message::new("flow-shape-keys").with("keys", names))
        };
        let what = Message::new("flow-unknown-key").with("key", key.text.as_str());
        self.error(UNKNOWN_KEY, key.place, what, hint);
    }

    /// Says that the key exists, but only goes with other keys or words than those that are written here.
    pub(super) fn key_not_here(&mut self, key: &Key, with: &[&str]) {
        let what = Message::new("flow-key-not-here").with("key", key.text.as_str());
        let hint = Message::new("flow-key-not-here-hint").with("with", with.to_vec());
        self.error(KEY_NOT_HERE, key.place, what, hint);
    }

    /// The one entry that is written of several; none where there is none or more than one.
    pub(super) fn one_of_keys<'n>(
        &mut self,
        place: Place,
        keys: &[&str],
        entries: &[Option<&'n Entry>],
    ) -> Option<&'n Entry> {
        let mut written = entries.iter().flatten();
        let (first, second) = (written.next(), written.next());
        let (place, what) = match (first, second) {
            (Some(only), None) => return Some(only),
            (None, _) => (place, Message::new("flow-none-of-keys")),
            (Some(_), Some(second)) => (second.key.place, Message::new("flow-several-of-keys")),
        };
        let hint = Message::new("flow-one-of-keys-hint").with("keys", keys.to_vec());
        self.error(ONE_OF_KEYS, place, what, hint);
        None
    }
}
