//! Names: those that are given, and those that must turn out to stand for something.

use std::collections::BTreeMap;

use crate::flow::Sight;
use crate::flow::code::{LISTED_TWICE, NAME_TWICE, NOT_NAME, NOT_PATH, RESERVED_NAME, TOO_MANY};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Key, Node};
use crate::flow::{Diagnostic, Place};
use crate::id::{FieldPath, ItemId, LadderId, MAX_NAME_CHARS, NameError, PartyId};
use crate::text::Message;

use super::Reading;
use super::data::TITLE;
use super::references::Target;
use super::region::CASE;
use super::table_rule::OWN_KEYS;

/// How many names a list may have; more is another way of saying "all".
const MAX_LISTED: usize = 200;

/// Words that the guard language keeps for itself, even after a dot (rhai 1.27, `types/token.rs`).
#[rustfmt::skip]
const GUARD_WORDS: [&str; 64] = [
    "Fn", "_", "as", "async", "await", "break", "call", "case", "catch", "const", "continue", "curry",
    "debug", "default", "do", "else", "eval", "exit", "export", "false", "fn", "for", "global", "go", "goto",
    "if", "import", "in", "is", "is_def_fn", "is_def_var", "is_shared", "let", "loop", "match", "module",
    "new", "nil", "null", "package", "print", "private", "protected", "public", "return", "shared", "spawn",
    "static", "super", "switch", "sync", "this", "thread", "throw", "true", "try", "type_of", "until", "use",
    "var", "void", "while", "with", "yield",
];

/// Words that stand for parties wherever a party may be named.
const PARTY_WORDS: [&str; 3] = ["everyone", "leader", "owner"];

/// Whether a name means something of its own somewhere in a flow file, so that it is safer not to give it to anything.
#[must_use]
pub fn is_reserved_name(name: &str) -> bool {
    let words = [CASE, TITLE];
    GUARD_WORDS.contains(&name) || PARTY_WORDS.contains(&name) || words.contains(&name)
}

/// What kind of name is given, for the words that it may not be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// Sections, fields and items are spoken of in expressions.
    Spoken,
    /// Parties.
    Party,
    /// Columns of decision tables stand in expressions, and beside the keys of a rule.
    Column,
    /// Clocks, ladders and choices.
    Other,
}

impl Reading {
    /// A name that is given here; nothing where it is no name.
    pub(super) fn given<T>(
        &mut self,
        key: &Key,
        given: Given,
        new: impl Fn(&str) -> Result<T, NameError>,
    ) -> Option<T> {
        let reserved = match given {
            Given::Spoken => GUARD_WORDS.contains(&key.text.as_str()),
            Given::Column => {
                GUARD_WORDS.contains(&key.text.as_str()) || OWN_KEYS.contains(&key.text.as_str())
            }
            Given::Party => PARTY_WORDS.contains(&key.text.as_str()),
            Given::Other => false,
        };
        if reserved {
            let what = Message::new("flow-reserved-name").with("name", key.text.as_str());
            self.error(
                RESERVED_NAME,
                key.place,
                what,
                Message::new("flow-reserved-name-hint").with("name", key.text.as_str()),
            );
            return None;
        }
        self.checked(&key.text, key.place, new)
    }

