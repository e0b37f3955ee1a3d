//! What may be asked of all runs of a flow, and the answers.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::cases::{Cases, MOST_ROWS, Moves, Relevant};
use super::dead_end::alive;
use super::machine::{MAX_POSITION, Machine};
use super::masks::{MAX_WORDS, Masks};
use super::search::{Bounds, End, Goal, Search, Standing};
use super::track::Track;
use super::witness::{WitnessStep, steps};
use crate::case::{Actor, Case, Protection, Refusal, Runnable, Start, start};
use crate::id::{CaseId, FieldPath, ItemId};
use crate::text::Message;

/// How much a search keeps where nothing else is said, in bytes: what a small machine can spare.
pub const DEFAULT_MOST_BYTES: u64 = 1 << 30;

/// After how many states whoever waits is told.
const TELL_EVERY: u32 = 1 << 10;

/// How all runs are searched.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// Leave lengths of time out: what waits for its time may come at any moment.
    pub untimed: bool,
    /// When the case begins.
    pub starts: DateTime<Utc>,
    /// What is known from the start, as sections of fields.
    pub data: Json,
    /// How much may be kept, in bytes.
    pub most_bytes: u64,
    /// How many states may be met.
    pub most_states: u32,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Whether there is a run that may close and whose steps among the context are exactly the trace. The trace's own
    /// items belong to the context.
    Trace {
        /// Items in the order in which they are done.
        trace: Vec<ItemId>,
        /// Items that are done as the trace says or not at all.
        context: BTreeSet<ItemId>,
    },
    /// Whether the item can ever be done.
    Done(ItemId),
}

/// Why a question cannot be answered.
#[derive(Clone, PartialEq, Debug)]
pub enum ExploreError {
    /// The case cannot begin so.
    Refused(Refusal),
    /// The flow has no such item.
    NoItem(ItemId),
    /// The trace is longer than can be followed.
    TraceTooLong,
    /// What was found cannot be done: the search is at fault.
    AtFault,
}

impl ExploreError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Refused(refusal) => refusal.message.clone(),
            Self::NoItem(item) => Message::new("explore-no-item").with("item", item.as_str()),
            Self::TraceTooLong => {
                let most = i64::try_from(MAX_POSITION).unwrap_or(i64::MAX);
                Message::new("explore-trace-too-long").with("most", most)
            }
            Self::AtFault => Message::new("explore-at-fault"),
        }
    }
}

/// How far a search has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// States met.
    pub states: u64,
    /// Of these, states whose moves have been tried.
    pub tried: u64,
    /// What is kept, in bytes.
    pub kept_bytes: u64,
}

/// The answer to a question.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// A run that was asked for, a shortest one; none where none was found.
    pub witness: Option<Vec<WitnessStep>>,
    /// How many states were met.
    pub states: u64,
    /// Whether the answer is sure: a run was found, or everything was gone through.
    pub complete: bool,
    /// What was kept at the end, in bytes.
    pub kept_bytes: u64,
    /// Why it is not sure.
    pub because: Vec<Message>,
    /// What is taken for granted of the other of two paired cases; none where the flow is of no pair.
    pub assumes: Option<Message>,
}

/// What all runs of a flow have in them.
#[derive(Clone, PartialEq, Debug)]
pub struct Survey {
    /// A shortest run that may close.
    pub closes: Option<Vec<WitnessStep>>,
    /// Items that no run does.
    pub never: Vec<ItemId>,
    /// A shortest run to where the case can never close; none where there is no such place.
    pub dead_end: Option<Vec<WitnessStep>>,
    /// How many states were met.
    pub states: u64,
    /// Whether everything was gone through.
    pub complete: bool,
    /// What was kept at the end, in bytes.
    pub kept_bytes: u64,
    /// Why not everything was gone through.
    pub because: Vec<Message>,
    /// What is taken for granted of the other of two paired cases; none where the flow is of no pair.
    pub assumes: Option<Message>,
}

