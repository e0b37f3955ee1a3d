//! An item that comes back in a rhythm, in hindsight: its rounds as they were, beside those of another rhythm.
//!
//! What else people did, and when, is held fast, and so is what asked for a round, took the item out or ended its stage.
//! Each round is taken to last as long as the round of its own case that opened nearest to it; where none was ever done, it
//! is done when it is due, and what opens while one was open that nobody did stays open too. By the rhythm that it ran by,
//! all goes as it went.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveTime, Utc};

use super::super::super::{Actor, Case, Change, Event, Runnable, Status, View};
use super::{Course, Shadow, note_all};
use crate::calendar::{instant_of, local_date};
use crate::flow::{Item, ItemKind, Repeat};
use crate::id::{ItemId, PartyId};

/// How often an item and its clock may turn at one moment: each turn opens or ends a round, and there are as many rounds
/// as were asked for, and one.
const MAX_TURNS: usize = 2_000;

/// How many moments are passed from one event to the next: of a round a day over ten years some ten each, and room.
const MAX_MOMENTS: usize = 50_000;

/// How many times are counted that a rhythm named while one round was open: hourly for a year.
const MAX_PASSED: usize = 9_000;

/// How a round ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// It was done.
    Done,
    /// A person left it out or gave it up.
    LeftOut,
    /// It ended with something else: its stage, its row or the case, or because it was asked for anew.
    Cut,
}

/// One round of an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// The item.
    pub item: ItemId,
    /// The time that the rhythm named for it; none where it was only asked for.
    pub planned: Option<DateTime<Utc>>,
    /// The times that the rhythm named while it was open, for which no other opened.
    pub passed: Vec<DateTime<Utc>>,
    /// When it opened, or could be started where people start it.
    pub opened: DateTime<Utc>,
    /// When it ended and how; none where it is still open.
    pub ended: Option<(DateTime<Utc>, Ending)>,
    /// The party whose work it was.
    pub owner: Option<PartyId>,
}

impl Round {
    /// How long it lasted and how it ended, where it ended of its own.
    fn length(&self) -> Option<(Duration, Ending)> {
        let (over, ending) = self.ended.filter(|(_, ending)| *ending != Ending::Cut)?;
        Some((over - self.opened, ending))
    }

    /// Whether it was open then, and nobody ever did it.
    fn lay_undone(&self, at: DateTime<Utc>) -> bool {
        let over = self.ended.map(|(over, _)| over);
        self.length().is_none() && self.opened <= at && over.is_none_or(|over| at <= over)
    }
}

/// How an item came back: its rounds and the courses of its clock.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recurrence {
    /// Its rounds in the order in which they opened.
    pub rounds: Vec<Round>,
    /// The courses of its own clock.
    pub courses: Vec<Course>,
}

/// How an item came back in a case, and how it would have come back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RhythmHindsight {
    /// As it was.
    pub was: Recurrence,
    /// By the rhythm that is tried.
    pub would: Recurrence,
}

/// An item that comes back in a rhythm in hindsight: as a case's history tells it by the tunings that held then, and as it
/// would have come back by the flow and tunings that are tried, up to a moment. It is named as in the flow; of what is
/// there once for each row, all are meant.
#[must_use]
pub fn rhythm_hindsight(
    was: &Runnable,
    tried: &Runnable,
    history: &[Event],
    item: &str,
    until: DateTime<Utc>,
) -> RhythmHindsight {
    let name = tried.flow.items.get(item).map(|item| &item.id);
    let Some((name, first)) = name.zip(history.first()) else {
        return RhythmHindsight::default();
    };
    let Some(bare) = Case::begin(&only_started(first)) else {
        return RhythmHindsight::default();
    };
    let was = happened(was, bare.clone(), history, (name, until));
    let mut trial = Trial {
        shadow: Shadow {
            run: tried,
            case: bare,
            clock: name.as_str(),
            courses: Vec::new(),
        },
        item: name,
        log: Log::default(),
        was: &was.rounds,
        now: first.at,
    };
    for event in history {
        trial.pass_time(event.at);
        for change in event.changes.iter().filter(|change| !is_start(change)) {
            trial.meet(event, change);
        }
        trial.settle(event.at);
    }
    trial.pass_time(until);
    trial.settle(until);
    let would = trial.told(until);
    RhythmHindsight { was, would }
}

