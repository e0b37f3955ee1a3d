//! What a cue that is met brings about.

use super::index::Listener;
use super::listen::hear;
use crate::case::turn::Turn;
use crate::case::{Change, Refusal, Status, settle};
use crate::flow::Item;
use crate::guard::Truth;

/// Tells all that has happened to those who listen, and then asks every cue again whose condition may have changed.
///
/// # Errors
/// A refusal where it never ends.
pub(in crate::case) fn take(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    let run = turn.run;
    if run.cues.is_empty() {
        return Ok(());
    }
    loop {
        while let Some(happening) = turn.news.pop_front() {
            let mut listeners = run.cues.listeners(&happening);
            // An exit wins over an entry.
            listeners.sort_by_key(|listener| !listener.out);
            for listener in listeners {
                if turn.case.is_open() && turn.view().listens(listener) && hear(turn, listener) {
                    met(turn, listener)?;
                }
            }
            turn.within_bounds()?;
        }
        let before = turn.event.changes.len();
        ask_all(turn)?;
        turn.within_bounds()?;
        if turn.event.changes.len() == before {
            return Ok(());
        }
    }
}

/// What was heard may be the last that a cue waited for.
fn met(turn: &mut Turn<'_>, listener: &Listener) -> Result<(), Refusal> {
    let run = turn.run;
    let item = listener.item.as_ref().and_then(|item| run.flow.items.get(item));
    if !turn
        .view()
        .is_met(item, listener.out, listener.cue, &turn.heard_now)
    {
        return Ok(());
    }
    match item {
        Some(item) if !listener.out => open(turn, item, listener.cue),
        item => end(turn, item, listener.cue),
    }
}

/// Conditions may hold by now that did not when the rest came about.
fn ask_all(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    let run = turn.run;
    for number in 0..run.flow.ended_by.len() {
        if turn.case.is_open() && turn.view().is_met(None, true, number, &turn.heard_now) {
            end(turn, None, number)?;
        }
    }
    let items = &run.flow.items;
    for item in items.values().filter(|item| !item.ended_by.is_empty()) {
        for number in 0..item.ended_by.len() {
            let view = turn.view();
            let status = view.case.item(&item.id).status;
            let waits = view.stage_goes_on(item) && view.is_there(item);
            let here = status != Status::Waiting || waits;
            if here && !status.has_ended() && view.is_met(Some(item), true, number, &turn.heard_now) {
                end(turn, Some(item), number)?;
            }
        }
    }
    for item in items.values().filter(|item| !item.opened_by.is_empty()) {
        for number in 0..item.opened_by.len() {
            let view = turn.view();
            let waits = view.case.item(&item.id).status == Status::Waiting
                && view.stage_goes_on(item)
                && view.is_there(item);
            let begun = item.repeats.is_some() && has_begun(view.case.item(&item.id).status);
            if (waits || begun) && view.is_met(Some(item), false, number, &turn.heard_now) {
                open(turn, item, number)?;
            }
        }
    }
    for item in items.values() {
        if turn.view().is_unheard(item) {
            settle::cancel(turn, &item.id);
        }
    }
    Ok(())
}

const fn has_begun(status: Status) -> bool {
    matches!(status, Status::Active | Status::Possible)
}

/// Lets an item open, or asks for another round of it, as far as its repetition allows.
fn open(turn: &mut Turn<'_>, item: &Item, cue: usize) -> Result<(), Refusal> {
    let state = turn.case.item(&item.id);
    let first = state.status == Status::Waiting && !state.cued;
    let own = |one: &Listener| one.item.as_ref() == Some(&item.id) && !one.out;
    turn.heard_now.retain(|one| !own(one));
    if state.out_of_play || (!first && item.repeats.is_none()) || !may_have_round(turn, item) {
        return Ok(());
    }
    if state.status.has_ended() {
        turn.change(Change::Again {
            item: item.id.clone(),
            forget: true,
        });
    }
    turn.change(Change::Cued {
        item: item.id.clone(),
        cue: u16::try_from(cue).unwrap_or(u16::MAX),
    });
    open_stages(turn, item)
}

/// Whether the repetition of an item has room for a round more.
fn may_have_round(turn: &Turn<'_>, item: &Item) -> bool {
    let Some(repeats) = &item.repeats else {
        return true;
    };
    let view = turn.view();
    let state = view.case.item(&item.id);
    let open = u32::from(has_begun(state.status) || state.cued).saturating_add(state.again);
    let asked = state
        .round
        .saturating_add(state.again)
        .saturating_add(u32::from(state.cued));
    let guard = view.run.guards.again_while.get(&item.id);
    guard.is_none_or(|guard| guard.holds(&view) == Truth::True)
        && !view.is_over(item)
        && repeats.at_most.is_none_or(|most| asked < most)
        && repeats.side_by_side.is_none_or(|most| open < most)
}

/// What is opened by something outside its stage opens the stages that it lies in, whatever they wait for themselves.
fn open_stages(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let run = turn.run;
    let view = turn.view();
    let mut closed: Vec<_> = view
        .stages_of(item)
        .filter(|stage| view.case.item(&stage.id).status != Status::Active)
        .map(|stage| stage.id.clone())
        .collect();
    while let Some(stage) = closed.pop() {
        if let Some(stage) = run.flow.items.get(&stage) {
            if turn.case.item(&stage.id).status.has_ended() {
                turn.change(Change::Again {
                    item: stage.id.clone(),
                    forget: true,
                });
            }
            settle::open(turn, stage)?;
        }
    }
    Ok(())
}

/// Ends an item or the case, undone or as if it were done.
fn end(turn: &mut Turn<'_>, item: Option<&Item>, cue: usize) -> Result<(), Refusal> {
    let as_done = turn
        .view()
        .cues_of(item, true)
        .get(cue)
        .is_some_and(|cue| cue.as_done);
    match item {
        None => settle::end_case_by_cue(turn, as_done),
        Some(item) if as_done && turn.case.item(&item.id).status == Status::Active => {
            return super::super::asked::done(turn, item);
        }
        Some(item) => settle::cancel(turn, &item.id),
    }
    Ok(())
}
