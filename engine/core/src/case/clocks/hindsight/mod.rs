//! A clock in hindsight: how it went in a case, beside how it would have gone by other rules.
//!
//! What people did, and when, is held fast: the history is replayed without that clock, and beside it the clock runs by
//! the rules that are tried, started, paused, put off and ended by what happened. Time is taken to have passed as it
//! should, so that each rung comes when it is due. What a rung would have opened or handed over changes nothing else.

mod rounds;

use chrono::{DateTime, Utc};

use super::super::{Actor, Case, Change, ClockStanding, ClockState, Event, Runnable, View};
use super::ladder::{calendar_of, last_time, soonest};
use super::notices::addressed;
use super::pause::ends;
use super::{Basis, counted, wanted};
use crate::flow::Clock;
use crate::id::{ClockId, PartyId};

pub use rounds::{Ending, Recurrence, RhythmHindsight, Round, rhythm_hindsight};

/// How often a clock may turn between two events: each rung comes at most fifty times.
const MAX_TURNS: usize = 2_000;

/// One run of a clock, from its start to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course {
    /// The clock.
    pub clock: ClockId,
    /// When it started.
    pub starts: DateTime<Utc>,
    /// When it was due in the end, pauses and extensions counted in.
    pub due: DateTime<Utc>,
    /// It ran out undone.
    pub breached: bool,
    /// When it ended; none where it still counts.
    pub ended_at: Option<DateTime<Utc>>,
    /// Each time that a rung took effect: its place in the ladder, when it was due, and the parties that it spoke to.
    pub rungs: Vec<(u16, DateTime<Utc>, Vec<PartyId>)>,
}

/// How a clock went in a case, and how it would have gone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hindsight {
    /// Its courses as they were.
    pub was: Vec<Course>,
    /// Its courses by the rules that are tried.
    pub would: Vec<Course>,
}

/// A clock of the flow in hindsight: as a case's history tells it, and as it would have gone by this flow and its tunings
/// up to a moment. The clock is named as in the flow; of what is there once for each row, all are meant.
#[must_use]
pub fn hindsight(run: &Runnable, history: &[Event], clock: &str, until: DateTime<Utc>) -> Hindsight {
    let mut found = Hindsight::default();
    let Some((first, rest)) = history.split_first() else {
        return found;
    };
    let without = |event: &Event| Event {
        changes: others(event, clock).cloned().collect(),
        ..event.clone()
    };
    let Some(case) = Case::begin(&without(first)) else {
        return found;
    };
    let mut shadow = Shadow {
        run,
        case,
        clock,
        courses: Vec::new(),
    };
    note_all(&mut found.was, first, clock);
    shadow.settle(first.at);
    for event in rest {
        shadow.pass_time(event.at);
        for change in &event.changes {
            match change.clock() {
                Some(id) if id.base() == clock => shadow.meet(event, change),
                _ => shadow.case.change(event, change),
            }
        }
        note_all(&mut found.was, event, clock);
        shadow.settle(event.at);
    }
    shadow.pass_time(until);
    shadow.settle(until);
    found.would = shadow.courses;
    found
}

/// What an event changed beside the clock.
fn others<'e>(event: &'e Event, clock: &'e str) -> impl Iterator<Item = &'e Change> {
    let own = move |change: &&Change| change.clock().is_none_or(|id| id.base() != clock);
    event.changes.iter().filter(own)
}

fn note_all(courses: &mut Vec<Course>, event: &Event, clock: &str) {
    let own = |change: &&Change| change.clock().is_some_and(|id| id.base() == clock);
    for change in event.changes.iter().filter(own) {
        note(courses, event.at, change);
    }
}

/// Writes down what a change says of a clock.
fn note(courses: &mut Vec<Course>, at: DateTime<Utc>, change: &Change) {
    let Some(clock) = change.clock() else { return };
    if let Change::ClockStarted { starts, due, .. } = change {
        courses.push(Course {
            clock: clock.clone(),
            starts: *starts,
            due: *due,
            breached: false,
            ended_at: None,
            rungs: Vec::new(),
        });
        return;
    }
    let Some(course) = courses.iter_mut().rev().find(|course| course.clock == *clock) else {
        return;
    };
    match change {
        Change::ClockMoved { starts, due, .. } => (course.starts, course.due) = (*starts, *due),
        Change::ClockResumed { due, .. } | Change::ClockExtended { due, .. } => course.due = *due,
        Change::ClockBreached { .. } => course.breached = true,
        Change::ClockMet { .. } | Change::ClockStopped { .. } => course.ended_at = Some(at),
        Change::RungTaken { rung, at, to, .. } => course.rungs.push((*rung, *at, to.clone())),
        _ => {}
    }
}

/// Whether a clock that runs to then has been put off by more than its rule allows.
fn is_beyond(view: &View<'_>, clock: &Clock, state: &ClockState, due: DateTime<Utc>) -> bool {
    let most = clock.extends.as_ref().map(|extends| [extends.at_most]);
    let most = most.and_then(|most| {
        let basis = Basis {
            longer: &most,
            ..Basis::of(state)
        };
        counted(view, clock, &basis)
    });
    most.is_some_and(|most| due > most.due)
}