    /// A text as a name.
    pub(super) fn checked<T>(
        &mut self,
        text: &str,
        place: Place,
        new: impl Fn(&str) -> Result<T, NameError>,
    ) -> Option<T> {
        let error = match new(text) {
            Ok(name) => return Some(name),
            Err(error) => error,
        };
        let most = u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX);
        let what = Message::new("flow-not-name").with("name", text);
        let hint = match error {
            NameError::TooLong => Message::new("flow-not-name-long").with("most", most),
            NameError::Empty | NameError::Characters => Message::new("flow-not-name-characters"),
        };
        self.error(NOT_NAME, place, what, hint);
        None
    }

    /// Says so where a name is given a second time.
    pub(super) fn is_first(&mut self, names: &mut BTreeMap<String, Place>, key: &Key) -> bool {
        if let Some(first) = names.get(&key.text) {
            let what = Message::new("flow-name-twice")
                .with("name", key.text.as_str())
                .with("line", first.line);
            self.error(NAME_TWICE, key.place, what, Message::new("flow-name-twice-hint"));
            return false;
        }
        names.insert(key.text.clone(), key.place);
        true
    }

    /// A name that must stand for something.
    pub(super) fn name<T>(
        &mut self,
        node: &Node,
        target: Target,
        new: impl Fn(&str) -> Result<T, NameError>,
    ) -> Option<T> {
        let text = self.scalar(node, &Shape::Name(Named::Item))?;
        let place = node.text_place();
        let name = self.checked(text, place, new)?;
        self.refer(target, text, place);
        Some(name)
    }

    /// An item's name.
    pub(super) fn item(&mut self, node: &Node, target: Target) -> Option<ItemId> {
        self.name(node, target, ItemId::new)
    }

    /// A party's name.
    pub(super) fn party(&mut self, entry: Option<&Entry>) -> Option<PartyId> {
        self.name(&entry?.value, Target::Party, PartyId::new)
    }

    /// A ladder's name.
    pub(super) fn ladder_name(&mut self, node: &Node) -> Option<LadderId> {
        self.name(node, Target::Ladder, LadderId::new)
    }

    /// One name or several; the second mention of a name is a warning.
    pub(super) fn several<T: PartialEq>(
        &mut self,
        entry: Option<&Entry>,
        mut one: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(entry) = entry else {
            return Vec::new();
        };
        let parts = self.one_or_list(&entry.value);
        if parts.len() > MAX_LISTED {
            let most = u32::try_from(MAX_LISTED).unwrap_or(u32::MAX);
            let what = Message::new("flow-too-many").with("most", most);
            self.error(
                TOO_MANY,
                entry.key.place,
                what,
                Message::new("flow-too-many-hint"),
            );
        }
        let mut found = Vec::new();
        for part in parts.iter().take(MAX_LISTED) {
            let Some(name) = one(self, part) else { continue };
            if found.contains(&name) {
                let what = Message::new("flow-listed-twice");
                self.report(Diagnostic::warning(LISTED_TWICE, part.place, what));
            } else {
                found.push(name);
            }
        }
        found
    }

    /// One item or several.
    pub(super) fn items(&mut self, entry: Option<&Entry>) -> Vec<ItemId> {
        self.several(entry, |out, node| out.item(node, Target::Item))
    }

    /// One party or several.
    pub(super) fn parties(&mut self, entry: Option<&Entry>) -> Vec<PartyId> {
        self.several(entry, |out, node| out.name(node, Target::Party, PartyId::new))
    }

    /// Who sees a thing.
    pub(super) fn sight(&mut self, entry: Option<&Entry>) -> Sight {
        match entry {
            None => Sight::Narrow,
            Some(entry) if is_word(&entry.value, "everyone") => Sight::Everyone,
            Some(entry) => Sight::Parties(self.parties(Some(entry))),
        }
    }

    /// The path of a field.
    pub(super) fn path(&mut self, node: &Node, target: Target) -> Option<FieldPath> {
        let text = self.scalar(node, &Shape::Path)?;
        self.path_text(text, node.text_place(), target)
    }

    /// A text as the path of a field.
    pub(super) fn path_text(&mut self, text: &str, place: Place, target: Target) -> Option<FieldPath> {
        let Ok(path) = FieldPath::new(text) else {
            self.not_of_form(NOT_PATH, place, text, &Shape::Path);
            return None;
        };
        self.refer(target, text, place);
        Some(path)
    }
}

/// Whether a part is exactly this word.
pub(super) fn is_word(node: &Node, word: &str) -> bool {
    matches!(&node.kind, crate::flow::yaml::Kind::Scalar { text, .. } if text == word)
}
