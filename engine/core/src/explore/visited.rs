//! The states that were met, each kept once: the words of the state, the state that it was met from, and a place in a
//! table with open addressing. Nothing is hashed by chance, so that two searches go alike.

use super::machine::State;
use super::slots::Slots;

/// States are kept in chunks of so many, so that growing neither copies them nor keeps room for twice as many.
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 10;

/// The most states that a number can tell apart.
pub(super) const MAX_STATES: u32 = u32::MAX - 1;

/// Odd numbers without pattern that hashing multiplies by: the fractions of two square roots.
const SEEDS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];

/// Mixes words into one number: the halves of a long product.
pub(super) fn hash(words: &[u64]) -> u64 {
    let [mut mixed, factor] = SEEDS;
    for word in words {
        let product = u128::from(mixed ^ word) * u128::from(factor);
        let (low, high) = (product & u128::from(u64::MAX), product >> 64);
        mixed = u64::try_from(low ^ high).unwrap_or_default().rotate_left(23);
    }
    mixed
}

/// Whether two states are the same; written out, so that it is no call while others are waited for.
pub(super) fn same<const W: usize>(one: &State<W>, other: &State<W>) -> bool {
    one.iter()
        .zip(other)
        .fold(0, |apart, (one, other)| apart | (one ^ other))
        == 0
}

/// So many things of so many bytes.
pub(super) fn bytes(count: usize, each: usize) -> u64 {
    u64::try_from(count.saturating_mul(each)).unwrap_or(u64::MAX)
}

/// States by number, in the order in which they were met.
#[derive(Debug)]
pub(super) struct Visited<const W: usize> {
    states: Vec<Vec<State<W>>>,
    parents: Vec<Vec<u32>>,
    slots: Slots,
    len: u32,
}

/// A state that is about to be taken in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending<const W: usize> {
    pub(super) state: State<W>,
    hash: u64,
    guess: Option<u32>,
    /// It was met before.
    known: bool,
}

impl<const W: usize> Pending<W> {
    pub(super) fn new(state: State<W>) -> Self {
        Self {
            hash: hash(&state),
            guess: None,
            known: false,
            state,
        }
    }
}

impl<const W: usize> Visited<W> {
    pub(super) fn new() -> Self {
        Self {
            states: Vec::new(),
            parents: Vec::new(),
            slots: Slots::new(),
            len: 0,
        }
    }

    pub(super) const fn len(&self) -> u32 {
        self.len
    }

    /// The state with this number.
    pub(super) fn state(&self, number: u32) -> Option<&State<W>> {
        in_chunks(&self.states, number)
    }

    /// The number of the state that this one was met from; the first state's is its own.
    pub(super) fn parent(&self, number: u32) -> Option<u32> {
        in_chunks(&self.parents, number).copied()
    }

    /// The number of a state that was met.
    pub(super) fn number(&self, state: &State<W>) -> Option<u32> {
        self.slots.get(hash(state), |number| {
            in_chunks(&self.states, number) == Some(state)
        })
    }

    /// Looks for all of these at once: the machine then waits for the memory of all of them together, and not for that of
    /// one after another.
    pub(super) fn look_up(&self, all: &mut [Pending<W>]) {
        for one in &mut *all {
            one.guess = self.slots.guess(one.hash);
        }
        for one in all {
            let guessed = one.guess.and_then(|number| in_chunks(&self.states, number));
            one.known = guessed.is_some_and(|known| same(known, &one.state));
        }
    }

    /// Takes a state in that was met from another; its number where it is new.
    pub(super) fn enter(&mut self, one: &Pending<W>, parent: u32) -> Option<u32> {
        if one.known {
            return None;
        }
        if self.slots.is_full() {
            let states = &self.states;
            self.slots
                .grow(|number| in_chunks(states, number).map_or(0, |state| hash(state)));
        }
        let states = &self.states;
        let is = |number| in_chunks(states, number).is_some_and(|known| same(known, &one.state));
        if self.slots.enter(one.hash, self.len, is).is_some() {
            return None;
        }
        push(&mut self.states, one.state);
        push(&mut self.parents, parent);
        self.len += 1;
        Some(self.len - 1)
    }

    /// What is kept of all states, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        let each = size_of::<State<W>>() + size_of::<u32>();
        bytes(self.states.len() * CHUNK, each) + self.slots.bytes()
    }
}

fn in_chunks<T>(chunks: &[Vec<T>], number: u32) -> Option<&T> {
    let number = usize::try_from(number).ok()?;
    chunks.get(number >> CHUNK_BITS)?.get(number & (CHUNK - 1))
}

fn push<T>(chunks: &mut Vec<Vec<T>>, one: T) {
    match chunks.last_mut() {
        Some(last) if last.len() < CHUNK => last.push(one),
        _ => {
            let mut chunk = Vec::with_capacity(CHUNK);
            chunk.push(one);
            chunks.push(chunk);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_state_is_kept_once_and_found_again(states in prop::collection::vec([0_u64..40, 0..40], 1..3_000)) {
            let mut visited = Visited::new();
            let mut oracle: BTreeMap<[u64; 2], u32> = BTreeMap::new();
            for batch in states.chunks(7) {
                let mut pending: Vec<_> = batch.iter().copied().map(Pending::new).collect();
                visited.look_up(&mut pending);
                for one in &pending {
                    let new = u32::try_from(oracle.len()).unwrap();
                    let is_new = !oracle.contains_key(&one.state);
                    prop_assert_eq!(visited.enter(one, new / 2), is_new.then_some(new));
                    oracle.entry(one.state).or_insert(new);
                }
            }
            prop_assert_eq!(visited.len() as usize, oracle.len());
            for (state, number) in &oracle {
                prop_assert_eq!(visited.state(*number), Some(state));
                prop_assert_eq!(visited.number(state), Some(*number));
                prop_assert_eq!(visited.parent(*number), Some(number / 2));
            }
            prop_assert_eq!(visited.number(&[99, 99]), None);
        }
    }

    #[test]
    fn a_state_of_six_words_takes_at_most_64_bytes() {
        let mut visited = Visited::<6>::new();
        for number in 0..1_000_000_u64 {
            visited.enter(&Pending::new([number, 1, 2, 3, 4, 5]), 0);
            let len = u64::from(visited.len());
            assert!(
                len < 50_000 || visited.bytes() <= 64 * len,
                "{len}: {}",
                visited.bytes()
            );
        }
    }
}
