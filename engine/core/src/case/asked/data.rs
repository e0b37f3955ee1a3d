//! Data going into the case file.

use std::collections::BTreeMap;

use crate::case::rows::{is_column, wrong_keys};
use crate::case::turn::Turn;
use crate::case::{Block, Change, Refusal};
use crate::flow::{Field, FieldKind, Item, Value};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

/// Sets the fields whose values differ from what the case holds.
pub(in crate::case) fn set_values(turn: &mut Turn<'_>, mut values: BTreeMap<FieldPath, Option<Value>>) {
    values.retain(|path, value| turn.case.data.get(path) != value.as_ref());
    if !values.is_empty() {
        turn.change(Change::DataSet { values });
    }
}

/// Sets what a form holds. A note is read from its own event, so what it says again is set again with it.
pub(super) fn set_form(turn: &mut Turn<'_>, item: &Item, mut values: BTreeMap<FieldPath, Option<Value>>) {
    let chain = turn.run.flow.chain.as_ref();
    let notes = chain.and_then(|chain| chain.notes.as_ref());
    if notes.is_none_or(|notes| notes.as_str() != item.id.base()) {
        return set_values(turn, values);
    }
    for path in &item.fills {
        if let Some(held) = turn.case.data.get(path) {
            values.entry(path.clone()).or_insert_with(|| Some(held.clone()));
        }
    }
    values.retain(|path, value| value.is_some() || turn.case.data.contains_key(path));
    if !values.is_empty() {
        turn.change(Change::DataSet { values });
    }
}

/// What is set of columns, seen from what is there for a row: the list as it is with that row's columns.
pub(in crate::case) fn in_row(
    turn: &Turn<'_>,
    item: &ItemId,
    values: BTreeMap<FieldPath, Option<Value>>,
) -> BTreeMap<FieldPath, Option<Value>> {
    let view = turn.view();
    let Some((list, row)) = view.row_of(item) else {
        return values;
    };
    let (columns, mut rest): (BTreeMap<_, _>, BTreeMap<_, _>) = values
        .into_iter()
        .partition(|(path, _)| is_column(turn.run, list, path));
    let Some(Value::List(rows)) = turn.case.data.get(list).filter(|_| !columns.is_empty()) else {
        return rest;
    };
    let mut rows = rows.clone();
    if let Some(own) = rows.iter_mut().find(|one| *one == row) {
        for (path, value) in columns {
            let name = path.parts().last().unwrap_or_default().to_owned();
            match value {
                Some(value) => own.insert(name, value),
                None => own.remove(&name),
            };
        }
    }
    rest.insert(list.clone(), Some(Value::List(rows)));
    rest
}

/// Refuses lists whose rows cannot be told apart where something is there for each row.
pub(in crate::case) fn must_tell_apart(
    turn: &Turn<'_>,
    values: &BTreeMap<FieldPath, Option<Value>>,
) -> Result<(), Refusal> {
    let wrong = wrong_keys(turn.run, values);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Refusal::new("wrong_data", Message::new("refusal-wrong-values")).because(wrong))
}

/// Whether the field at the path holds something; for a column, whether every row does.
pub(super) fn filled(data: &BTreeMap<FieldPath, Value>, path: &FieldPath) -> bool {
    let text = path.as_str();
    let (top, inner) = match text.match_indices('.').nth(1).map(|(at, _)| text.split_at(at)) {
        None => (text, None),
        Some((top, inner)) => (top, inner.strip_prefix('.')),
    };
    match (data.get(top), inner) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(Value::List(rows)), Some(column)) => rows.iter().all(|row| row.contains_key(column)),
        (Some(Value::Record(record)), Some(field)) => record.contains_key(field),
        (Some(_), Some(_)) => false,
    }
}

/// What an item's form still lacks.
pub(super) fn missing(turn: &Turn<'_>, item: &Item) -> Vec<Block> {
    let schema = &turn.run.flow.data;
    let mut found = Vec::new();
    let view = turn.view();
    let own = view.row_of(&item.id);
    for path in &item.fills {
        let Some(field) = schema.field(path) else { continue };
        let column = own.filter(|(list, _)| is_column(turn.run, list, path));
        let filled = match column {
            Some((_, row)) => path.parts().last().is_some_and(|name| row.contains_key(name)),
            None => filled(&turn.case.data, path),
        };
        if !field.optional && field.is.is_none() && !filled {
            found.push(lacks(field));
        }
        found.extend(missing_inside(turn, item, path, field));
    }
    found
}

/// A field that is not filled and must be.
pub(in crate::case) fn lacks(field: &Field) -> Block {
    let message = Message::new("block-missing")
        .with("field", &field.title)
        .with("path", field.path.as_str());
    Block::new("missing", message).lifted_by(Message::new("lifted-by-form"))
}

/// Columns of a list, and fields of a record, that every row must fill; those that another item fills may wait.
fn missing_inside(turn: &Turn<'_>, item: &Item, path: &FieldPath, field: &Field) -> Vec<Block> {
    let (inner, rows): (_, Vec<_>) = match (&field.kind, turn.case.data.get(path)) {
        (FieldKind::List { columns }, Some(Value::List(rows))) => (columns, rows.iter().collect()),
        (FieldKind::Record { fields }, Some(Value::Record(record))) => (fields, vec![record]),
        _ => return Vec::new(),
    };
    let filled_elsewhere = |column: &Field| {
        turn.run
            .flow
            .items
            .values()
            .any(|other| other.id != item.id && other.fills.contains(&column.path))
    };
    inner
        .iter()
        .filter(|(_, column)| !column.optional && column.is.is_none() && !filled_elsewhere(column))
        .filter(|(name, _)| rows.iter().any(|row| !row.contains_key(name.as_str())))
        .map(|(_, column)| lacks(column))
        .collect()
}
