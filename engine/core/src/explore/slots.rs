//! A table of numbers by the hash of what they stand for. Numbers lie in buckets of a cache line each, beside a few bits
//! of their hash: whoever looks for one waits for memory once, and once more where it is there.

/// How many numbers a bucket holds: as many as fit a cache line of 64 bytes with their tags.
const IN_BUCKET: usize = 12;

/// The buckets that a table begins with.
const FIRST_BUCKETS: usize = 64;

/// A table grows when more than so many of a hundred places are taken: few numbers then lie beside their bucket.
const FULL_PERCENT: usize = 85;

#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket {
    numbers: [u32; IN_BUCKET],
    tags: [u8; IN_BUCKET],
    taken: u8,
}

impl Bucket {
    const EMPTY: Self = Self {
        numbers: [0; IN_BUCKET],
        tags: [0; IN_BUCKET],
        taken: 0,
    };

    fn is_full(&self) -> bool {
        usize::from(self.taken) == IN_BUCKET
    }

    /// The numbers with this tag.
    fn tagged(&self, tag: u8) -> impl Iterator<Item = u32> {
        let mut hits = 0_u16;
        for (place, own) in self.tags.iter().enumerate() {
            hits |= u16::from(*own == tag) << place;
        }
        hits &= (1 << self.taken) - 1;
        std::iter::from_fn(move || {
            let place = hits.trailing_zeros();
            hits &= hits.checked_sub(1)?;
            self.numbers.get(usize::try_from(place).ok()?).copied()
        })
    }

    fn push(&mut self, number: u32, tag: u8) {
        let place = usize::from(self.taken);
        if let (Some(own), Some(own_tag)) = (self.numbers.get_mut(place), self.tags.get_mut(place)) {
            *own = number;
            *own_tag = tag;
            self.taken += 1;
        }
    }
}

/// A table of numbers, from 0 up, by the hash of what they stand for.
#[derive(Debug)]
pub(super) struct Slots {
    buckets: Vec<Bucket>,
    taken: usize,
}

/// The bits of a hash beside those that choose its bucket.
fn tag(hash: u64) -> u8 {
    u8::try_from(hash & 0xFF).unwrap_or_default()
}

impl Slots {
    pub(super) fn new() -> Self {
        Self {
            buckets: vec![Bucket::EMPTY; FIRST_BUCKETS],
            taken: 0,
        }
    }

    /// The bucket where a number with this hash belongs: as far into the table as the hash is into all hashes.
    fn home(&self, hash: u64) -> usize {
        let count = u128::try_from(self.buckets.len()).unwrap_or_default();
        usize::try_from((u128::from(hash) * count) >> 64).unwrap_or_default()
    }

    /// What may be the number for this hash: mostly it is.
    pub(super) fn guess(&self, hash: u64) -> Option<u32> {
        let bucket = self.buckets.get(self.home(hash))?;
        bucket.tagged(tag(hash)).next()
    }

    /// The number for this hash that `is` says is right, or the bucket where it belongs.
    fn find(&self, hash: u64, mut is: impl FnMut(u32) -> bool) -> Result<u32, usize> {
        let mut place = self.home(hash);
        loop {
            let Some(bucket) = self.buckets.get(place) else {
                return Err(place);
            };
            if let Some(number) = bucket.tagged(tag(hash)).find(|number| is(*number)) {
                return Ok(number);
            }
            if !bucket.is_full() {
                return Err(place);
            }
            place = if place + 1 == self.buckets.len() {
                0
            } else {
                place + 1
            };
        }
    }

    /// The number for this hash that `is` says is right.
    pub(super) fn get(&self, hash: u64, is: impl FnMut(u32) -> bool) -> Option<u32> {
        self.find(hash, is).ok()
    }

    /// The number for this hash that `is` says is right; otherwise takes `new` in, and answers none.
    pub(super) fn enter(&mut self, hash: u64, new: u32, is: impl FnMut(u32) -> bool) -> Option<u32> {
        match self.find(hash, is) {
            Ok(number) => Some(number),
            Err(place) => {
                if let Some(bucket) = self.buckets.get_mut(place) {
                    bucket.push(new, tag(hash));
                    self.taken += 1;
                }
                None
            }
        }
    }

    /// So much is taken that numbers would lie far from where they belong.
    pub(super) const fn is_full(&self) -> bool {
        self.taken * 100 >= self.buckets.len() * IN_BUCKET * FULL_PERCENT
    }

    /// Makes room for half as many more. The numbers are those below `taken`; they are taken in anew in their own
    /// order, so that what they stand for is read from one end to the other.
    pub(super) fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let more = self.buckets.len() + self.buckets.len() / 2;
        self.buckets.clear();
        self.buckets.resize(more, Bucket::EMPTY);
        let all = u32::try_from(self.taken).unwrap_or(u32::MAX);
        self.taken = 0;
        for number in 0..all {
            self.enter(hash_of(number), number, |_| false);
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        super::visited::bytes(self.buckets.len(), size_of::<Bucket>())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bucket_is_a_cache_line() {
        assert_eq!(size_of::<Bucket>(), 64);
    }

    proptest! {
        #[test]
        fn numbers_are_found_by_their_hash(hashes in prop::collection::vec(0_u64..2_000, 1..3_000)) {
            // Hashes at the end of the table, so that buckets overflow and wrap round.
            let hashes: Vec<u64> = hashes.iter().map(|hash| !(hash / 3 * 255)).collect();
            let mut slots = Slots::new();
            let mut oracle: BTreeMap<u64, u32> = BTreeMap::new();
            let mut met: Vec<u64> = Vec::new();
            for hash in &hashes {
                if slots.is_full() {
                    slots.grow(|number| met[number as usize]);
                }
                let new = u32::try_from(met.len()).unwrap();
                let known = slots.enter(*hash, new, |number| met[number as usize] == *hash);
                prop_assert_eq!(known, oracle.get(hash).copied());
                if known.is_none() {
                    met.push(*hash);
                    oracle.insert(*hash, new);
                }
            }
            for (hash, number) in &oracle {
                prop_assert_eq!(slots.get(*hash, |number| met[number as usize] == *hash), Some(*number));
            }
            prop_assert_eq!(slots.get(1, |number| met[number as usize] == 1), None);
        }
    }
}
