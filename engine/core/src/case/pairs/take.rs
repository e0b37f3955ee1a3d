//! What a wait takes over of the message in hand.

use std::collections::BTreeMap;

use crate::case::asked::set_values;
use crate::case::subcases::as_sections;
use crate::case::turn::Turn;
use crate::case::typed::{Filling, typed_data};
use crate::case::{Refusal, Values};
use crate::flow::{Item, ItemKind, ProtocolMessage, Record, TakenField, Value};
use crate::id::FieldPath;
use crate::text::Message;

/// Sets the fields that take over what the message in hand holds. What it does not hold sets nothing; of lists whose records
/// are told apart, records keep what the message does not speak of.
pub(in crate::case) fn take_over(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let run = turn.run;
    let (ItemKind::Wait(wait), Some(pair)) = (&item.kind, &run.flow.pair) else {
        return Ok(());
    };
    let message = item.awaits().and_then(|name| pair.protocol.messages.get(name));
    let Some(message) = message.filter(|_| !wait.takes.is_empty()) else {
        return Ok(());
    };
    let mut taken: BTreeMap<FieldPath, Value> = BTreeMap::new();
    for one in &wait.takes {
        if let Some((path, value)) = value(turn, message, one, &taken) {
            taken.insert(path, value);
        }
    }
    let only: Vec<FieldPath> = taken.keys().cloned().collect();
    let filling = Filling {
        schema: &run.flow.data,
        only: Some(&only),
        before: &turn.case.data,
        row: None,
        written: None,
    };
    let values: Values = typed_data(&filling, &as_sections(&taken)).map_err(|because| {
        let text = Message::new("refusal-wrong-taken").with("item", &item.title);
        Refusal::new("wrong_data", text).because(because)
    })?;
    crate::case::asked::must_tell_apart(turn, &values)?;
    set_values(turn, values);
    Ok(())
}

/// The field of the case file that is set, and to what.
fn value(
    turn: &Turn<'_>,
    message: &ProtocolMessage,
    taken: &TakenField,
    so_far: &BTreeMap<FieldPath, Value>,
) -> Option<(FieldPath, Value)> {
    let (list, column) = match taken.theirs.split_once('.') {
        None => (taken.theirs.as_str(), None),
        Some((list, column)) => (list, Some(column)),
    };
    let held = turn
        .message
        .get(&FieldPath::new(&format!("message.{list}")).ok()?)?;
    let key = message.rows.get(list);
    let before = |path: &FieldPath| so_far.get(path).or_else(|| turn.case.data.get(path)).cloned();
    let (Some(key), Value::List(rows)) = (key, held) else {
        return Some((taken.mine.clone(), held.clone()));
    };
    let Some(column) = column else {
        let own = match before(&taken.mine) {
            Some(Value::List(own)) => own,
            _ => Vec::new(),
        };
        let merged = rows
            .iter()
            .map(|row| beside(own.iter().find(|mine| mine.get(key) == row.get(key)), row));
        return Some((taken.mine.clone(), Value::List(merged.collect())));
    };
    let (own_list, own_column) = taken.mine.as_str().rsplit_once('.')?;
    let own_list = FieldPath::new(own_list).ok()?;
    let Some(Value::List(mut own)) = before(&own_list) else {
        return None;
    };
    for mine in &mut own {
        let Some(row) = rows.iter().find(|row| row.get(key) == mine.get(key)) else {
            continue;
        };
        match row.get(column) {
            Some(value) => mine.insert(own_column.to_owned(), value.clone()),
            None => mine.remove(own_column),
        };
    }
    Some((own_list, Value::List(own)))
}

/// A record as it came, with what the record that was there has beside.
fn beside(mine: Option<&Record>, row: &Record) -> Record {
    let mut merged = mine.cloned().unwrap_or_default();
    merged.extend(row.iter().map(|(name, value)| (name.clone(), value.clone())));
    merged
}
