//! The case file as fields.

use crate::import::cmmn::expression::{Kind, Kinds};
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{DatumType, FileItem};
use crate::import::{Names, Yaml, title};

use super::data::learnt_word;
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
    /// What the model says that it is; nothing where only expressions tell.
    kind: Option<DatumType>,
    properties: Vec<Property>,
    names_inside: Names,
    /// Expressions use it as a value of its own.
    whole: bool,
    /// The ids of what lies in it.
    pub(super) children: Vec<String>,
}

/// A property of a datum.
#[derive(Debug)]
struct Property {
    name: String,
    /// Its name in the field.
    key: String,
    /// What the model says that it is; nothing where only expressions speak of it.
    kind: Option<DatumType>,
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
        .map(|(name, kind)| Property {
            name: name.clone(),
            key: inner.give(name, name),
            kind: Some(*kind),
        })
        .collect();
    fields.push(FileField {
        id: item.id.clone(),
        key: names.give(&item.name, &path.join(" ")),
        many: item.many,
        kind: item.kind,
        properties,
        names_inside: inner,
        whole: false,
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

    /// Whether a path in an expression begins with the names that lead to this datum.
    pub(super) fn begins(&self, path: &[String], loosely: bool) -> bool {
        let same = |(one, other): (&String, &String)| {
            one == other || (loosely && one.to_lowercase() == other.to_lowercase())
        };
        path.len() >= self.names.len() && self.names.iter().zip(path).all(same)
    }

    /// Whether the model says that it has this property.
    pub(super) fn has(&self, name: &str) -> bool {
        self.properties.iter().any(|property| property.name == name)
    }

    /// Whether others lie in it: a list, or a record of its properties.
    fn is_compound(&self) -> bool {
        self.many || !self.properties.is_empty()
    }

    /// The paths of the datum and its properties whose kind the model tells, the datum itself first.
    pub(super) fn kinds(&self) -> Vec<(Vec<String>, Kind)> {
        let path = vec![SECTION.to_owned(), self.key.clone()];
        let own = if self.is_compound() {
            Some(Kind::Other)
        } else {
            self.kind.map(kind_of)
        };
        let properties = self.properties.iter().filter(|_| !self.many);
        let properties = properties.filter_map(|property| {
            let inner = [path.as_slice(), std::slice::from_ref(&property.key)].concat();
            Some((inner, kind_of(property.kind?)))
        });
        let properties: Vec<_> = properties.collect();
        own.map(|kind| (path, kind))
            .into_iter()
            .chain(properties)
            .collect()
    }

    /// The path in a guard of the names that follow this datum's own. A property of which only expressions speak is
    /// added.
    pub(super) fn within(&mut self, rest: &[String]) -> Option<Vec<String>> {
        let path = vec![SECTION.to_owned(), self.key.clone()];
        match rest {
            [] => {
                self.whole |= !self.is_compound();
                Some(path)
            }
            [name] if !self.many => {
                let key = self.property(name)?;
                Some([path, vec![key]].concat())
            }
            _ => None,
        }
    }

    fn property(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.properties.iter().find(|property| property.name == name) {
            return Some(known.key.clone());
        }
        if self.whole || self.kind.is_some() || self.properties.len() >= MAX_PROPERTIES {
            return None;
        }
        let key = self.names_inside.give(name, name);
        self.properties.push(Property {
            name: name.to_owned(),
            key: key.clone(),
            kind: None,
        });
        Some(key)
    }

    /// Its type as it will be written, where something tells.
    pub(super) fn known_word(&self, kinds: &Kinds) -> Option<String> {
        if self.is_compound() {
            let parts: Vec<String> = self
                .properties
                .iter()
                .map(|property| format!("{} {:?}", property.key, property.kind))
                .collect();
            let word = if self.many { "list" } else { "record" };
            return Some(format!("{word} of {}", parts.join(", ")));
        }
        let path = [SECTION.to_owned(), self.key.clone()];
        let learnt = kinds.of(&path).map(|_| learnt_word(kinds, &path));
        self.kind.map(word).or(learnt).map(str::to_owned)
    }

    pub(super) fn yaml(&self, kinds: &Kinds) -> Yaml {
        let path = [SECTION.to_owned(), self.key.clone()];
        let whole = || self.kind.map_or_else(|| learnt_word(kinds, &path), word);
        let mut keys = Keys::default();
        if self.is_compound() {
            let mut inner = Keys::default();
            for property in &self.properties {
                let path = [path.as_slice(), std::slice::from_ref(&property.key)].concat();
                let mut field = Keys::default();
                field.put(
                    "type",
                    property.kind.map_or_else(|| learnt_word(kinds, &path), word),
                );
                field.put("optional", TRUE);
                field.put_some("title", title(&property.name));
                inner.put(&property.key, field.map());
            }
            if self.properties.is_empty() {
                let mut field = Keys::default();
                field.put("type", self.kind.map_or("text", word));
                inner.put("value", field.map());
            }
            keys.put(if self.many { "list" } else { "record" }, inner.map());
        } else {
            keys.put("type", whole());
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
