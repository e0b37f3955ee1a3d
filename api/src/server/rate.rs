//! How often somebody may ask: a bucket for each, of which a request takes one part and which fills by itself.
//!
//! Kept as the moment when a bucket is full again (the "generic cell rate algorithm" of ATM networks): one moment for
//! each, and none for those who have not asked lately. Libraries that do the same keep a table without a bound.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The most buckets that are not full, about 1 MB. Beyond them those that miss least are taken for full, so that a flood
/// of addresses neither fills the memory nor frees whoever asks most.
const MAX_BUCKETS: usize = 20_000;

/// A bucket for each of those who ask.
#[derive(Debug)]
pub(crate) struct Rate<K> {
    /// How long it takes until one part is there again.
    interval: Duration,
    /// How long it takes until an empty bucket is full.
    fills_in: Duration,
    full_at: Mutex<BTreeMap<K, Instant>>,
}

impl<K: Ord> Rate<K> {
    /// So many within so long, at once or one by one.
    pub(crate) fn new(most: u32, within: Duration) -> Self {
        Self {
            interval: within / most.max(1),
            fills_in: within,
            full_at: Mutex::default(),
        }
    }

    /// Takes a part out of somebody's bucket.
    ///
    /// # Errors
    /// How long to wait for one where it is empty; nothing is taken then.
    pub(crate) fn take(&self, who: K, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let known = buckets.get(&who).copied();
        let full_at = known.filter(|at| *at > now).unwrap_or(now) + self.interval;
        let missing = full_at - now;
        if missing > self.fills_in {
            return Err(missing - self.fills_in);
        }
        if known.is_none() && buckets.len() >= MAX_BUCKETS {
            make_room(&mut buckets, now);
        }
        buckets.insert(who, full_at);
        Ok(())
    }
}

/// Forgets the buckets that are full, or else the fullest eighth: many at once, so that a flood does not make each
/// request look through the whole table.
fn make_room<K: Ord>(buckets: &mut BTreeMap<K, Instant>, now: Instant) {
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() < MAX_BUCKETS {
        return;
    }
    let mut moments: Vec<Instant> = buckets.values().copied().collect();
    moments.sort_unstable();
    if let Some(cutoff) = moments.get(MAX_BUCKETS / 8).copied() {
        buckets.retain(|_, full_at| *full_at > cutoff);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same written as it is thought: a level that sinks by one part and rises with time.
    #[derive(Clone, Copy)]
    struct Bucket {
        level: u64,
        at: u64,
    }

    impl Bucket {
        fn take(&mut self, interval: u64, room: u64, now: u64) -> Result<(), u64> {
            self.level = room.min(self.level + (now - self.at));
            self.at = now;
            if self.level < interval {
                return Err(interval - self.level);
            }
            self.level -= interval;
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn it_is_a_bucket_that_fills_and_whoever_waits_as_told_is_let_in(
            most in 1_u32..20,
            interval in 1_u64..1_000,
            asked in prop::collection::vec((0_u8..3, 0_u64..2_000), 1..200),
        ) {
            let room = interval * u64::from(most);
            let rate = Rate::new(most, Duration::from_millis(room));
            let start = Instant::now();
            let at = |now: u64| start + Duration::from_millis(now);
            let mut buckets = [Bucket { level: room, at: 0 }; 3];
            let mut now = 0;
            for (who, pause) in asked {
                now += pause;
                let told = rate.take(who, at(now));
                let expected = buckets[usize::from(who)].take(interval, room, now);
                prop_assert_eq!(told, expected.map_err(Duration::from_millis));
                if let Err(wait) = expected {
                    now += wait - 1;
                    prop_assert_eq!(rate.take(who, at(now)), Err(Duration::from_millis(1)));
                    now += 1;
                    prop_assert_eq!(rate.take(who, at(now)), Ok(()));
                    prop_assert_eq!(buckets[usize::from(who)].take(interval, room, now), Ok(()));
                }
            }
        }
    }

    #[test]
    fn the_table_is_bounded_and_a_flood_frees_nobody_who_asks_most() {
        let rate = Rate::new(10, Duration::from_secs(10));
        let now = Instant::now();
        for _ in 0..10 {
            rate.take(0, now).unwrap();
        }
        for who in 1..=2 * MAX_BUCKETS {
            rate.take(who, now).unwrap();
            assert!(rate.take(0, now).is_err(), "after {who}");
        }
        assert!(rate.full_at.lock().unwrap().len() <= MAX_BUCKETS);
    }
}