const fn is_start(change: &Change) -> bool {
    matches!(change, Change::CaseStarted { .. })
}

/// The event as far as it begins the case.
fn only_started(event: &Event) -> Event {
    let started = event.changes.iter().filter(|change| is_start(change));
    Event {
        at: event.at,
        by: event.by.clone(),
        changes: started.cloned().collect(),
    }
}

/// The rounds and courses that a history tells.
fn happened(
    run: &Runnable,
    mut case: Case,
    history: &[Event],
    (item, until): (&ItemId, DateTime<Utc>),
) -> Recurrence {
    let (mut log, mut courses) = (Log::default(), Vec::new());
    for event in history {
        for change in event.changes.iter().filter(|change| !is_start(change)) {
            match change.item().filter(|one| one.base() == item.as_str()) {
                Some(_) => log.change(run, &mut case, event, change),
                None => case.change(event, change),
            }
        }
        note_all(&mut courses, event, item.as_str());
    }
    log.finish(run, &case, until);
    Recurrence {
        rounds: log.rounds,
        courses,
    }
}

/// Rounds as they open and end.
#[derive(Default)]
struct Log {
    rounds: Vec<Round>,
    /// Those that are open, by their place.
    open: BTreeMap<ItemId, usize>,
}

impl Log {
    /// Makes a change of the item, and writes down what it opened or ended.
    fn change(&mut self, run: &Runnable, case: &mut Case, event: &Event, change: &Change) {
        let Some(id) = change.item() else { return };
        let before = is_open(case, id);
        if before && ends(change) {
            self.end(run, case, id, (event.at, how(change)));
        }
        let planned = case.item(id).planned;
        case.change(event, change);
        let after = is_open(case, id);
        if before && !after {
            self.end(run, case, id, (event.at, Ending::Cut));
        }
        if !before && after {
            let view = View {
                run,
                case,
                at: event.at,
            };
            self.open.insert(id.clone(), self.rounds.len());
            self.rounds.push(Round {
                item: id.clone(),
                planned,
                passed: Vec::new(),
                opened: event.at,
                ended: None,
                owner: view.owner_now(id),
            });
        }
    }

    /// The round that is open ends: what its rhythm named meanwhile has passed.
    fn end(&mut self, run: &Runnable, case: &Case, item: &ItemId, (at, how): (DateTime<Utc>, Ending)) {
        let round = self
            .open
            .remove(item)
            .and_then(|place| self.rounds.get_mut(place));
        let Some(round) = round else { return };
        round.passed = named(&View { run, case, at }, item, round);
        round.ended = Some((at, how));
    }

    /// What is still open when a case has ended ended with it.
    fn finish(&mut self, run: &Runnable, case: &Case, until: DateTime<Utc>) {
        let over = case.stood_still_at.filter(|_| case.has_ended());
        for item in self.open.keys().cloned().collect::<Vec<_>>() {
            if let Some(at) = over {
                self.end(run, case, &item, (at, Ending::Cut));
            } else if let Some(round) = self.open.get(&item).and_then(|place| self.rounds.get_mut(*place)) {
                round.passed = named(&View { run, case, at: until }, &item, round);
            }
        }
    }
}

fn is_open(case: &Case, item: &ItemId) -> bool {
    matches!(case.item(item).status, Status::Active | Status::Possible)
}

/// Whether the change says itself that a round ends.
const fn ends(change: &Change) -> bool {
    matches!(
        change,
        Change::Done { .. } | Change::Skipped { .. } | Change::Failed { .. } | Change::Cancelled { .. }
    )
}

const fn how(change: &Change) -> Ending {
    match change {
        Change::Done { .. } => Ending::Done,
        Change::Skipped { .. } | Change::Failed { .. } => Ending::LeftOut,
        _ => Ending::Cut,
    }
}

/// The times after a round's own that the item's rhythm named up to now.
fn named(view: &View<'_>, id: &ItemId, round: &Round) -> Vec<DateTime<Utc>> {
    let next = |after: &DateTime<Utc>| {
        let item = view.run.item(view.case, id)?;
        let first = item.repeats.as_ref()?.first;
        let next = view
            .rhythm_of(&item)?
            .next_after(*after, view.anchor(&item)?, first, &view.run.calendar);
        next.filter(|next| *next <= view.at)
    };
    let own = round.planned.unwrap_or(round.opened);
    std::iter::successors(next(&own), next).take(MAX_PASSED).collect()
}

