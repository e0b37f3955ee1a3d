//! Breadth first through all states: the first run that is found is a shortest one.

use super::machine::{Found, Machine, POSITION_SHIFT, State};
use super::track::Track;
use super::visited::{MAX_STATES, Pending, Visited, same};

/// After how many states the bytes that are kept are counted: too few to overstep a bound by much.
const COUNT_EVERY: u32 = 256;

/// How much may be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    pub(super) bytes: u64,
    pub(super) states: u32,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) enum Goal {
    /// A run along the track that may close.
    Run(Track),
    /// A run in which this item is done.
    Done(u16),
    /// Nothing that ends the search: everything is gone through.
    Everything,
}

/// How a search stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// There is more to go through.
    Going,
    /// What was looked for is found.
    Found,
    /// Everything was gone through.
    Whole,
    /// What may be kept is kept; there is more.
    Stopped,
}

/// Where a run ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// In the state with this number.
    State(u32),
    /// With this move from the state with this number.
    Move { from: u32, code: u32 },
}

/// A search through the states of a machine.
pub(super) struct Search<'m, const W: usize, M> {
    pub(super) machine: &'m mut M,
    pub(super) visited: Visited<W>,
    goal: Goal,
    bounds: Bounds,
    /// The number of the next state whose moves are to be tried.
    next: u32,
    standing: Standing,
    /// Whoever waits has had enough of it.
    given_up: bool,
    found: Found<W>,
    pending: Vec<Pending<W>>,
    /// Where the run that was looked for ends; where everything is gone through, a run that may close.
    pub(super) reached: Option<End>,
    /// For each item a shortest run that does it, where everything is gone through.
    pub(super) first_done: Vec<Option<End>>,
}

const POSITION_MASK: u64 = !0 << POSITION_SHIFT;

/// How far along its track a state is.
fn position<const W: usize>(state: &State<W>) -> u64 {
    state.last().map_or(0, |word| word >> POSITION_SHIFT)
}

/// The state as its machine knows it.
pub(super) fn bare<const W: usize>(state: &State<W>) -> State<W> {
    at(state, 0)
}

/// The same state so far along its track.
fn at<const W: usize>(state: &State<W>, position: u64) -> State<W> {
    let mut state = *state;
    if let Some(word) = state.last_mut() {
        *word = (*word & !POSITION_MASK) | (position << POSITION_SHIFT);
    }
    state
}

impl<'m, const W: usize, M: Machine<W>> Search<'m, W, M> {
    /// Begins a search in a flow of so many items.
    pub(super) fn new(machine: &'m mut M, goal: Goal, bounds: Bounds, items: usize) -> Self {
        let first = machine.first();
        let first_done = match &goal {
            Goal::Everything => vec![None; items],
            _ => Vec::new(),
        };
        let mut search = Self {
            machine,
            visited: Visited::new(),
            first_done,
            goal,
            bounds,
            next: 0,
            standing: Standing::Going,
            given_up: false,
            found: Found::new(),
            pending: Vec::new(),
            reached: None,
        };
        search.visited.enter(&Pending::new(first), 0);
        search.meet(0, &first);
        search
    }

    pub(super) const fn standing(&self) -> Standing {
        self.standing
    }

    /// Goes no further: whoever waits wants to know how far it has come.
    pub(super) fn give_up(&mut self) {
        self.given_up = true;
        if self.standing == Standing::Going {
            self.standing = Standing::Stopped;
        }
    }

    /// Whether whoever waits has had enough of it.
    pub(super) const fn is_given_up(&self) -> bool {
        self.given_up
    }

    /// How many states have had their moves tried.
    pub(super) const fn tried(&self) -> u32 {
        self.next
    }

    /// Everything that is kept, in bytes.
    pub(super) fn kept_bytes(&self) -> u64 {
        self.visited.bytes() + self.machine.kept_bytes()
    }

