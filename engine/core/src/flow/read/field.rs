//! Fields, columns and their types.

use indexmap::IndexMap;

use crate::flow::code::{MISSING_KEY, NESTED_LIST, NOT_RANGE, NOTHING_WRITTEN};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Key, Kind, Node};
use crate::flow::{Field, FieldKind, InPlan, Protected};
use crate::id::{FieldPath, ItemId};
use crate::text::{Message, Text};

use super::names::Given;
use super::national::{CODES, codes};
use super::origin::original;
use super::phase::{SEEN_IN, seen_in};
use super::scalars::words;
use super::texts::from_name;
use super::{At, Reading, keys};

/// How many fields, columns and fields of records a flow may have: more than any form that people fill.
const MAX_FIELDS: usize = 2_000;

/// How many choices a field may have: a longer list is a register of its own.
const MAX_CHOICES: usize = 300;

/// The lowest and highest level of a scale.
const LEVEL_BOUNDS: std::ops::RangeInclusive<i64> = -1_000..=1_000;

/// The types that a word names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Integer,
    Decimal,
    Money,
    Boolean,
    Date,
    Time,
    Choice,
    Level,
    Person,
}

const PROTECTED: [(&str, Protected); 2] = [("name", Protected::Name), ("address", Protected::Address)];

const IN_PLAN: [(&str, InPlan); 8] = [
    ("overall_goal", InPlan::OverallGoal),
    ("goal", InPlan::Goal),
    ("theme", InPlan::Theme),
    ("direction", InPlan::Direction),
    ("comes", InPlan::Comes),
    ("how_often", InPlan::HowOften),
    ("next", InPlan::Next),
    ("rate", InPlan::Rate),
];

const TYPES: [(&str, Type); 10] = [
    ("text", Type::Text),
    ("integer", Type::Integer),
    ("decimal", Type::Decimal),
    ("money", Type::Money),
    ("boolean", Type::Boolean),
    ("date", Type::Date),
    ("time", Type::Time),
    ("choice", Type::Choice),
    ("level", Type::Level),
    ("person", Type::Person),
];

pub(super) const PERIODS: [(&str, &str); 5] = [
    ("hour", "hour"),
    ("day", "day"),
    ("week", "week"),
    ("month", "month"),
    ("year", "year"),
];

pub(super) const CHOICES: Shape = Shape::Any(&[
    Shape::Levels,
    Shape::Map(&Shape::Text),
    Shape::List(&Shape::Name(Named::Item)),
]);

const PARTS: Shape = Shape::Map(&Shape::Object(&FIELD));

keys! {
    /// A field, column or field of a record.
    FIELD: FieldKeys = "field" {
        r#type = "type": may, Shape::OneOf(&words(&TYPES));
        list: may, Shape::Map(&Shape::Object(&FIELD));
        record: may, Shape::Map(&Shape::Object(&FIELD));
        is: may, Shape::Expression;
        starts_as: may, Shape::Expression;
        title: may, Shape::Text;
        of: may, CHOICES;
        per: may, Shape::OneOf(&words(&PERIODS));
        unit: may, Shape::Text;
        said_by: may, Shape::Name(Named::Party);
        seen_by: may, Shape::Sight;
        unseen_because: may, Shape::Text;
        sensitive: may, Shape::Boolean;
        seen_in: may, SEEN_IN;
        protected: may, Shape::OneOf(&words(&PROTECTED));
        optional: may, Shape::Boolean;
        guidance: may, Shape::Text;
        code: may, Shape::Line;
        codes: may, CODES;
        in_plan: may, Shape::OneOf(&words(&IN_PLAN));
        known_as: may, Shape::Line;
    }
}

/// Reads fields and counts them.
#[derive(Default)]
pub(super) struct Fields {
    count: usize,
}

impl Fields {
    /// A field below this path, with its name.
    pub(super) fn field(&mut self, above: &str, entry: &Entry, out: &mut Reading) -> Option<(String, Field)> {
        self.read(above, entry, false, out)
    }

    fn read(
        &mut self,
        above: &str,
        entry: &Entry,
        inside: bool,
        out: &mut Reading,
    ) -> Option<(String, Field)> {
        self.count += 1;
        if self.count > MAX_FIELDS {
            if self.count == MAX_FIELDS + 1 {
                out.too_many(MAX_FIELDS, entry.key.place);
            }
            return None;
        }
        let name = out.given(&entry.key, Given::Spoken, ItemId::new)?;
        let path = FieldPath::new(&format!("{above}.{name}")).ok()?;
        let title = from_name(name.as_str());
        let mut field = Field::plain(path, title, FieldKind::Computed, entry.key.place);
        if let Some(keys) = FieldKeys::open(&At::value(entry), out) {
            field.title = out.title_or_name(keys.title, name.as_str());
            field.optional = out.boolean(keys.optional);
            field.said_by = out.party(keys.said_by);
            field.seen_by = out.sight(keys.seen_by);
            field.unseen_because = out.text(keys.unseen_because);
            field.sensitive = out.boolean(keys.sensitive);
            field.seen_in = seen_in(keys.seen_in, out);
            field.protected = out.one_of(keys.protected, &PROTECTED);
            field.unit = out.title(keys.unit);
            field.guidance = out.text(keys.guidance);
            field.code = out.line(keys.code);
            field.in_plan = out.one_of(keys.in_plan, &IN_PLAN);
            field.starts_as = out.expression(keys.starts_as);
            field.is = out.expression(keys.is);
            field.known_as = original(keys.known_as, out);
            if let Some(kind) = self.kind(&field.path, entry, &keys, inside, out) {
                field.kind = kind;
                field.codes = codes(keys.codes, &field.kind, out);
            }
            if field.sensitive {
                field.all_inside_is_sensitive();
            }
        }
        Some((name.as_str().to_owned(), field))
    }

