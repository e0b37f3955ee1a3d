//! The case file: sections of fields.

use indexmap::IndexMap;

use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Schema, Section};
use crate::id::{ItemId, NameError};

use super::Reading;
use super::field::{FIELD, Fields};
use super::names::Given;
use super::texts::{from_name, is_text};

/// How many sections the case file may have.
const MAX_SECTIONS: usize = 100;

/// What `data:` holds.
pub(super) const DATA: Shape = Shape::Map(&SECTION);

const SECTION: Shape = Shape::TitledMap(&Shape::Object(&FIELD));

/// The key that gives a section its heading; a field of this name is written as a field.
pub(super) const TITLE: &str = "title";

/// The sections.
pub(super) fn data(entry: &Entry, out: &mut Reading) -> Schema {
    let mut sections = IndexMap::new();
    let mut fields = Fields::default();
    let Some(entries) = out.map(&entry.value, &DATA) else {
        return Schema::default();
    };
    for entry in out.at_most(entries, MAX_SECTIONS, entry.key.place) {
        if let Some(name) = out.given(&entry.key, Given::Spoken, section_name) {
            let section = section(&name, entry, &mut fields, out);
            sections.insert(name, section);
        }
    }
    Schema { sections }
}

/// Sections are named like items.
fn section_name(text: &str) -> Result<String, NameError> {
    ItemId::new(text).map(|name| name.as_str().to_owned())
}

fn section(name: &str, entry: &Entry, fields: &mut Fields, out: &mut Reading) -> Section {
    let mut section = Section {
        title: from_name(name),
        fields: IndexMap::new(),
    };
    let Some(entries) = out.map(&entry.value, &SECTION) else {
        return section;
    };
    for entry in entries {
        if entry.key.text == TITLE && is_text(&entry.value) {
            section.title = out.title_or_name(Some(entry), name);
        } else if let Some((field_name, field)) = fields.field(name, entry, out) {
            section.fields.insert(field_name, field);
        }
    }
    section
}
