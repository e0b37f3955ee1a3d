//! The cases come about: people do what they do at their times, and what time brings happens in between.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use futures::future::try_join_all;
use samspil_core::calendar::local_date;
use samspil_core::case::{Case, OpenTask, open_tasks};
use samspil_core::id::{CaseId, ItemId, PersonId};
use samspil_runtime::{Clock, Engine, Failure, TestClock};
use samspil_store::CaseQuery;

use super::cast::Cast;
use super::chance::Chance;
use super::course::{After, Course};
use super::habits::{Pace, usual};
use super::methods::Replays;
use super::moves::{Came, Move};
use super::office::{Half, Office};
use super::people::{TENANT, Town};

/// How many moments the made-up time may have: each of 100 cases wakes every day for two years, and then some. Past it
/// something wakes again and again.
const MAX_MOMENTS: usize = 100_000;

/// How often someone tries again what another's work still stands in the way of, two working days between.
const MAX_TRIES: u32 = 20;

/// How often something beside the tasks may be refused and still be waiting for its turn in the end.
const FEW_TRIES: u32 = 3;

/// How many working days until someone tries again.
const TRY_AGAIN: u32 = 2;

/// Of so many tasks that take a while, one is taken on by name before it is done.
const ONE_IN_CLAIMED: u64 = 3;

/// Why the cases did not come about.
#[derive(thiserror::Error, Debug)]
pub(super) enum Unfolded {
    /// The engine failed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// Something wakes again and again.
    #[error("the made-up time does not end")]
    Endless,
}

/// A case as it is played.
pub(super) struct Played {
    /// What it comes to.
    pub(super) course: &'static Course,
    /// Its number by the order in which the cases begin, from 1.
    pub(super) number: usize,
    /// The case, once it has begun.
    pub(super) id: Option<CaseId>,
    /// Who plays which party.
    pub(super) cast: Cast,
    version: u64,
    planned: BTreeSet<(ItemId, u32)>,
    followed: BTreeSet<usize>,
}

/// What nobody could do in the end: a table of courses that does not fit its flow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct GivenUp {
    /// The case, by its number or title.
    pub(super) case: String,
    /// What was tried, and the refusal.
    pub(super) what: String,
}

/// Everything that is to happen, and everything that has.
pub(super) struct Unfolding<'a> {
    pub(super) engine: Arc<Engine>,
    pub(super) clock: Arc<TestClock>,
    pub(super) town: &'a Town,
    office: Office,
    seed: u64,
    agenda: BTreeMap<(DateTime<Utc>, u64), (usize, Move)>,
    entries: u64,
    /// The cases, in the order of their courses.
    pub(super) cases: Vec<Played>,
    /// What nobody could do.
    pub(super) given_up: Vec<GivenUp>,
    /// The cases of the other ways of working.
    pub(super) replays: Replays<'a>,
}

impl<'a> Unfolding<'a> {
    /// Every course is to begin so many days before today; the replays begin by themselves.
    pub(super) fn new(
        engine: Arc<Engine>,
        clock: Arc<TestClock>,
        town: &'a Town,
        (courses, replays): (&'static [Course], Replays<'a>),
        (today, seed): (NaiveDate, u64),
    ) -> Self {
        let mut this = Self {
            office: Office::new(seed),
            seed,
            agenda: BTreeMap::new(),
            entries: 0,
            cases: Vec::with_capacity(courses.len()),
            given_up: Vec::new(),
            replays,
            engine,
            clock,
            town,
        };
        for (index, course) in courses.iter().enumerate() {
            let day = today - chrono::Days::new(u64::from(course.began));
            let begins = this.office.on(this.office.open_on(day), Half::Morning);
            this.cases.push(Played {
                course,
                number: 1 + courses.iter().filter(|other| other.began > course.began).count(),
                id: None,
                cast: Cast {
                    caseworker: course.caseworker,
                    provider: course.provider,
                    citizen: PersonId(this.engine.ids().next()),
                },
                version: 0,
                planned: BTreeSet::new(),
                followed: BTreeSet::new(),
            });
            this.enter(begins, index, Move::Begin);
        }
        this
    }