/// A case as it was, but for the item and its clock.
struct Trial<'a> {
    shadow: Shadow<'a>,
    item: &'a ItemId,
    log: Log,
    was: &'a [Round],
    now: DateTime<Utc>,
}

impl<'a> Trial<'a> {
    const fn view(&self, at: DateTime<Utc>) -> View<'_> {
        self.shadow.view(at)
    }

    /// The item, and what each row has of it.
    fn items(&self) -> Vec<Cow<'a, Item>> {
        let run = self.shadow.run;
        run.those_meant(&self.shadow.case, self.item)
    }

    fn change(&mut self, event: &Event, change: &Change) {
        let run = self.shadow.run;
        self.log.change(run, &mut self.shadow.case, event, change);
    }

    /// What happened: of the item's own only what asked for it or stood in its way.
    fn meet(&mut self, event: &Event, change: &Change) {
        let clock = change.clock().is_some_and(|id| id.base() == self.item.as_str());
        if clock {
            return self.shadow.meet(event, change);
        }
        let Some(id) = change.item() else {
            return self.shadow.case.change(event, change);
        };
        if id.base() != self.item.as_str() {
            self.shadow.case.change(event, change);
            if ends(change) {
                self.end_with(event, id);
            }
            return;
        }
        let state = self.shadow.case.item(id);
        let stays = match change {
            Change::Cancelled { .. } => !state.status.has_ended(),
            Change::Again { forget, .. } => *forget,
            _ => asks_or_forbids(change),
        };
        if stays {
            self.change(event, change);
        }
    }

    /// A round that is open in a stage ends with it.
    fn end_with(&mut self, event: &Event, stage: &ItemId) {
        let written = self.shadow.run.flow.items.get(stage.base());
        if written.is_none_or(|stage| stage.done_each_time) {
            return;
        }
        for item in self.items() {
            if item.parent.as_ref() == Some(stage) && is_open(&self.shadow.case, &item.id) {
                let item = item.id.clone();
                self.change(event, &Change::Cancelled { item });
            }
        }
    }

    /// Brings the item and its clock to where the moment puts them.
    fn settle(&mut self, at: DateTime<Utc>) {
        self.now = at;
        for _ in 0..MAX_TURNS {
            let changes = self.wanted(at);
            if changes.is_empty() {
                break;
            }
            let event = Event {
                at,
                by: Actor::Engine,
                changes: Vec::new(),
            };
            for change in &changes {
                self.change(&event, change);
            }
            self.shadow.settle(at);
        }
        self.shadow.settle(at);
    }

    /// The next changes of the item; none where it is where it should be.
    fn wanted(&self, at: DateTime<Utc>) -> Vec<Change> {
        let view = self.view(at);
        for item in self.items() {
            let state = view.case.item(&item.id);
            if is_open(view.case, &item.id) {
                if let Some((_, ending)) = self.ends(&item).filter(|(over, _)| *over <= at) {
                    return ended(&item, ending);
                }
            } else if state.status == Status::Waiting {
                if let Some(planning) = view.planning(&item) {
                    return vec![planning];
                }
                if view.is_free(&item) {
                    return vec![self.opening(&item, at)];
                }
            }
        }
        Vec::new()
    }

    /// The next round of the item; only possible where people start it and nobody did what was open then.
    fn opening(&self, item: &Item, at: DateTime<Utc>) -> Change {
        let (view, state) = (self.view(at), self.shadow.case.item(&item.id));
        let own = self.was.iter().filter(|round| round.item == item.id);
        let by_hand = view.starts_by_hand(item) && !state.called;
        if by_hand && own.into_iter().any(|round| round.lay_undone(at)) {
            return Change::BecamePossible {
                item: item.id.clone(),
            };
        }
        Change::Opened {
            item: item.id.clone(),
            round: state.round.saturating_add(1),
            ends_at: None,
        }
    }

    /// When the open round of the item ends and how, were it to last as long as the one that was nearest to it; none where
    /// nobody did what was open then.
    fn ends(&self, item: &Item) -> Option<(DateTime<Utc>, Ending)> {
        let opened = self.shadow.case.item(&item.id).opened_at?;
        if matches!(item.kind, ItemKind::Milestone | ItemKind::Action) {
            return Some((opened, Ending::Done));
        }
        let own = || self.was.iter().filter(|round| round.item == item.id);
        if own().any(|round| round.lay_undone(opened)) {
            return None;
        }
        let apart = |round: &&Round| (round.opened - opened).abs();
        let length = Round::length;
        let nearest = own().filter(|round| length(round).is_some()).min_by_key(apart);
        let others = || {
            let others = self.was.iter().filter(|round| length(round).is_some());
            others.min_by_key(apart)
        };
        if let Some((lasted, ending)) = nearest.or_else(others).and_then(length) {
            return Some((opened + lasted, ending));
        }
        let clock = self.shadow.case.clocks.get(item.id.as_str());
        let due = clock.filter(|clock| clock.counts()).map(|clock| clock.due);
        Some((due.unwrap_or(opened), Ending::Done))
    }

    /// Lets time pass up to a moment: each thing that the item or its clock does by itself comes when it is due.
    fn pass_time(&mut self, until: DateTime<Utc>) {
        for _ in 0..MAX_MOMENTS {
            let Some(next) = self.next().filter(|next| *next < until) else {
                return;
            };
            self.settle(next);
        }
    }

    fn next(&self) -> Option<DateTime<Utc>> {
        if !self.shadow.case.is_open() {
            return None;
        }
        let view = self.view(self.now);
        let items = self.items();
        let own = items
            .iter()
            .filter_map(|item| match view.case.item(&item.id).status {
                Status::Active | Status::Possible => self.ends(item).map(|(over, _)| over),
                Status::Waiting if view.waits_for_its_time(item) => view.not_before(item),
                // What is held back by a day may be let go by another.
                Status::Waiting if self.is_held_back(item) => tomorrow(self.now),
                _ => None,
            });
        // What is due by now has been done, and what cannot be done is not waited for again.
        own.chain(self.shadow.next()).filter(|at| *at > self.now).min()
    }

    /// Whether the item's time has come, and something that another day may change stands in its way.
    fn is_held_back(&self, item: &Item) -> bool {
        let view = self.view(self.now);
        let come = || view.not_before(item).is_none_or(|at| at <= self.now);
        view.run.reads_today && view.stage_goes_on(item) && come()
    }

    fn told(mut self, until: DateTime<Utc>) -> Recurrence {
        self.log.finish(self.shadow.run, &self.shadow.case, until);
        Recurrence {
            rounds: self.log.rounds,
            courses: self.shadow.courses,
        }
    }
}

