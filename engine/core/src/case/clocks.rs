//! Clocks of a case: what they should be is worked out from the case's state, and what differs becomes changes.

use chrono::{DateTime, Duration, Utc};

use super::turn::Turn;
use super::{Case, Change, ClockStanding, ClockState, Effect, NoticeKind, Refusal, Runnable, Status, View};
use crate::calendar::{Calendar, Due, Length, Term, before, end_of_day, local_date};
use crate::flow::{Anchor, Clock, ClockStart, ClockStop, Lasts, Recipient, Rung, RungAction, RungAt};
use crate::guard::Truth;
use crate::id::{ItemId, PartyId};
use crate::text::Message;

/// A clock's due time, counted back from another moment; due at the end of its day.
fn due_before(moment: DateTime<Utc>, length: Length, calendar: &Calendar) -> Option<DateTime<Utc>> {
    let earlier = before(moment, length, calendar)?;
    if length.is_elapsed() {
        Some(earlier)
    } else {
        Some(end_of_day(local_date(earlier)))
    }
}

/// How a clock of a case came to its due time, line by line; nothing for a clock that has not started.
#[must_use]
pub fn arithmetic(view: &View<'_>, clock: &Clock) -> Vec<Message> {
    let Some(state) = view.case.clocks.get(&clock.id) else {
        return Vec::new();
    };
    let mut lines = match count(view, clock, state.starts) {
        Some(due) => due.arithmetic,
        None => vec![Message::new("term-from").with("start", state.starts)],
    };
    if state.paused_seconds > 0 {
        let days = state.paused_seconds.saturating_add(SECONDS_IN_DAY - 1) / SECONDS_IN_DAY;
        lines.push(
            Message::new("clock-stood-still")
                .with("days", days)
                .with("due", state.due),
        );
    }
    if let Some(since) = state.paused_since {
        lines.push(Message::new("clock-stands-still").with("since", since));
    }
    if let Some(at) = state.breached_at {
        lines.push(Message::new("clock-ran-out").with("at", at));
    }
    lines
}

const SECONDS_IN_DAY: i64 = 86_400;

/// When a clock that starts here is due, pauses not counted.
fn count(view: &View<'_>, clock: &Clock, starts: DateTime<Utc>) -> Option<Due> {
    let (length, anchor) = match &clock.lasts {
        Lasts::For(length) => return clock.term.due(starts, *length, &view.run.calendar).ok(),
        Lasts::Before(length, anchor) => (Some(*length), anchor),
        Lasts::Until(anchor) => (None, anchor),
    };
    let moment = match anchor {
        Anchor::DueOf(item) => match view.case.clocks.get(item.as_str()).filter(|other| other.counts()) {
            Some(other) => other.due,
            None => end_of_day(local_date(view.case.item(item).planned?)),
        },
        Anchor::Field(path) => end_of_day(local_date(view.moment_in(path)?)),
        Anchor::Rhythm => view.case.item(clock.item.as_ref()?).planned?,
    };
    let mut arithmetic = vec![Message::new("clock-until").with("at", moment)];
    let due = match length {
        Some(length) => {
            arithmetic.push(Message::new("clock-before").with("length", length.message()));
            due_before(moment, length, &view.run.calendar)?
        }
        None => match anchor {
            // What a rhythm names is a day; work is due when the day ends.
            Anchor::Rhythm => end_of_day(local_date(moment)),
            _ => moment,
        },
    };
    arithmetic.push(Message::new("term-due-on").with("day", local_date(due)));
    let plan_day = view.run.calendar.on_or_before(local_date(due), clock.term.days)?;
    let plan_by = match clock.term.plan_by {
        crate::calendar::PlanBy::Same => due,
        crate::calendar::PlanBy::PreviousWorkingDay => end_of_day(plan_day).min(due),
    };
    Some(Due {
        due,
        plan_by,
        arithmetic,
    })
}

