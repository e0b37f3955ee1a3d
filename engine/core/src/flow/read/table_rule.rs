//! The rules of a decision table: rows of cells, under the names of the table's columns.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::flow::code::{DATES_REVERSED, MISSING_KEY, NOT_DATE, NOT_RANGE, TOO_MANY, UNKNOWN_KEY};
use crate::flow::grammar::Shape;
use crate::flow::near::nearest;
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Cell, Lasts, OutputKind, Place, TableInput, TableOutput, TableRule, Tunable, Validity};
use crate::text::Message;

use super::lengths::{beginning, ending};
use super::{At, Reading, keys};

/// How many rules a table may have: more is a register of its own.
const MAX_RULES: usize = 1_000;

/// How many values and intervals a cell may list.
const MAX_ALTERNATIVES: usize = 300;

/// Keys of a rule that are no columns.
pub(super) const OWN_KEYS: [&str; 3] = ["valid", "tunable", "note"];

/// What a cell may hold.
pub(super) const CELL: Shape = Shape::Cell;

/// What `rules:` holds.
pub(super) const RULES: Shape = Shape::List(&Shape::Beside(&RULE, &CELL));

/// What `otherwise:` holds.
pub(super) const OTHERWISE: Shape = Shape::Beside(&RULE, &Shape::Outcome);

keys! {
    /// What a rule says beside its columns.
    RULE: RuleKeys = "table_rule" {
        valid: may, Shape::Days;
        tunable: may, Shape::LengthRange;
        note: may, Shape::Text;
    }
}

keys! {
    /// A cell that fits what is not listed.
    NOT: NotKeys = "cell" {
        not: must, Shape::Any(&[Shape::Outcome, Shape::List(&Shape::Outcome)]);
    }
}

/// The columns of a table.
pub(super) struct Columns<'t> {
    pub(super) reads: &'t IndexMap<String, TableInput>,
    pub(super) gives: &'t IndexMap<String, TableOutput>,
    /// Every name that is given, even where the rest could not be read.
    pub(super) names: &'t BTreeMap<String, Place>,
}

/// The rules, from the top.
pub(super) fn rules(entry: &Entry, columns: &Columns<'_>, out: &mut Reading) -> Vec<TableRule> {
    let Some(parts) = out.list(&entry.value, &RULES) else {
        return Vec::new();
    };
    if parts.is_empty() {
        out.nothing_in(&entry.key, &RULES);
    }
    let parts = out.at_most(parts, MAX_RULES, entry.key.place);
    parts
        .iter()
        .filter_map(|part| rule(&At::part(part), columns, out))
        .collect()
}

/// What comes out where no rule fits: outcomes alone.
pub(super) fn otherwise(entry: &Entry, columns: &Columns<'_>, out: &mut Reading) -> Option<TableRule> {
    if let Kind::Map(entries) = &entry.value.kind {
        let tests = entries
            .iter()
            .filter(|entry| columns.reads.contains_key(&entry.key.text) || entry.key.text == "valid");
        for entry in tests {
            out.key_not_here(&entry.key, &["rules"]);
        }
    }
    rule(&At::value(entry), columns, out)
}

fn rule(at: &At<'_>, columns: &Columns<'_>, out: &mut Reading) -> Option<TableRule> {
    let Kind::Map(entries) = &at.node.kind else {
        out.wrong(at.node, &OTHERWISE);
        return None;
    };
    let is_own = |entry: &&Entry| OWN_KEYS.contains(&entry.key.text.as_str());
    let own = Node {
        place: at.node.place,
        kind: Kind::Map(entries.iter().filter(is_own).cloned().collect()),
    };
    let own = RuleKeys::open(&At::part(&own), out).map(|keys| {
        (
            keys.valid.and_then(|entry| days(&entry.value, out)),
            tunable(keys.tunable, entries, columns, out),
            out.text(keys.note),
        )
    });
    let (valid, tunable, note) = own.unwrap_or_default();
    let mut rule = TableRule {
        tests: IndexMap::new(),
        gives: IndexMap::new(),
        valid,
        tunable,
        note,
        place: at.place,
    };
    for entry in entries.iter().filter(|entry| !is_own(entry)) {
        let name = entry.key.text.as_str();
        if entry.value.kind == Kind::Empty {
            let what = Message::new("flow-key-empty").with("key", name);
            let hint = Message::new("flow-shape-hint").with("shape", CELL.words());
            out.error(crate::flow::code::NOTHING_WRITTEN, entry.key.place, what, hint);
        } else if columns.reads.contains_key(name) {
            if let Some(cell) = out.cell(&entry.value) {
                rule.tests.insert(name.to_owned(), cell);
            }
        } else if columns.gives.contains_key(name) {
            if let Some(outcome) = out.outcome(&entry.value) {
                rule.gives.insert(name.to_owned(), outcome);
            }
        } else if !columns.names.contains_key(name) {
            no_column(entry, columns, out);
        }
    }
    for name in columns.gives.keys() {
        if !entries.iter().any(|entry| entry.key.text == *name) {
            out.missing(MISSING_KEY, at.place, name, &Shape::Outcome);
        }
    }
    Some(rule)
}

