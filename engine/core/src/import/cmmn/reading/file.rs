//! The case file: items with their definitions, wherever a tool puts them.

use super::{Element, Reading, called, id};
use crate::import::cmmn::element::{attribute, first, inside, named, tag};
use crate::import::cmmn::model::{DatumType, FileItem};
use crate::text::Message;

/// How deep data may lie in each other.
const MAX_DEPTH: usize = 10;

impl<'x> Reading<'x, '_> {
    /// The items of the case file.
    pub(super) fn file(&mut self, root: Element<'x>, case: Element<'x>) -> Vec<FileItem<'x>> {
        let Some(model) = first(case, "caseFileModel") else {
            return Vec::new();
        };
        let items = named(model, "caseFileItem");
        items.map(|item| self.file_item(root, item, 0)).collect()
    }

    fn file_item(&mut self, root: Element<'x>, at: Element<'x>, depth: usize) -> FileItem<'x> {
        let definition = attribute(at, "definitionRef").and_then(|name| definition(root, name));
        let mut children = Vec::new();
        let groups = named(at, "children").chain(named(at, "caseFileItems"));
        for child in groups
            .flat_map(|group| named(group, "caseFileItem"))
            .chain(named(at, "caseFileItem"))
        {
            if depth < MAX_DEPTH {
                children.push(self.file_item(root, child, depth + 1));
            } else {
                let what = Message::new("import-cmmn-deep-data").with("name", called(child));
                self.found.not_carried(id(child), child, what);
            }
        }
        let properties: Vec<(String, DatumType)> = definition
            .into_iter()
            .flat_map(inside)
            .filter(|property| tag(*property) == "property")
            .map(|property| {
                let kind = attribute(property, "type").and_then(datum_type);
                (called(property).to_owned(), kind.unwrap_or(DatumType::Text))
            })
            .collect();
        let kind = definition
            .and_then(|definition| attribute(definition, "structureRef"))
            .and_then(datum_type);
        let many = attribute(at, "multiplicity").is_some_and(|many| many.ends_with("OrMore"));
        FileItem {
            at,
            id: id(at).to_owned(),
            name: called(at).to_owned(),
            many,
            kind,
            properties,
            children,
        }
    }
}

/// The definition of a datum, in the model or in its case.
fn definition<'x>(root: Element<'x>, name: &str) -> Option<Element<'x>> {
    let local = name.rsplit(':').next().unwrap_or(name);
    let is_it = |element: &Element<'x>| {
        tag(*element) == "caseFileItemDefinition" && [name, local].contains(&id(*element))
    };
    super::below(root).find(is_it)
}

/// A type by the word at the end of whatever names it: `xsd:integer`, `…/XMLSchema#integer`, `Integer`.
fn datum_type(name: &str) -> Option<DatumType> {
    let word = name.rsplit(['#', ':', '/', '}', '.']).next()?.to_lowercase();
    Some(match word.as_str() {
        "string" | "text" | "anyuri" | "uri" | "datetime" | "duration" => DatumType::Text,
        "integer" | "int" | "long" | "short" | "byte" | "nonnegativeinteger" | "positiveinteger" => {
            DatumType::Integer
        }
        "decimal" | "double" | "float" | "number" | "numeric" | "money" => DatumType::Decimal,
        "boolean" | "bool" => DatumType::Boolean,
        "date" => DatumType::Date,
        "time" => DatumType::Time,
        _ => return None,
    })
}