/// The moment from which a clock should count and the round it measures; none where it should not have started.
fn wanted_start(view: &View<'_>, clock: &Clock) -> Option<(DateTime<Utc>, u32)> {
    let own_round = view.case.clocks.get(&clock.id).map_or(1, |state| state.round);
    match &clock.starts {
        ClockStart::CaseStart => Some((view.case.started_at, 1)),
        ClockStart::Field(path) => Some((view.moment_in(path)?, own_round)),
        ClockStart::Opened(item) => {
            let state = view.case.item(item);
            (state.status == Status::Active).then_some((state.opened_at?, state.round))
        }
        ClockStart::Owed { item, by } => {
            let state = view.case.item(item);
            let owed = state.owed && state.owed_by.as_ref() == Some(by);
            owed.then_some((state.owed_since?, own_round))
        }
        ClockStart::Done(item) => {
            let state = view.case.item(item);
            Some((state.happened_at?, state.times))
        }
    }
}

/// Whether what a clock measures has come to its end, and whether it was done.
fn ended(view: &View<'_>, clock: &Clock) -> Option<bool> {
    if view.case.has_ended() {
        return Some(false);
    }
    match &clock.stops {
        ClockStop::CaseEnds => None,
        ClockStop::When(_) => {
            let guard = view.run.guards.clock_stops.get(&clock.id)?;
            (guard.holds(view) == Truth::True).then_some(true)
        }
        ClockStop::Paid => {
            let state = view.case.item(clock.item.as_ref()?);
            let owed = wanted_start(view, clock).is_some();
            (!owed).then(|| state.happened_at.is_some() && state.happened_at == state.ended_at)
        }
        ClockStop::ItemEnds => {
            let state = view.case.item(clock.item.as_ref()?);
            match state.status {
                Status::Active | Status::Possible => None,
                Status::Done => Some(true),
                // A round that is over leaves the item waiting for the next; it was done if that is why it ended.
                Status::Waiting => Some(state.happened_at.is_some() && state.happened_at == state.ended_at),
                Status::Skipped | Status::Cancelled => Some(false),
            }
        }
    }
}

/// Brings every clock to where it should be.
pub(super) fn sync(turn: &mut Turn<'_>) {
    let run = turn.run;
    for clock in run.flow.clocks.values() {
        let change = match turn.case.clocks.get(&clock.id) {
            Some(state) if state.counts() => running(&turn.view(), clock, state),
            state => starting(&turn.view(), clock, state),
        };
        if let Some(change) = change {
            turn.change(change);
        }
    }
}

fn starting(view: &View<'_>, clock: &Clock, old: Option<&ClockState>) -> Option<Change> {
    if view.case.has_ended() {
        return None;
    }
    let (starts, round) = wanted_start(view, clock)?;
    if old.is_some_and(|old| old.round == round && old.starts == starts) || ended(view, clock).is_some() {
        return None;
    }
    let due = count(view, clock, starts)?;
    Some(started(clock, old, round, starts, &due))
}

/// A start; a clock that is counted from a date or for a debt counts its own starts, so that each has a number of its own.
fn started(clock: &Clock, old: Option<&ClockState>, round: u32, starts: DateTime<Utc>, due: &Due) -> Change {
    let round = match (&clock.starts, old) {
        (ClockStart::Field(_) | ClockStart::Owed { .. }, Some(old)) => old.round.saturating_add(1),
        _ => round,
    };
    Change::ClockStarted {
        clock: clock.id.clone(),
        round,
        starts,
        due: due.due,
        plan_by: due.plan_by,
    }
}

