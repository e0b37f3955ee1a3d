//! A case says something to the other one.

use std::collections::BTreeMap;

use super::answered_rows::{asks, told_twice, unlike_the_asked};
use super::over::begin_anew;
use super::{Begins, OverBecause, PairedWith, Word};
use crate::case::asked::lacks;
use crate::case::in_hand::InHand;
use crate::case::subcases::{depth_below, parties_below};
use crate::case::turn::Turn;
use crate::case::{Block, Change, Effect, Refusal};
use crate::flow::{Field, FieldKind, Item, Pair, ProtocolMessage, Record, Value};
use crate::text::Message;

/// Says what the item says when it is done. The first message begins the other case.
pub(in crate::case) fn say(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let run = turn.run;
    let (Some(says), Some(pair)) = (&item.says, &run.flow.pair) else {
        return Ok(());
    };
    let Some(message) = pair.protocol.messages.get(&says.message) else {
        return Ok(());
    };
    if let Some(block) = turn.view().block_by_protocol(item) {
        let text = Message::new("refusal-not-in-turn").with("message", &message.title);
        return Err(Refusal::new("not_in_turn", text).because(vec![block]));
    }
    let holds = holds(turn, item, message)?;
    let begins = if turn.case.live_pair().is_none() {
        Some(Box::new(begin(turn, item, pair)?))
    } else {
        None
    };
    let Some(live) = turn.case.live_pair() else {
        return Ok(());
    };
    let (number, to, next) = (live.number, live.case, live.said.saturating_add(1));
    turn.change(Change::Said {
        pair: number,
        message: message.id.clone(),
        asks: asks(pair, message, |list| holds.get(list)),
    });
    // One that nobody began from another case has nobody to say it to.
    if pair.begins() || to.is_some() {
        turn.effects.push(Effect::Say {
            pair: number,
            to,
            begins,
            number: next,
            at: turn.event.at,
            word: Word::Message {
                message: message.id.clone(),
                holds,
            },
        });
    }
    if message.ends {
        turn.change(Change::PairOver {
            pair: number,
            because: OverBecause::Message,
            reason: None,
        });
    }
    Ok(())
}

/// Calls for the other case.
fn begin(turn: &mut Turn<'_>, item: &Item, pair: &Pair) -> Result<Begins, Refusal> {
    let depth = depth_below(&turn.case, item)?;
    let before = turn.case.pairs.last().map_or(0, |pair| pair.number);
    let number = before.saturating_add(1);
    turn.change(Change::PairCalled {
        pair: number,
        flow: pair.with.clone(),
        case: None,
    });
    if before > 0 {
        begin_anew(turn, item);
    }
    let parties = parties_below(&turn.case, &pair.parties);
    Ok(Begins {
        flow: pair.with.clone(),
        title: turn.case.title.clone(),
        with: PairedWith {
            case: turn.case.id,
            flow: turn.run.flow.id.clone(),
            number,
            depth,
        },
        parties,
        protection: turn.case.protection,
    })
}

/// What the message holds: what the item gives it, of lists and records as much as the message has.
fn holds(
    turn: &Turn<'_>,
    item: &Item,
    message: &ProtocolMessage,
) -> Result<BTreeMap<String, Value>, Refusal> {
    let facts = InHand::new(turn.view(), &item.id);
    let gives = turn.run.guards.gives.get(item.id.base()).into_iter().flatten();
    let given: BTreeMap<&str, Value> = gives
        .filter_map(|(path, guard)| Some((path.parts().last()?, guard.value(&facts)?)))
        .collect();
    let mut holds = BTreeMap::new();
    let mut missing: Vec<Block> = Vec::new();
    for (name, field) in &message.holds {
        match given.get(name.as_str()) {
            Some(value) => {
                holds.insert(name.clone(), only_what_is_held(field, value, &mut missing));
            }
            None if !field.optional => missing.push(lacks(field)),
            None => {}
        }
    }
    missing.extend(told_twice(message, |list| holds.get(list)));
    missing.extend(unlike_the_asked(turn.case.live_pair(), message, |list| {
        holds.get(list)
    }));
    if missing.is_empty() {
        return Ok(holds);
    }
    let text = Message::new("refusal-message-lacks").with("message", &message.title);
    Err(Refusal::new("missing_data", text).because(missing))
}

/// A value with no more columns or parts than the field has; what it must have and lacks is told.
fn only_what_is_held(field: &Field, value: &Value, missing: &mut Vec<Block>) -> Value {
    let (FieldKind::List { columns: parts } | FieldKind::Record { fields: parts }) = &field.kind else {
        return value.clone();
    };
    let mut kept = |record: &Record| -> Record {
        let lacking = parts
            .iter()
            .filter(|(name, part)| !part.optional && !record.contains_key(*name));
        for (_, part) in lacking {
            let block = lacks(part);
            if !missing.contains(&block) {
                missing.push(block);
            }
        }
        let parts = record.iter().filter(|(name, _)| parts.contains_key(*name));
        parts.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    match value {
        Value::List(rows) => Value::List(rows.iter().map(&mut kept).collect()),
        Value::Record(record) => Value::Record(kept(record)),
        other => other.clone(),
    }
}
