//! Decision tables: what they look at, what comes out, and which rule decides.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::flow::code::{MISSING_KEY, NAME_TWICE};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{
    Cell, DecisionTable, FieldKind, Hit, OutputKind, Place, Schema, TableInput, TableOutput, Written,
};
use crate::id::{ItemId, TableId};
use crate::text::Message;

use super::field::{CHOICES, PERIODS, choices, levels};
use super::names::Given;
use super::scalars::words;
use super::table_rule::{CELL, Columns, RULES, days, otherwise, rules};
use super::texts::from_name;
use super::{At, Reading, keys};

/// How many tables a flow may have.
const MAX_TABLES: usize = 100;

/// How many columns a table may have on each side: more than fit on a screen.
const MAX_COLUMNS: usize = 20;

/// How many values a column may list in their order.
const MAX_VALUES: usize = 300;

const HITS: [(&str, Hit); 11] = [
    ("unique", Hit::Unique),
    ("first", Hit::First),
    ("any", Hit::Any),
    ("priority", Hit::Priority),
    ("collect", Hit::Collect),
    ("rule_order", Hit::RuleOrder),
    ("output_order", Hit::OutputOrder),
    ("sum", Hit::Sum),
    ("min", Hit::Min),
    ("max", Hit::Max),
    ("count", Hit::Count),
];

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
    Length,
}

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
    ("length", Type::Length),
];

/// What `tables:` holds.
pub(super) const TABLES: Shape = Shape::Map(&Shape::Object(&TABLE));

const READS: Shape = Shape::Map(&Shape::Any(&[Shape::Expression, Shape::Object(&INPUT)]));
const GIVES: Shape = Shape::Map(&Shape::Any(&[
    Shape::OneOf(&words(&TYPES)),
    Shape::Object(&OUTPUT),
]));
const VALUES: Shape = Shape::List(&Shape::Outcome);

keys! {
    /// A decision table.
    TABLE: TableKeys = "table" {
        title: must, Shape::Text;
        guidance: may, Shape::Text;
        hit: may, Shape::OneOf(&words(&HITS));
        reads: may, READS;
        gives: must, GIVES;
        valid: may, Shape::Days;
        valid_on: may, Shape::Expression;
        rules: must, RULES;
        otherwise: may, super::table_rule::OTHERWISE;
    }
}

keys! {
    /// Something that a table looks at, in full.
    INPUT: InputKeys = "table_reads" {
        is: must, Shape::Expression;
        title: may, Shape::Text;
        of: may, CELL;
    }
}

keys! {
    /// Something that comes out of a table, in full.
    OUTPUT: OutputKeys = "table_gives" {
        r#type = "type": must, Shape::OneOf(&words(&TYPES));
        title: may, Shape::Text;
        of: may, CHOICES;
        per: may, Shape::OneOf(&words(&PERIODS));
        unit: may, Shape::Text;
        values: may, VALUES;
    }
}

/// The decision tables. Expressions speak of them as of sections, so none may have a section's name.
pub(super) fn tables(entry: &Entry, data: &Schema, out: &mut Reading) -> IndexMap<TableId, DecisionTable> {
    let mut found = IndexMap::new();
    let Some(entries) = out.map(&entry.value, &TABLES) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_TABLES, entry.key.place) {
        let Some(id) = out.given(&entry.key, Given::Spoken, TableId::new) else {
            continue;
        };
        if data.sections.contains_key(id.as_str()) {
            let what = Message::new("flow-table-section").with("name", id.as_str());
            let hint = Message::new("flow-table-section-hint");
            out.error(NAME_TWICE, entry.key.place, what, hint);
        }
        if let Some(table) = table(id.clone(), entry, out) {
            found.insert(id, table);
        }
    }
    found
}

fn table(id: TableId, entry: &Entry, out: &mut Reading) -> Option<DecisionTable> {
    let keys = TableKeys::open(&At::value(entry), out)?;
    let mut names = BTreeMap::new();
    let reads = keys
        .reads
        .map_or_else(IndexMap::new, |entry| inputs(entry, &mut names, out));
    let gives = keys
        .gives
        .map_or_else(IndexMap::new, |entry| outputs(entry, &mut names, out));
    let columns = Columns {
        reads: &reads,
        gives: &gives,
        names: &names,
    };
    let mut table = DecisionTable {
        title: out.title_or_name(keys.title, id.as_str()),
        id,
        guidance: out.text(keys.guidance),
        hit: out.one_of(keys.hit, &HITS).unwrap_or(Hit::Unique),
        valid: keys.valid.and_then(|entry| days(&entry.value, out)),
        valid_on: out.expression(keys.valid_on),
        rules: keys
            .rules
            .map_or_else(Vec::new, |entry| rules(entry, &columns, out)),
        otherwise: keys.otherwise.and_then(|entry| otherwise(entry, &columns, out)),
        reads: IndexMap::new(),
        gives: IndexMap::new(),
        place: entry.key.place,
    };
    if let Some(written) = keys.valid_on
        && !table.is_dated()
    {
        out.key_not_here(&written.key, &["valid"]);
    }
    (table.reads, table.gives) = (reads, gives);
    Some(table)
}