fn running(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Change> {
    let id = clock.id.clone();
    if let Some(done) = ended(view, clock) {
        return Some(if done {
            Change::ClockMet { clock: id }
        } else {
            Change::ClockStopped { clock: id }
        });
    }
    // What was paid, and is owed again at once, is another debt.
    let debt = clock.stops == ClockStop::Paid;
    let other = |(starts, round)| round != state.round || (debt && starts != state.starts);
    if wanted_start(view, clock).is_some_and(other) {
        return Some(Change::ClockMet { clock: id });
    }
    let pausing = is_pausing(view, clock, state);
    match state.standing {
        ClockStanding::Running if pausing => return Some(Change::ClockPaused { clock: id }),
        ClockStanding::Paused if !pausing => return resumed(view, clock, state),
        _ => {}
    }
    let starts = wanted_start(view, clock).map_or(state.starts, |(starts, _)| starts);
    // The same start and the same length give the same end.
    if starts == state.starts && matches!(clock.lasts, Lasts::For(_)) {
        return None;
    }
    let due = count(view, clock, starts)?;
    // A clock that has run out, and gets a later date to count from, is a new one: what ran out stays in the history.
    if starts > state.starts && state.breached_at.is_some() && due.due > view.at {
        return Some(started(clock, Some(state), state.round, starts, &due));
    }
    let paused = Duration::seconds(state.paused_seconds);
    let (due, plan_by) = (due.due + paused, due.plan_by + paused);
    (starts != state.starts || due != state.due).then_some(Change::ClockMoved {
        clock: id,
        starts,
        due,
        plan_by,
    })
}

/// How much longer a clock may stand still; none where nothing caps it.
fn pause_left(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Duration> {
    let pause = clock
        .pauses
        .iter()
        .find(|pause| view.case.item(&pause.during).status == Status::Active)?;
    let cap = pause.at_most?;
    let until = Term::default()
        .due(state.starts, cap, &view.run.calendar)
        .ok()?
        .due;
    let from = match cap {
        Length::Minutes(_) | Length::Hours(_) => state.starts,
        // Whole days are counted from the end of a day to the end of another.
        _ => end_of_day(local_date(state.starts)),
    };
    Some(until - from - Duration::seconds(state.paused_seconds))
}

fn is_pausing(view: &View<'_>, clock: &Clock, state: &ClockState) -> bool {
    // What was agreed waits while the case is on hold; what the law or the municipality promises does not.
    if view.case.standing == super::Standing::OnHold {
        use crate::flow::ClockKind::{Agreement, Practice};
        return matches!(clock.kind, Agreement | Practice);
    }
    // What is owed and out of play rests, and its clock with it.
    if let ClockStart::Owed { item, .. } = &clock.starts
        && view.case.item(item).out_of_play
    {
        return true;
    }
    let during = clock
        .pauses
        .iter()
        .any(|pause| view.case.item(&pause.during).status == Status::Active);
    during
        && pause_left(view, clock, state).is_none_or(|left| {
            let used = state
                .paused_since
                .map_or_else(Duration::zero, |since| view.at - since);
            used < left
        })
}

fn resumed(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Change> {
    let since = state.paused_since?;
    let mut still = view.at - since;
    if let Some(left) = pause_left(view, clock, state) {
        still = still.min(left);
    }
    let paused_seconds = state.paused_seconds + still.num_seconds().max(0);
    Some(Change::ClockResumed {
        clock: clock.id.clone(),
        paused_seconds,
        due: state.due + still,
        plan_by: state.plan_by + still,
    })
}

/// When a pause reaches its cap.
pub(super) fn pause_ends(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<DateTime<Utc>> {
    Some(state.paused_since? + pause_left(view, clock, state)?)
}

/// When a rung takes effect.
pub(super) fn rung_at(run: &Runnable, rung: &Rung, state: &ClockState) -> Option<DateTime<Utc>> {
    match rung.at {
        RungAt::Percent(share) => {
            let whole = (state.due - state.starts).num_seconds();
            Some(state.starts + Duration::seconds(whole.checked_mul(i64::from(share))? / 100))
        }
        RungAt::Before(length) => before(state.due, length, &run.calendar),
        RungAt::Due => Some(state.due),
        RungAt::After(length) => super::runnable::PLAIN_TERM
            .due(state.due, length, &run.calendar)
            .ok()
            .map(|due| due.due),
    }
}

/// Takes every breach and rung whose time has come, in the order of their moments.
pub(super) fn take_due(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    for _ in 0..super::turn::MAX_CHANGES {
        let Some(due) = next_due(turn.run, &turn.case).filter(|due| due.at <= turn.at()) else {
            return Ok(());
        };
        match due.rung {
            None => turn.change(Change::ClockBreached {
                clock: due.clock.id.clone(),
            }),
            Some((index, rung)) => take(turn, due.clock, index, rung),
        }
        turn.within_bounds()?;
    }
    Ok(())
}

/// The next thing that a running clock of the case will do.
pub(super) struct NextDue<'a> {
    pub(super) at: DateTime<Utc>,
    clock: &'a Clock,
    rung: Option<(u16, &'a Rung)>,
}

/// The soonest breach or rung of any running clock. A breach comes before the rungs of its moment.
pub(super) fn next_due<'a>(run: &'a Runnable, case: &Case) -> Option<NextDue<'a>> {
    if !case.is_open() {
        return None;
    }
    let mut next: Option<NextDue<'a>> = None;
    for (id, state) in &case.clocks {
        if state.standing != ClockStanding::Running {
            continue;
        }
        let Some(clock) = run.flow.clocks.get(id) else {
            continue;
        };
        let breach = state.breached_at.is_none().then_some((state.due, None));
        let rungs = (0_u16..).zip(&clock.ladder);
        let rungs = rungs.filter(|(index, _)| !state.rungs.contains(index));
        let rungs = rungs.filter_map(|(index, rung)| Some((rung_at(run, rung, state)?, Some((index, rung)))));
        for (at, rung) in breach.into_iter().chain(rungs) {
            if next.as_ref().is_none_or(|soonest| at < soonest.at) {
                next = Some(NextDue { at, clock, rung });
            }
        }
    }
    next
}

fn take(turn: &mut Turn<'_>, clock: &Clock, index: u16, rung: &Rung) {
    turn.change(Change::RungTaken {
        clock: clock.id.clone(),
        rung: index,
    });
    let concerned = turn.run.concerned.get(&clock.id).map_or(&[][..], Vec::as_slice);
    match &rung.does {
        RungAction::Remind(to) => notify(turn, clock, index, NoticeKind::Reminder, to),
        RungAction::Tell(to) => notify(turn, clock, index, NoticeKind::Lateness, to),
        RungAction::HandTo(party) => {
            for item in concerned {
                let open = matches!(turn.case.item(item).status, Status::Active | Status::Possible);
                if open && turn.case.item(item).handed_to.as_ref() != Some(party) {
                    turn.change(Change::HandedOver {
                        item: item.clone(),
                        to: party.clone(),
                    });
                }
            }
        }
        RungAction::Open(item) => call(turn, item),
        RungAction::RaisePriority => {
            for item in concerned {
                if !turn.case.item(item).raised {
                    turn.change(Change::Raised { item: item.clone() });
                }
            }
        }
    }
}

/// Has an item opened whatever its stage says, and makes it owed.
fn call(turn: &mut Turn<'_>, item: &ItemId) {
    let state = turn.case.item(item);
    if state.status == Status::Active {
        return;
    }
    let ended = state.status.has_ended();
    if ended {
        turn.change(Change::Again {
            item: item.clone(),
            forget: false,
        });
    }
    turn.change(Change::Called { item: item.clone() });
    turn.change(Change::Owed {
        item: item.clone(),
        by: None,
        to: None,
    });
}

fn notify(turn: &mut Turn<'_>, clock: &Clock, index: u16, kind: NoticeKind, to: &Recipient) {
    let Some(state) = turn.case.clocks.get(&clock.id) else {
        return;
    };
    let (round, due) = (state.round, state.due);
    let key = match kind {
        NoticeKind::Reminder => "notice-reminder",
        NoticeKind::Lateness => "notice-lateness",
    };
    let message = Message::new(key)
        .with("clock", &clock.title)
        .with("due", due)
        .with("case", turn.case.title.as_str());
    for (party, person) in recipients(&turn.view(), clock, to) {
        turn.effects.push(Effect::Notice {
            kind,
            clock: clock.id.clone(),
            round,
            rung: index,
            to: party,
            person,
            message: message.clone(),
        });
    }
}

/// Who a rung speaks to, each once: the owners of what the clock concerns, their leaders, or a party by name.
fn recipients(view: &View<'_>, clock: &Clock, to: &Recipient) -> Vec<(PartyId, Option<crate::id::PersonId>)> {
    if let Recipient::Party(party) = to {
        return vec![(party.clone(), None)];
    }
    let mut found = Vec::new();
    for item in view.run.concerned.get(&clock.id).into_iter().flatten() {
        let Some(owner) = view.run.flow.items.get(item).and_then(|item| view.owner(item)) else {
            continue;
        };
        let one = match to {
            Recipient::Leader => match view.run.flow.leader_of(&owner) {
                Some(leader) => (leader.id.clone(), None),
                None => (owner, None),
            },
            _ => (owner, view.case.item(item).claimed_by),
        };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}
