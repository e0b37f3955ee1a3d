//! `protocol`: what the sides of a pair may say to each other, in which order, and what is owed for it.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::flow::code::{NOT_A_SIDE, NOT_IN_PROTOCOL, OF_OTHER_SIDE};
use crate::flow::grammar::{Named, Shape};
use crate::flow::near::nearest;
use crate::flow::yaml::Entry;
use crate::flow::{AnswerOwed, FieldKind, Place, Protocol, ProtocolMessage};
use crate::id::{ItemId, MessageName, SideId};
use crate::text::{Message, Text};

use super::due::DUE_SHAPE;
use super::field::Fields;
use super::message::{HOLDS, holds};
use super::names::Given;
use super::repeat::MAX_ROUNDS;
use super::{At, Reading, keys};

/// How many messages a protocol may have: more than two parties can keep in their heads.
const MAX_PROTOCOL_MESSAGES: usize = 50;

/// How many sides there are: two cases speak.
const SIDES: usize = 2;

/// The word for a message that both sides may say.
const EITHER: &str = "either";

const SIDES_SHAPE: Shape = Shape::Map(&Shape::Text);
const MESSAGES: Shape = Shape::Map(&Shape::Object(&PROTOCOL_MESSAGE));
const ROWS: Shape = Shape::Map(&Shape::Name(Named::Item));

keys! {
    /// What two sides may say to each other.
    PROTOCOL: ProtocolKeys = "protocol" {
        title: must, Shape::Text;
        sides: must, SIDES_SHAPE;
        messages: must, MESSAGES;
    }
}

keys! {
    /// One thing that may be said.
    PROTOCOL_MESSAGE: SaidKeys = "said" {
        title: may, Shape::Text;
        by: must, Shape::Name(Named::Side);
        holds: may, HOLDS;
        rows: may, ROWS;
        after: may, Shape::Names(Named::Message);
        answers: may, Shape::Names(Named::Message);
        repeats: may, Shape::Boolean;
        at_most: may, Shape::Count(1, MAX_ROUNDS);
        owes: may, Shape::Object(&ANSWER_OWED);
        ends: may, Shape::Boolean;
    }
}

keys! {
    /// What the other side owes for a message.
    ANSWER_OWED: OwedKeys = "answer_owed" {
        message: must, Shape::Name(Named::Message);
        due: may, DUE_SHAPE;
    }
}

/// A protocol, and where it is written by when each message is to be answered.
pub(super) struct Written<'n> {
    pub(super) protocol: Protocol,
    pub(super) dues: BTreeMap<MessageName, &'n Entry>,
}

/// The protocol that is written in the file.
pub(super) fn protocol<'n>(entry: &'n Entry, out: &mut Reading) -> Option<Written<'n>> {
    let keys = ProtocolKeys::open(&At::value(entry), out)?;
    let title = out.title(keys.title);
    let sides = keys.sides.map_or_else(IndexMap::new, |entry| sides(entry, out));
    let mut dues = BTreeMap::new();
    let messages = keys
        .messages
        .map_or_else(IndexMap::new, |entry| messages(entry, &sides, &mut dues, out));
    let protocol = Protocol {
        title: title.unwrap_or_default(),
        sides,
        messages,
        place: entry.key.place,
    };
    check(&protocol, out);
    Some(Written { protocol, dues })
}

fn sides(entry: &Entry, out: &mut Reading) -> IndexMap<SideId, Text> {
    let Some(entries) = out.map(&entry.value, &SIDES_SHAPE) else {
        return IndexMap::new();
    };
    if entries.len() != SIDES {
        let what = Message::new("flow-two-sides");
        let hint = Message::new("flow-two-sides-hint");
        out.error(NOT_A_SIDE, entry.key.place, what, hint);
    }
    let side = |out: &mut Reading, entry: &Entry| {
        let id = out.given(&entry.key, Given::Other, SideId::new);
        id.zip(out.title(Some(entry)))
    };
    entries.iter().filter_map(|entry| side(out, entry)).collect()
}

fn messages<'n>(
    entry: &'n Entry,
    sides: &IndexMap<SideId, Text>,
    dues: &mut BTreeMap<MessageName, &'n Entry>,
    out: &mut Reading,
) -> IndexMap<MessageName, ProtocolMessage> {
    let mut found = IndexMap::new();
    let Some(entries) = out.map(&entry.value, &MESSAGES) else {
        return found;
    };
    let mut fields = Fields::default();
    for entry in out.at_most(entries, MAX_PROTOCOL_MESSAGES, entry.key.place) {
        let id = out.given(&entry.key, Given::Other, MessageName::new);
        let keys = SaidKeys::open(&At::value(entry), out);
        let Some((id, keys)) = id.zip(keys) else { continue };
        let owed = keys.owes.and_then(|entry| OwedKeys::open(&At::value(entry), out));
        if let Some(due) = owed.as_ref().and_then(|owed| owed.due) {
            dues.insert(id.clone(), due);
        }
        let message = ProtocolMessage {
            title: out.title_or_name(keys.title, id.as_str()),
            by: by(keys.by, sides, out),
            holds: keys
                .holds
                .map_or_else(IndexMap::new, |entry| holds(Some(entry), &mut fields, out)),
            rows: rows(keys.rows, out),
            after: named(keys.after, out),
            answers: named(keys.answers, out),
            repeats: out.boolean(keys.repeats),
            at_most: out.count(keys.at_most, 1, MAX_ROUNDS),
            owes: owed.and_then(|owed| answer(&owed, out)),
            ends: out.boolean(keys.ends),
            place: entry.key.place,
            id: id.clone(),
        };
        found.insert(id, message);
    }
    found
}

