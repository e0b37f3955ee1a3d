//! Clocks of a case: what they should be is worked out from the case's state, and what differs becomes changes.

mod count;
mod hindsight;
mod ladder;
mod notices;
mod pause;
mod receipt;
mod suppose;
mod tell;

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::in_hand::InHand;
use super::turn::Turn;
use super::{Change, ClockStanding, ClockState, ItemState, Status, View};
use crate::flow::{Clock, ClockStart, ClockStop, Lasts};
use crate::guard::Truth;

pub(super) use count::{Basis, Counted, counted, unit_of};
pub use hindsight::{
    Course, Ending, Hindsight, Recurrence, RhythmHindsight, Round, hindsight, rhythm_hindsight,
};
pub(super) use ladder::{hand_on, next_due, take_due};
pub(super) use notices::{Told, tell};
pub(super) use pause::ends as pause_ends;
pub use suppose::{SupposeError, Supposed, SupposedPause, Supposition, suppose};
pub use tell::arithmetic;

/// The moment from which a clock should count and the round it measures; none where it should not have started.
fn wanted_start(view: &View<'_>, clock: &Clock) -> Option<(DateTime<Utc>, u32)> {
    let own = || view.case.clocks.get(&clock.id);
    let own_round = || own().map_or(1, |state| state.round);
    match &clock.starts {
        ClockStart::CaseStart => Some((view.case.started_at, 1)),
        ClockStart::Field(path) => Some((view.moment_in(clock.item.as_ref(), path)?, own_round())),
        ClockStart::Known(path) => {
            view.moment_in(clock.item.as_ref(), path)?;
            let since = own().filter(|state| state.counts()).map(|state| state.starts);
            Some((since.unwrap_or(view.at), own_round()))
        }
        ClockStart::Received(received) => receipt::start(view, received, own_round()),
        ClockStart::Opened(item) => {
            let state = view.case.item(item);
            (state.status == Status::Active).then_some((state.opened_at?, state.round))
        }
        ClockStart::Owed { item, by } => {
            let state = view.case.item(item);
            let owed = state.owed && state.owed_by.as_ref() == Some(by);
            owed.then_some((state.owed_since?, own_round()))
        }
        ClockStart::Done(item) => {
            let state = view.case.item(item);
            Some((state.happened_at?, state.times))
        }
    }
}

/// Whether what a clock measures has come to its end, and whether it was done: of its own, otherwise with the case.
fn ended(view: &View<'_>, clock: &Clock) -> Option<bool> {
    let with_case = || view.case.has_ended().then_some(false);
    ended_itself(view, clock).or_else(with_case)
}

fn ended_itself(view: &View<'_>, clock: &Clock) -> Option<bool> {
    match &clock.stops {
        ClockStop::CaseEnds => None,
        ClockStop::When(_) => {
            let guard = clock.id.of_base(&view.run.guards.clock_stops)?;
            (guard.holds(view) == Truth::True).then_some(true)
        }
        ClockStop::Paid => {
            let state = view.case.item(clock.item.as_ref()?);
            let owed = wanted_start(view, clock).is_some();
            (!owed).then(|| was_done(state))
        }
        ClockStop::ItemEnds => {
            let state = view.case.item(clock.item.as_ref()?);
            match state.status {
                Status::Active => None,
                Status::Done => Some(true),
                // A round that is over leaves the item waiting for the next or for a hand to start it, or it ends with its
                // stage.
                Status::Waiting | Status::Possible | Status::Cancelled => Some(was_done(state)),
                Status::Skipped => Some(false),
            }
        }
    }
}

/// Whether an item's last round ended because it was done.
fn was_done(state: &ItemState) -> bool {
    state.happened_at.is_some() && state.happened_at == state.ended_at
}