/// Answers a question; `told` hears how far the search has come, and may say that this is enough.
///
/// # Errors
/// Where the question cannot be asked of this flow.
pub fn explore(
    run: &Runnable,
    settings: &Settings,
    question: &Question,
    told: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Answer, ExploreError> {
    let goal = goal(run, question)?;
    let ground = Ground::of(run, settings)?;
    Setting::of(&ground, run, settings).with_machine(&mut Asked { goal, told })
}

/// Goes through all runs of a flow; `told` hears how far the search has come, and may say that this is enough.
///
/// # Errors
/// Where the case cannot begin so.
pub fn survey(
    run: &Runnable,
    settings: &Settings,
    told: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Survey, ExploreError> {
    let ground = Ground::of(run, settings)?;
    Setting::of(&ground, run, settings).with_machine(&mut Surveyed { told })
}

/// What is asked of a machine, whichever it is.
trait Ask {
    type Answer;

    fn ask<const W: usize, M: Machine<W>>(
        &mut self,
        setting: &Setting<'_>,
        machine: &mut M,
    ) -> Result<Self::Answer, ExploreError>;
}

struct Asked<'t> {
    goal: Goal,
    told: &'t mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl Ask for Asked<'_> {
    type Answer = Answer;

    fn ask<const W: usize, M: Machine<W>>(
        &mut self,
        setting: &Setting<'_>,
        machine: &mut M,
    ) -> Result<Answer, ExploreError> {
        let mut search = setting.search(machine, self.goal.clone());
        search_on(&mut search, self.told);
        let witness = search
            .reached
            .map(|end| setting.witness(&mut search, end))
            .transpose()?;
        let because = match witness {
            Some(_) => Vec::new(),
            None => setting.because(&search),
        };
        Ok(Answer {
            witness,
            states: u64::from(search.visited.len()),
            complete: because.is_empty(),
            kept_bytes: search.kept_bytes(),
            because,
            assumes: setting.assumes(),
        })
    }
}

struct Surveyed<'t> {
    told: &'t mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl Ask for Surveyed<'_> {
    type Answer = Survey;

    fn ask<const W: usize, M: Machine<W>>(
        &mut self,
        setting: &Setting<'_>,
        machine: &mut M,
    ) -> Result<Survey, ExploreError> {
        let mut search = setting.search(machine, Goal::Everything);
        search_on(&mut search, self.told);
        let closes = search
            .reached
            .map(|end| setting.witness(&mut search, end))
            .transpose()?;
        let far = come(&search);
        let alive = match search.is_given_up() {
            true => None,
            false => alive(&mut search, &mut || (self.told)(far)),
        };
        if alive.is_none() {
            search.give_up();
        }
        let dead = alive.and_then(|alive| alive.first_dead());
        let dead_end = dead
            .map(|number| setting.witness(&mut search, End::State(number)))
            .transpose()?;
        let done = setting.ground.run.flow.items.keys().zip(&search.first_done);
        let never = done
            .filter(|(_, first)| first.is_none())
            .map(|(id, _)| id.clone());
        let because = setting.because(&search);
        Ok(Survey {
            closes,
            never: never.collect(),
            dead_end,
            states: u64::from(search.visited.len()),
            complete: because.is_empty(),
            kept_bytes: search.kept_bytes(),
            because,
            assumes: setting.assumes(),
        })
    }
}

impl Settings {
    const fn bounds(&self) -> Bounds {
        Bounds {
            bytes: self.most_bytes,
            states: self.most_states,
        }
    }
}

fn goal(run: &Runnable, question: &Question) -> Result<Goal, ExploreError> {
    let items = &run.flow.items;
    let place = |item: &ItemId| {
        let place = items
            .get_index_of(item)
            .and_then(|place| u16::try_from(place).ok());
        place.ok_or_else(|| ExploreError::NoItem(item.clone()))
    };
    Ok(match question {
        Question::Done(item) => Goal::Done(place(item)?),
        Question::Trace { trace, context } => {
            let trace = trace.iter().map(place).collect::<Result<Vec<_>, _>>()?;
            let context = context.iter().map(place).collect::<Result<Vec<_>, _>>()?;
            let track = Track::new(trace, &context, items.len());
            Goal::Run(track.ok_or(ExploreError::TraceTooLong)?)
        }
    })
}

fn search_on<const W: usize, M: Machine<W>>(
    search: &mut Search<'_, W, M>,
    told: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) {
    while search.go_on(TELL_EVERY) == Standing::Going {
        if told(come(search)).is_break() {
            search.give_up();
        }
    }
}

/// How far a search has come.
fn come<const W: usize, M: Machine<W>>(search: &Search<'_, W, M>) -> Progress {
    Progress {
        states: u64::from(search.visited.len()),
        tried: u64::from(search.tried()),
        kept_bytes: search.kept_bytes(),
    }
}

/// The flow as it is searched, and the case that has begun.
struct Ground {
    run: Runnable,
    begun: Case,
    relevant: Relevant,
}

impl Ground {
    fn of(whole: &Runnable, settings: &Settings) -> Result<Self, ExploreError> {
        let run = if settings.untimed || !whole.depends_on_time() {
            whole.without_time()
        } else {
            whole.clone()
        };
        let begin = Start {
            id: CaseId(uuid::Uuid::nil()),
            title: run.flow.id.to_string(),
            parties: Vec::new(),
            data: settings.data.clone(),
            parent: None,
            paired: None,
            protection: Protection::default(),
        };
        let begun = start(&run, &begin, settings.starts, Actor::Outside).map_err(ExploreError::Refused)?;
        Ok(Self {
            begun: begun.case,
            relevant: Relevant::of(&run, whole),
            run,
        })
    }
}

/// What a search goes by.
struct Setting<'a> {
    ground: &'a Ground,
    moves: Moves<'a>,
    settings: &'a Settings,
}

impl<'a> Setting<'a> {
    fn of(ground: &'a Ground, whole: &'a Runnable, settings: &'a Settings) -> Self {
        Self {
            moves: Moves::of(&ground.run, whole, &ground.relevant, settings.starts),
            ground,
            settings,
        }
    }

    /// Asks the fastest machine that can run the flow.
    fn with_machine<A: Ask>(&self, ask: &mut A) -> Result<A::Answer, ExploreError> {
        let ground = self.ground;
        // Bits hold nothing of what is said in a pair.
        if ground.run.flow.pair.is_some() {
            return ask.ask(self, &mut self.cases());
        }
        if let Some(mut masks) = Masks::of(&ground.run, &ground.relevant, &self.moves, &ground.begun) {
            match masks.words() {
                1 => return ask.ask::<1, _>(self, &mut masks),
                2 => return ask.ask::<2, _>(self, &mut masks),
                3 => return ask.ask::<3, _>(self, &mut masks),
                4 => return ask.ask::<4, _>(self, &mut masks),
                5 => return ask.ask::<5, _>(self, &mut masks),
                MAX_WORDS => return ask.ask::<MAX_WORDS, _>(self, &mut masks),
                _ => {}
            }
        }
        ask.ask(self, &mut self.cases())
    }

    fn cases(&self) -> Cases<'_> {
        let (ground, starts) = (self.ground, self.settings.starts);
        Cases::new(&self.moves, &ground.run, &ground.relevant, &ground.begun, starts)
    }

    /// What is taken for granted of the other of two paired cases.
    fn assumes(&self) -> Option<Message> {
        let pair = self.ground.run.flow.pair.as_ref()?;
        Some(Message::new("explore-other-side").with("flow", pair.with.as_str()))
    }

    fn search<'m, const W: usize, M: Machine<W>>(&self, machine: &'m mut M, goal: Goal) -> Search<'m, W, M> {
        Search::new(
            machine,
            goal,
            self.settings.bounds(),
            self.ground.run.flow.items.len(),
        )
    }

    fn witness<const W: usize, M: Machine<W>>(
        &self,
        search: &mut Search<'_, W, M>,
        end: End,
    ) -> Result<Vec<WitnessStep>, ExploreError> {
        let codes = search.codes(end);
        steps(&self.moves, &self.ground.begun, self.settings.starts, &codes).ok_or(ExploreError::AtFault)
    }

    /// Why not everything was gone through.
    fn because<const W: usize, M: Machine<W>>(&self, search: &Search<'_, W, M>) -> Vec<Message> {
        let given_up = search.is_given_up();
        let stopped = search.standing() == Standing::Stopped && !given_up;
        let flow = &self.ground.run.flow;
        let title = |path: &FieldPath| flow.data.field(path).map(|field| field.title.clone());
        let sampled: Vec<_> = self.moves.sampled.iter().filter_map(title).collect();
        let bounds = Message::new("explore-stopped")
            .with("megabytes", Decimal::from(self.settings.most_bytes >> 20))
            .with("states", Decimal::from(self.settings.most_states));
        let listed: Vec<_> = self.ground.relevant.each.keys().filter_map(title).collect();
        let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
        let rows = Message::new("explore-rows-bounded").with("most", most);
        let reasons = [
            (!listed.is_empty()).then(|| rows.with("lists", listed)),
            stopped.then_some(bounds),
            given_up.then(|| Message::new("explore-given-up").with("tried", Decimal::from(search.tried()))),
            (!sampled.is_empty()).then(|| Message::new("explore-sampled").with("fields", sampled)),
            self.moves
                .today_sampled
                .then(|| Message::new("explore-today-sampled")),
            search
                .machine
                .left_out()
                .then(|| Message::new("explore-too-many-ways")),
        ];
        reasons.into_iter().flatten().collect()
    }
}
