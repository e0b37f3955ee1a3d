//! How a set goes: it opens, its rows come and go, and it is done when enough of them are.

use super::expected::{goes_to_its_end, is_expected_without};
use super::hindrance::Hindrance;
use super::rows::{counts, is_behind, rows};
use super::turn::Turn;
use super::{Change, Refusal, Status, View, joins, settle};
use crate::flow::{Awaited, Enough, Item, WaitsFor};
use crate::guard::Truth;
use crate::id::ItemId;

/// Brings a set to where it should be; what lies in its rows is settled beside other items.
pub(super) fn settle_set(turn: &mut Turn<'_>, set: &Item) -> Result<(), Refusal> {
    if is_wanted_again(&turn.view(), set) {
        turn.change(Change::Again {
            item: set.id.clone(),
            forget: false,
        });
    }
    if matches!(turn.case.item(&set.id).status, Status::Waiting | Status::Possible) {
        settle::plan_and_open(turn, set)?;
    }
    if turn.case.item(&set.id).status == Status::Active {
        take_rows(turn, set);
    }
    let open: Vec<ItemId> = rows(&turn.case, &set.id)
        .filter(|(_, state)| counts(state))
        .map(|(id, _)| id.clone())
        .collect();
    let run = turn.run;
    for id in open {
        if let Some(item) = run.item(&turn.case, &id) {
            settle::open_or_close(turn, &item)?;
        }
    }
    let active = turn.case.item(&set.id).status == Status::Active;
    if active && is_done(&turn.view(), set) {
        come_to_rest(turn, set);
    }
    Ok(())
}

/// Whether a set that is done has rows that came later, or whose condition holds by now, and nothing said that there were
/// enough.
fn is_wanted_again(view: &View<'_>, set: &Item) -> bool {
    let state = view.case.item(&set.id);
    let whole = view.run.each(&set.id).is_some_and(|each| each.enough.is_none());
    if state.status != Status::Done || !whole || state.out_of_play || !view.stage_goes_on(set) {
        return false;
    }
    let keys = view.keys_of(&set.id).unwrap_or_default();
    let mut rows = keys.iter().map(|key| ItemId::of_row(set.id.as_str(), key));
    let late = may_begin_late(view, set);
    rows.any(|row| is_new(view, &row) || (late && waits_only_for(view, &row, Hindrance::Stage)))
}

/// Whether what is there for a row has not begun, and only this stands in its way.
fn waits_only_for(view: &View<'_>, row: &ItemId, hindrance: Hindrance) -> bool {
    let state = view.case.item(row);
    state.status == Status::Waiting
        && state.round == 0
        && view
            .run
            .item(view.case, row)
            .is_some_and(|item| view.hindrances(&item).iter().eq([hindrance]))
}

/// Whether nothing is there for a row yet.
fn is_new(view: &View<'_>, item: &ItemId) -> bool {
    view.case.items.get(item).is_none_or(|state| state.gone)
}

/// Rows that are there and have nothing yet get it; what was there for rows that have gone ends.
fn take_rows(turn: &mut Turn<'_>, set: &Item) {
    let view = turn.view();
    let there: Vec<ItemId> = view
        .keys_of(&set.id)
        .unwrap_or_default()
        .iter()
        .map(|key| ItemId::of_row(set.id.as_str(), key))
        .collect();
    let gone: Vec<ItemId> = rows(view.case, &set.id)
        .filter(|(id, state)| counts(state) && !there.contains(id))
        .map(|(id, _)| id.clone())
        .collect();
    let new: Vec<ItemId> = there.into_iter().filter(|id| is_new(&view, id)).collect();
    for item in gone {
        for inner in turn.run.children(&turn.case, &item) {
            settle::cancel(turn, &inner);
        }
        turn.change(Change::RowGone { item });
    }
    for item in new {
        turn.change(Change::RowCame { item: item.clone() });
        leave_out(turn, &item);
    }
}

/// What the flow has out of play at first is so for each row, too, until something brings that row's back.
fn leave_out(turn: &mut Turn<'_>, around: &ItemId) {
    for item in turn.run.children(&turn.case, around) {
        let planned = turn.run.flow.items.get(item.base());
        let out = planned.is_some_and(|planned| planned.out_of_play);
        if out && !turn.case.items.contains_key(&item) {
            turn.change(Change::TakenOut { item: item.clone() });
        }
        leave_out(turn, &item);
    }
}

