//! Chance that falls the same way each time.

/// What is added between two draws (SplitMix64: Steele, Lea and Flood 2014).
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A row of numbers that look like chance and are the same for the same seed.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// The row of a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A row of its own for something with a name, so that a draw more in one place moves nothing elsewhere.
    pub(super) fn of(seed: u64, name: &str) -> Self {
        let mut chance = Self::new(seed);
        for byte in name.bytes() {
            chance.state ^= u64::from(byte);
            chance.next();
        }
        chance
    }

    /// The next number.
    pub(super) const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and not, this; 0 where it is 0. The tiny skew of a remainder shows in no demo.
    pub(super) const fn below(&mut self, end: u64) -> u64 {
        match self.next().checked_rem(end) {
            Some(number) => number,
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the published reference program for seed 1234567.
    #[test]
    fn the_row_is_the_published_one() {
        let mut chance = Chance::new(1_234_567);
        let row: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(
            row,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn names_have_rows_of_their_own_and_draws_stay_below_their_end() {
        let row = |name| {
            let mut chance = Chance::of(1, name);
            (0..50).map(|_| chance.below(10)).collect::<Vec<_>>()
        };
        assert_eq!(row("a"), row("a"));
        assert_ne!(row("a"), row("b"));
        assert!(row("a").iter().all(|number| *number < 10));
        let mut chance = Chance::new(1);
        assert_eq!(chance.below(0), 0);
    }
}