/// How far the one length that the rule gives may be moved.
fn tunable(
    written: Option<&Entry>,
    entries: &[Entry],
    columns: &Columns<'_>,
    out: &mut Reading,
) -> Option<Tunable> {
    let written = written?;
    let lengths = columns
        .gives
        .iter()
        .filter(|(_, output)| output.kind == OutputKind::Length);
    let names: Vec<&String> = lengths.map(|(name, _)| name).collect();
    let [name] = names.as_slice() else {
        out.key_not_here(&written.key, &["length"]);
        return None;
    };
    let given = entries.iter().find(|entry| entry.key.text == **name);
    // What is no length is told of where the table is checked.
    let length = given.and_then(|entry| match &entry.value.kind {
        Kind::Scalar { text, .. } => text.trim().parse().ok().map(Lasts::For),
        _ => None,
    });
    out.tunable(Some(written), length.as_ref())
}

fn no_column(entry: &Entry, columns: &Columns<'_>, out: &mut Reading) {
    if out.is_full() {
        return;
    }
    let names = columns.reads.keys().chain(columns.gives.keys());
    let names: Vec<&str> = names.map(String::as_str).chain(OWN_KEYS).collect();
    let hint = nearest(&entry.key.text, names.iter().copied()).map_or_else(
        || Message::new("flow-shape-hint").with("shape", Message::new("flow-shape-keys").with("keys", names)),
        |near| Message::new("flow-did-you-mean").with("word", near),
    );
    let what = Message::new("flow-unknown-key").with("key", entry.key.text.as_str());
    out.error(UNKNOWN_KEY, entry.key.place, what, hint);
}

impl Reading {
    /// A cell: a value, an interval, a list of such, or `{not: …}`.
    pub(super) fn cell(&mut self, node: &Node) -> Option<Cell> {
        let (not, held) = match &node.kind {
            Kind::Map(_) => (
                true,
                &NotKeys::open(&At::part(node), self)
                    .and_then(|keys| keys.not)?
                    .value,
            ),
            _ => (false, node),
        };
        let parts = self.one_or_list(held);
        if parts.is_empty() {
            self.wrong(held, &CELL);
            return None;
        }
        if parts.len() > MAX_ALTERNATIVES {
            let most = u32::try_from(MAX_ALTERNATIVES).unwrap_or(u32::MAX);
            let what = Message::new("flow-too-many").with("most", most);
            self.error(TOO_MANY, node.place, what, Message::new("flow-too-many-hint"));
        }
        let parts = parts.iter().take(MAX_ALTERNATIVES);
        let any_of: Vec<_> = parts.filter_map(|part| self.outcome(part)).collect();
        (!any_of.is_empty()).then_some(Cell {
            not,
            any_of,
            place: node.place,
        })
    }
}

/// `2026-01-01..2026-12-31`, open at one end where nothing stands there.
pub(super) fn days(node: &Node, out: &mut Reading) -> Option<Validity> {
    let text = out.scalar(node, &Shape::Days)?;
    let place = node.text_place();
    let ends = text.split_once("..");
    let Some((from, to)) = ends.filter(|(from, to)| !(from.trim().is_empty() && to.trim().is_empty())) else {
        out.not_of_form(NOT_RANGE, place, text, &Shape::Days);
        return None;
    };
    let first = day(from, beginning(place, from), out);
    let last = day(to, ending(place, text, to), out);
    let valid = Validity {
        from: first?,
        to: last?,
    };
    if let (Some(from), Some(to)) = (valid.from, valid.to)
        && to < from
    {
        let what = Message::new("flow-dates-reversed")
            .with("from", from)
            .with("to", to);
        out.plain_error(DATES_REVERSED, place, what);
        return None;
    }
    Some(valid)
}

/// A day, or nothing where nothing is written; none where it is no date.
#[allow(
    clippy::option_option,
    reason = "an open end is no fault, a word that is no date is one"
)]
fn day(text: &str, place: Place, out: &mut Reading) -> Option<Option<NaiveDate>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if day.is_none() {
        out.not_of_form(NOT_DATE, place, text, &Shape::Date);
    }
    day.map(Some)
}