fn inputs(
    entry: &Entry,
    names: &mut BTreeMap<String, Place>,
    out: &mut Reading,
) -> IndexMap<String, TableInput> {
    let mut found = IndexMap::new();
    let Some(entries) = out.map(&entry.value, &READS) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_COLUMNS, entry.key.place) {
        let name = out.column(entry, names);
        let input = input(entry, out);
        if let (Some(name), Some(input)) = (name, input) {
            found.insert(name, input);
        }
    }
    found
}

fn input(entry: &Entry, out: &mut Reading) -> Option<TableInput> {
    let place = entry.key.place;
    if !matches!(entry.value.kind, Kind::Map(_)) {
        let is = out.expression(Some(entry))?;
        return Some(TableInput {
            title: None,
            is,
            of: None,
            place,
        });
    }
    let keys = InputKeys::open(&At::value(entry), out)?;
    let title = out.title(keys.title);
    let of: Option<Cell> = keys.of.and_then(|entry| out.cell(&entry.value));
    Some(TableInput {
        title,
        is: out.expression(keys.is)?,
        of,
        place,
    })
}

fn outputs(
    entry: &Entry,
    names: &mut BTreeMap<String, Place>,
    out: &mut Reading,
) -> IndexMap<String, TableOutput> {
    let mut found = IndexMap::new();
    let Some(entries) = out.map(&entry.value, &GIVES) else {
        return found;
    };
    if entries.is_empty() {
        out.nothing_in(&entry.key, &GIVES);
    }
    for entry in out.at_most(entries, MAX_COLUMNS, entry.key.place) {
        let name = out.column(entry, names);
        if let Some((name, output)) = name.and_then(|name| Some((name.clone(), output(&name, entry, out)?))) {
            found.insert(name, output);
        }
    }
    found
}

fn output(name: &str, entry: &Entry, out: &mut Reading) -> Option<TableOutput> {
    let mut output = TableOutput {
        title: from_name(name),
        kind: OutputKind::Length,
        unit: None,
        values: Vec::new(),
        place: entry.key.place,
    };
    if !matches!(entry.value.kind, Kind::Map(_)) {
        let kind = out.one_of(Some(entry), &TYPES)?;
        output.kind = kind_of(kind, entry, None, None, out)?;
        return Some(output);
    }
    let keys = OutputKeys::open(&At::value(entry), out)?;
    output.title = out.title_or_name(keys.title, name);
    output.unit = out.title(keys.unit);
    let kind = out.one_of(keys.r#type, &TYPES)?;
    if kind != Type::Money
        && let Some(per) = keys.per
    {
        out.key_not_here(&per.key, &["money"]);
    }
    if let (Type::Choice | Type::Length, Some(values)) = (kind, keys.values) {
        out.key_not_here(
            &values.key,
            &["text", "integer", "decimal", "money", "level", "date", "time"],
        );
    }
    output.kind = kind_of(kind, keys.r#type?, keys.of, keys.per, out)?;
    if let Some(values) = keys.values
        && let Some(parts) = out.list(&values.value, &VALUES)
    {
        let parts = out.at_most(parts, MAX_VALUES, values.key.place);
        output.values = parts.iter().filter_map(|part| out.outcome(part)).collect();
    }
    Some(output)
}

fn kind_of(
    kind: Type,
    written: &Entry,
    of: Option<&Entry>,
    per: Option<&Entry>,
    out: &mut Reading,
) -> Option<OutputKind> {
    if matches!(kind, Type::Choice | Type::Level) {
        if of.is_none() {
            out.missing(MISSING_KEY, written.key.place, "of", &CHOICES);
        }
    } else if let Some(of) = of {
        out.key_not_here(&of.key, &["choice", "level"]);
    }
    Some(OutputKind::Field(match kind {
        Type::Length => return Some(OutputKind::Length),
        Type::Text => FieldKind::Text,
        Type::Integer => FieldKind::Integer,
        Type::Decimal => FieldKind::Decimal,
        Type::Boolean => FieldKind::Boolean,
        Type::Date => FieldKind::Date,
        Type::Time => FieldKind::Time,
        Type::Money => FieldKind::Money {
            per: out.one_of(per, &PERIODS).map(str::to_owned),
        },
        Type::Choice => FieldKind::Choice {
            of: choices(of?, out),
        },
        Type::Level => {
            let (from, to) = levels(&of?.value, out)?;
            FieldKind::Level { from, to }
        }
    }))
}

impl Reading {
    /// The name of a column, which only one column of a table may have.
    fn column(&mut self, entry: &Entry, names: &mut BTreeMap<String, Place>) -> Option<String> {
        let key = &entry.key;
        if let Some(first) = names.get(&key.text) {
            let what = Message::new("flow-name-twice")
                .with("name", key.text.as_str())
                .with("line", first.line);
            let hint = Message::new("flow-column-twice-hint");
            self.error(NAME_TWICE, key.place, what, hint);
            return None;
        }
        names.insert(key.text.clone(), key.place);
        let name = self.given(key, Given::Column, ItemId::new)?;
        Some(name.as_str().to_owned())
    }

    /// A value as written.
    pub(super) fn outcome(&mut self, node: &crate::flow::yaml::Node) -> Option<Written> {
        let text = self.scalar(node, &Shape::Outcome)?;
        Some(Written {
            text: text.to_owned(),
            place: node.text_place(),
        })
    }
}
