//! `documents`: letters, invitations and forms with their texts.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::flow::code::{NOT_IN_TEMPLATE, NOT_SHOWN_WHOLE, TEMPLATE, TEMPLATE_DOES_MORE};
use crate::flow::grammar::{Named, Shape};
use crate::flow::near::nearest;
use crate::flow::template::{self, Fault, Named as Told, Within};
use crate::flow::yaml::{Entry, Kind, Node, Style};
use crate::flow::{Document, FieldKind, Party, Place, Schema};
use crate::id::{FieldPath, PartyId};
use crate::text::{Message, Text};

use super::names::Given;
use super::references::Target;
use super::{At, Reading, keys};

/// How many documents a flow may have: more than anyone keeps apart.
const MAX_DOCUMENTS: usize = 60;

/// The longest text of one, in characters: four pages.
const MAX_DOCUMENT_CHARS: usize = 16_000;

/// How many different fields and words one may name.
const MAX_NAMED: usize = 200;

/// How far the lines of a text are indented under their key.
const INDENT: u32 = 2;

/// Words of the municipality, and of whom the letter is between, that every document may name.
pub const LETTER_WORDS: [&str; 8] = [
    "appeal_guidance",
    "caseworker",
    "citizen",
    "complaint_body",
    "contact",
    "date",
    "letterhead",
    "municipality",
];

/// What `documents:` holds.
pub(super) const DOCUMENTS: Shape = Shape::Map(&Shape::Object(&DOCUMENT));

keys! {
    /// A document.
    DOCUMENT: DocumentKeys = "document" {
        title: may, Shape::Text;
        to: may, Shape::Name(Named::Party);
        appeal: may, Shape::Line;
        locked: may, Shape::Boolean;
        text: must, Shape::Text;
    }
}

/// What a text may speak of.
#[derive(Clone, Copy)]
pub(super) struct Speaks<'f> {
    data: &'f Schema,
    parties: &'f IndexMap<PartyId, Party>,
}

impl<'f> Speaks<'f> {
    pub(super) const fn of(data: &'f Schema, parties: &'f IndexMap<PartyId, Party>) -> Self {
        Self { data, parties }
    }
}

/// The documents, in reading order.
pub(super) fn documents(
    entry: Option<&Entry>,
    speaks: Speaks<'_>,
    out: &mut Reading,
) -> IndexMap<String, Document> {
    let mut found = IndexMap::new();
    let Some(entry) = entry else { return found };
    let Some(entries) = out.map(&entry.value, &DOCUMENTS) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_DOCUMENTS, entry.key.place) {
        let name = out.given(&entry.key, Given::Other, PartyId::new);
        let keys = DocumentKeys::open(&At::value(entry), out);
        let Some((name, keys)) = name.zip(keys) else {
            continue;
        };
        let text = keys
            .text
            .and_then(|text| out.text_in(&text.value, MAX_DOCUMENT_CHARS));
        let mut document = Document {
            name: name.as_str().to_owned(),
            title: out.title_or_name(keys.title, name.as_str()),
            to: keys
                .to
                .and_then(|to| out.name(&to.value, Target::Party, PartyId::new)),
            appeal: out.line(keys.appeal),
            locked: out.boolean(keys.locked),
            text: text.unwrap_or_else(|| Text::danish("")),
            reads: BTreeSet::new(),
            words: BTreeSet::new(),
            place: entry.key.place,
        };
        for written in keys.text.map_or_else(Vec::new, languages) {
            template(written, speaks, &mut document, out);
        }
        found.insert(document.name.clone(), document);
    }
    found
}

/// Each language's text, with the key that leads to it.
fn languages(text: &Entry) -> Vec<&Entry> {
    match &text.value.kind {
        Kind::Map(entries) => entries.iter().collect(),
        _ => vec![text],
    }
}

/// Takes up what a text names, and says what is wrong with it.
fn template(written: &Entry, speaks: Speaks<'_>, document: &mut Document, out: &mut Reading) {
    let Kind::Scalar { text, .. } = &written.value.kind else {
        return;
    };
    let at = |within: Within| place(&written.value, written.key.place.column, within);
    match template::named(text) {
        Err(Fault::Unreadable { at: within, detail }) => {
            let what = Message::new("flow-template").with("detail", detail);
            out.error(TEMPLATE, at(within), what, Message::new("flow-template-hint"));
        }
        Err(Fault::DoesMore { at: within, word }) => {
            let what = Message::new("flow-template-does-more").with("word", word);
            let hint = Message::new("flow-template-does-more-hint");
            out.error(TEMPLATE_DOES_MORE, at(within), what, hint);
        }
        Ok(named) => {
            for told in &named {
                take_up(told, at(told.at), speaks, document, out);
            }
            if document.reads.len().saturating_add(document.words.len()) > MAX_NAMED {
                out.too_many(MAX_NAMED, written.key.place);
            }
        }
    }
}

/// The place of a part of the text in the file. A block is placed where its first line is, indented under its key.
fn place(node: &Node, key_column: u32, within: Within) -> Place {
    let block = matches!(
        &node.kind,
        Kind::Scalar {
            style: Style::Block,
            ..
        }
    );
    let written = node.text_place();
    if !block {
        return written;
    }
    Place {
        line: node.place.line.saturating_add(within.line).saturating_sub(1),
        column: key_column.saturating_add(INDENT).saturating_add(within.column) - 1,
        length: within.length,
    }
}

fn take_up(told: &Told, at: Place, speaks: Speaks<'_>, document: &mut Document, out: &mut Reading) {
    let path = told.path.as_str();
    if !path.contains('.') {
        let known = LETTER_WORDS.contains(&path) || speaks.parties.contains_key(path);
        if known {
            document.words.insert(path.to_owned());
        } else {
            unknown(path, at, speaks, out);
        }
        return;
    }
    let field = |path: &str| {
        let path = FieldPath::new(path).ok()?;
        speaks.data.field(&path).map(|field| (path, field))
    };
    if let Some((path, field)) = field(path) {
        if told.is_shown && matches!(field.kind, FieldKind::Record { .. }) {
            let what = Message::new("flow-not-shown-whole").with("field", path.as_str());
            out.error(
                NOT_SHOWN_WHOLE,
                at,
                what,
                Message::new("flow-not-shown-whole-hint"),
            );
        }
        document.reads.insert(path);
        return;
    }
    // `section.field.choice`: whether that is what was chosen.
    let chosen = path
        .rsplit_once('.')
        .and_then(|(outer, name)| Some((field(outer)?, name)));
    match chosen {
        Some(((outer, of), name)) if !told.is_shown && has_choice(&of.kind, name) => {
            document.reads.insert(outer);
        }
        _ => unknown(path, at, speaks, out),
    }
}

fn has_choice(kind: &FieldKind, name: &str) -> bool {
    matches!(kind, FieldKind::Choice { of } if of.contains_key(name))
}

fn unknown(path: &str, at: Place, speaks: Speaks<'_>, out: &mut Reading) {
    let mut known: Vec<String> = LETTER_WORDS.iter().map(|word| (*word).to_owned()).collect();
    known.extend(speaks.parties.keys().map(|party| party.as_str().to_owned()));
    known.extend(speaks.data.fields().map(|field| field.path.as_str().to_owned()));
    let what = Message::new("flow-not-in-template").with("name", path);
    let hint = nearest(path, known.iter().map(String::as_str)).map_or_else(
        || Message::new("flow-not-in-template-hint"),
        |near| Message::new("flow-did-you-mean").with("word", near),
    );
    out.error(NOT_IN_TEMPLATE, at, what, hint);
}
