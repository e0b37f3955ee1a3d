//! Doing a task with what its form holds, and keeping a form that is not finished.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::data::{in_row, missing, must_tell_apart, set_form};
use super::hand::{must_be_active, must_have_hand, open_work, start_by_hand};
use super::rest::must_not_rest;
use super::{done, must_do};
use crate::case::in_hand::InHand;
use crate::case::letter::must_not_be_locked;
use crate::case::turn::Turn;
use crate::case::typed::{Filling, typed_data};
use crate::case::{Actor, Block, Change, Refusal, settle};
use crate::flow::{Item, ItemKind, Value};
use crate::guard::Truth;
use crate::id::{FieldPath, ItemId};
use crate::text::{Arg, Message};

/// Keeps what is written so far; whatever is wrong with single fields is said, and nothing is kept then.
pub(super) fn save_draft(turn: &mut Turn<'_>, id: &ItemId, data: &Json) -> Result<(), Refusal> {
    let item = open_work(turn, id)?;
    must_do(turn, &item, false)?;
    must_have_hand(turn, &item)?;
    let values = typed(turn, &item, data)?;
    let values = values
        .into_iter()
        .filter_map(|(path, value)| Some((path, value?)))
        .collect();
    turn.change(Change::DraftSaved {
        item: id.clone(),
        values,
    });
    Ok(())
}

/// Does the item: a task by its owner with its form's data, a wait by whoever knows that it happened.
pub(super) fn complete(turn: &mut Turn<'_>, id: &ItemId, data: &Json) -> Result<(), Refusal> {
    if let Some(wait) = waits(turn, id)? {
        must_not_rest(turn, &wait)?;
        must_be_paid(turn, &wait)?;
        return done(turn, &wait);
    }
    let item = open_work(turn, id)?;
    must_do(turn, &item, false)?;
    start_by_hand(turn, &item, None)?;
    must_have_hand(turn, &item)?;
    must_not_rest(turn, &item)?;
    four_eyes(turn, &item)?;
    must_be_paid(turn, &item)?;
    let mut values: BTreeMap<FieldPath, Option<Value>> = turn
        .case
        .item(id)
        .draft
        .iter()
        .map(|(path, value)| (path.clone(), Some(value.clone())))
        .collect();
    values.extend(typed(turn, &item, data)?);
    must_tell_apart(turn, &values)?;
    must_not_be_locked(turn, &values)?;
    let values = in_row(turn, id, values);
    set_form(turn, &item, values);
    let missing = missing(turn, &item);
    if !missing.is_empty() {
        let message = Message::new("refusal-missing-data").with("item", &item.title);
        return Err(Refusal::new("missing_data", message).because(missing));
    }
    must_be_finished(turn, &item)?;
    done(turn, &item)
}

/// The item where it is an open wait and whoever asks is outside the case: what was waited for has happened.
fn waits<'a>(turn: &Turn<'a>, id: &ItemId) -> Result<Option<Cow<'a, Item>>, Refusal> {
    settle::must_be_open(&turn.view())?;
    let run = turn.run;
    let item = run
        .item(&turn.case, id)
        .filter(|item| matches!(item.kind, ItemKind::Wait(_)) && !run.is_set(id));
    let Some(item) = item.filter(|_| matches!(turn.event.by, Actor::Outside | Actor::Engine)) else {
        return Ok(None);
    };
    must_be_active(turn, &item)?;
    Ok(Some(item))
}

/// Refuses where something is owed that may not be while the item is done.
fn must_be_paid(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let owed = turn.view().blocks_by_owed(item);
    if owed.is_empty() {
        return Ok(());
    }
    Err(super::hand::blocked(item, owed))
}

fn typed(turn: &Turn<'_>, item: &Item, data: &Json) -> Result<BTreeMap<FieldPath, Option<Value>>, Refusal> {
    let view = turn.view();
    let filling = Filling {
        schema: &turn.run.flow.data,
        only: Some(&item.fills),
        before: &turn.case.data,
        row: view.row_of(&item.id).map(|(list, _)| list),
        written: Some(&turn.run.sensitive),
    };
    typed_data(&filling, data).map_err(|because| {
        Refusal::new(
            "wrong_data",
            Message::new("refusal-wrong-data").with("item", &item.title),
        )
        .because(because)
    })
}

fn must_be_finished(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let Some(guard) = item.id.of_base(&turn.run.guards.done_when) else {
        return Ok(());
    };
    let facts = InHand::new(turn.view(), &item.id);
    if guard.holds(&facts) == Truth::True {
        return Ok(());
    }
    let parts = Arg::List(guard.lacks(&facts).into_iter().map(Arg::from).collect());
    let mut first = guard.lacking_items(&facts);
    first.retain(|other| other.as_str() != item.id.base());
    let way = match first.is_empty() {
        true => Message::new("lifted-by-form"),
        false => {
            let titles = turn.view().titles(first.iter());
            Message::new("lifted-by-doing-first").with("items", titles)
        }
    };
    let mut block = Block::new("done_when", Message::new("block-done-when").with("parts", parts))
        .reading(guard)
        .lifted_by(way);
    block.about.lifting = first;
    let message = Message::new("refusal-not-finished").with("item", &item.title);
    Err(Refusal::new("not_finished", message).because(vec![block]))
}

/// Some steps want another pair of eyes than those that did the ones before. A program looks with the eyes of whoever
/// answers for it: the two are one, and so are two programs of one person.
fn four_eyes(turn: &Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let by = &turn.event.by;
    let Some(person) = by.person() else {
        return Ok(());
    };
    let asks = [Some(person), by.answered_by()];
    let same: Vec<Block> = item
        .not_same_as
        .iter()
        .filter_map(|other| {
            let state = turn.case.item(other);
            let by = [state.done_by, state.done_for];
            let is_one = asks.iter().flatten().any(|one| by.contains(&Some(*one)));
            let told = match state.done_by == Some(person) {
                true => "block-four-eyes",
                false => "block-four-eyes-program",
            };
            is_one.then_some((other, told))
        })
        .map(|(other, told)| {
            let title = turn.view().title(other);
            Block::new("four_eyes", Message::new(told).with("item", title))
                .naming([other])
                .lifted_by(Message::new("lifted-by-another"))
        })
        .collect();
    if same.is_empty() {
        Ok(())
    } else {
        let message = Message::new("refusal-four-eyes").with("item", &item.title);
        Err(Refusal::new("four_eyes", message).because(same))
    }
}