    /// Lets everything happen until then; `passed` hears of every day.
    ///
    /// # Errors
    /// [`Unfolded`] says why it did not come to its end.
    pub(super) async fn until(
        &mut self,
        end: DateTime<Utc>,
        passed: &dyn Fn(NaiveDate),
    ) -> Result<(), Unfolded> {
        for _ in 0..MAX_MOMENTS {
            let planned = self.agenda.keys().next().map(|(at, _)| *at);
            let timer = self.engine.next_timer().await?;
            let next = planned.into_iter().chain(timer).chain(self.replays.next()).min();
            let Some(next) = next.filter(|next| *next <= end) else {
                self.clock.move_to(end);
                self.give_up_what_waits();
                self.given_up.append(&mut self.replays.given_up);
                return Ok(());
            };
            self.clock.move_to(next);
            passed(local_date(next));
            if timer.is_some_and(|timer| timer <= next) {
                self.engine.wake_all_due().await?;
                self.look_at_changed().await?;
            }
            self.act().await?;
            self.replays.play(next).await?;
            self.engine.hand_over_all().await?;
        }
        Err(Unfolded::Endless)
    }

    /// What the courses want beside the tasks and the cases refuse again and again does not fit the flow.
    fn give_up_what_waits(&mut self) {
        for (case, what) in self.agenda.values() {
            let refused = matches!(what, Move::Beside { tries, .. } if *tries > FEW_TRIES);
            if let Some(played) = self.cases.get(*case).filter(|_| refused) {
                self.given_up.push(GivenUp {
                    case: played.number.to_string(),
                    what: format!("{what:?}: still refused"),
                });
            }
        }
    }

    fn enter(&mut self, at: DateTime<Utc>, case: usize, what: Move) {
        self.entries += 1;
        self.agenda.insert((at, self.entries), (case, what));
    }

    /// Everyone does what they do at this moment; cases side by side, in each one thing after the other.
    async fn act(&mut self) -> Result<(), Unfolded> {
        let now = self.clock.now();
        let mut due: BTreeMap<usize, Vec<Move>> = BTreeMap::new();
        while let Some(first) = self.agenda.first_entry().filter(|first| first.key().0 <= now) {
            let (case, what) = first.remove();
            due.entry(case).or_default().push(what);
        }
        let acting = due.into_iter().map(|(case, moves)| self.act_in(case, moves));
        for (case, came) in try_join_all(acting).await?.into_iter().flatten() {
            self.take(case, came);
        }
        self.look_at_changed().await
    }

    async fn act_in(&self, case: usize, moves: Vec<Move>) -> Result<Vec<(usize, Came)>, Unfolded> {
        let mut came = Vec::with_capacity(moves.len());
        if let Some(played) = self.cases.get(case) {
            for what in moves {
                came.push((case, self.make(played, what).await?));
            }
        }
        Ok(came)
    }

    fn take(&mut self, case: usize, came: Came) {
        let Some(played) = self.cases.get_mut(case) else {
            return;
        };
        match came {
            Came::Nothing => {}
            Came::Begun(id) => played.id = Some(id),
            Came::GoneTo(provider) => played.cast.provider = provider,
            Came::Refused { what, tries, .. } if tries < MAX_TRIES => {
                let at = self.office.later(self.clock.now(), TRY_AGAIN, Half::Afternoon);
                self.enter(at, case, what.tried());
            }
            Came::Refused { what, code, .. } => self.given_up.push(GivenUp {
                case: played.number.to_string(),
                what: format!("{what:?}: {code}"),
            }),
        }
    }