/// Brings every clock to where it should be, by the newest calendar and the tunings that have taken effect.
pub(super) fn sync(turn: &mut Turn<'_>) {
    let changes = turn.event.changes.len();
    if turn.clocks_in_step == Some(changes) {
        return;
    }
    let run = turn.run;
    let calendar = turn.case.calendar < run.calendar.version();
    let steps = run.tunings.steps(turn.at());
    let tunings = turn.case.tunings < steps;
    for clock in run.flow.clocks.values() {
        match run.set_of_clock(clock) {
            None => sync_one(turn, clock, calendar || tunings),
            Some(root) => {
                for clock in run.clock_in_rows(&turn.case, clock, root) {
                    sync_one(turn, &clock, calendar || tunings);
                }
            }
        }
    }
    // A clock that has changed is looked at again before it is said that all are counted.
    if turn.event.changes.len() > changes {
        return;
    }
    turn.clocks_in_step = Some(changes);
    if turn.case.has_ended() {
        return;
    }
    if calendar {
        let version = run.calendar.version();
        turn.change(Change::CalendarTaken { version });
    }
    if tunings {
        turn.change(Change::TuningsTaken { steps });
    }
}

fn sync_one(turn: &mut Turn<'_>, clock: &Clock, recount: bool) {
    let Some(change) = wanted(&turn.view(), clock, recount) else {
        return;
    };
    let starts = matches!(change, Change::ClockStarted { .. });
    turn.change(change);
    // Before it could run out.
    if starts && ended(&turn.view(), clock) == Some(true) {
        turn.change(Change::ClockMet {
            clock: clock.id.clone(),
        });
    }
}

/// The next change that a clock of the flow needs to be where it should be.
fn wanted(view: &View<'_>, clock: &Clock, recount: bool) -> Option<Change> {
    if waits_for_untouched(view, clock) {
        return None;
    }
    match view.case.clocks.get(&clock.id) {
        Some(state) if state.counts() => running(view, clock, state, recount),
        state => starting(view, clock, state),
    }
}

/// Whether what starts a clock is an item that nothing has happened to: then it has never started. Most clocks of most
/// cases are such.
fn waits_for_untouched(view: &View<'_>, clock: &Clock) -> bool {
    match &clock.starts {
        ClockStart::Opened(item) | ClockStart::Done(item) | ClockStart::Owed { item, .. } => {
            !view.case.items.contains_key(item)
        }
        _ => false,
    }
}

fn starting(view: &View<'_>, clock: &Clock, old: Option<&ClockState>) -> Option<Change> {
    if view.case.has_ended() {
        return None;
    }
    let (starts, round) = wanted_start(view, clock)?;
    if old.is_some_and(|old| is_over(view, clock, old, (starts, round))) {
        return None;
    }
    // What was done before the clock starts was in time; a clock that had run before stays as it is.
    if ended(view, clock).is_some() && !(old.is_none() && stopped_by_work(view, clock)) {
        return None;
    }
    if !may_start(view, clock) {
        return None;
    }
    let tuning = view.tuning_of(clock, starts);
    let counted = counted(
        view,
        &view.run.tuned(Cow::Borrowed(clock), tuning),
        &Basis::new(starts),
    )?;
    Some(started(clock, old, round, starts, &counted, tuning))
}

/// Whether what must hold for a clock to start holds, seen from the item that it belongs to.
fn may_start(view: &View<'_>, clock: &Clock) -> bool {
    let Some(guard) = clock.id.of_base(&view.run.guards.clock_when) else {
        return true;
    };
    let holds = match &clock.item {
        Some(item) => guard.holds(&InHand::new(*view, item)),
        None => guard.holds(view),
    };
    holds == Truth::True
}

/// Whether something that was done stops the clock, and not only what is so.
fn stopped_by_work(view: &View<'_>, clock: &Clock) -> bool {
    let guard = clock.id.of_base(&view.run.guards.clock_stops);
    guard.is_some_and(|guard| {
        let mut asked = guard.reads().items.iter();
        asked.any(|item| view.case.item(item).times > 0)
    })
}

/// Whether a clock that counts no longer is the one that should start.
fn is_over(view: &View<'_>, clock: &Clock, old: &ClockState, wanted: (DateTime<Utc>, u32)) -> bool {
    let (starts, round) = wanted;
    if old.round != round {
        return false;
    }
    match clock.starts {
        // It starts whenever it is known, so that it is another only where it runs to another day.
        ClockStart::Known(_) => {
            let clock = view.run.tuned(Cow::Borrowed(clock), old.tuning);
            counted(view, &clock, &Basis::of(old)).is_none_or(|counted| counted.due == old.due)
        }
        ClockStart::Received(_) if old.standing == ClockStanding::Stopped => {
            old.starts == starts && !receipt::was_sent_again(view, clock)
        }
        _ => old.starts == starts,
    }
}

