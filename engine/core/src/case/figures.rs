//! What an event says for figures over many cases: how long work took, who waited for it, whether it was in time, how often
//! people deviate, and how often authority and provider speak. Names and times alone; nothing that anybody wrote.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Change, ClockState, Event, OpenTask, View};
use crate::flow::{ItemKind, Side};
use crate::id::{ClockId, ItemId, PartyId, UnitId};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Somebody's work was done; in time or not where it had a deadline.
    Done,
    /// A party could go on with work of its own because another's was done: it had waited since that opened.
    Waited,
    /// A clock was met in time, or ran out.
    Deadline,
    /// A person left work out, did it anew, took it out of turn or added some.
    Deviated,
    /// Authority and provider had to do with each other: since the time before in the same case.
    Contact,
}

/// One thing that is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What.
    pub counted: Counted,
    /// The item or the clock, as the flow names it; what is there for each row is one.
    pub name: String,
    /// Whose doing it was.
    pub party: PartyId,
    /// The party that waited, or how people deviated; empty elsewhere.
    pub other: String,
    /// The unit that the party was bound to.
    pub unit: Option<UnitId>,
    /// Since when; a contact is counted from the one before it in its case.
    pub since: Option<DateTime<Utc>>,
    /// Whether it was in time, where that can be said.
    pub in_time: Option<bool>,
}

/// A case before and after an event, with the work that was open then and is now.
#[derive(Clone, Copy)]
pub struct Between<'a> {
    /// Before it; none where it began the case.
    pub before: Option<View<'a>>,
    /// After it.
    pub after: View<'a>,
    /// What was open before.
    pub was_open: &'a [OpenTask],
    /// What is open after.
    pub is_open: &'a [OpenTask],
}

/// What an event says for figures, in its order.
#[must_use]
pub fn figures(between: &Between<'_>, event: &Event) -> Vec<Figure> {
    let mut found = Vec::new();
    for change in &event.changes {
        match change {
            Change::Done { item, .. } => between.done(&mut found, item, event.at),
            Change::ClockMet { clock } if !runs_out(event, clock) => {
                between.clock(&mut found, clock, Some(event.at))
            }
            Change::ClockBreached { clock } => between.clock(&mut found, clock, None),
            _ => found.extend(between.deviation(change)),
        }
    }
    found.extend(between.contact(event));
    found
}

/// Whether the clock runs out by the event.
fn runs_out(event: &Event, clock: &ClockId) -> bool {
    let mut changes = event.changes.iter();
    changes.any(|change| matches!(change, Change::ClockBreached { clock: late } if late == clock))
}

/// Whether what is done at this moment is in time; of a clock that stands still it is the moment at which it came to that counts.
fn in_time(clock: &ClockState, at: DateTime<Utc>) -> bool {
    clock.paused_since.map_or(at, |since| since.min(at)) <= clock.due
}