    /// Tries the moves of so many states more.
    pub(super) fn go_on(&mut self, states: u32) -> Standing {
        let end = self.next.saturating_add(states);
        while self.standing == Standing::Going && self.next < end {
            let Some(state) = self.visited.state(self.next).copied() else {
                self.standing = Standing::Whole;
                break;
            };
            if self.is_full() {
                self.standing = Standing::Stopped;
                break;
            }
            self.try_moves(self.next, &state);
            self.next += 1;
        }
        self.standing
    }

    /// Whether as much is kept as may be. Bytes are counted now and then.
    fn is_full(&self) -> bool {
        self.visited.len() >= self.bounds.states.min(MAX_STATES)
            || (self.next.is_multiple_of(COUNT_EVERY) && self.kept_bytes() >= self.bounds.bytes)
    }

    fn try_moves(&mut self, from: u32, state: &State<W>) {
        let mut found = std::mem::replace(&mut self.found, Found::new());
        let mut pending = std::mem::take(&mut self.pending);
        found.clear();
        pending.clear();
        self.machine.follow(&bare(state), &mut found);
        let along = position(state);
        for (next, done) in found.iter() {
            let Some(position) = self.on(along, done) else {
                continue;
            };
            self.note_done(from, next.code, done);
            let to = at(&next.state, position);
            if !same(&to, state) {
                pending.push(Pending::new(to));
            }
        }
        self.visited.look_up(&mut pending);
        for one in &pending {
            if self.standing == Standing::Found {
                break;
            }
            if let Some(number) = self.visited.enter(one, from) {
                self.meet(number, &one.state);
            }
        }
        self.found = found;
        self.pending = pending;
    }

    fn on(&self, along: u64, done: &[u16]) -> Option<u64> {
        match &self.goal {
            Goal::Run(track) => track.on(along, done),
            Goal::Done(_) | Goal::Everything => Some(0),
        }
    }

    fn note_done(&mut self, from: u32, code: u32, done: &[u16]) {
        let end = End::Move { from, code };
        match &self.goal {
            Goal::Run(_) => {}
            Goal::Done(item) => {
                if done.contains(item) && self.reached.is_none() {
                    self.reached = Some(end);
                    self.standing = Standing::Found;
                }
            }
            Goal::Everything => {
                for item in done {
                    if let Some(first) = self.first_done.get_mut(usize::from(*item)) {
                        first.get_or_insert(end);
                    }
                }
            }
        }
    }

    /// Looks at a state that is met for the first time.
    fn meet(&mut self, number: u32, state: &State<W>) {
        let wanted = match &self.goal {
            Goal::Run(track) => track.is_whole(position(state)),
            Goal::Done(_) => false,
            Goal::Everything => self.reached.is_none(),
        };
        if wanted && self.machine.may_close(&bare(state)) {
            self.reached = Some(End::State(number));
            if matches!(self.goal, Goal::Run(_)) {
                self.standing = Standing::Found;
            }
        }
    }

    /// The codes of the moves of a shortest run that ends so.
    pub(super) fn codes(&mut self, end: End) -> Vec<u32> {
        let (mut number, last) = match end {
            End::State(number) => (number, None),
            End::Move { from, code } => (from, Some(code)),
        };
        let mut back = vec![number];
        while let Some(parent) = self.visited.parent(number).filter(|parent| *parent != number) {
            back.push(parent);
            number = parent;
        }
        back.reverse();
        let steps = back.iter().zip(back.iter().skip(1));
        let mut codes: Vec<u32> = steps.filter_map(|(from, to)| self.code(*from, *to)).collect();
        codes.extend(last);
        codes
    }

    /// The code of a move from one state to another.
    fn code(&mut self, from: u32, to: u32) -> Option<u32> {
        let (from, to) = (*self.visited.state(from)?, *self.visited.state(to)?);
        let mut found = Found::new();
        self.machine.follow(&bare(&from), &mut found);
        let along = position(&from);
        let leads = |done: &[u16], next: &State<W>| {
            let position = self.on(along, done);
            position.is_some_and(|position| at(next, position) == to)
        };
        found
            .iter()
            .find(|(next, done)| leads(done, &next.state))
            .map(|(next, _)| next.code)
    }
}
