//! The cases of the other ways of working are played: what a scenario says is asked by those whose it is, at its times.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Asked, Binding, Runnable};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_runtime::{Ask, Begin, By, CaseRead, Engine, Failure, Grounds};
use serde_json::Value as Json;

use super::super::people::{TENANT, Town};
use super::super::unfold::GivenUp;
use super::cast::{at_work, bound, keeper, login};
use super::citizens::plan_of;
use super::shift::Shift;
use super::table::Method;
use crate::play::later;
use crate::scenario::{Does, Scenario, Step, about, read};

/// How often a step that is refused is tried again, a day later each time: months are not of one length, so that what a clock
/// opens may open some days later here than in the scenario.
const MAX_TRIES: u32 = 7;

/// A scenario of the table that cannot be played.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{flow}: {what}")]
pub(crate) struct Unplayable {
    flow: &'static str,
    what: String,
}

/// One case as it is played.
struct Replay {
    method: &'static Method,
    run: Arc<Runnable>,
    citizen: Option<PersonId>,
    begins: DateTime<Utc>,
    data: Json,
    /// What is left to be asked, with the time of each.
    steps: VecDeque<(DateTime<Utc>, Step)>,
    case: Option<CaseId>,
    /// How often the next step was refused.
    tries: u32,
    /// A step was given up: what follows rests on it.
    over: bool,
}

/// All of them.
pub(crate) struct Replays<'a> {
    engine: Arc<Engine>,
    town: &'a Town,
    all: Vec<Replay>,
    /// What was refused; nothing where the scenarios fit their flows and the people.
    pub(crate) given_up: Vec<GivenUp>,
}

impl<'a> Replays<'a> {
    /// Every case of the table, placed in time so that it comes to its last day in the week before this one.
    ///
    /// # Errors
    /// Where a flow cannot be had, or a scenario is none.
    pub(crate) async fn new(
        engine: &Arc<Engine>,
        town: &'a Town,
        citizens: &BTreeMap<&'static str, PersonId>,
        methods: &'static [Method],
        today: NaiveDate,
    ) -> Result<Self, ReplayError> {
        let mut all = Vec::with_capacity(methods.len());
        for method in methods {
            let run = engine.flow(TENANT, method.flow, None).await?;
            let pair = run.flow.pair.as_ref().filter(|pair| pair.begins());
            let other = match pair {
                Some(pair) => Some(engine.flow(TENANT, pair.with.as_str(), None).await?),
                None => None,
            };
            let citizen = method.citizen.and_then(|key| citizens.get(key)).copied();
            all.push(placed(method, run, other.as_deref(), citizen, today)?);
        }
        Ok(Self {
            engine: Arc::clone(engine),
            town,
            all,
            given_up: Vec::new(),
        })
    }

    /// When something is to happen next.
    pub(crate) fn next(&self) -> Option<DateTime<Utc>> {
        self.all.iter().filter_map(Replay::next).min()
    }

    /// The cases that have begun, in the order of the table.
    pub(crate) fn cases(&self) -> Vec<CaseId> {
        self.all.iter().filter_map(|one| one.case).collect()
    }

    /// The most cases that come of it: each may have another beside it.
    pub(crate) fn at_most(&self) -> usize {
        self.all.len().saturating_mul(2)
    }

    /// Does what is to happen by now, in each case in its order.
    ///
    /// # Errors
    /// Where the engine fails; what a case refuses is given up.
    pub(crate) async fn play(&mut self, now: DateTime<Utc>) -> Result<(), Failure> {
        for index in 0..self.all.len() {
            while self.is_due(index, now) {
                match self.go_on(index).await {
                    Err(Failure::Refused(refusal)) => self.put_off(index, &refusal.code, now),
                    other => other?,
                }
                self.engine.hand_over_all().await?;
            }
        }
        Ok(())
    }

    fn is_due(&self, index: usize, now: DateTime<Utc>) -> bool {
        let next = self.all.get(index).and_then(Replay::next);
        next.is_some_and(|next| next <= now)
    }