/// The case as it was, but for the one clock.
struct Shadow<'a> {
    run: &'a Runnable,
    case: Case,
    clock: &'a str,
    courses: Vec<Course>,
}

impl Shadow<'_> {
    const fn view(&self, at: DateTime<Utc>) -> View<'_> {
        View {
            run: self.run,
            case: &self.case,
            at,
        }
    }

    fn change(&mut self, at: DateTime<Utc>, change: Change) {
        note(&mut self.courses, at, &change);
        let event = Event {
            at,
            by: Actor::Engine,
            changes: Vec::new(),
        };
        self.case.change(&event, &change);
    }

    /// The states of the one clock.
    fn states(&self) -> impl Iterator<Item = (&ClockId, &ClockState)> {
        self.case.clocks.iter().filter(|(id, _)| id.base() == self.clock)
    }

    /// What was done with the clock itself: it was put off or ended, or what its rungs had said was answered.
    fn meet(&mut self, event: &Event, change: &Change) {
        match change {
            Change::RungsAcknowledged { .. } => self.case.change(event, change),
            // Something ended the clock itself; that hangs on no length.
            Change::ClockStopped { clock } if self.case.clocks.get(clock).is_some_and(ClockState::counts) => {
                self.change(event.at, change.clone());
            }
            Change::ClockExtended {
                clock, by, reason, ..
            } => {
                let Some(state) = self.case.clocks.get(clock).filter(|state| state.counts()) else {
                    return;
                };
                let mut longer = state.longer.clone();
                longer.push(*by);
                let basis = Basis {
                    longer: &longer,
                    ..Basis::of(state)
                };
                let view = self.view(event.at);
                let Some(tuned) = self.run.clock_in(&self.case, clock.as_str()) else {
                    return;
                };
                let Some(counted) = counted(&view, &tuned, &basis) else {
                    return;
                };
                // By these rules it could not have been put off so far.
                if is_beyond(&view, &tuned, state, counted.due) {
                    return;
                }
                let change = Change::ClockExtended {
                    clock: clock.clone(),
                    by: *by,
                    reason: reason.clone(),
                    due: counted.due,
                    plan_by: counted.plan_by,
                };
                self.change(event.at, change);
            }
            _ => {}
        }
    }

    /// Brings the clock to where what has happened puts it, and takes what is due of it by then.
    fn settle(&mut self, at: DateTime<Utc>) {
        for _ in 0..MAX_TURNS {
            let clocks = self.run.written_clocks(&self.case);
            let own = clocks.iter().filter(|clock| clock.id.base() == self.clock);
            let view = self.view(at);
            let changes: Vec<Change> = own.filter_map(|clock| wanted(&view, clock, false)).collect();
            if changes.is_empty() {
                break;
            }
            for change in changes {
                self.change(at, change);
            }
        }
        if self.case.is_open() {
            self.take_due(at);
        }
    }

    fn take_due(&mut self, at: DateTime<Utc>) {
        for _ in 0..MAX_TURNS {
            let Some(due) = soonest(&self.view(at), self.states()).filter(|due| due.at <= at) else {
                return;
            };
            let (clock, rung, moment) = (due.clock.clone(), due.rung, due.at);
            let change = match rung {
                None => Some(Change::ClockBreached { clock }),
                Some(place) => self.taken(&clock, place, moment, at),
            };
            let Some(change) = change else { return };
            self.change(at, change);
        }
    }

    /// A rung that takes effect: of times that passed unnoticed only the last, as in any case.
    fn taken(&self, id: &ClockId, place: u16, due: DateTime<Utc>, at: DateTime<Utc>) -> Option<Change> {
        let clock = self.run.clock_in(&self.case, id.as_str())?;
        let rung = clock.ladder.get(usize::from(place))?;
        let before = self.case.clocks.get(id)?.rungs.get(&place);
        let view = self.view(at);
        let times = before.map_or(0, |before| before.times);
        let taken = last_time(calendar_of(&view, id), rung, times, (due, at));
        let mut to: Vec<PartyId> = Vec::new();
        for (party, _) in addressed(&view, &clock, &rung.does) {
            if !to.contains(&party) {
                to.push(party);
            }
        }
        Some(Change::RungTaken {
            clock: id.clone(),
            rung: place,
            at: taken.0,
            times: taken.1,
            to,
        })
    }

    /// Lets time pass up to a moment: each thing that the clock does by itself comes when it is due.
    fn pass_time(&mut self, until: DateTime<Utc>) {
        for _ in 0..MAX_TURNS {
            let next = self.next().filter(|next| *next < until);
            let Some(next) = next else { return };
            self.settle(next);
        }
    }

    /// When the clock next does something by itself.
    fn next(&self) -> Option<DateTime<Utc>> {
        if !self.case.is_open() {
            return None;
        }
        let rung = soonest(&self.view(self.case.started_at), self.states()).map(|due| due.at);
        let paused = self
            .states()
            .filter(|(_, state)| state.standing == ClockStanding::Paused);
        let over = paused.filter_map(|(id, state)| {
            let clock: &Clock = &*self.run.clock_in(&self.case, id.as_str())?;
            ends(&self.view(state.starts), clock, state)
        });
        over.chain(rung).min()
    }
}
