//! Which states can never close: found by going backwards from those that may.

use std::ops::ControlFlow;

use super::machine::{Found, Machine};
use super::search::{Search, bare};

/// For every state that was met whether the case may still close from there.
pub(super) struct Alive {
    words: Vec<u64>,
    len: u32,
}

impl Alive {
    fn new(len: u32) -> Self {
        let words = usize::try_from(len.div_ceil(u64::BITS)).unwrap_or_default();
        Self {
            words: vec![0; words],
            len,
        }
    }

    fn place(number: u32) -> (usize, u64) {
        let word = usize::try_from(number / u64::BITS).unwrap_or_default();
        (word, 1 << (number % u64::BITS))
    }

    pub(super) fn is(&self, number: u32) -> bool {
        let (word, bit) = Self::place(number);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    fn set(&mut self, number: u32) {
        let (word, bit) = Self::place(number);
        if let Some(word) = self.words.get_mut(word) {
            *word |= bit;
        }
    }

    /// The first state from which the case can never close: one of those that the fewest moves lead to.
    pub(super) fn first_dead(&self) -> Option<u32> {
        (0..self.len).find(|number| !self.is(*number))
    }
}

/// Finds the states from which the case may still close. A state whose moves were not tried is taken to be one of them,
/// so that what is left never closes whatever else there is. None where `look` says that whoever waits has had enough of
/// it.
pub(super) fn alive<const W: usize, M: Machine<W>>(
    search: &mut Search<'_, W, M>,
    look: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Alive> {
    let (len, tried) = (search.visited.len(), search.tried());
    let mut alive = Alive::new(len);
    for number in 0..len {
        let closes = |state| search.machine.may_close(&bare(state));
        if number >= tried || search.visited.state(number).is_some_and(closes) {
            alive.set(number);
        }
    }
    let mut found = Found::new();
    // Moves lead mostly to states that were met later, so going from the last to the first needs few sweeps. Each but
    // the last finds a state, so there are no more sweeps than states.
    for _ in 0..=len {
        let mut more = false;
        for number in (0..tried.min(len)).rev() {
            if number % LOOK_EVERY == 0 && look().is_break() {
                return None;
            }
            if !alive.is(number) && leads_on(search, number, &alive, &mut found) {
                alive.set(number);
                more = true;
            }
        }
        if !more {
            break;
        }
    }
    Some(alive)
}

/// After how many states whoever waits is told.
const LOOK_EVERY: u32 = 1 << 12;

fn leads_on<const W: usize, M: Machine<W>>(
    search: &mut Search<'_, W, M>,
    number: u32,
    alive: &Alive,
    found: &mut Found<W>,
) -> bool {
    let Some(state) = search.visited.state(number).copied() else {
        return false;
    };
    found.clear();
    search.machine.follow(&state, found);
    let mut next = found.next.iter();
    next.any(|next| {
        search
            .visited
            .number(&next.state)
            .is_some_and(|number| alive.is(number))
    })
}