    /// Plans for every case that has changed what comes next in it.
    async fn look_at_changed(&mut self) -> Result<(), Unfolded> {
        let query = CaseQuery {
            limit: u32::try_from(self.cases.len() + self.replays.at_most()).unwrap_or(u32::MAX),
            ..CaseQuery::default()
        };
        let rows = self
            .engine
            .store()
            .find(TENANT, &query)
            .await
            .map_err(Failure::from)?;
        let versions: BTreeMap<CaseId, u64> = rows.into_iter().map(|row| (row.case, row.version)).collect();
        for case in 0..self.cases.len() {
            let changed = self.cases.get(case).and_then(|played| {
                let version = versions.get(&played.id?)?;
                (*version != played.version).then_some(played.id?)
            });
            if let Some(id) = changed {
                self.look_at(case, id).await?;
            }
        }
        Ok(())
    }

    async fn look_at(&mut self, case: usize, id: CaseId) -> Result<(), Unfolded> {
        let read = self.engine.read_for_itself(TENANT, id).await?;
        let Some(played) = self.cases.get_mut(case) else {
            return Ok(());
        };
        played.version = read.case.version;
        let mut entries = Vec::new();
        for task in open_tasks(&read.view()) {
            let key = (task.item.clone(), task.round);
            if played.planned.contains(&key) {
                continue;
            }
            if let Some(when) = when(&self.office, self.seed, played, &task) {
                played.planned.insert(key);
                entries.extend(when);
            }
        }
        let now = self.clock.now();
        for (index, (after, days, _)) in played.course.beside().enumerate() {
            if !played.followed.contains(&index) && has_come(after, &read.case) {
                played.followed.insert(index);
                let at = match days {
                    0 => now,
                    days => self.office.days_later(now, days, Half::Morning),
                };
                entries.push((at, Move::Beside { index, tries: 0 }));
            }
        }
        for (at, what) in entries {
            self.enter(at, case, what);
        }
        Ok(())
    }
}

fn has_come(after: After, case: &Case) -> bool {
    let state = |item: &str| ItemId::new(item).map(|item| case.item(&item).clone());
    match after {
        After::Begun => true,
        After::Opened(item, round) => state(item).is_ok_and(|state| state.round >= round),
        After::Done(item, times) => state(item).is_ok_and(|state| state.times >= times),
    }
}

/// When someone takes the task on and does it; nothing where it is left lying, none where it is too early to say.
fn when(office: &Office, seed: u64, played: &Played, task: &OpenTask) -> Option<Vec<(DateTime<Utc>, Move)>> {
    let (item, round) = (task.item.clone(), task.round);
    let mut chance = Chance::of(seed, &format!("{} {item} {round}", played.number));
    let half = match chance.below(2) {
        0 => Half::Morning,
        _ => Half::Afternoon,
    };
    let mut between = |from: u32, to: u32| {
        let span = u64::from(to.saturating_sub(from)) + 1;
        from + u32::try_from(chance.below(span)).unwrap_or_default()
    };
    let opened = task.opened_at;
    let done = match (played.course.pace(item.as_str(), round), usual(item.as_str())) {
        (Some(None), _) => None,
        (Some(Some(days)), _) => Some(office.later(opened, days, half)),
        (None, Pace::WorkingDays(from, to)) => Some(office.later(opened, between(from, to), half)),
        (None, Pace::Days(from, to)) => Some(office.days_later(opened, between(from, to), half)),
        (None, Pace::BeforeDue(from, to)) => {
            let at = office.before(task.due?, between(from, to), half);
            Some(if at > opened {
                at
            } else {
                office.later(opened, 0, half)
            })
        }
    };
    let claimed = office.later(opened, 1, Half::Morning);
    let takes_days = matches!(usual(item.as_str()), Pace::WorkingDays(..));
    let mut entries = Vec::new();
    if takes_days && chance.below(ONE_IN_CLAIMED) == 0 && done.is_none_or(|done| done > claimed) {
        let (item, round) = (item.clone(), round);
        entries.push((claimed, Move::Claim { item, round }));
    }
    entries.extend(done.map(|at| {
        (
            at,
            Move::Work {
                item,
                round,
                tries: 0,
            },
        )
    }));
    Some(entries)
}
