//! What doing an item brings about.

use super::data::set_values;
use crate::case::in_hand::InHand;
use crate::case::turn::Turn;
use crate::case::{Change, ClockState, Effect, Refusal, Status, each_time, messages, settle};
use crate::flow::{Item, ItemKind, Relation, WaitsFor};
use crate::guard::Truth;
use crate::id::ItemId;

/// Marks an open item as done and lets its relations work.
pub(in crate::case) fn done(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    set_data(turn, item);
    turn.change(Change::Done {
        item: item.id.clone(),
        person: turn.event.by.person(),
        remembered: item
            .repeats
            .as_ref()
            .and_then(|repeats| repeats.window)
            .map_or(0, |window| window.at_least),
    });
    if let Some(document) = &item.letter {
        turn.effects.push(Effect::Letter {
            item: item.id.clone(),
            round: turn.case.item(&item.id).round,
            document: document.clone(),
        });
    }
    if item.kind == ItemKind::Stage {
        close_inside(turn, item);
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
    for other in turn.run.sent_back.get(&item.id).into_iter().flatten() {
        send_back(turn, other);
    }
    for other in turn.run.each_time.get(&item.id).into_iter().flatten() {
        turn.change(Change::AskedAgain { item: other.clone() });
        wait_anew(turn, other);
    }
    repeat(turn, item);
    turn.within_bounds()?;
    each_time::done_with(turn, item)
}

fn set_data(turn: &mut Turn<'_>, item: &Item) {
    for (path, guard) in turn.run.guards.sets.get(&item.id).into_iter().flatten() {
        // A wait that ends by its time has no message to take anything from.
        if turn.message.is_empty() && messages::reads_message(guard) {
            continue;
        }
        let value = guard.value(&InHand {
            view: turn.view(),
            message: &turn.message,
        });
        set_values(turn, [(path.clone(), value)].into());
    }
}

/// What is still possible in a stage that is done ends with it.
fn close_inside(turn: &mut Turn<'_>, stage: &Item) {
    if stage.done_each_time {
        return;
    }
    let run = turn.run;
    for inner in run.flow.inside(Some(&stage.id)) {
        let state = turn.case.item(&inner.id);
        let open = matches!(state.status, Status::Possible | Status::Active);
        // Where a stage may end before everything in it came, what waits in it ends with it.
        let waits = stage.waits_for != WaitsFor::Coming || state.cued || !state.heard.is_empty();
        if open || (waits && !state.status.has_ended()) {
            settle::cancel(turn, &inner.id);
        }
    }
}

/// Makes an item owed: to whom it says, otherwise to whoever owns the item that was done.
fn owe(turn: &mut Turn<'_>, owed: &ItemId, by: &Item) {
    wait_anew(turn, owed);
    let terms = by.debts.iter().find(|debt| debt.item == *owed);
    let to = terms.and_then(|terms| terms.to.clone());
    turn.change(Change::Owed {
        item: owed.clone(),
        by: Some(by.id.clone()),
        to: to.or_else(|| turn.view().owner(by)),
    });
}

fn wait_anew(turn: &mut Turn<'_>, item: &ItemId) {
    if turn.case.item(item).status.has_ended() {
        turn.change(Change::Again {
            item: item.clone(),
            forget: false,
        });
    }
}

fn take_out(turn: &mut Turn<'_>, item: &Item) {
    for other in &item.removes {
        let counts = turn.view().applies(item, Relation::Removes, other);
        if turn.case.item(other).out_of_play || !counts {
            continue;
        }
        let run = turn.run;
        let stays = run
            .flow
            .items
            .get(other)
            .is_some_and(|other| other.done_each_time);
        for inner in run.flow.inside(Some(other)).filter(|_| !stays) {
            if matches!(
                turn.case.item(&inner.id).status,
                Status::Active | Status::Possible
            ) {
                settle::cancel(turn, &inner.id);
            }
        }
        turn.change(Change::TakenOut { item: other.clone() });
    }
    for other in &item.brings_back {
        let counts = turn.view().applies(item, Relation::BringsBack, other);
        if turn.case.item(other).out_of_play && counts {
            turn.change(Change::BroughtBack { item: other.clone() });
        }
    }
}

fn send_back(turn: &mut Turn<'_>, item: &ItemId) {
    let state = turn.case.item(item);
    if state.round == 0 {
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
    if item.done_each_time {
        return turn.change(Change::Again {
            item: item.id.clone(),
            forget: false,
        });
    }
    let Some(repeats) = &item.repeats else { return };
    let again_while = turn.run.guards.again_while.get(&item.id);
    let too_few = repeats
        .at_least
        .is_some_and(|least| turn.case.item(&item.id).came < least);
    let again = repeats.freely
        || too_few
        || repeats.is_planned()
        || !item.opened_by.is_empty()
        || turn.case.item(&item.id).again > 0
        || again_while.is_some_and(|guard| guard.holds(&turn.view()) == Truth::True);
    if again {
        turn.change(Change::Again {
            item: item.id.clone(),
            forget: false,
        });
    }
}