impl Between<'_> {
    fn figure(&self, counted: Counted, name: &str, party: &PartyId) -> Figure {
        let bound = |view: &View<'_>| view.bound_now(party).find_map(|binding| binding.unit);
        Figure {
            counted,
            name: name.to_owned(),
            party: party.clone(),
            other: String::new(),
            unit: self
                .before
                .as_ref()
                .and_then(bound)
                .or_else(|| bound(&self.after)),
            since: None,
            in_time: None,
        }
    }

    /// The work that was open and is done now.
    fn task(&self, item: &ItemId) -> Option<&OpenTask> {
        self.was_open.iter().find(|task| task.item == *item)
    }

    /// Work that opened by the event.
    fn opened(&self) -> impl Iterator<Item = &OpenTask> {
        let was = |task: &OpenTask| {
            let same = |old: &OpenTask| old.item == task.item && old.round == task.round;
            self.was_open.iter().any(same)
        };
        self.is_open.iter().filter(move |task| !was(task))
    }

    fn done(&self, found: &mut Vec<Figure>, item: &ItemId, at: DateTime<Utc>) {
        let Some(task) = self.task(item) else { return };
        let soonest = self.before.as_ref().and_then(|view| view.soonest_clock(item));
        let figure = Figure {
            since: Some(task.opened_at),
            in_time: soonest.map(|clock| in_time(clock, at)),
            ..self.figure(Counted::Done, item.base(), &task.party)
        };
        let waiting: BTreeSet<&PartyId> = self.opened().map(|opened| &opened.party).collect();
        let waited = waiting.into_iter().filter(|party| **party != task.party);
        let waited = waited.map(|party| Figure {
            counted: Counted::Waited,
            other: party.to_string(),
            in_time: None,
            ..figure.clone()
        });
        let waited: Vec<Figure> = waited.collect();
        found.push(figure);
        found.extend(waited);
    }

    /// A clock that has run out says so once, whatever is done late. One that nobody has woken for says it when it is met.
    fn clock(&self, found: &mut Vec<Figure>, clock: &ClockId, met: Option<DateTime<Utc>>) {
        let state = self.before.and_then(|view| view.case.clocks.get(clock));
        let state = state.filter(|state| state.counts() && state.breached_at.is_none());
        let (Some(state), Some(party)) = (state, self.answers_for(clock)) else {
            return;
        };
        found.push(Figure {
            since: Some(state.starts),
            in_time: Some(met.is_some_and(|at| in_time(state, at))),
            ..self.figure(Counted::Deadline, clock.base(), &party)
        });
    }

    /// Who has to keep a clock: the owner of its item, or the authority where it is the whole case's.
    fn answers_for(&self, clock: &ClockId) -> Option<PartyId> {
        let run = self.after.run;
        let written = run.clock(clock.as_str())?;
        let of_item = written.item.as_ref().and_then(|item| self.owner(item));
        of_item.or_else(|| {
            let mut parties = run.flow.parties.values();
            let authority = parties.find(|party| party.side == Side::Authority)?;
            Some(authority.id.clone())
        })
    }

    fn owner(&self, item: &ItemId) -> Option<PartyId> {
        let view = &self.after;
        let item = view.run.item(view.case, item)?;
        view.owner(&item)
    }

    fn deviation(&self, change: &Change) -> Option<Figure> {
        let (item, how) = match change {
            Change::Skipped { item, .. } => (item, "skipped"),
            Change::Redone { item, .. } => (item, "redone"),
            Change::OutOfTurn { item, .. } => (item, "out_of_turn"),
            Change::Added { item, .. } | Change::PieceAdded { item, .. } => (item, "added"),
            _ => return None,
        };
        let stage = match change {
            Change::Added { work, .. } => work.stage.as_ref(),
            _ => None,
        };
        let party = self.owner(item)?;
        Some(Figure {
            other: how.to_owned(),
            ..self.figure(Counted::Deviated, stage.unwrap_or(item).base(), &party)
        })
    }

    fn side(&self, party: &PartyId) -> Option<Side> {
        self.after.run.flow.parties.get(party).map(|party| party.side)
    }

    /// Whether these are authority and provider.
    fn crosses(&self, one: &PartyId, other: &PartyId) -> bool {
        let sides = (self.side(one), self.side(other));
        matches!(
            sides,
            (Some(Side::Authority), Some(Side::Provider)) | (Some(Side::Provider), Some(Side::Authority))
        )
    }

    /// Contact across authority and provider: the work of one that the other can go on by, a meeting of both, or what is
    /// said between paired cases. An event is one contact at most.
    fn contact(&self, event: &Event) -> Option<Figure> {
        event.changes.iter().find_map(|change| match change {
            Change::Done { item, .. } => {
                let task = self.task(item)?;
                let handed_on = self
                    .opened()
                    .any(|opened| self.crosses(&task.party, &opened.party));
                let crossed = handed_on || self.met(task);
                crossed.then(|| self.figure(Counted::Contact, item.base(), &task.party))
            }
            Change::Said { message, .. } | Change::SaidToUs { message, .. } => {
                let other = &self.after.run.flow.pair.as_ref()?.other;
                let mut parties = self.after.run.flow.parties.keys();
                let crossed = parties.any(|party| self.crosses(party, other));
                crossed.then(|| self.figure(Counted::Contact, message.as_str(), other))
            }
            _ => None,
        })
    }

    /// Whether it was a meeting of authority and provider.
    fn met(&self, task: &OpenTask) -> bool {
        let view = &self.after;
        let Some(item) = view.run.item(view.case, &task.item) else {
            return false;
        };
        let there = || std::iter::once(&task.party).chain(&item.with);
        item.kind == ItemKind::Meeting && there().any(|one| there().any(|other| self.crosses(one, other)))
    }
}