/// What ends a round as the engine does, so that the next may come.
fn ended(item: &Item, how: Ending) -> Vec<Change> {
    let id = || item.id.clone();
    let over = match how {
        Ending::LeftOut => Change::Skipped {
            item: id(),
            reason: String::new(),
        },
        Ending::Done | Ending::Cut => Change::Done {
            item: id(),
            person: None,
            remembered: item.repeats.as_ref().map_or(0, Repeat::times_remembered),
        },
    };
    let again = Change::Again {
        item: id(),
        forget: false,
    };
    vec![over, again]
}

/// Whether a change of the item itself is other people's or other work's doing, and not its rhythm's.
const fn asks_or_forbids(change: &Change) -> bool {
    matches!(
        change,
        Change::RowCame { .. }
            | Change::RowGone { .. }
            | Change::Redone { .. }
            | Change::OutOfTurn { .. }
            | Change::PieceAdded { .. }
            | Change::Heard { .. }
            | Change::Cued { .. }
            | Change::AskedAgain { .. }
            | Change::Arrived { .. }
            | Change::Joined { .. }
            | Change::JoinsAnew { .. }
            | Change::Called { .. }
            | Change::Owed { .. }
            | Change::TakenOut { .. }
            | Change::BroughtBack { .. }
    )
}

fn tomorrow(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let day = local_date(now).succ_opt()?;
    Some(instant_of(day.and_time(NaiveTime::MIN)))
}