    /// One of the cases begins, or its next step is asked.
    async fn go_on(&mut self, index: usize) -> Result<(), Failure> {
        if self.all.get(index).is_some_and(|replay| replay.case.is_none()) {
            return self.begin(index).await;
        }
        self.ask(index).await?;
        if let Some(replay) = self.all.get_mut(index) {
            replay.steps.pop_front();
            replay.tries = 0;
        }
        Ok(())
    }

    /// What was refused is tried again a day later, and given up after some days.
    fn put_off(&mut self, index: usize, code: &str, now: DateTime<Utc>) {
        let Some(replay) = self.all.get_mut(index) else {
            return;
        };
        replay.tries += 1;
        if let Some((at, _)) = replay.steps.front_mut() {
            *at = now + Duration::days(1);
        }
        if replay.tries > MAX_TRIES || replay.case.is_none() {
            replay.over = true;
            self.given_up.push(GivenUp {
                case: replay.title(),
                what: format!(
                    "{}: {code}, {} steps before its end",
                    replay.method.flow,
                    replay.steps.len()
                ),
            });
        }
    }

    async fn begin(&mut self, index: usize) -> Result<(), Failure> {
        let Some(replay) = self.all.get(index) else {
            return Ok(());
        };
        let flow = &replay.run.flow;
        let parties = flow.parties.values().map(|party| {
            let to = bound(replay.method, flow, party, replay.citizen, self.town);
            (party.id.clone(), to)
        });
        let begin = Begin {
            flow: replay.method.flow.to_owned(),
            version: None,
            title: replay.title(),
            parties: parties.filter(|(_, to)| !to.is_empty()).collect(),
            data: replay.data.clone(),
        };
        let by = self.town.by(replay.method.caseworker).unwrap_or(By::Engine);
        let begun = self.engine.begin(TENANT, by, begin, None).await?;
        if let Some(replay) = self.all.get_mut(index) {
            replay.case = Some(begun.case);
        }
        Ok(())
    }

    async fn ask(&self, index: usize) -> Result<(), Failure> {
        let Some(replay) = self.all.get(index) else {
            return Ok(());
        };
        let (Some(own), Some((_, step))) = (replay.case, replay.steps.front()) else {
            return Ok(());
        };
        let Does::Ask { what, by, .. } = &step.does else {
            return Ok(());
        };
        let mut read = self.engine.read_for_itself(TENANT, own).await?;
        if step.of_other {
            let other = read.case.pairs.iter().rev().find_map(|pair| pair.case);
            read = match other {
                Some(other) => self.engine.read_for_itself(TENANT, other).await?,
                None => return Err(Failure::NoCase),
            };
        }
        let by = self.asker(replay, &read, what, by.clone());
        let ask = Ask {
            case: read.case.id,
            what: self.with_whom(replay, &read, what.clone()),
            seen: None,
        };
        self.engine.ask(TENANT, by, ask, None).await?;
        Ok(())
    }

    /// Who asks: whom the step names, whoever owns what it is about, or whoever keeps the case.
    fn asker(&self, replay: &Replay, read: &CaseRead, what: &Asked, by: Option<PartyId>) -> By {
        if matches!(what, Asked::Message { .. }) {
            return By::Outside;
        }
        let owner = || {
            if let Asked::Add { owner, .. } = what {
                return Some(owner.clone());
            }
            let item = read.run.item(&read.case, about(what)?)?;
            read.view().owner(&item)
        };
        let flow = &read.run.flow;
        let party = by.or_else(owner).or_else(|| keeper(flow).cloned());
        let party = party.and_then(|party| flow.parties.get(&party));
        let Some(party) = party else {
            return By::Outside;
        };
        if let Some(by) = login(replay.method, flow, party).and_then(|login| self.town.by(login)) {
            return by;
        }
        let bound = read.case.parties.get(&party.id).and_then(|to| to.first());
        let own = replay.citizen.filter(|_| party.side == Side::Citizen);
        match bound.and_then(|binding| binding.person).or(own) {
            Some(person) => By::Person {
                person,
                members: Vec::new(),
                stands_in: Vec::new(),
                grounds: Grounds::default(),
            },
            None => By::Outside,
        }
    }

