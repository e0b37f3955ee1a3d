//! `messages`: what messages from outside hold.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::flow::code::{MESSAGE_HOLDS_NOTHING, NOT_AWAITED, RESERVED_NAME};
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{CASE_ENDED, Diagnostic, Field, Flow, ItemKind, MessageForm, Pair};
use crate::id::MessageName;
use crate::text::Message;

use super::field::{FIELD, Fields};
use super::names::Given;
use super::pair::heard;
use super::{At, Reading, keys};

/// How many messages a flow may declare.
const MAX_MESSAGES: usize = 200;

/// What a message's fields are named after in expressions; no section of the case file has this name where a message
/// holds something.
const SECTION: &str = "message";

/// What `messages:` holds.
pub(super) const MESSAGES: Shape = Shape::Map(&Shape::Object(&MESSAGE));

pub(super) const HOLDS: Shape = Shape::Map(&Shape::Object(&FIELD));

/// Messages by name.
pub(super) type Messages = IndexMap<MessageName, MessageForm>;

keys! {
    /// A message from outside.
    MESSAGE: MessageKeys = "message" {
        title: may, Shape::Text;
        holds: must, HOLDS;
    }
}

/// The messages that are declared, and those that the other of two paired cases says.
pub(super) fn messages(entry: Option<&Entry>, pair: Option<&Pair>, out: &mut Reading) -> Messages {
    let mut found = declared(entry, out);
    if let Some(pair) = pair {
        heard(pair, &mut found, out);
    }
    found
}

fn declared(entry: Option<&Entry>, out: &mut Reading) -> Messages {
    let mut found = Messages::new();
    let Some(entry) = entry else { return found };
    let Some(entries) = out.map(&entry.value, &MESSAGES) else {
        return found;
    };
    let mut fields = Fields::default();
    for entry in out.at_most(entries, MAX_MESSAGES, entry.key.place) {
        let id = out.given(&entry.key, Given::Other, MessageName::new);
        let keys = MessageKeys::open(&At::value(entry), out);
        if let Some((id, keys)) = id.zip(keys) {
            let form = MessageForm {
                title: out.title_or_name(keys.title, id.as_str()),
                holds: holds(keys.holds, &mut fields, out),
                place: entry.key.place,
                id: id.clone(),
            };
            found.insert(id, form);
        }
    }
    found
}

/// The fields; none of them follows from others, since a message brings what it holds.
pub(super) fn holds(
    entry: Option<&Entry>,
    fields: &mut Fields,
    out: &mut Reading,
) -> IndexMap<String, Field> {
    let entries = entry.and_then(|entry| out.map(&entry.value, &HOLDS));
    let mut found = IndexMap::new();
    for entry in entries.unwrap_or_default() {
        let Some((name, field)) = fields.field(SECTION, entry, out) else {
            continue;
        };
        if field.is.is_some() {
            out.key_not_here(&entry.key, &["type", "list", "record"]);
        }
        found.insert(name, field);
    }
    found
}

/// What only the whole flow shows of messages: matched without holding anything, held by nobody's wait.
pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let mut awaited: BTreeSet<&MessageName> = BTreeSet::new();
    for item in flow.items.values() {
        let ItemKind::Wait(wait) = &item.kind else {
            continue;
        };
        let Some(message) = &wait.message else { continue };
        awaited.insert(message);
        if let Some(matching) = wait
            .matching
            .as_ref()
            .filter(|_| !flow.messages.contains_key(message))
        {
            let what = Message::new("flow-message-holds-nothing").with("message", message.as_str());
            let hint = Message::new("flow-message-holds-nothing-hint").with("message", message.as_str());
            out.error(MESSAGE_HOLDS_NOTHING, matching.place, what, hint);
        }
    }
    let of_pair = |form: &&MessageForm| {
        let pair = flow.pair.as_ref();
        form.id.as_str() == CASE_ENDED
            || pair.is_some_and(|pair| pair.protocol.messages.contains_key(&form.id))
    };
    let unawaited = flow.messages.values().filter(|form| !awaited.contains(&form.id));
    for form in unawaited.filter(|form| !of_pair(form)) {
        let what = Message::new("flow-not-awaited").with("message", form.id.as_str());
        let warning = Diagnostic::warning(NOT_AWAITED, form.place, what);
        out.report(warning.hinting(Message::new("flow-not-awaited-hint")));
    }
    let section = flow
        .data
        .sections
        .get(SECTION)
        .filter(|_| !flow.messages.is_empty());
    if let Some(field) = section.and_then(|section| section.fields.values().next()) {
        let what = Message::new("flow-reserved-name").with("name", SECTION);
        let hint = Message::new("flow-reserved-name-hint").with("name", SECTION);
        out.error(RESERVED_NAME, field.place, what, hint);
    }
}
