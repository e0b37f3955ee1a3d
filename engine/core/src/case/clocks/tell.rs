//! How a clock of a case came to its due time, line by line.

use chrono::{DateTime, Utc};

use super::super::{ClockState, PausedBy, View};
use super::count::{Basis, by_table, told};
use super::receipt;
use crate::calendar::local_date;
use crate::flow::{Clock, ClockStart, Lasts, Pause};
use crate::text::{Arg, Message};

/// How a clock of a case came to its due time, line by line; nothing for a clock that has not started.
#[must_use]
pub fn arithmetic(view: &View<'_>, clock: &Clock) -> Vec<Message> {
    let Some(state) = view.case.clocks.get(&clock.id) else {
        return Vec::new();
    };
    let tuned = view.run.clock_in(view.case, clock.id.as_str());
    let clock = tuned.as_deref().unwrap_or(clock);
    let mut lines = validity(clock, state.starts);
    lines.extend(tuning(view, clock, state));
    if let ClockStart::Received(received) = &clock.starts
        && let Some(receipt) = receipt::receipt(view, received)
    {
        lines.extend(receipt.told());
    }
    lines.extend(decided(view, clock));
    lines.extend(pauses(view, clock, state));
    match told(view, clock, &Basis::of(state)) {
        Some((due, aim)) => {
            if let Some(aim) = aim {
                lines.push(Message::new("clock-target").with("day", local_date(aim.due)));
            }
            lines.extend(due.arithmetic);
        }
        None => lines.push(Message::new("term-from-moment").with("start", state.starts)),
    }
    if let Some(extends) = clock.extends.as_ref().filter(|_| !state.longer.is_empty()) {
        lines.push(Message::new("clock-extended-by").with("law", extends.ground.written()));
    }
    if let Some(since) = state.paused_since {
        lines.push(Message::new("clock-stands-still").with("since", since));
    }
    if let Some(at) = state.breached_at {
        lines.push(Message::new("clock-ran-out").with("at", at));
    }
    lines
}

/// The tuning that the clock is counted by, and what the flow says instead.
fn tuning(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Message> {
    let ready = view.run.tunings.numbered(state.tuning?, clock.id.base())?;
    let written = view.run.clock(clock.id.as_str())?;
    let told = |key: &str| {
        Message::new(key)
            .with("number", ready.number)
            .with("from", local_date(ready.since))
            .with("why", ready.why.as_str())
    };
    let length = |clock: &Clock| match &clock.lasts {
        Lasts::For(length) | Lasts::Before(length, _) => Some(*length),
        Lasts::By(_, instead) => by_table(view, clock, instead),
        Lasts::Until(_) | Lasts::Window(_) => None,
    };
    Some(match (length(clock), length(&written)) {
        (Some(now), Some(before)) if now != before => told("clock-tuned")
            .with("length", now.message())
            .with("written", before.message()),
        _ => told("clock-tuned-otherwise"),
    })
}

/// A rule that did not hold on the day on which the clock started is no ground for it.
fn validity(clock: &Clock, starts: DateTime<Utc>) -> Vec<Message> {
    let Some(law) = &clock.law else {
        return Vec::new();
    };
    if law.holds_on(local_date(starts)) {
        return Vec::new();
    }
    let message = Message::new("clock-law-not-valid");
    let message = message.with("law", law.written()).with("day", local_date(starts));
    vec![message]
}

/// The rules of decision tables that say how long a clock runs, with the values that they were found by.
fn decided<'v>(view: &'v View<'_>, clock: &Clock) -> impl Iterator<Item = Message> + 'v {
    let guards = &view.run.guards;
    let lasts = guards.clock_lasts.get(clock.id.base());
    let tables = lasts.into_iter().flat_map(|guard| &guard.reads().tables);
    let tables = tables.filter_map(|table| guards.tables.get(table));
    tables.flat_map(|table| table.sentences(view))
}

/// Every pause that has been used, with its ground and how much of it is used.
fn pauses(view: &View<'_>, clock: &Clock, state: &ClockState) -> Vec<Message> {
    let used = state.used.iter().filter_map(|(place, stood)| {
        let pause = clock.pauses.get(usize::from(*place))?;
        let message = Message::new("clock-paused-for")
            .with("pause", title(view, pause))
            .with("law", pause.ground.written())
            .with("days", stood.days);
        Some(match pause.at_most {
            Some(most) => message.with(
                "most",
                Message::new("clock-paused-at-most").with("length", most.message()),
            ),
            None => message.with("most", ""),
        })
    });
    let mut lines: Vec<Message> = used.collect();
    if let PausedBy::Pause(place) = state.paused_by
        && state.paused_since.is_some()
        && let Some(pause) = clock.pauses.get(usize::from(place))
    {
        let message = Message::new("clock-paused-now").with("pause", title(view, pause));
        lines.push(message.with("law", pause.ground.written()));
    }
    lines
}

fn title(view: &View<'_>, pause: &Pause) -> Arg {
    match &pause.title {
        Some(title) => title.into(),
        None => view.title(&pause.during),
    }
}
