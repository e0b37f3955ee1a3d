//! What stands empty when a round of work begins: last time's answer is no answer to this time's question.

use super::asked::{in_row, set_values};
use super::turn::Turn;
use crate::flow::{FieldKind, Item, Value};
use crate::id::FieldPath;

/// Empties what the item says, in its own row or in every row of a list.
pub(super) fn empty(turn: &mut Turn<'_>, item: &Item) {
    if item.empties.is_empty() {
        return;
    }
    let values = item.empties.iter().map(|path| (path.clone(), None)).collect();
    let mut values = in_row(turn, &item.id, values);
    for path in &item.empties {
        // What lies in the item's own row is in the list already.
        if let Some((around, part)) = part_of(turn, path)
            && values.remove(path).is_some()
        {
            let held = match values.get(&around) {
                Some(held) => held.clone(),
                None => turn.case.data.get(&around).cloned(),
            };
            values.insert(around, held.map(|held| without(held, &part)));
        }
    }
    set_values(turn, values);
}

/// The list or record that a path leads into, and the name in it; none where it is a field of its own.
fn part_of(turn: &Turn<'_>, path: &FieldPath) -> Option<(FieldPath, String)> {
    let (around, part) = path.as_str().rsplit_once('.')?;
    let around = FieldPath::new(around).ok()?;
    let field = turn.run.flow.data.field(&around)?;
    matches!(field.kind, FieldKind::List { .. } | FieldKind::Record { .. }).then(|| (around, part.to_owned()))
}

/// A list without one of its columns, or a record without one of its fields.
fn without(held: Value, part: &str) -> Value {
    match held {
        Value::List(mut rows) => {
            for row in &mut rows {
                row.remove(part);
            }
            Value::List(rows)
        }
        Value::Record(mut record) => {
            record.remove(part);
            Value::Record(record)
        }
        plain => plain,
    }
}
