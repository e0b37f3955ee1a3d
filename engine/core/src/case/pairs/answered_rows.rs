//! An answer speaks of exactly the rows that it answers: none is missing, none is there twice, and none that was not asked
//! about.

use std::collections::{BTreeMap, BTreeSet};

use super::Paired;
use crate::case::Block;
use crate::flow::{Pair, ProtocolMessage, Record, Value};
use crate::id::MessageName;
use crate::text::Message;

/// Rows that an answer has to speak of: for each list its records, of which the column is kept that tells them apart.
pub type AskedRows = BTreeMap<String, Value>;

/// What a message asks of each of its answers that goes row by row. `held` is what it holds, by name.
pub(super) fn asks<'h>(
    pair: &Pair,
    message: &ProtocolMessage,
    held: impl Fn(&str) -> Option<&'h Value>,
) -> BTreeMap<MessageName, AskedRows> {
    let answers = pair.protocol.answers_to(&message.id);
    answers
        .filter(|answer| !answer.rows.is_empty())
        .map(|answer| {
            let both = message.rows.iter();
            let both = both.filter(|(list, _)| answer.rows.contains_key(*list));
            let asked = both.map(|(list, column)| (list.clone(), only_column(held(list), column)));
            (answer.id.clone(), asked.collect())
        })
        .collect()
}

fn only_column(list: Option<&Value>, column: &str) -> Value {
    let Some(Value::List(rows)) = list else {
        return Value::List(Vec::new());
    };
    let key = |row: &Record| -> Record {
        let key = row.get(column).map(|key| (column.to_owned(), key.clone()));
        key.into_iter().collect()
    };
    Value::List(rows.iter().map(key).collect())
}

/// What is wrong with the rows of an answer, beside the oldest of what it answers that has no answer yet. What was erased is
/// not held against it.
pub(super) fn unlike_the_asked<'h>(
    live: Option<&Paired>,
    message: &ProtocolMessage,
    held: impl Fn(&str) -> Option<&'h Value>,
) -> Vec<Block> {
    let asked = live.and_then(|live| live.unanswered.get(&message.id)?.first());
    let mut wrong = Vec::new();
    for (list, rows) in asked.into_iter().flatten() {
        let Some(column) = message.rows.get(list) else {
            continue;
        };
        let of_question = |row: &Record| row.values().next().and_then(key_text);
        let of_answer = |row: &Record| row.get(column).and_then(key_text);
        let Some(asked) = keys(Some(rows), of_question) else {
            continue;
        };
        let Some(told) = keys(held(list), of_answer) else {
            continue;
        };
        let missing: Vec<String> = asked.difference(&told).cloned().collect();
        let unasked: Vec<String> = told.difference(&asked).cloned().collect();
        for (text, rows) in [("block-rows-missing", missing), ("block-rows-unasked", unasked)] {
            if !rows.is_empty() {
                let text = Message::new(text).with("list", list.as_str()).with("rows", rows);
                wrong.push(Block::new("rows", text));
            }
        }
    }
    wrong
}

/// The keys of a list; none where one cannot be read.
fn keys(list: Option<&Value>, key: impl Fn(&Record) -> Option<String>) -> Option<BTreeSet<String>> {
    match list {
        Some(Value::List(rows)) => rows.iter().map(key).collect(),
        Some(_) => None,
        None => Some(BTreeSet::new()),
    }
}

/// What tells a record apart, as text; none where it was erased.
fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Date(day) => Some(day.to_string()),
        _ => None,
    }
}

/// Lists in which two records have one key, though it should tell them apart.
pub(super) fn told_twice<'h>(
    message: &ProtocolMessage,
    held: impl Fn(&str) -> Option<&'h Value>,
) -> Vec<Block> {
    let twice = |list: &str, column: &str| -> Vec<String> {
        let Some(Value::List(rows)) = held(list) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let keys = rows.iter().filter_map(|row| row.get(column).and_then(key_text));
        let twice: BTreeSet<String> = keys.filter(|key| !seen.insert(key.clone())).collect();
        twice.into_iter().collect()
    };
    let rows = message.rows.iter();
    let found = rows.map(|(list, column)| (list, column, twice(list, column)));
    found
        .filter(|(.., twice)| !twice.is_empty())
        .map(|(list, column, twice)| {
            let text = Message::new("block-rows-twice")
                .with("list", list.as_str())
                .with("column", column.as_str())
                .with("rows", twice);
            Block::new("rows", text)
        })
        .collect()
}
