//! A set of rules, a bit each.

/// How many rules are looked at with one operation.
pub(super) const WORD_BITS: usize = 64;

/// A set of rules by their numbers, from 0.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

const fn mask(rule: usize) -> u64 {
    1 << (rule % WORD_BITS)
}

impl Bits {
    /// None of so many rules.
    pub(super) fn none(rules: usize) -> Self {
        Self(vec![0; rules.div_ceil(WORD_BITS)])
    }

    /// All of so many rules.
    pub(super) fn all(rules: usize) -> Self {
        let words = 0..rules.div_ceil(WORD_BITS);
        Self(words.map(|index| Self::whole_word(rules, index)).collect())
    }

    /// Those of so many rules that a word holds.
    pub(super) const fn whole_word(rules: usize, index: usize) -> u64 {
        match rules.saturating_sub(index * WORD_BITS) {
            0 => 0,
            left if left >= WORD_BITS => u64::MAX,
            left => mask(left) - 1,
        }
    }

    pub(super) fn add(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / WORD_BITS) {
            *word |= mask(rule);
        }
    }

    pub(super) fn take(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / WORD_BITS) {
            *word &= !mask(rule);
        }
    }

    pub(super) fn has(&self, rule: usize) -> bool {
        self.word(rule / WORD_BITS) & mask(rule) != 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The rules with these numbers: 64 at a time.
    pub(super) fn word(&self, index: usize) -> u64 {
        self.0.get(index).copied().unwrap_or_default()
    }

    pub(super) fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Those that are in both.
    pub(super) fn both(&self, other: &Self) -> Self {
        let mut bits = self.clone();
        bits.keep(other);
        bits
    }

    /// The numbers, rising.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(index, word)| ones(*word).map(move |bit| index * WORD_BITS + bit))
    }
}

/// The numbers of the bits that are set, rising.
pub(super) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = usize::try_from(word.trailing_zeros())
            .ok()
            .filter(|_| word != 0)?;
        word &= word - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_kept_and_counted() {
        let of = |rules: &[usize]| {
            let mut bits = Bits::none(130);
            rules.iter().for_each(|rule| bits.add(*rule));
            bits
        };
        let (one, other) = (of(&[0, 63, 64, 129]), of(&[63, 100, 129]));
        assert_eq!(one.both(&other).iter().collect::<Vec<_>>(), [63, 129]);
        let mut joined = one.clone();
        joined.join(&other);
        joined.take(0);
        assert_eq!(joined.iter().collect::<Vec<_>>(), [63, 64, 100, 129]);
        assert!(one.has(64) && !one.has(65) && !one.is_empty() && of(&[]).is_empty());
        for rules in [0, 1, 63, 64, 65, 130] {
            assert!(Bits::all(rules).iter().eq(0..rules));
        }
    }
}