/// Whether enough rows are done, or nothing of the set is under way or will come by itself.
fn is_done(view: &View<'_>, set: &Item) -> bool {
    let done = || {
        let behind = rows(view.case, &set.id).filter(|(_, state)| counts(state) && is_behind(state));
        behind.count()
    };
    let enough = match view.run.each(&set.id).and_then(|each| each.enough.as_ref()) {
        Some(Enough::Rows(count)) => u32::try_from(done()).is_ok_and(|done| done >= *count),
        Some(Enough::When(_)) => {
            let guard = view.run.guards.enough.get(&set.id);
            guard.is_some_and(|guard| guard.holds(view) == Truth::True)
        }
        None => false,
    };
    enough || !(settle::is_kept(view, Some(&set.id)) || is_to_come(view, set))
}

/// Whether the condition of a row may yet come to hold: what it asks about is under way or will come by itself, and does
/// not wait for the set.
fn is_to_come(view: &View<'_>, set: &Item) -> bool {
    let Some(guard) = view.run.guards.when.get(&set.id) else {
        return false;
    };
    let asked: Vec<ItemId> = guard.reads().items.iter().cloned().collect();
    let waiting: Vec<(&ItemId, Vec<ItemId>)> = rows(view.case, &set.id)
        .filter(|(id, state)| counts(state) && waits_only_for(view, id, Hindrance::When))
        .map(|(id, _)| (id, view.run.meant_by(id, &asked)))
        .collect();
    if waiting.is_empty() {
        return false;
    }
    let may_bring = |other: &Item| {
        waiting
            .iter()
            .any(|(row, meant)| meant.contains(&other.id) || view.may_change(guard, row, other))
    };
    // Few others touch what the condition reads; whether they will be done takes longer to find out.
    let all = view.run.named_items(view.case);
    all.iter()
        .filter(|id| id.of_base(&view.run.sets) != Some(&set.id))
        .filter_map(|id| view.run.item(view.case, id))
        .any(|other| may_bring(&other) && will_be_done(view, &other, &set.id))
}

/// Whether an item is under way or will come by itself, though the set is not done.
fn will_be_done(view: &View<'_>, item: &Item, set: &ItemId) -> bool {
    let state = view.case.item(&item.id);
    if state.out_of_play || item.not_while_owed.contains(set) || view.run.is_set(&item.id) {
        return false;
    }
    match state.status {
        Status::Waiting => !item.optional && is_expected_without(view, item, Some(set)),
        _ => goes_to_its_end(state, Some(item)),
    }
}

/// The set is done; what is under way in it ends, unless it may go on.
pub(super) fn finish(turn: &mut Turn<'_>, set: &Item) {
    end_but(turn, set, |_, _| false);
}

/// Nothing of the set is under way or will come. Where nothing said that there were enough, a row whose condition does not
/// hold goes on waiting for that.
fn come_to_rest(turn: &mut Turn<'_>, set: &Item) {
    let waits = may_begin_late(&turn.view(), set);
    end_but(turn, set, |view, row| {
        waits && waits_only_for(view, row, Hindrance::When)
    });
}

/// Whether a row may begin after the set was done: its condition came to hold late, and then the set waits for it.
fn may_begin_late(view: &View<'_>, set: &Item) -> bool {
    let whole = view.run.each(&set.id).is_some_and(|each| each.enough.is_none());
    let awaited = set.awaited == Awaited::AsItsStageSays && set.waits_for == WaitsFor::Coming;
    whole && awaited && !set.optional && set.when.is_some()
}

fn end_but(turn: &mut Turn<'_>, set: &Item, stays: impl Fn(&View<'_>, &ItemId) -> bool) {
    let goes_on = turn.run.each(&set.id).is_some_and(|each| each.rest_goes_on);
    for item in turn.run.children(&turn.case, &set.id) {
        let status = turn.case.item(&item).status;
        let left = goes_on && status == Status::Active;
        if !left && !stays(&turn.view(), &item) {
            settle::cancel(turn, &item);
        }
    }
    turn.change(Change::Done {
        item: set.id.clone(),
        person: turn.event.by.person(),
        remembered: 0,
    });
    for other in turn.run.each_time.get(&set.id).into_iter().flatten() {
        joins::arrive(turn, other, &set.id);
    }
}

/// A set that opens with its stage has all its rows anew; one that opens for rows that came later, only those.
pub(super) fn begin(turn: &mut Turn<'_>, set: &ItemId, happened: bool) {
    if happened {
        return;
    }
    let ended: Vec<ItemId> = rows(&turn.case, set)
        .filter(|(_, state)| state.status.has_ended() || state.happened)
        .map(|(id, _)| id.clone())
        .collect();
    for item in ended {
        turn.change(Change::Again { item, forget: true });
    }
}
