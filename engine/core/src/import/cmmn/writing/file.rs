//! The case file as fields.

use crate::import::cmmn::expression::Kind;
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{DatumType, FileItem};
use crate::import::{Names, Yaml, title};

use super::{Keys, TRUE, original};

/// The section that the case file becomes.
pub(super) const SECTION: &str = "case_file";

/// How many fields the case file may become: what a flow file takes, and room.
const MAX_FIELDS: usize = 150;

/// How many properties a datum may have.
const MAX_PROPERTIES: usize = 50;

/// A datum of the case file, and the field that it has become.
#[derive(Debug)]
pub(super) struct FileField {
    pub(super) id: String,
    /// Its name and those of what it lies in, outermost first.
    pub(super) names: Vec<String>,
    /// The field's name in the section.
    pub(super) key: String,
    pub(super) many: bool,
    pub(super) kind: DatumType,
    /// Properties by name, each with its name in the field.
    pub(super) properties: Vec<(String, String, DatumType)>,
    /// The ids of what lies in it.
    pub(super) children: Vec<String>,
}

/// Every datum of the case file, each before what lies in it.
pub(super) fn fields<'x>(file: &[FileItem<'x>], found: &mut Found<'x>) -> Vec<FileField> {
    let mut names = Names::default();
    let mut fields = Vec::new();
    for item in file {
        add(item, &[], &mut names, &mut fields, found);
    }
    fields
}

fn add<'x>(
    item: &FileItem<'x>,
    above: &[String],
    names: &mut Names,
    fields: &mut Vec<FileField>,
    found: &mut Found<'x>,
) {
    if fields.len() >= MAX_FIELDS {
        let what = crate::text::Message::new("import-cmmn-many-data").with("name", item.name.as_str());
        return found.not_carried(&item.id, item.at, what);
    }
    let mut path = above.to_vec();
    path.push(item.name.clone());
    let mut inner = Names::default();
    let properties = item.properties.iter().take(MAX_PROPERTIES);
    let properties = properties
        .map(|(name, kind)| (name.clone(), inner.give(name, name), *kind))
        .collect();
    fields.push(FileField {
        id: item.id.clone(),
        key: names.give(&item.name, &path.join(" ")),
        many: item.many,
        kind: item.kind.unwrap_or(DatumType::Text),
        properties,
        children: item.children.iter().map(|child| child.id.clone()).collect(),
        names: path.clone(),
    });
    for child in &item.children {
        add(child, &path, names, fields, found);
    }
}

impl FileField {
    /// `case_file.field`.
    pub(super) fn path(&self) -> String {
        format!("{SECTION}.{}", self.key)
    }

    /// The path in a guard of the names that follow this datum's own, and the kind of what lies there.
    pub(super) fn within(&self, rest: &[String]) -> Option<(Vec<String>, Kind)> {
        let mut path = vec![SECTION.to_owned(), self.key.clone()];
        match rest {
            [] if self.many || !self.properties.is_empty() => Some((path, Kind::Other)),
            [] => Some((path, kind_of(self.kind))),
            [name] if !self.many => {
                let (_, key, kind) = self.properties.iter().find(|(known, ..)| known == name)?;
                path.push(key.clone());
                Some((path, kind_of(*kind)))
            }
            _ => None,
        }
    }

    pub(super) fn yaml(&self) -> Yaml {
        let mut keys = Keys::default();
        if self.many || !self.properties.is_empty() {
            let mut inner = Keys::default();
            for (name, key, kind) in &self.properties {
                let mut field = Keys::default();
                field.put("type", word(*kind));
                field.put("optional", TRUE);
                field.put_some("title", title(name));
                inner.put(key, field.map());
            }
            if self.properties.is_empty() {
                let mut field = Keys::default();
                field.put("type", word(self.kind));
                inner.put("value", field.map());
            }
            keys.put(if self.many { "list" } else { "record" }, inner.map());
        } else {
            keys.put("type", word(self.kind));
        }
        keys.put("optional", TRUE);
        let name = self.names.last().map(String::as_str).unwrap_or_default();
        keys.put_some("title", title(name));
        keys.put_some("known_as", original(name));
        keys.put("seen_by", "everyone");
        keys.map()
    }
}

const fn kind_of(kind: DatumType) -> Kind {
    match kind {
        DatumType::Text => Kind::Text,
        DatumType::Integer | DatumType::Decimal => Kind::Number,
        DatumType::Boolean => Kind::Boolean,
        DatumType::Date => Kind::Date,
        DatumType::Time => Kind::Other,
    }
}

const fn word(kind: DatumType) -> &'static str {
    match kind {
        DatumType::Text => "text",
        DatumType::Integer => "integer",
        DatumType::Decimal => "decimal",
        DatumType::Boolean => "boolean",
        DatumType::Date => "date",
        DatumType::Time => "time",
    }
}