    fn kind(
        &mut self,
        path: &FieldPath,
        entry: &Entry,
        keys: &FieldKeys<'_>,
        inside: bool,
        out: &mut Reading,
    ) -> Option<FieldKind> {
        let all = [keys.r#type, keys.list, keys.record, keys.is];
        let written = out.one_of_keys(entry.key.place, &["type", "list", "record", "is"], &all)?;
        if inside {
            not_beside(&[keys.starts_as], &["type"], out);
        }
        if keys.r#type.is_some() {
            return plain(written, keys, out);
        }
        not_beside(
            &[keys.of, keys.codes, keys.per, keys.unit, keys.starts_as],
            &["type"],
            out,
        );
        if keys.is.is_some() {
            not_beside(&[keys.optional, keys.said_by], &["type", "list", "record"], out);
            return Some(FieldKind::Computed);
        }
        if inside {
            let hint = Message::new("flow-nested-list-hint");
            out.error(
                NESTED_LIST,
                written.key.place,
                Message::new("flow-nested-list"),
                hint,
            );
            return None;
        }
        let parts = self.parts(path, written, out);
        Some(if keys.list.is_some() {
            FieldKind::List { columns: parts }
        } else {
            FieldKind::Record { fields: parts }
        })
    }

    fn parts(&mut self, path: &FieldPath, entry: &Entry, out: &mut Reading) -> IndexMap<String, Field> {
        let Some(entries) = out.map(&entry.value, &PARTS) else {
            return IndexMap::new();
        };
        if entries.is_empty() {
            out.nothing_in(&entry.key, &PARTS);
        }
        let parts = entries.iter();
        parts
            .filter_map(|part| self.read(path.as_str(), part, true, out))
            .collect()
    }
}

impl Reading {
    /// Says that something must be written after this key.
    pub(super) fn nothing_in(&mut self, key: &Key, shape: &Shape) {
        let what = Message::new("flow-key-empty").with("key", key.text.as_str());
        let hint = Message::new("flow-shape-hint").with("shape", shape.words());
        self.error(NOTHING_WRITTEN, key.place, what, hint);
    }
}

fn not_beside(entries: &[Option<&Entry>], with: &[&str], out: &mut Reading) {
    for entry in entries.iter().flatten() {
        out.key_not_here(&entry.key, with);
    }
}

/// A field whose type is a word, with what belongs to that type.
fn plain(written: &Entry, keys: &FieldKeys<'_>, out: &mut Reading) -> Option<FieldKind> {
    let kind = out.one_of(Some(written), &TYPES)?;
    if !matches!(kind, Type::Choice | Type::Level) {
        not_beside(&[keys.of, keys.codes], &["choice", "level"], out);
    } else if keys.of.is_none() {
        out.missing(MISSING_KEY, written.key.place, "of", &CHOICES);
    }
    if kind != Type::Money {
        not_beside(&[keys.per], &["money"], out);
    }
    if !matches!(kind, Type::Integer | Type::Decimal | Type::Money) {
        not_beside(&[keys.unit], &["integer", "decimal", "money"], out);
    }
    Some(match kind {
        Type::Text => FieldKind::Text,
        Type::Integer => FieldKind::Integer,
        Type::Decimal => FieldKind::Decimal,
        Type::Boolean => FieldKind::Boolean,
        Type::Date => FieldKind::Date,
        Type::Time => FieldKind::Time,
        Type::Person => FieldKind::Person,
        Type::Money => FieldKind::Money {
            per: out.one_of(keys.per, &PERIODS).map(str::to_owned),
        },
        Type::Choice => FieldKind::Choice {
            of: choices(keys.of?, out),
        },
        Type::Level => {
            let (from, to) = levels(&keys.of?.value, out)?;
            FieldKind::Level { from, to }
        }
    })
}

/// `0..4`.
pub(super) fn levels(node: &Node, out: &mut Reading) -> Option<(i64, i64)> {
    let text = out.scalar(node, &Shape::Levels)?;
    let level = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|level| LEVEL_BOUNDS.contains(level))
    };
    let range = text
        .split_once("..")
        .and_then(|(from, to)| Some((level(from)?, level(to)?)))
        .filter(|(from, to)| from < to);
    if range.is_none() {
        out.not_of_form(NOT_RANGE, node.place, text, &Shape::Levels);
    }
    range
}

/// Choices by name, each with what people call it, or names alone.
pub(super) fn choices(entry: &Entry, out: &mut Reading) -> IndexMap<String, Text> {
    let mut of = IndexMap::new();
    match &entry.value.kind {
        Kind::Map(entries) => {
            for choice in out.at_most(entries, MAX_CHOICES, entry.key.place) {
                let name = out.given(&choice.key, Given::Other, ItemId::new);
                let title = out.title(Some(choice));
                if let Some((name, title)) = name.zip(title) {
                    of.insert(name.as_str().to_owned(), title);
                }
            }
        }
        Kind::List(_) => {
            let names = out.several(Some(entry), |out, node| {
                let text = out.scalar(node, &Shape::Name(Named::Item))?;
                out.checked(text, node.place, ItemId::new)
            });
            of.extend(
                names
                    .iter()
                    .map(|name| (name.as_str().to_owned(), from_name(name.as_str()))),
            );
        }
        _ => out.wrong(&entry.value, &CHOICES),
    }
    if matches!(&entry.value.kind, Kind::Map(parts) if parts.is_empty())
        || matches!(&entry.value.kind, Kind::List(parts) if parts.is_empty())
    {
        out.nothing_in(&entry.key, &CHOICES);
    }
    of
}