    /// The same, where a party is bound to somebody whom nobody names: whoever plays it, or someone without a login.
    fn with_whom(&self, replay: &Replay, read: &CaseRead, what: Asked) -> Asked {
        let Asked::Bind { party, to, protected } = what else {
            return what;
        };
        let flow = &read.run.flow;
        let plays = flow.parties.get(&party);
        let plays = plays.and_then(|party| login(replay.method, flow, party));
        let named = |binding: Binding| {
            let who = match plays {
                Some(login) => at_work(login, self.town),
                None => Binding::to(None, Some(PersonId(self.engine.ids().next()))),
            };
            Binding {
                unit: binding.unit.or(who.unit),
                person: binding.person.or(who.person),
                ..binding
            }
        };
        Asked::Bind {
            party,
            to: to.into_iter().map(named).collect(),
            protected,
        }
    }
}

impl Replay {
    fn next(&self) -> Option<DateTime<Utc>> {
        match self.case {
            _ if self.over => None,
            None => Some(self.begins),
            Some(_) => self.steps.front().map(|(at, _)| *at),
        }
    }

    fn title(&self) -> String {
        match self.method.citizen.and_then(plan_of) {
            Some(citizen) => format!("{}, {}", citizen.initials(), self.method.title),
            None => self.method.title.to_owned(),
        }
    }
}

/// Why the cases cannot be played.
#[derive(thiserror::Error, Debug)]
pub(crate) enum ReplayError {
    /// The engine failed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// A scenario is none.
    #[error(transparent)]
    Unplayable(#[from] Unplayable),
}

/// A case of the table in its place in time.
fn placed(
    method: &'static Method,
    run: Arc<Runnable>,
    other: Option<&Runnable>,
    citizen: Option<PersonId>,
    today: NaiveDate,
) -> Result<Replay, Unplayable> {
    let wrong = |what: String| Unplayable {
        flow: method.flow,
        what,
    };
    let other = other.map(|other| &other.flow);
    let reading = |text: &str| {
        read(text, &run.flow, other).map_err(|faults| {
            let keys: Vec<String> = faults.iter().map(|fault| format!("{:?}", fault.what)).collect();
            wrong(keys.join(", "))
        })
    };
    let scenario = reading(method.scenario)?;
    let until: NaiveDate = method.until.parse().map_err(|_| wrong("until".to_owned()))?;
    let shift = Shift::to_last_week(until, today);
    let begins = shift.moment(scenario.starts);
    let mut data = scenario.data.clone();
    shift.move_in(&mut data);
    let mut steps = Vec::new();
    for (at, step) in timed(scenario, &run) {
        if local_date(at) <= until {
            steps.push((at, step));
        }
    }
    let last = steps.last().map(|(at, _)| *at);
    if !method.then.is_empty() {
        let text = format!(
            "scenario: {}\nstarts: {} 12:00\nsteps:\n{}\n",
            method.flow, method.until, method.then
        );
        let beside = reading(&text)?;
        let at = beside.starts.max(last.unwrap_or(beside.starts));
        steps.extend(beside.steps.into_iter().map(|step| (at, step)));
    }
    let mut moved = VecDeque::with_capacity(steps.len());
    for (at, mut step) in steps {
        if let Does::Ask { what, .. } = &mut step.does {
            *what = shift.all_in(what).map_err(|error| wrong(error.to_string()))?;
        }
        moved.push_back((shift.moment(at), step));
    }
    Ok(Replay {
        method,
        run,
        citizen,
        begins,
        data,
        steps: moved,
        case: None,
        tries: 0,
        over: false,
    })
}

/// What the scenario asks and is not refused, with its times. What it sets by hand tries a condition and is left out: people
/// write in forms.
fn timed(scenario: Scenario, run: &Runnable) -> Vec<(DateTime<Utc>, Step)> {
    let mut at = scenario.starts;
    let mut steps = Vec::new();
    for step in scenario.steps {
        match &step.does {
            Does::To(moment) => at = *moment,
            Does::Advance(length) => at = later(at, length, run).unwrap_or(at),
            Does::Ask {
                what: Asked::Set { .. },
                ..
            } => {}
            Does::Ask { refused: None, .. } => steps.push((at, step)),
            Does::Ask { .. } | Does::Expect(_) => {}
        }
    }
    steps
}
