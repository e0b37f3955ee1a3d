//! What doing an item brings about.

use std::collections::BTreeMap;

use super::data::{in_row, set_values};
use crate::case::in_hand::InHand;
use crate::case::turn::Turn;
use crate::case::{Change, ClockState, Refusal, Status, each_time, joins, letter, messages, pairs, settle};
use crate::flow::{Item, ItemKind, Relation, Repeat, WaitsFor};
use crate::guard::Truth;
use crate::id::ItemId;

/// Marks an open item as done and lets its relations work.
pub(in crate::case) fn done(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    pairs::take_over(turn, item)?;
    set_data(turn, item);
    turn.change(Change::Done {
        item: item.id.clone(),
        person: turn.event.by.person(),
        remembered: item.repeats.as_ref().map_or(0, Repeat::times_remembered),
    });
    letter::write(turn, item);
    pairs::say(turn, item)?;
    if item.kind == ItemKind::Stage {
        close_inside(turn, item);
    }
    let run = turn.run;
    let named = |of: &BTreeMap<ItemId, Vec<ItemId>>| {
        let others = of.get(item.id.base()).map_or(&[][..], Vec::as_slice);
        run.meant_by(&item.id, others)
    };
    // An exit wins over a repetition, and what is owed now stays owed.
    if !item.ends_case {
        for other in named(&run.sent_back) {
            send_back(turn, &other);
        }
    }
    for owed in &item.owes {
        if turn.view().applies(item, Relation::Owes, owed) {
            owe(turn, owed, item);
        }
    }
    take_out(turn, item);
    for ended in &item.ends {
        settle::cancel(turn, ended);
    }
    for clock in &item.ends_clocks {
        if turn.case.clocks.get(clock).is_some_and(ClockState::counts) {
            turn.change(Change::ClockStopped { clock: clock.clone() });
        }
    }
    if item.ends_case {
        settle::end_case(turn, Some(item.id.clone()));
        return turn.within_bounds();
    }
    // What is there for a row is named from outside by the whole alone, and that is done in its own time.
    if !run.is_of_whole(&item.id) {
        for other in named(&run.each_time) {
            joins::arrive(turn, &other, &item.id);
        }
    }
    repeat(turn, item);
    turn.within_bounds()?;
    each_time::done_with(turn, item)
}

fn set_data(turn: &mut Turn<'_>, item: &Item) {
    for (path, guard) in item.id.of_base(&turn.run.guards.sets).into_iter().flatten() {
        // A wait that ends by its time has no message to take anything from.
        if turn.message.is_empty() && messages::reads_message(guard) {
            continue;
        }
        let value = guard.value(&InHand::new(turn.view(), &item.id).with_message(&turn.message));
        let values = in_row(turn, &item.id, [(path.clone(), value)].into());
        set_values(turn, values);
    }
}

/// What is still possible in a stage that is done ends with it.
fn close_inside(turn: &mut Turn<'_>, stage: &Item) {
    if stage.done_each_time {
        return;
    }
    for inner in turn.run.children(&turn.case, &stage.id) {
        let state = turn.case.item(&inner);
        let open = matches!(state.status, Status::Possible | Status::Active);
        // Where a stage may end before everything in it came, what waits in it ends with it.
        let waits = stage.waits_for != WaitsFor::Coming || state.cued || !state.heard.is_empty();
        if open || (waits && !state.status.has_ended()) {
            settle::cancel(turn, &inner);
        }
    }
}

/// Makes an item owed: to whom it says, otherwise to whoever owns the item that was done.
fn owe(turn: &mut Turn<'_>, owed: &ItemId, by: &Item) {
    wait_anew(turn, owed);
    if turn.run.is_set(owed) {
        for row in turn.run.children(&turn.case, owed) {
            if !turn.case.item(&row).gone {
                wait_anew(turn, &row);
            }
        }
    }
    let terms = by.debts.iter().find(|debt| debt.item == *owed);
    let to = terms.and_then(|terms| terms.to.clone());
    turn.change(Change::Owed {
        item: owed.clone(),
        by: Some(by.id.clone()),
        to: to.or_else(|| turn.view().owner(by)),
        since: turn.said_at,
    });
}

pub(in crate::case) fn wait_anew(turn: &mut Turn<'_>, item: &ItemId) {
    if turn.case.item(item).status.has_ended() {
        turn.change(Change::Again {
            item: item.clone(),
            forget: false,
        });
    }
}

fn take_out(turn: &mut Turn<'_>, item: &Item) {
    for other in &item.removes {
        if turn.view().applies(item, Relation::Removes, other) {
            put_out(turn, other);
        }
    }
    for other in &item.brings_back {
        let counts = turn.view().applies(item, Relation::BringsBack, other);
        if turn.case.item(other).out_of_play && counts {
            turn.change(Change::BroughtBack { item: other.clone() });
        }
    }
}

/// Out of play, with what is under way in it ended.
pub(super) fn put_out(turn: &mut Turn<'_>, item: &ItemId) {
    if turn.case.item(item).out_of_play {
        return;
    }
    let planned = turn.run.flow.items.get(item.base());
    let stays = planned.is_some_and(|planned| planned.done_each_time);
    let inside = turn.run.children(&turn.case, item).into_iter();
    for inner in inside.filter(|_| !stays) {
        if matches!(turn.case.item(&inner).status, Status::Active | Status::Possible) {
            settle::cancel(turn, &inner);
        }
    }
    turn.change(Change::TakenOut { item: item.clone() });
}

/// What has not begun, is not owed and was not asked for waits already.
fn send_back(turn: &mut Turn<'_>, item: &ItemId) {
    let state = turn.case.item(item);
    let begun = state.round > 0 || state.status.has_ended();
    if !begun && !state.owed && state.again == 0 {
        return;
    }
    settle::cancel(turn, item);
    turn.change(Change::Again {
        item: item.clone(),
        forget: true,
    });
}

/// A new round of the item itself, where it repeats.
pub(in crate::case) fn repeat(turn: &mut Turn<'_>, item: &Item) {
    if !turn.case.item(&item.id).status.has_ended() {
        return;
    }
    if item.done_each_time || turn.case.item(&item.id).added > 0 {
        return turn.change(Change::Again {
            item: item.id.clone(),
            forget: false,
        });
    }
    let Some(repeats) = &item.repeats else { return };
    let again_while = item.id.of_base(&turn.run.guards.again_while);
    let too_few = repeats
        .at_least
        .is_some_and(|least| turn.case.item(&item.id).came < least);
    let again = repeats.freely
        || too_few
        || repeats.is_planned()
        || !item.opened_by.is_empty()
        || turn.case.item(&item.id).again > 0
        || turn.view().judged(again_while, &item.id) == Some(Truth::True);
    if again {
        turn.change(Change::Again {
            item: item.id.clone(),
            forget: false,
        });
    }
}