/// The side that says it; none where either may.
fn by(entry: Option<&Entry>, sides: &IndexMap<SideId, Text>, out: &mut Reading) -> Option<SideId> {
    let entry = entry?;
    let text = out.scalar(&entry.value, &Shape::Name(Named::Side))?;
    if text == EITHER {
        return None;
    }
    side(text, entry.value.text_place(), sides, out)
}

/// A side of the protocol by its name.
pub(super) fn side(
    text: &str,
    place: Place,
    sides: &IndexMap<SideId, Text>,
    out: &mut Reading,
) -> Option<SideId> {
    let id = out.checked(text, place, SideId::new)?;
    if sides.contains_key(&id) {
        return Some(id);
    }
    let what = Message::new("flow-no-side").with("side", text);
    let names: Vec<&str> = sides.keys().map(SideId::as_str).collect();
    let hint = Message::new("flow-no-side-hint").with("sides", names);
    out.error(NOT_A_SIDE, place, what, hint);
    None
}

fn rows(entry: Option<&Entry>, out: &mut Reading) -> BTreeMap<String, String> {
    let entries = entry.and_then(|entry| out.map(&entry.value, &ROWS));
    let column = |out: &mut Reading, entry: &Entry| {
        let text = out.scalar(&entry.value, &Shape::Name(Named::Item))?;
        let column = out.checked(text, entry.value.text_place(), ItemId::new)?;
        Some((entry.key.text.clone(), column.as_str().to_owned()))
    };
    let entries = entries.unwrap_or_default().iter();
    entries.filter_map(|entry| column(out, entry)).collect()
}

fn named(entry: Option<&Entry>, out: &mut Reading) -> Vec<MessageName> {
    out.several(entry, |out, node| {
        let text = out.scalar(node, &Shape::Name(Named::Message))?;
        out.checked(text, node.text_place(), MessageName::new)
    })
}

fn answer(keys: &OwedKeys<'_>, out: &mut Reading) -> Option<AnswerOwed> {
    let entry = keys.message?;
    let text = out.scalar(&entry.value, &Shape::Name(Named::Message))?;
    let place = entry.value.text_place();
    Some(AnswerOwed {
        message: out.checked(text, place, MessageName::new)?,
        place,
    })
}

/// What only the whole protocol shows: names that stand for nothing, and sides that cannot say what they should.
fn check(protocol: &Protocol, out: &mut Reading) {
    let first_side = protocol.sides.keys().next();
    for message in protocol.messages.values() {
        let named = message.after.iter().chain(&message.answers);
        for name in named.chain(message.owes.iter().map(|owed| &owed.message)) {
            unknown_message(protocol, name, message.place, out);
        }
        for (list, column) in &message.rows {
            tells_apart(message, list, column, out);
        }
        if protocol.opens(&message.id) && (message.by.is_none() || message.by.as_ref() != first_side) {
            let what = Message::new("flow-first-said").with("message", message.id.as_str());
            out.error(
                OF_OTHER_SIDE,
                message.place,
                what,
                Message::new("flow-first-said-hint"),
            );
        }
        let owed = message
            .owes
            .as_ref()
            .and_then(|owed| protocol.messages.get(&owed.message));
        let answered = owed.into_iter().chain(
            message
                .answers
                .iter()
                .filter_map(|name| protocol.messages.get(name)),
        );
        for other in answered.filter(|other| other.by.is_none() || other.by == message.by) {
            let what = Message::new("flow-answers-itself")
                .with("message", message.id.as_str())
                .with("other", other.id.as_str());
            out.error(
                OF_OTHER_SIDE,
                message.place,
                what,
                Message::new("flow-answers-itself-hint"),
            );
        }
    }
}

/// Says so where the protocol has no such message.
pub(super) fn unknown_message(protocol: &Protocol, name: &MessageName, place: Place, out: &mut Reading) {
    if protocol.messages.contains_key(name) {
        return;
    }
    let names = protocol.messages.keys().map(MessageName::as_str);
    let hint = nearest(name.as_str(), names).map_or_else(
        || Message::new("flow-no-such-hint"),
        |near| Message::new("flow-did-you-mean").with("word", near),
    );
    let what = Message::new("flow-not-in-protocol").with("name", name.as_str());
    out.error(NOT_IN_PROTOCOL, place, what, hint);
}

/// Says so where a column cannot tell the records of a message's list apart.
fn tells_apart(message: &ProtocolMessage, list: &str, column: &str, out: &mut Reading) {
    let columns = match message.holds.get(list).map(|field| &field.kind) {
        Some(FieldKind::List { columns }) => columns.get(column),
        _ => None,
    };
    let fit = columns.is_some_and(|field| {
        let kind = matches!(field.kind, FieldKind::Text | FieldKind::Integer | FieldKind::Date);
        kind && !field.optional && !field.sensitive
    });
    if !fit {
        let what = Message::new("flow-rows-unknown")
            .with("list", list)
            .with("column", column);
        out.error(
            NOT_IN_PROTOCOL,
            message.place,
            what,
            Message::new("flow-rows-unknown-hint"),
        );
    }
}