/// A start; a clock that is counted from a date or for a debt counts its own starts, so that each has a number of its
/// own.
fn started(
    clock: &Clock,
    old: Option<&ClockState>,
    round: u32,
    starts: DateTime<Utc>,
    counted: &Counted,
    tuning: Option<u32>,
) -> Change {
    let numbers_itself = match &clock.starts {
        ClockStart::Field(_) | ClockStart::Known(_) | ClockStart::Owed { .. } => true,
        ClockStart::Received(received) => received.sent.is_field(),
        _ => false,
    };
    let round = match old {
        Some(old) if numbers_itself => old.round.saturating_add(1),
        _ => round,
    };
    Change::ClockStarted {
        clock: clock.id.clone(),
        round,
        starts,
        due: counted.due,
        plan_by: counted.plan_by,
        target: counted.target,
        tuning,
    }
}

fn running(view: &View<'_>, written: &Clock, state: &ClockState, recount: bool) -> Option<Change> {
    let clock = &*view.run.tuned(Cow::Borrowed(written), state.tuning);
    let id = clock.id.clone();
    if let Some(done) = ended(view, clock) {
        return Some(if done {
            Change::ClockMet { clock: id }
        } else {
            Change::ClockStopped { clock: id }
        });
    }
    let wanted = wanted_start(view, clock);
    // What did not come is received by nobody; when it is sent again, this starts anew.
    if wanted.is_none() && receipt::did_not_come(view, clock) {
        return Some(Change::ClockStopped { clock: id });
    }
    // What was paid, and is owed again at once, is another debt.
    let debt = clock.stops == ClockStop::Paid;
    let other = |(starts, round)| round != state.round || (debt && starts != state.starts);
    if wanted.is_some_and(other) {
        return Some(Change::ClockMet { clock: id });
    }
    match state.standing {
        ClockStanding::Running => {
            if let Some(change) = pause::begins(view, clock, state) {
                return Some(change);
            }
        }
        _ => {
            if let Some(change) = pause::over(view, clock, state) {
                return Some(change);
            }
        }
    }
    let starts = wanted.map_or(state.starts, |(starts, _)| starts);
    moved(view, written, state, starts, recount)
}

/// Where a clock's start or end is another than it was. By a new calendar or tuning only what lies ahead is counted anew:
/// what has run out stays as it was.
fn moved(
    view: &View<'_>,
    written: &Clock,
    state: &ClockState,
    starts: DateTime<Utc>,
    recount: bool,
) -> Option<Change> {
    let ahead = state.breached_at.is_none() && state.due > view.at;
    // The same start and the same length give the same end.
    let same = starts == state.starts && matches!(written.lasts, Lasts::For(_));
    if (same && !recount) || (recount && starts == state.starts && !ahead) {
        return None;
    }
    let tuning = if ahead || starts != state.starts {
        view.tuning_of(written, starts)
    } else {
        state.tuning
    };
    let clock = &*view.run.tuned(Cow::Borrowed(written), tuning);
    let fresh = counted(view, clock, &Basis::new(starts))?;
    // A clock that has run out, and gets a later date to count from, is a new one: what ran out stays in the history.
    let later = starts > state.starts || (clock.is_counted_back() && fresh.due > state.due);
    if later && state.breached_at.is_some() && fresh.due > view.at {
        // Until it may start what ran out stays as it is, and is asked again.
        return may_start(view, clock)
            .then(|| started(clock, Some(state), state.round, starts, &fresh, tuning));
    }
    let basis = Basis {
        starts,
        ..Basis::of(state)
    };
    let counted = counted(view, clock, &basis)?;
    let now = (starts, counted.due, counted.plan_by, counted.target, tuning);
    let moved = now != (state.starts, state.due, state.plan_by, state.target, state.tuning);
    moved.then_some(Change::ClockMoved {
        clock: clock.id.clone(),
        starts,
        due: counted.due,
        plan_by: counted.plan_by,
        target: counted.target,
        tuning,
    })
}
